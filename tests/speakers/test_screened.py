"""A speaker whose words are looked at: what is shown, what breaks off, and who takes over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, cycle, pairwise

import pytest

from bot.classroom.screening import Screen
from bot.config import ModelSettings, Patience
from bot.debate.errors import SpeakerFailed
from bot.debate.model import BOT, Debate, Draft, Level
from bot.library.file_library import FileLibrary, open_library
from bot.library.screen_files import load_screen
from bot.llm.client import ModelClient
from bot.ports import Say
from bot.speakers.lectern import Lectern
from bot.speakers.llm import ModelSpeaker
from bot.speakers.offline import OfflineSpeaker
from bot.speakers.screened import DOUBT, OVERLAP, Screened
from tests import model_server as server_says
from tests.model_server import ModelServer
from tests.speakers.played_offline import FORMATS, ROOT, opened, play, reply
from tests.speakers.shelf import Shelf
from tests.speakers.test_llm import PROMPTS, against

SCREEN = load_screen(ROOT / "prompts" / "moderation.yaml")
CALM = "A guard on a loan is no army. It costs little and it says much about what Moscow wants. "
RUDE = "You are such an idiot. "


class Streaming:
    """A speaker that gives these texts word by word, one after another for each that breaks off."""

    def __init__(self, *texts: str, name: str = "gpt", mends: bool = False, at_once: bool = False):
        self.name = name
        self.mends = mends
        self.mended: list[Sequence[str]] = []
        self.asked = 0
        self._texts = texts
        self._at_once = at_once

    async def speak(self, debate: Debate, say: Say, mend: Sequence[str] = ()) -> Draft:
        self.asked += 1
        self.mended.append(mend)
        for text in self._texts:
            for shown in [text] if self._at_once else growing(text):
                say(shown)
        return Draft(self._texts[-1])


def growing(text: str) -> Iterator[str]:
    """`text` as it streams, a few letters at a time."""
    ends = 0
    for size in cycle((3, 1, 4, 2)):
        ends += size
        yield text[:ends]
        if ends >= len(text):
            return


def screened(*texts: str, screen: Screen = SCREEN, at_once: bool = False) -> Screened:
    return Screened(Streaming(*texts, at_once=at_once), screen)


def with_room(debate: Debate, words: int) -> Debate:
    """The same debate, with longer speeches."""
    turns = tuple(replace(turn, words=words) for turn in debate.format.turns)
    return replace(debate, format=replace(debate.format, turns=turns))


async def test_calm_words_are_shown_whole_and_by_whole_words() -> None:
    shown: list[str] = []
    draft = await screened(CALM * 8).speak(against(), shown.append)
    assert draft == Draft(CALM * 8)
    assert shown[-1] == CALM * 8
    assert len(shown) > 100
    for text in shown:
        assert text.endswith((" ", ".")), "the last word may be growing"
        assert (CALM * 8).startswith(text)


async def test_words_that_come_at_once_are_shown_once() -> None:
    shown: list[str] = []
    await screened("They came for money [1].", at_once=True).speak(against(), shown.append)
    assert shown == ["They came for money [1]."]


@pytest.mark.parametrize("before", ["", CALM, CALM * 5])
async def test_a_hit_is_never_shown_and_breaks_the_speech_off(before: str) -> None:
    shown: list[str] = []
    speaker = screened(before + RUDE + CALM * 5)
    with pytest.raises(SpeakerFailed, match="The words of “gpt” did not pass the check") as failed:
        await speaker.speak(against(), shown.append)
    assert not any("idiot" in text for text in shown)
    assert max(map(len, shown)) >= len(before)
    assert failed.value.detail.endswith("Category: insult.")
    assert "idiot" not in failed.value.line + failed.value.detail


async def test_nothing_more_is_asked_of_a_speaker_that_was_caught() -> None:
    took: list[str] = []

    class Endless(Streaming):
        async def speak(self, debate: Debate, say: Say, mend: Sequence[str] = ()) -> Draft:
            for number in count():
                took.append("")
                say(RUDE + CALM * number)
            raise AssertionError

    with pytest.raises(SpeakerFailed):
        await Screened(Endless(), SCREEN).speak(against(), lambda text: None)
    assert len(took) < 5


async def test_a_hit_in_the_last_words_is_found_at_the_end() -> None:
    shown: list[str] = []
    with pytest.raises(SpeakerFailed):
        await screened(f"{CALM}You are an idiot").speak(against(), shown.append)
    assert not any("idiot" in text for text in shown)


async def test_a_speaker_that_swallows_the_failure_is_caught_all_the_same() -> None:
    class Deaf(Streaming):
        async def speak(self, debate: Debate, say: Say, mend: Sequence[str] = ()) -> Draft:
            for text in growing(RUDE + CALM * 3):
                try:
                    say(text)
                except SpeakerFailed:
                    continue
            return Draft(CALM)

    shown: list[str] = []
    with pytest.raises(SpeakerFailed):
        await Screened(Deaf(), SCREEN).speak(against(), shown.append)
    assert not any("idiot" in text for text in shown)


HARMLESS = [
    "There is a chink in the armor of this case. ",
    "The Russians cannot be trusted on this, says the other side. ",
    "Putin said that Ukrainians are nazis, and nobody believed it. ",
    "Japan and Pakistan and Niger have signed. ",
]


@pytest.mark.parametrize("words", HARMLESS)
@pytest.mark.parametrize("before", ["", CALM * 4])
async def test_what_turns_out_harmless_is_shown(words: str, before: str) -> None:
    shown: list[str] = []
    text = before + words + CALM * (2 + OVERLAP // len(CALM) * 2)
    draft = await screened(text).speak(against(), shown.append)
    assert draft.text == text
    assert shown[-1] == text
    waits = [len(b) - len(a) for a, b in pairwise(shown)]
    assert max(waits) <= DOUBT + 20, "the stream went on as soon as it was clear"


async def test_a_speech_that_breaks_off_is_looked_at_from_its_new_beginning() -> None:
    shown: list[str] = []
    draft = await screened(CALM * 3, "They came. " + CALM).speak(against(), shown.append)
    assert draft.text == shown[-1] == "They came. " + CALM
    with pytest.raises(SpeakerFailed):
        await screened(CALM * 3, RUDE + CALM * 2).speak(against(), lambda text: None)


async def test_its_name_and_its_mending_are_the_speakers() -> None:
    mending = Streaming(CALM, name="llama", mends=True)
    speaker = Screened(mending, SCREEN)
    assert (speaker.name, speaker.mends) == ("llama", True)
    await speaker.speak(against(), lambda text: None, mend=["a false quotation"])
    assert mending.mended == [["a false quotation"]]
    plain = Screened(OfflineSpeaker(Shelf()), SCREEN)
    assert (plain.name, plain.mends) == ("offline", False)


async def test_the_lectern_lets_the_next_speaker_take_the_speech(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shown: list[str] = []
    offline = Streaming("They came for money.", name="offline", at_once=True)
    desk = Lectern(
        [Screened(Streaming(CALM + RUDE + CALM * 3), SCREEN), offline],
        Shelf(),
        reference=lambda: "r1-xx",
    )
    draft = await desk.speak(against(), shown.append)
    assert draft.text == shown[-1] == "They came for money."
    assert draft.notices == (
        "The words of “gpt” did not pass the check. "
        "The offline opponent takes this speech. Reference r1-xx.",
    )
    assert "Category: insult" in caplog.text
    assert "idiot" not in caplog.text
    assert not any("idiot" in text for text in shown)


async def test_a_real_models_stream_is_broken_off() -> None:
    """The request ends at once, and is not made again: it would cost the same words twice."""
    text = CALM + RUDE + CALM * 40
    async with ModelServer(server_says.speech(text)) as server:
        settings = ModelSettings(name="gpt", model="m", base_url=server.url)
        client = ModelClient(settings, Patience())
        speaker = Screened(ModelSpeaker(client, Shelf(), PROMPTS), SCREEN)
        shown: list[str] = []
        with pytest.raises(SpeakerFailed, match="did not pass the check"):
            await speaker.speak(with_room(against(), 500), shown.append)
        await client.close()
    assert len(server.asked) == 1
    assert shown
    assert max(shown, key=len) in CALM + RUDE


# --- the offline speaker, on the whole corpus ---------------------------------------------------


@pytest.fixture(scope="module")
def library() -> FileLibrary:
    return open_library(ROOT / "corpus")


@pytest.fixture(scope="module")
def offline(library: FileLibrary) -> OfflineSpeaker:
    return OfflineSpeaker(library)


MOTIONS = [motion.id for motion in open_library(ROOT / "corpus").motions()]


@pytest.mark.parametrize("id", MOTIONS)
async def test_no_speech_of_the_offline_speaker_is_ever_held(
    library: FileLibrary, offline: OfflineSpeaker, id: str
) -> None:
    """Every school on both sides of every motion, at some level; unwrapped and wrapped."""
    motion = library.motion(id)
    schools = sorted({argument.school for argument in library.arguments(id)})
    assert len(schools) >= 2
    for number, school in enumerate(schools):
        other = schools[number - 1]
        level = list(Level)[number % len(Level)]
        debate = opened(
            replace(motion, affirmed_by=school, opposed_by=other),
            FORMATS["quick"],
            level=level,
            seed=number,
        )
        debate = await play(offline, debate)
        spoken = [s.text for s in debate.speeches if s.by == BOT and s.text]
        assert spoken
        assert [text for text in spoken if SCREEN.of(text, bot=True) or SCREEN.of(text)] == []
        for text in spoken:
            draft = await screened(text, at_once=True).speak(debate, lambda text: None)
            assert draft.text == text


async def test_the_offline_speaker_can_be_wrapped_too(
    library: FileLibrary, offline: OfflineSpeaker
) -> None:
    debate = opened(library.motion(MOTIONS[0]), FORMATS["quick"], seed=3)
    shown: list[str] = []
    draft = await Screened(offline, SCREEN).speak(debate, shown.append)
    _, plain = await reply(offline, debate)
    assert draft == plain
    assert shown[-1] == draft.text
