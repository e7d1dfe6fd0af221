"""What follows when a speech is given, shown, hidden or fails."""

from __future__ import annotations

from bot.debate import commands, errors, events, timing
from bot.debate.floor import same_turn, your_turn
from bot.debate.model import BOT, Debate
from bot.debate.rights import may_steer, teacher_only
from bot.debate.wording import count_words


def lay_floor(debate: Debate, command: commands.LayFloor) -> tuple[events.Event, ...]:
    return (events.FloorLaid(at=command.at, floor=command.floor),) * (debate.floor is None)


def give_speech(debate: Debate, command: commands.GiveSpeech) -> tuple[events.Event, ...]:
    turn = your_turn(debate, command.by, command.turn)
    words = count_words(command.text)
    if words == 0:
        raise errors.EmptySpeech("There were no words in that. Your turn is still open.")
    if words > turn.words:
        raise errors.SpeechTooLong(words, turn.words)
    given = events.SpeechGiven(at=command.at, turn=turn.index, by=command.by, text=command.text)
    ending = timing.after(debate, command.at, 1, spoken=True)
    if not command.message:
        return (given, *ending)
    posted = events.SpeechPosted(at=command.at, turn=turn.index, messages=(command.message,))
    return (given, posted, *ending)


def begin_speech(debate: Debate, command: commands.BeginSpeech) -> tuple[events.Event, ...]:
    same_turn(debate, command.turn)
    begun = events.SpeechBegun(at=command.at, turn=command.turn, message=command.message)
    return (begun,) * (debate.begun != command.message)


def deliver_speech(debate: Debate, command: commands.DeliverSpeech) -> tuple[events.Event, ...]:
    turn = same_turn(debate, command.turn)
    draft = command.draft
    given = events.SpeechGiven(
        at=command.at,
        turn=turn.index,
        by=BOT,
        text=draft.text,
        citations=draft.citations,
        quotations=draft.quotations,
        made=draft.made,
        answered=draft.answered,
        heard=draft.heard,
        notices=draft.notices,
        craft=draft.craft,
    )
    return (given, *timing.after(debate, command.at, 1))


def confirm_posted(debate: Debate, command: commands.ConfirmPosted) -> tuple[events.Event, ...]:
    speech = debate.speech(command.turn)
    if speech is None:
        raise errors.WrongPhase("No speech of that turn is on the record.")
    posted = events.SpeechPosted(at=command.at, turn=command.turn, messages=command.messages)
    return (posted,) * (not speech.posted)


def hide_speech(debate: Debate, command: commands.HideSpeech) -> tuple[events.Event, ...]:
    teacher_only(command.may)
    speech = debate.speech(command.turn)
    if speech is None:
        raise errors.WrongPhase("That is no speech on the record of this debate.")
    hidden = events.SpeechHidden(at=command.at, turn=command.turn, by=command.by)
    return (hidden,) * (speech.text is not None)


def show_speech(debate: Debate, command: commands.ShowSpeech) -> tuple[events.Event, ...]:
    teacher_only(command.may)
    speech = debate.speech(command.turn)
    if speech is None or speech.hidden is None:
        raise errors.WrongPhase("That speech is not hidden, or its words are gone for good.")
    return (events.SpeechShown(at=command.at, turn=command.turn, by=command.by),)


def note_claims(debate: Debate, command: commands.NoteClaims) -> tuple[events.Event, ...]:
    if debate.speech(command.turn) is None:
        raise errors.WrongPhase("No speech of that turn is on the record.")
    noted = any(turn == command.turn for turn, _ in debate.claims)
    claims = events.ClaimsNoted(at=command.at, turn=command.turn, claims=command.claims)
    return (claims,) * (not noted)


def report_stall(debate: Debate, command: commands.ReportStall) -> tuple[events.Event, ...]:
    same_turn(debate, command.turn)
    return (
        events.TurnStalled(
            at=command.at, turn=command.turn, line=command.line, reference=command.reference
        ),
    )


def retry(debate: Debate, command: commands.Retry) -> tuple[events.Event, ...]:
    may_steer(debate, command)
    return (events.TurnRetried(at=command.at, by=command.by),)
