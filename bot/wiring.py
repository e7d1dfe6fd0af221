"""The composition root: the only file that knows every room. It builds them and lets them go.

Nothing here decides anything about a debate. What a command needs is opened as an async context,
so that whatever happens, sockets, files and locks are given back. A room with a large library
behind it is imported by the function that opens it: a command that needs none starts at once.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.chair import Chair
from bot.classroom.model import Class
from bot.classroom.notice import Notice
from bot.config import BudgetSettings, Config, DiscordSettings, read_config, secret
from bot.debate.errors import ParleyError
from bot.debate.flow import sheet_of
from bot.debate.model import Debate, Format
from bot.library.collection import Collection
from bot.library.file_library import FileLibrary, open_library
from bot.library.formats_files import load_formats
from bot.library.notice_file import load_notice
from bot.ports import Audience, Coach, FlowKeeper, Judge, Library, Speaker

if TYPE_CHECKING:
    from bot.classroom.screening import Screen
    from bot.library.meaning import Meaning
    from bot.llm.budget import Allowance, Budget, ClassOf
    from bot.llm.client import ModelClient
    from bot.records.store import Store
    from bot.room.server import Room, RoomSettings

log = logging.getLogger(__name__)

MOST_REPORTED = 10_000
"""So many of the latest debates of a class a report looks at."""

PACKAGE = Path(__file__).resolve().parent.parent
"""Where config.yaml, prompts and corpus stand when no other folder is named."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where Parley lives: its configuration, its files, and the folder that it writes to."""

    config: Config
    root: Path
    data: Path

    @property
    def corpus(self) -> Path:
        return self.root / "corpus"

    @property
    def prompts(self) -> Path:
        return self.root / "prompts"

    @property
    def rubric(self) -> Path:
        return self.prompts / "judging" / "rubric.yaml"

    @property
    def articles(self) -> Path:
        return self.data / "articles"

    @property
    def database(self) -> str | Path:
        return self.config.database or self.data / "parley.sqlite3"


def find_home(config: Path | None = None, data_dir: Path | None = None) -> Home:
    """The home that a config file describes, or the one in this folder, or the one we came with.

    The data folder is `data_dir`, else PARLEY_DATA_DIR, else what the config says, relative to
    the config file. Raises Faulty when the config is wrong.
    """
    here = Path.cwd()
    root = config.resolve().parent if config else here if (here / "corpus").is_dir() else PACKAGE
    settings = read_config(config or root / "config.yaml")
    named = data_dir or os.environ.get("PARLEY_DATA_DIR") or root / settings.data_dir
    return Home(settings, root, Path(named).expanduser().resolve())


def make_data_folder(home: Home) -> None:
    """See that there is a folder to write to. Raises ParleyError where there cannot be."""
    try:
        home.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = "it is a file" if isinstance(error, FileExistsError) else error.strerror
        raise ParleyError(f"The data folder {home.data} cannot be used: {problem}.") from None


def library_of(home: Home, meaning: Meaning | None = None) -> FileLibrary:
    """The corpus and the imported articles, with the search index kept in the data folder."""
    make_data_folder(home)
    index = home.data / "index.sqlite3"
    return open_library(home.corpus, articles=home.articles, index=index, meaning=meaning)


@asynccontextmanager
async def meaning_of(home: Home) -> AsyncIterator[Meaning | None]:
    """What texts mean by the embedding server of the configuration; None where it names none.

    Texts are learnt in the background. A server whose key is not in the environment is left out.
    """
    settings = home.config.library.embeddings
    if settings is None or (settings.key_env and not secret(settings.key_env)):
        yield None
        return
    from bot.library.meaning import Meaning
    from bot.llm.embedding import EmbeddingClient
    from bot.speakers.lectern import new_reference

    make_data_folder(home)
    client = EmbeddingClient(settings, home.config.speaking.patience, secret(settings.key_env))
    meaning = Meaning(client, home.data / "vectors.sqlite3", reference=new_reference)
    learning = asyncio.create_task(meaning.keep_learning())
    try:
        yield meaning
    finally:
        learning.cancel()
        (ended,) = await asyncio.gather(learning, return_exceptions=True)
        if isinstance(ended, Exception):
            log.error("The library's texts were not all given vectors: %r", ended)
        meaning.close()
        await client.close()


def formats_of(home: Home) -> Mapping[str, Format]:
    """Every format by its id."""
    return load_formats(home.prompts / "formats")


def screen_of(home: Home) -> Screen:
    """The list of words that are looked at before anybody else sees them. Raises Faulty."""
    from bot.library.screen_files import load_screen

    return load_screen(home.prompts / "moderation.yaml")


def notice_of(home: Home) -> Notice:
    """The notice of this home: it tells which model servers are sent what. Raises Faulty."""
    models = [
        f"{urlsplit(model.base_url).hostname} ({model.model})"
        for model in home.config.speaking.models
        if not model.key_env or secret(model.key_env)
    ]
    if (vectors := home.config.library.embeddings) and (
        not vectors.key_env or secret(vectors.key_env)
    ):
        models.append(f"{urlsplit(vectors.url).hostname} ({vectors.model})")
    told = {
        "keep_days": home.config.classroom.keep_days,
        "models": models,
        "discord": not home.config.discord.api_base,
    }
    return load_notice(home.prompts / "notice.md", told)


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works for the chair: who argues, coaches, judges, and keeps the flow; and what it may
    cost, None where nothing is capped."""

    speaker: Speaker
    drill: Speaker
    coach: Coach
    judge: Judge
    keeper: FlowKeeper
    budget: Budget | None


async def _each_place_a_class(place: str) -> str:
    return place


@asynccontextmanager
async def budget_of(home: Home, class_of: ClassOf) -> AsyncIterator[Budget | None]:
    """The budget that the configuration sets, over its ledger; None where nothing is capped."""
    from bot.ledger import open_book
    from bot.llm.budget import Budget

    caps = home.config.budget
    if caps == BudgetSettings(time_zone=caps.time_zone):
        yield None
        return
    make_data_folder(home)
    book = await open_book(home.config.database, home.data)
    try:
        yield Budget(caps, book, class_of=class_of)
    finally:
        await book.close()


@asynccontextmanager
async def staff_of(
    home: Home,
    library: Library,
    only: str = "",
    meaning: Meaning | None = None,
    class_of: ClassOf = _each_place_a_class,
    screen: Screen | None = None,
) -> AsyncIterator[Staff]:
    """The staff that the configuration names: the models in their order, and last the offline ones.

    A model whose key is not in the environment is left out. `only` is `offline` or `llm`.
    `class_of` tells the class of the place of a debate, whose budget pays for the models.
    What a model says is held against `screen`. Raises ParleyError where only a model may speak and
    there is none, and Faulty for a prompt.
    """
    async with budget_of(home, class_of) as budget:
        staff, clients = _staff(home, library, only, meaning, budget, screen)
        try:
            yield staff
        finally:
            for client in clients:
                await client.close()


def _staff(
    home: Home,
    library: Library,
    only: str,
    meaning: Meaning | None,
    budget: Budget | None,
    screen: Screen | None,
) -> tuple[Staff, Sequence[ModelClient]]:
    """The staff, and the clients of its models, which are to be closed at the end."""
    from bot.classroom.screening import Screen
    from bot.coaching.coach import OfflineCoach
    from bot.coaching.drill import DrillCoach
    from bot.coaching.ground import Grounds
    from bot.judges.llm import ModelJudge
    from bot.judges.offline import OfflineJudge
    from bot.judges.panel import Panel
    from bot.judges.prompts import load_judge_prompts
    from bot.judges.rubric import load_rubric
    from bot.llm.structured import StructuredClient
    from bot.speakers.aside import Aside
    from bot.speakers.fence import fence
    from bot.speakers.flowing import Keeper
    from bot.speakers.lectern import Lectern
    from bot.speakers.llm import ModelSpeaker
    from bot.speakers.offline import OfflineSpeaker
    from bot.speakers.prompts import load_prompts
    from bot.speakers.repertoires import Repertoires
    from bot.speakers.screened import Screened

    speaking = home.config.speaking
    prompts = load_prompts(home.prompts)
    rubric = load_rubric(home.rubric).choosing(home.config.classroom.scored)
    judging = load_judge_prompts(home.prompts)
    clients = [
        StructuredClient(model, speaking.patience, secret(model.key_env), budget=budget)
        for model in speaking.models
        if only != "offline" and (not model.key_env or secret(model.key_env))
    ]
    watched = screen or (screen_of(home) if clients else Screen())
    models: list[Speaker] = [
        Screened(ModelSpeaker(client, library, prompts, speaking.spelling), watched)
        for client in clients
    ]
    repertoires, aside = Repertoires(library, meaning), Aside()
    grounds = Grounds(library, repertoires)
    offline = [
        OfflineSpeaker(
            library,
            speaking.words_a_second,
            meaning=meaning,
            repertoires=repertoires,
            aside=aside,
            spelling=speaking.spelling,
        )
    ]
    if only == "llm" and not models:
        keys = ", ".join(model.key_env for model in speaking.models) or "config.yaml"
        raise ParleyError(f"No model can be asked: see to {keys}, or let the offline one speak.")
    speakers = models if only == "llm" else [*models, *offline]
    judges = [ModelJudge(client, rubric, judging, fence) for client in clients]
    patience = speaking.patience.whole_speech * 1.5
    coaching = home.prompts / "coaching"
    staff = Staff(
        speaker=Lectern(speakers, library, seconds=patience),
        drill=DrillCoach(library, coaching, grounds),
        coach=OfflineCoach(library, coaching, grounds),
        judge=Panel([*judges, OfflineJudge(rubric)], seconds=patience),
        keeper=Keeper(library, repertoires, aside),
        budget=budget,
    )
    return staff, clients


async def export(
    debate: Debate, names: Mapping[str, str], reader: str | None = None
) -> Mapping[str, bytes]:
    """The transcript of a debate in every form: name and content of each file.

    With a `reader`, it holds no scores, hints or times of work but theirs.
    """
    from bot.exports import files_of
    from bot.records.transcripts import transcript

    record = transcript(debate, names, reader=reader)
    return await files_of(record, debate, processes=reader is None)


def written(debate: Debate, names: Mapping[str, str]) -> Mapping[str, str]:
    """The transcript of a debate in the forms that are plain text: name and content of each."""
    from bot.records.markdown import as_markdown
    from bot.records.transcripts import as_json, transcript

    record = transcript(debate, names)
    record_json = json.dumps(as_json(record), indent=2, ensure_ascii=False)
    stem = f"debate-{debate.id}"
    return {f"{stem}.md": as_markdown(record), f"{stem}.json": record_json}


async def class_report(
    home: Home,
    store: Store,
    library: Library,
    met: Class,
    person: str,
    since: datetime | None,
    unreleased: bool,
    names: bool,
) -> Mapping[str, bytes]:
    """The report on a class, or on one person of it, as files; by pseudonyms unless with `names`."""
    from bot.classroom.reporting import report_of
    from bot.exports.report import report_files
    from bot.judges.rubric import load_rubric

    debates = await store.debates(place=met.place, limit=MOST_REPORTED)
    roster = (person,) if person else await store.roster(met.place)
    at, zone = datetime.now(UTC), home.config.budget.zone
    made = partial(report_of, at=at, since=since, unreleased=unreleased, zone=zone)
    found = await asyncio.to_thread(made, debates, roster)
    named = {
        one.person: await (
            store.name(one.person) if names else store.pseudonym(one.person, met.place)
        )
        for one in found.students
    }
    criteria = {c.id: c.name for c in load_rubric(home.rubric).criteria}
    claims = {a.id: a.claim for m in library.motions() for a in library.arguments(m.id)}
    title = "" if person else met.name
    return await report_files(found, named, criteria=criteria, arguments=claims, title=title)


@asynccontextmanager
async def chair_of(
    home: Home,
    store: Store,
    audience: Audience,
    library: Library,
    only: str = "",
    meaning: Meaning | None = None,
    class_of: ClassOf = _each_place_a_class,
    screen: Screen | None = None,
) -> AsyncIterator[tuple[Chair, Staff]]:
    """A chair with its staff; stops all its work at the end."""
    async with staff_of(home, library, only, meaning, class_of, screen) as staff:
        patience = home.config.speaking.patience
        chair = Chair(
            store,
            staff.speaker,
            audience,
            coach=staff.drill,
            keeper=staff.keeper,
            judge=staff.judge,
            polls=store,
            speech_seconds=2 * patience.whole_speech,
        )
        try:
            yield chair, staff
        finally:
            await chair.close()


@asynccontextmanager
async def store_of(home: Home) -> AsyncIterator[Store]:
    """The records. Raises RecordsFailed."""
    from bot.records.store import open_records

    make_data_folder(home)
    store = await open_records(home.database)
    for debate, problem in store.damaged.items():
        log.error("debate %s is damaged and was left out: %s", debate, problem)
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def reading(home: Home) -> AsyncIterator[Store]:
    """The records to read from, also while a running bot holds them. Raises RecordsFailed."""
    from bot.records.store import open_records

    make_data_folder(home)
    store = await open_records(home.database, alone=False)
    try:
        yield store
    finally:
        await store.close()


async def run_bot(home: Home, settings: DiscordSettings, token: str) -> None:
    """The bot on Discord, or on what the settings name, until it is stopped.

    Without the message-content intent it goes on and takes speeches by button only. Raises
    CannotJoin, RecordsFailed, Faulty.
    """
    from bot.discord_ui.client import NeedsIntent

    async with meaning_of(home) as meaning:
        library = Collection(library_of(home, meaning), home.articles)
        try:
            async with store_of(home) as store:
                try:
                    await _join(home, settings, token, store, library, meaning)
                except NeedsIntent as error:
                    log.warning("%s Speeches are taken by button only.", error.line)
                    fewer = settings.model_copy(update={"message_content": False})
                    await _join(home, fewer, token, store, library, meaning)
        finally:
            library.close()


async def _join(
    home: Home,
    settings: DiscordSettings,
    token: str,
    store: Store,
    library: Collection,
    meaning: Meaning | None,
) -> None:
    from bot.classroom.screening import Action
    from bot.discord_ui.client import ParleyClient, join, point_at
    from bot.discord_ui.house import House
    from bot.drawing.flow_picture import flow_picture
    from bot.drawing.flow_words import flow_lines
    from bot.judges.rubric import load_rubric
    from bot.llm.moderation import Moderation
    from bot.records.my_data import as_files

    point_at(settings)
    speaking = home.config.speaking
    client = ParleyClient(settings, speaking.edit_seconds)
    audience, class_of = client.audience, client.payer_of
    criteria = {c.id: c.name for c in load_rubric(home.rubric).criteria}
    screen = screen_of(home)
    speaking_for = chair_of(
        home, store, audience, library, meaning=meaning, class_of=class_of, screen=screen
    )

    async def my_data(person: str) -> Mapping[str, bytes]:
        files = as_files(await store.my_data(person, criteria))
        return {name: text.encode() for name, text in files.items()}

    async def report(
        met: Class, person: str, since: datetime | None, unreleased: bool
    ) -> Mapping[str, bytes]:
        names = met.settings.names
        return await class_report(home, store, library, met, person, since, unreleased, names)

    async with client, speaking_for as (chair, staff):

        async def budget_left(place: str, person: str) -> Allowance | None:
            return await staff.budget.left(place, person) if staff.budget else None

        client.enter(
            House(
                chair=chair,
                library=library,
                acquisitions=library,
                formats=formats_of(home),
                people=store,
                export=export,
                report=report,
                flow_sheet=lambda debate, names: flow_lines(sheet_of(debate), names),
                flow_picture=flow_picture,
                criteria=criteria,
                coach=staff.coach,
                privacy=store,
                my_data=my_data,
                classes=store,
                held=store,
                consents=store,
                pseudonyms=store,
                audit=store,
                notice=notice_of(home) if home.config.classroom.ask_consent else None,
                budget_left=budget_left,
                moderator=Moderation(screen),
                meets=frozenset(c.name for c in screen.categories if c.action is Action.MEET),
                keep_days=home.config.classroom.keep_days,
                level=speaking.level,
                hints=home.config.classroom.hints,
                pace=home.config.classroom.clock,
                slow_hours=home.config.classroom.slow_hours,
                hold_ballots=home.config.classroom.hold_ballots,
                names_in_exports=home.config.classroom.names_in_exports,
            )
        )
        await join(client, token)


@asynccontextmanager
async def _opened(settings: RoomSettings) -> AsyncIterator[Room]:
    """The open room; its own errors in the words of ours."""
    from bot.room.faults import DataFileUnfit, PortInUse
    from bot.room.server import Room

    room = Room(settings)
    try:
        await room.start()
    except PortInUse as error:
        raise ParleyError(f"{error} Choose another with --port; 0 takes a free one.") from None
    except DataFileUnfit as error:
        raise ParleyError(str(error)) from None
    try:
        yield room
    finally:
        await room.stop()


async def run_room(
    home: Home, settings: RoomSettings, *, with_bot: bool, opened: Callable[[Room], None]
) -> None:
    """The practice room, with the bot in it unless told otherwise, until it is stopped.

    `opened` is called once the room answers. Raises ParleyError: the port or the data is in use,
    the records fail, a file is faulty.
    """
    make_data_folder(home)
    async with _opened(settings) as room:
        opened(room)
        if not with_bot:
            await asyncio.Event().wait()  # until the process is told to stop
        if not settings.classes:
            alone = {"ask_consent": False, "names_in_exports": True}
            classroom = home.config.classroom.model_copy(update=alone)
            config = home.config.model_copy(update={"classroom": classroom})
            home = replace(home, config=config)  # a room of one's own: what is said stays on it
        inside = home.config.discord.model_copy(
            update={
                "api_base": room.api_base,
                "gateway_url": room.gateway_url,
                "command_guilds": (),
                "ready_seconds": 0.1,
                # A class has its own channel; what all classes share would bring them together.
                "welcome_channel": "" if settings.classes else "welcome",
                "debates_channel": "" if settings.classes else "debates",
            }
        )
        await run_bot(home, inside, room.token)
