"""Commands, components and modals, between a real discord.py bot and people."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.room.people import Person, Refused
from bot.room.server import Room
from tests.fixtures_room import logged_in, new_client, quick

MOTIONS = ["Open the strait", "Close the strait", "Leave the strait alone"]


class Lines(discord.ui.Modal, title="Your lines"):
    heading: discord.ui.TextInput[Lines] = discord.ui.TextInput(label="Heading", required=False)
    words: discord.ui.TextInput[Lines] = discord.ui.TextInput(
        label="Words", min_length=5, max_length=20, style=discord.TextStyle.paragraph
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"{self.heading.value}|{self.words.value}")


class Controls(discord.ui.View):
    @discord.ui.button(label="Count", custom_id="count")
    async def count(self, interaction: discord.Interaction, button: Any) -> None:
        number = int(interaction.message.content) + 1  # type: ignore[union-attr]
        await interaction.response.edit_message(content=str(number))

    @discord.ui.button(label="Speak")
    async def speak(self, interaction: discord.Interaction, button: Any) -> None:
        await interaction.response.send_modal(Lines())

    @discord.ui.button(label="Never", disabled=True)
    async def never(self, interaction: discord.Interaction, button: Any) -> None:
        raise AssertionError("a disabled button was pressed")

    @discord.ui.select(
        placeholder="Which?",
        max_values=2,
        options=[discord.SelectOption(label=name) for name in ("Athens", "Sparta", "Melos")],
    )
    async def choose(self, interaction: discord.Interaction, select: Any) -> None:
        await interaction.response.send_message(
            "chose " + " and ".join(select.values), ephemeral=True
        )


def stage() -> tuple[discord.Client, app_commands.CommandTree[Any]]:
    """A bot with one command of each kind."""
    client = new_client()
    tree = app_commands.CommandTree(client)
    group = app_commands.Group(name="debate", description="Debates")

    @group.command(description="Start one")
    async def start(
        interaction: discord.Interaction,
        motion: str,
        minutes: app_commands.Range[int, 1, 60] = 10,
        rival: discord.Member | None = None,
    ) -> None:
        against = f" against {rival.display_name}" if rival else ""
        await interaction.response.send_message(f"{motion} for {minutes}{against}")

    @start.autocomplete("motion")
    async def motions(
        interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        found = [m for m in MOTIONS if current.lower() in m.lower()]
        return [app_commands.Choice(name=m, value=m) for m in found]

    @tree.command(description="Controls")
    async def controls(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("0", view=Controls())

    @tree.command(description="Slow and private")
    async def ponder(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send("thought")
        second = await interaction.followup.send("more", ephemeral=True, wait=True)
        await second.edit(content="even more")

    @tree.command(description="Never answers")
    async def stall(interaction: discord.Interaction) -> None:
        client.dispatch("stalled", interaction)

    @tree.command(description="With a file")
    async def hand(interaction: discord.Interaction, paper: discord.Attachment) -> None:
        data = await paper.read()
        await interaction.response.send_message(f"{paper.filename}: {data.decode()}")

    @tree.context_menu(name="Quote")
    async def quote(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"said: {message.content}")

    @tree.context_menu(name="Who")
    async def who(interaction: discord.Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(f"that is {member.display_name}", ephemeral=True)

    tree.add_command(group)
    return client, tree


async def test_slash_with_options_subcommand_and_autocomplete(room: Room) -> None:
    client, tree = stage()
    async with logged_in(room, client, tree), Person.arrive(room.url, "ada") as ada:
        offered = await ada.autocomplete("debates", "debate start", "motion", "close")
        assert offered == [{"name": "Close the strait", "value": "Close the strait"}]
        asked = await ada.slash(
            "debates", "debate start", motion="Open the strait", minutes=3, rival="ben"
        )
        message = await ada.wait_message(lambda m: "for 3" in m["content"], channel="debates")
        assert message["content"] == "Open the strait for 3 against Ben"
        assert message["interaction_id"] == asked.id
        assert message["interaction_metadata"]["name"] == "debate start"
        assert message["author"]["id"] == str(client.user.id)  # type: ignore[union-attr]
        assert await asked.wait() == "done"


@pytest.mark.parametrize(
    ("options", "where"),
    [
        ({}, "motion"),
        ({"motion": "x", "minutes": 61}, "minutes"),
        ({"motion": "x", "minutes": "three"}, "minutes"),
        ({"motion": "x", "minutes": True}, "minutes"),
        ({"motion": "x", "colour": "red"}, "colour"),
        ({"motion": "x", "rival": "nobody"}, "rival"),
        ({"motion": 7}, "motion"),
    ],
)
async def test_a_wrong_option_never_leaves_the_person(
    room: Room, options: dict[str, Any], where: str
) -> None:
    client, tree = stage()
    async with logged_in(room, client, tree), Person.arrive(room.url, "ada") as ada:
        with pytest.raises(Refused) as refused:
            await ada.slash("debates", "debate start", **options)
        assert refused.value.code == 50035
        assert where in refused.value.errors["options"]


async def test_buttons_edit_their_own_message(room: Room) -> None:
    client, tree = stage()
    async with logged_in(room, client, tree), Person.arrive(room.url, "ada") as ada:
        await ada.slash("debates", "controls")
        message = await ada.wait_message(lambda m: m["content"] == "0")
        await ada.press(message, label="Count")
        await ada.wait_message(lambda m: m["content"] == "1" and m["id"] == message["id"])
        with pytest.raises(Refused, match="disabled"):
            await ada.press(message, label="Never")
        with pytest.raises(Refused, match="validation"):
            await ada.press(message, custom_id="no such button")


async def test_a_menu_answers_one_person_only(room: Room) -> None:
    client, tree = stage()
    async with (
        logged_in(room, client, tree),
        Person.arrive(room.url, "ada") as ada,
        Person.arrive(room.url, "ben") as ben,
    ):
        await ada.slash("debates", "controls")
        message = await ben.wait_message(lambda m: m["content"] == "0")
        await ben.select(message, "Athens", "Melos")
        only = await ben.wait_ephemeral()
        assert only["content"] == "chose Athens and Melos"
        await ada.press(message, label="Count")
        await ada.wait_message(lambda m: m["content"] == "1")
        assert not ada.ephemeral
        assert [m["content"] for m in await ada.history("debates")] == ["1"]
        assert len(await ben.history("debates")) == 2
        with pytest.raises(Refused, match="options"):
            await ben.select(message, "Thebes")


async def test_a_modal_opens_and_its_limits_hold(room: Room) -> None:
    client, tree = stage()
    async with logged_in(room, client, tree), Person.arrive(room.url, "ada") as ada:
        await ada.slash("debates", "controls")
        message = await ada.wait_message(lambda m: m["content"] == "0")
        await ada.press(message, label="Speak")
        modal = await ada.wait_modal()
        assert modal["title"] == "Your lines"
        ids = [row["components"][0]["custom_id"] for row in modal["components"]]
        for words in ("abc", "x" * 21, ""):
            with pytest.raises(Refused, match="50035"):
                await ada.submit_fields(modal, {ids[1]: words})
        await ada.submit_fields(modal, {ids[0]: "Melos", ids[1]: "The strong do"})
        await ada.wait_message(lambda m: m["content"] == "Melos|The strong do")


async def test_a_modal_of_labels_menus_and_text(room: Room) -> None:
    class Ballot(discord.ui.Modal, title="Ballot"):
        notice: Any = discord.ui.TextDisplay("Be **fair**.")
        side: Any = discord.ui.Label(
            text="Side",
            description="Who won?",
            component=discord.ui.Select(
                options=[discord.SelectOption(label=s) for s in ("For", "Against")]
            ),
        )
        why: Any = discord.ui.Label(
            text="Why", component=discord.ui.TextInput(min_length=3, required=True)
        )

        async def on_submit(self, interaction: discord.Interaction) -> None:
            words = f"{self.side.component.values[0]}: {self.why.component.value}"
            await interaction.response.send_message(words)

    client = new_client()
    tree: app_commands.CommandTree[Any] = app_commands.CommandTree(client)

    @tree.command(description="Judge")
    async def judge(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Ballot())

    async with logged_in(room, client, tree), Person.arrive(room.url, "ada") as ada:
        asked = await ada.slash("debates", "judge")
        modal = await ada.wait_modal()
        assert await asked.wait() == "done"
        side, why = (label["component"]["custom_id"] for label in modal["components"][1:])
        with pytest.raises(Refused, match="options"):
            await ada.submit_fields(modal, {side: ["Neither"], why: "because"})
        with pytest.raises(Refused, match="no such field"):
            await ada.submit_fields(modal, {side: ["For"], why: "because", "more": "?"})
        await ada.submit_fields(modal, {side: ["For"], why: "because"})
        await ada.wait_message(lambda m: m["content"] == "For: because")


async def test_a_deferred_private_answer_and_followups(room: Room) -> None:
    client, tree = stage()
    async with (
        logged_in(room, client, tree),
        Person.arrive(room.url, "ada") as ada,
        Person.arrive(room.url, "tess") as tess,
    ):
        asked = await ada.slash("debates", "ponder")
        await ada.wait_ephemeral(lambda m: m["content"] == "thought")
        await ada.wait_ephemeral(lambda m: m["content"] == "even more")
        assert await asked.wait() == "done"
        assert len(ada.ephemeral) == 2, "the first follow-up takes the placeholder's place"
        assert tess.messages() == []
        assert await tess.history("debates") == []


async def test_menus_on_messages_and_people(room: Room) -> None:
    client, tree = stage()
    async with logged_in(room, client, tree), Person.arrive(room.url, "ada") as ada:
        said = await ada.say("debates", "The strong do what they can")
        await ada.use_on(said, "Quote")
        await ada.wait_message(lambda m: m["content"] == "said: The strong do what they can")
        await ada.use_on_person("debates", "ben", "Who")
        only = await ada.wait_ephemeral()
        assert only["content"] == "that is Ben"
        assert only["interaction_metadata"]["target_user"]["id"] == ada.people[1]["id"]
        with pytest.raises(Refused, match="Unknown application command"):
            await ada.use_on(said, "Who")
        with pytest.raises(Refused, match="Unknown Message"):
            await ada.use_on({**said, "id": "1"}, "Quote")


async def test_a_menu_answer_points_to_its_message(room: Room) -> None:
    client, tree = stage()
    async with logged_in(room, client, tree), Person.arrive(room.url, "ada") as ada:
        said = await ada.say("debates", "A hundred technicians")
        await ada.use_on(said, "Quote")
        answer = await ada.wait_message(lambda m: m["type"] == 23)
        assert answer["referenced_message"]["content"] == "A hundred technicians"
        channel = client.get_channel(int(said["channel_id"]))
        assert isinstance(channel, discord.TextChannel)
        read = await channel.fetch_message(int(answer["id"]))
        assert read.interaction_metadata is not None
        assert read.interaction_metadata.target_message_id == int(said["id"])
        assert read.reference is not None
        assert isinstance(read.reference.resolved, discord.Message)
        assert read.reference.resolved.author.name == "ada"


async def test_a_menu_shows_the_words_to_a_bot_that_may_read_no_others() -> None:
    client = new_client(discord.Intents.default())
    tree: app_commands.CommandTree[Any] = app_commands.CommandTree(client)
    asked: asyncio.Future[discord.Message] = asyncio.get_running_loop().create_future()

    @tree.context_menu(name="Check this claim")
    async def check(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"Checked: {message.content}", ephemeral=True)
        asked.set_result(message)

    async with (
        Room(quick(allowed_intents=discord.Intents.default().value)) as room,
        logged_in(room, client, tree),
        Person.arrive(room.url, "ada") as ada,
        Person.arrive(room.url, "ben") as ben,
    ):
        await ada.wait_command("Check this claim")
        said = await ben.say("debates", "Russia is owed six billion", files={"a.txt": b"note"})
        await ada.wait_message(lambda m: m["id"] == said["id"])
        await ada.use_on(said, "Check this claim")
        only = await ada.wait_ephemeral()
        assert only["content"] == "Checked: Russia is owed six billion"
        message = await asked
        assert [file.filename for file in message.attachments] == ["a.txt"]
        assert message.author.name == "ben"
        assert ben.ephemeral == []


async def test_a_file_as_an_option(room: Room) -> None:
    client, tree = stage()
    async with logged_in(room, client, tree), Person.arrive(room.url, "ada") as ada:
        await ada.slash("debates", "hand", {"paper": ("notes.txt", b"Thucydides 5.89")})
        await ada.wait_message(lambda m: m["content"] == "notes.txt: Thucydides 5.89")


async def test_an_unanswered_command_fails_in_time_and_cannot_be_answered_later() -> None:
    client, tree = stage()
    stalled: asyncio.Future[discord.Interaction] = asyncio.get_running_loop().create_future()

    @client.event
    async def on_stalled(interaction: discord.Interaction) -> None:
        stalled.set_result(interaction)

    async with (
        Room(quick(ack_seconds=0.05)) as room,
        logged_in(room, client, tree),
        Person.arrive(room.url, "ada") as ada,
    ):
        asked = await ada.slash("debates", "stall")
        assert await asked.wait() == "failed"
        assert asked.reason == "The application did not respond"
        with pytest.raises(discord.NotFound) as late:
            await (await stalled).response.send_message("sorry")
        assert late.value.code == 10062


async def test_a_promised_answer_lapses_with_its_token(tmp_path: Path) -> None:
    client, tree = stage()

    @tree.command(description="Promises, in public")
    async def promise(interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)

    settings = quick(token_seconds=0.3, data_file=tmp_path / "room.db")
    async with (
        Room(settings) as room,
        logged_in(room, client, tree),
        Person.arrive(room.url, "ada") as ada,
        Person.arrive(room.url, "ben") as ben,
    ):
        asked = await ada.slash("debates", "promise")
        assert await asked.wait("failed") == "failed"
        lapsed = await ben.wait_message(lambda m: m["lapsed"])
        assert not lapsed["loading"]
        assert len(ben.messages("debates")) == 1
    async with Room(settings) as room, Person.arrive(room.url, "ada") as ada:
        assert [m["lapsed"] for m in await ada.history("debates")] == [True]


async def test_a_promise_lapses_though_the_room_was_restarted(tmp_path: Path) -> None:
    client, tree = stage()

    @tree.command(description="Promises, in public")
    async def promise(interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)

    now = [1_800_000_000.0]
    settings = quick(clock=lambda: now[0], data_file=tmp_path / "room.db")
    async with (
        Room(settings) as room,
        logged_in(room, client, tree),
        Person.arrive(room.url, "ada") as ada,
    ):
        asked = await ada.slash("debates", "promise")
        await asked.wait("acknowledged")
    async with Room(settings) as room, Person.arrive(room.url, "ada") as ada:
        assert [m["loading"] for m in await ada.history("debates")] == [True]
    now[0] += 15 * 60 - 0.3
    async with Room(settings) as room, Person.arrive(room.url, "ada") as ada:
        await ada.history("debates")
        await ada.wait_message(lambda m: m["lapsed"])


async def test_answering_twice_is_refused(room: Room) -> None:
    client, tree = stage()
    stalled: asyncio.Future[discord.Interaction] = asyncio.get_running_loop().create_future()

    @client.event
    async def on_stalled(interaction: discord.Interaction) -> None:
        stalled.set_result(interaction)

    async with logged_in(room, client, tree), Person.arrive(room.url, "ada") as ada:
        await ada.slash("debates", "stall")
        interaction = await stalled
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        answer = {"type": 4, "data": {"content": "once"}}
        route = discord.http.Route("POST", path)
        await client.http.request(route, json=answer)
        with pytest.raises(discord.HTTPException) as twice:
            await client.http.request(route, json=answer)
        assert twice.value.code == 40060
        assert len(await ada.history("debates")) == 1


async def test_with_no_bot_a_command_is_unknown_and_a_known_one_fails() -> None:
    client, tree = stage()
    async with (
        Room(quick(ack_seconds=0.1)) as room,
        Person.arrive(room.url, "ada") as ada,
    ):
        assert ada.bot is not None
        assert ada.bot["online"] is False
        with pytest.raises(Refused, match="Unknown application command"):
            await ada.slash("debates", "controls")
        async with logged_in(room, client, tree):
            await ada.wait_bot(online=True)
            await ada.wait_command("debate start")
        await ada.wait_bot(online=False)
        asked = await ada.slash("debates", "controls")
        assert await asked.wait() == "failed"


async def test_a_token_dies_after_fifteen_minutes() -> None:
    now = [1_800_000_000.0]
    client, tree = stage()
    kept: list[discord.Interaction] = []

    @tree.command(description="Answers and keeps the token")
    async def keep(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("kept")
        kept.append(interaction)

    settings = quick(clock=lambda: now[0])
    async with (
        Room(settings) as room,
        logged_in(room, client, tree),
        Person.arrive(room.url, "ada") as ada,
    ):
        await ada.slash("debates", "keep")
        await ada.wait_message(lambda m: m["content"] == "kept")
        now[0] += 15 * 60 - 1
        await kept[0].edit_original_response(content="still kept")
        now[0] += 2
        with pytest.raises(discord.HTTPException) as dead:
            await kept[0].edit_original_response(content="too late")
        assert dead.value.code == 50027
