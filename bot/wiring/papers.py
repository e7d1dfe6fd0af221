"""What leaves the bot as files: transcripts and reports."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from bot.classroom.model import Class
from bot.debate.model import Debate
from bot.ports import Library
from bot.wiring.home import Home

if TYPE_CHECKING:
    from bot.records.store import Store


MOST_REPORTED = 10_000
"""So many of the latest debates of a class a report looks at."""


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
