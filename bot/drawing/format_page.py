"""The page on formats: a table and a timeline of each, and how a format is written.

Made from the formats alone, so that it cannot say anything else than they do.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.debate.model import Format, TimeUp
from bot.drawing.programme import FOR_MOTION, Entry, length, programme, total
from bot.drawing.timeline import timeline

PICTURES = "pictures/formats"
"""Where the timelines stand, seen from the page."""

HEAD = """\
# Formats
<!-- Made by `parley format docs` from prompts/formats; change those, and make it again. -->

A format is the order of a debate: who speaks when, for how many words and how long. Each is a file in `prompts/formats/`, and a file that you add there is a format like any other. `parley format list` names them, `parley format show quick` shows one, `parley format draw quick` draws it.

The minutes are those of the live clock. They are for reading, thinking and writing, and a debate without a clock has none; at the slow pace every turn has the hours that were set when it was opened.
"""

WRITING = """\
## Writing one
```yaml
# What a class should know about it; this comment stands on this page.
name: Quick
for: one student against one opponent, ten minutes
speeches:
  - {side: affirmative, kind: constructive, words: 120, minutes: 4}
  - {side: negative, kind: constructive, words: 120, minutes: 4}
rules: {new_arguments_in_last_speech: false, ballot: true, when_time_is_up: extend}
```
`parley check` proves every format and says in which file, on which line and in which field one is wrong.

| kind of line | what it is | its fields, beside `kind` and `minutes` |
| --- | --- | --- |
| `constructive`, `rebuttal`, `closing` | a speech: the case, an answer, the end | `side`, `words`; with roles `by`; `prompt` |
| `comment` | an observer says how it was argued, for neither side | `side`, `words`, `by`, `prompt` |
| `cross-examination` | one side asks, the other answers, so many times | `side` (who asks), `questions`, `words`, `answer_words`; with roles `by`, `answered_by` |
| `crossfire` | both ask in turn, `side` first | as in a cross-examination |
| `questions-from-the-floor` | anybody without a seat asks | `to` (which side answers), `questions`, `words`, `answer_words`; with roles `answered_by` |
| `speakers-list` | whoever stands first on the list speaks, for the side of their choice | `speeches`, `words`, `prompt` |
| `feedback` | the coach on what was just said | `to` (which side), `words` |
| `vote` | the audience votes | |

- `minutes` are for each turn: in a cross-examination for each question and for each answer.
- `roles` are the seats of a format in which a side has more than one, or in which they have names: `{id: first-for, name: first speaker for, side: affirmative}`. Every line then says `by` whom.
- `by` with the other `side` lets a speaker put the other side's case, as in the steelman.
- `rounds` repeats all lines so many times.
- `prompt` names a file in `prompts/speeches/` for a speech of a model that is to be another than that of its kind.
- A side that speaks twice on end is taken for a mistake; `again: true` in the second line says that it is meant.

| rule | what it does | without it |
| --- | --- | --- |
| `new_arguments_in_last_speech` | `false`: the last speech of a side brings nothing new | `true` |
| `ballot` | `true`: the judge writes a ballot at the end | `false`; a ballot can be asked for |
| `when_time_is_up` | `extend`: half the time again, once, then the turn passes; `pass`: it passes at once; `wait`: it is said and waited for | `extend` |
| `only_bots` | `true`: for watching, all seats are the bot's | `false` |
"""

TIME_UP = {
    TimeUp.PASS: "When time is up, the turn passes.",
    TimeUp.EXTEND: "When time is up, there is half of it again, once; then the turn passes.",
    TimeUp.WAIT: "When time is up, it is said, and the speaker is waited for.",
}


def page(formats: Mapping[str, Format], notes: Mapping[str, str]) -> str:
    """The whole page as Markdown; `notes` is what each format's file says of itself."""
    overview = ["| format | for | at most |", "| --- | --- | --- |"]
    for format in formats.values():
        minutes = sum(turn.seconds for turn in format.turns) / 60
        row = (f"[{format.name}](#{_anchor(format.name)})", format.purpose, length(minutes))
        overview.append(f"| {' | '.join(map(_cell, row))} |")
    parts = [section(format, notes.get(id, "")) for id, format in formats.items()]
    return "\n".join([HEAD, *overview, "", *parts, WRITING])


def pictures(formats: Mapping[str, Format]) -> Mapping[str, str]:
    """The timelines of the page by the names of their files."""
    return {f"{id}.svg": timeline(format) for id, format in formats.items()}


def section(format: Format, note: str) -> str:
    """What the page says of one format."""
    told = f"The order of speech of {format.name} as a timeline"
    lines = [f"## {format.name}", f"`{format.id}`: {format.purpose}.", "", note, ""]
    lines += ["| | what | who | words | time |", "| --- | --- | --- | --- | --- |"]
    for number, entry in enumerate(programme(format), 1):
        words = ", ".join(entry.words)
        row = (str(number), entry.title, _by_whom(entry), words, length(entry.minutes))
        lines.append(f"| {' | '.join(map(_cell, row))} |")
    lines += ["", f"{total(format).capitalize()}. {rules(format)}", ""]
    return "\n".join([*lines, f"![{told}]({PICTURES}/{format.id}.svg)", ""])


def rules(format: Format) -> str:
    """The rules of a format in a few sentences."""
    told = [TIME_UP[format.time_up]]
    if not format.new_arguments_in_last_speech:
        told.append("The last speech of a side brings no new argument.")
    if len(format.votes) > 1:
        told.append("Whoever moved more votes between the first vote and the last has won.")
    if format.ballot:
        told.append("The judge writes a ballot at the end.")
    if format.only_bots:
        told.append("All seats are the bot's.")
    return " ".join(told)


def _by_whom(entry: Entry) -> str:
    if entry.letter == "L":
        return "whoever stands first on the list"
    if entry.letter == "V":
        return "the audience"
    if entry.letter == "F":
        return "the coach"
    return entry.who or (FOR_MOTION[entry.side] if entry.side else "both in turn")


def _anchor(heading: str) -> str:
    """How a link on the page names a heading."""
    kept = "".join(c for c in heading.lower() if c.isalnum() or c in " -")
    return kept.replace(" ", "-")


def _cell(words: str) -> str:
    return words.replace("|", "\\|")
