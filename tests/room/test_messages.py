"""Messages: sent, streamed, replied to, deleted, pinned, reacted to, with files and mentions."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import aiohttp
import discord
import pytest
from discord.http import Route

from bot.room.people import Person, Refused
from bot.room.server import Room
from tests.fixtures_room import logged_in, text_channel


async def test_streaming_edits_reach_every_person(room: Room) -> None:
    async with (
        logged_in(room) as client,
        Person.arrive(room.url, "ada") as ada,
        Person.arrive(room.url, "ben") as ben,
    ):
        message = await text_channel(client).send("▍")
        for words in ("The", "The strong", "The **strong** do"):
            await message.edit(content=words)
        for person in (ada, ben):
            seen = await person.wait_message(lambda m: m["content"].endswith("do"))
            assert seen["html"] == "<p>The <strong>strong</strong> do</p>"
            assert seen["edited_timestamp"] is not None
            assert len(person.messages("debates")) == 1


async def test_a_nonce_sent_twice_makes_one_message(room: Room) -> None:
    async with logged_in(room) as client, Person.arrive(room.url, "ada") as ada:
        channel = text_channel(client)
        first = await channel.send("once", nonce="debate-1-speech-2")
        second = await channel.send("once", nonce="debate-1-speech-2")
        assert first.id == second.id
        await channel.send("other", nonce="debate-1-speech-3")
        await ada.wait_message(lambda m: m["content"] == "other")
        assert [m["content"] for m in await ada.history("debates")] == ["once", "other"]


async def test_a_persons_own_nonce_comes_back_to_that_person_alone(room: Room) -> None:
    async with (
        Person.arrive(room.url, "ada") as ada,
        Person.arrive(room.url, "ben") as ben,
    ):
        said = await ada.say("debates", "hello", nonce="n1")
        assert said["nonce"] == "n1"
        assert (await ada.wait_message(lambda m: True))["nonce"] == "n1"
        assert "nonce" not in await ben.wait_message(lambda m: True)
        assert (await ada.say("debates", "hello", nonce="n1"))["id"] == said["id"]


async def test_files_go_both_ways_and_links_are_signed(room: Room) -> None:
    async with logged_in(room) as client, Person.arrive(room.url, "ada") as ada:
        heard = asyncio.create_task(client.wait_for("message", timeout=5))
        await asyncio.sleep(0)
        await ada.say("debates", "", files={"../../my notes.txt": b"5.89"})
        message = await heard
        assert message.attachments[0].filename == "my_notes.txt"
        assert await message.attachments[0].read() == b"5.89"
        file = discord.File(io.BytesIO(b"flow"), "flow.md", description="The flow")
        await text_channel(client).send("see", file=file)
        seen = await ada.wait_message(lambda m: m["content"] == "see")
        url = seen["attachments"][0]["url"]
        async with aiohttp.ClientSession() as session:
            async with session.get(url) as answer:
                assert await answer.read() == b"flow"
                assert answer.headers["Content-Disposition"].startswith("attachment")
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
            async with session.get(url.split("?")[0]) as answer:
                assert answer.status == 404, "the link's signature is part of it"


async def test_an_edit_replaces_files_and_keeps_those_it_names(room: Room) -> None:
    async with logged_in(room) as client:
        one, two = (discord.File(io.BytesIO(name.encode()), f"{name}.txt") for name in "ab")
        message = await text_channel(client).send("files", files=[one, two])
        third = discord.File(io.BytesIO(b"c"), "c.txt")
        message = await message.edit(attachments=[message.attachments[1], third])
        assert [a.filename for a in message.attachments] == ["b.txt", "c.txt"]


async def test_a_reply_shows_what_it_answers(room: Room) -> None:
    async with logged_in(room) as client, Person.arrive(room.url, "ada") as ada:
        heard = asyncio.create_task(client.wait_for("message", timeout=5))
        await asyncio.sleep(0)
        said = await ada.say("debates", "Who is right?")
        answer = await (await heard).reply("Nobody.")
        assert answer.type is discord.MessageType.reply
        seen = await ada.wait_message(lambda m: m["content"] == "Nobody.")
        assert seen["referenced_message"]["id"] == said["id"]
        assert [u["username"] for u in seen["mentions"]] == ["ada"]
        await (await heard).delete()
        again = await ada.history("debates")
        assert again[0]["referenced_message"] is None
        with pytest.raises(discord.HTTPException, match="Unknown message"):
            await (await heard).reply("too late")


async def test_allowed_mentions_decide_who_is_pinged(room: Room) -> None:
    none, users = discord.AllowedMentions.none(), discord.AllowedMentions(users=True)
    async with logged_in(room) as client:
        channel, guild = text_channel(client), client.guilds[0]
        ada, ben = (guild.get_member_named(name) for name in ("ada", "ben"))
        assert ada is not None
        assert ben is not None
        words = f"{ada.mention} {ben.mention} @everyone {guild.roles[1].mention}"
        assert (await channel.send(words, allowed_mentions=none)).mentions == []
        assert len((await channel.send(words, allowed_mentions=users)).mentions) == 2
        only = discord.AllowedMentions(users=[ben], everyone=False, roles=False)
        assert (await channel.send(words, allowed_mentions=only)).mentions == [ben]
        free = await channel.send(words, allowed_mentions=discord.AllowedMentions.all())
        assert not free.mention_everyone, "the bot may not mention everyone"
        in_code = await channel.send(f"`{ada.mention}`", allowed_mentions=users)
        assert in_code.mentions == []


async def test_history_pages_like_discords(room: Room) -> None:
    async with logged_in(room) as client:
        channel = text_channel(client)
        sent = [await channel.send(str(number)) for number in range(7)]
        assert [m.content async for m in channel.history(limit=3)] == ["6", "5", "4"]
        before = [m.content async for m in channel.history(limit=2, before=sent[3])]
        assert before == ["2", "1"]
        after = [m.content async for m in channel.history(limit=2, after=sent[3])]
        assert after == ["4", "5"]
        around = {m.content async for m in channel.history(limit=3, around=sent[3])}
        assert around == {"2", "3", "4"}
        assert (await channel.fetch_message(sent[2].id)).content == "2"


async def test_deletion_one_and_many(room: Room) -> None:
    async with logged_in(room) as client, Person.arrive(room.url, "ada") as ada:
        channel = text_channel(client)
        sent = [await channel.send(str(number)) for number in range(4)]
        await sent[0].delete()
        await channel.delete_messages(sent[1:3])
        await ada.wait(lambda: len(ada.deleted) == 3, 5, lambda: str(ada.deleted))
        assert [m["content"] for m in ada.messages("debates")] == ["3"]
        with pytest.raises(discord.NotFound) as gone:
            await sent[0].edit(content="?")
        assert gone.value.code == 10008


async def test_pins_both_ways(room: Room) -> None:
    async with logged_in(room) as client:
        channel = text_channel(client)
        message = await channel.send("pin me")
        await message.pin()
        assert [m.id async for m in channel.pins()] == [message.id]
        old = await client.http.request(Route("GET", f"/channels/{channel.id}/pins"))
        assert [m["id"] for m in old] == [str(message.id)]
        await message.unpin()
        assert [m async for m in channel.pins()] == []


async def test_reactions(room: Room) -> None:
    async with logged_in(room) as client, Person.arrive(room.url, "ada") as ada:
        message = await text_channel(client).send("vote")
        added = asyncio.create_task(client.wait_for("raw_reaction_add", timeout=5))
        await asyncio.sleep(0)
        await message.add_reaction("👍")
        assert str((await added).emoji) == "👍"
        seen = await ada.wait_message(lambda m: bool(m.get("reactions")))
        assert seen["reactions"][0]["count"] == 1
        assert seen["reactions"][0]["me"] is False
        fetched = await message.channel.fetch_message(message.id)
        assert [u.id async for u in fetched.reactions[0].users()] == [client.user.id]  # type: ignore[union-attr]
        await message.clear_reactions()
        await ada.wait_message(lambda m: not m.get("reactions"))


async def test_typing_goes_both_ways(room: Room) -> None:
    async with logged_in(room) as client, Person.arrive(room.url, "ada") as ada:
        typed = asyncio.create_task(client.wait_for("typing", timeout=5))
        await asyncio.sleep(0)
        await ada.typing("debates")
        assert (await typed)[1].name == "ada"
        async with text_channel(client).typing():
            await ada.wait(
                lambda: any(t["user_id"] == str(client.user.id) for t in ada.typings),  # type: ignore[union-attr]
                5,
                lambda: "the bot's typing",
            )


async def test_people_edit_and_delete_their_own_only(room: Room) -> None:
    async with (
        Person.arrive(room.url, "ada") as ada,
        Person.arrive(room.url, "ben") as ben,
        Person.arrive(room.url, "tess") as tess,
    ):
        said = await ada.say("debates", "first")
        await ben.wait_message(lambda m: m["content"] == "first")
        for deed in (ben.edit(said, "mine now"), ben.delete(said)):
            with pytest.raises(Refused):
                await deed
        await ada.edit(said, "second")
        await ben.wait_message(lambda m: m["content"] == "second")
        await tess.delete(said)
        await ben.wait(lambda: said["id"] in ben.deleted, 5, lambda: "the deletion")


async def test_rich_components_are_shown_as_html(room: Room) -> None:
    view = discord.ui.LayoutView()
    button: Any = discord.ui.Button(label="Sources")
    view.add_item(
        discord.ui.Container(
            discord.ui.TextDisplay("## Case\n**for** it"),
            discord.ui.Separator(),
            discord.ui.Section(discord.ui.TextDisplay("-# 3 sources"), accessory=button),
            accent_colour=discord.Colour.red(),
        )
    )
    async with logged_in(room) as client, Person.arrive(room.url, "ada") as ada:
        await text_channel(client).send(view=view)
        seen = await ada.wait_message(lambda m: bool(m["components"]))
        container = seen["components"][0]
        assert container["components"][0]["html"].startswith('<h4 class="md-h2">Case</h4>')
        section = container["components"][2]
        assert "<small>3 sources</small>" in section["components"][0]["html"].replace("\n", "")
        assert section["accessory"]["label"] == "Sources"


async def test_embeds_are_shown_as_html(room: Room) -> None:
    embed = discord.Embed(title="Ballot", description="**3** of 4", url="https://example.org")
    embed.add_field(name="Logic", value="<b>good</b>").set_footer(text="Round 1")
    async with logged_in(room) as client, Person.arrive(room.url, "ada") as ada:
        await text_channel(client).send(embed=embed)
        seen = (await ada.wait_message(lambda m: bool(m["embeds"])))["embeds"][0]
        assert seen["description_html"] == "<p><strong>3</strong> of 4</p>"
        assert seen["fields"][0]["value_html"] == "<p>&lt;b&gt;good&lt;/b&gt;</p>"
