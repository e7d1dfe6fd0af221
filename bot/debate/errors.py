"""What can go wrong, each with the line that the person concerned is shown.

ParleyError                 everything that Parley raises on purpose
├── IllegalMove             the rules of debate forbid it; nothing has changed
│   ├── WrongPhase          not at this point of the debate
│   ├── NotYourTurn         somebody else has the floor
│   ├── NotYourSeat         the person holds no seat here, or not that one
│   ├── SeatHeld            another person holds that seat
│   ├── EmptySpeech         no words were given
│   ├── SpeechTooLong       more words than the format allows
│   └── DebateOver          the debate has ended
├── Unknown                 a motion, format, source or debate that is not there
├── Faulty                  a file of ours or the teacher's is wrong: file, line, field
├── SpeakerFailed           a speaker could not give this speech
├── JudgeFailed             no judge could write this ballot
├── FloorGone               the thread of the debate is no longer there
└── RecordsFailed           the log is damaged, locked, or from a later version
"""

from __future__ import annotations


class ParleyError(Exception):
    """The base of every error raised on purpose.

    `line` is one calm sentence for the person concerned: what happened and what to do.
    """

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


class IllegalMove(ParleyError):
    """The rules forbid this command now. The debate is as it was."""


class WrongPhase(IllegalMove):
    """The command does not belong at this point of the debate."""


class NotYourTurn(IllegalMove):
    """The person holds a seat, but somebody else has the floor."""


class NotYourSeat(IllegalMove):
    """The person holds no seat in this debate."""


class SeatHeld(IllegalMove):
    """Another person holds the seat."""


class EmptySpeech(IllegalMove):
    """A speech without a word in it."""


class SpeechTooLong(IllegalMove):
    """A speech over its cap. `words` were given, `cap` are allowed."""

    def __init__(self, words: int, cap: int) -> None:
        over = words - cap
        super().__init__(
            f"That is {words:,} words, and this speech has room for {cap}. "
            f"Cut {over:,} and give it again; your text is kept below."
        )
        self.words = words
        self.cap = cap


class DebateOver(IllegalMove):
    """The debate has ended, so nothing more can be said in it."""


class Unknown(ParleyError):
    """Something was named that is not there. `what` is the noun, `name` what was asked for."""

    def __init__(self, what: str, name: str, known: tuple[str, ...] = ()) -> None:
        more = f" and {len(known) - 12} more" if len(known) > 12 else ""
        hint = f" There are: {', '.join(known[:12])}{more}." if known else ""
        super().__init__(f"There is no {what} called “{name[:80]}”.{hint}")
        self.what = what
        self.name = name


class Faulty(ParleyError):
    """A file that Parley reads is wrong. Says where, so that it can be mended.

    `file` as the reader knows it, `line` from 1 (0 where unknown), `field` dotted or empty.
    """

    def __init__(self, file: str, line: int, field: str, problem: str) -> None:
        place = f"{file}:{line}" if line else file
        super().__init__(f"{place}: {field + ': ' if field else ''}{problem}")
        self.file = file
        self.at_line = line
        self.field = field
        self.problem = problem


class SpeakerFailed(ParleyError):
    """A speaker could not give this speech. `detail` is for the operator's log, not the thread."""

    def __init__(self, line: str, detail: str = "") -> None:
        super().__init__(line)
        self.detail = detail or line


class JudgeFailed(ParleyError):
    """No judge could write this ballot. `detail` is for the operator's log, not the thread."""

    def __init__(self, line: str, detail: str = "") -> None:
        super().__init__(line)
        self.detail = detail or line


class FloorGone(ParleyError):
    """The thread in which the debate is held has been deleted or can no longer be reached."""


class RecordsFailed(ParleyError):
    """The log cannot be trusted or reached: damaged, locked by another process, or too new."""
