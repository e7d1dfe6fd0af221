"""The figures as a page of text."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.eval.lines import PARTS
from benchmarks.eval.shares import Json, Share

SHOWN = 5
"""So many faults of a kind are printed; `--json` has them all."""


def page(result: Json) -> str:
    """What `evaluate` found, for a terminal."""
    return "\n".join(_lines(result))


def page_of_judging(found: Json) -> str:
    """What `judging.measured` found, for a terminal."""
    return "\n".join(_judging(found))


def _lines(result: Json) -> Iterator[str]:
    lines = result["lines"]
    yield (
        f"{result['arguments']} arguments on {result['motions']} motions; "
        f"{lines['tune']} lines to tune on, {lines['test']} to test on; "
        f"by another hand {lines['second tune']} and {lines['second test']}"
    )
    yield from _parts("Hearing", result["hearing"])
    yield from _parts("Answering", result["answering"])
    yield from _speeches(result)
    yield from _judging(result["judging"])
    yield from _times(result["times"])


def _parts(title: str, parts: Json) -> Iterator[str]:
    yield f"\n{title:<44}" + "".join(f"{part:>16}" for part in PARTS)
    for name in parts[PARTS[0]]:
        yield f"  {name:<42}" + "".join(f"{_share(parts[part][name]):>16}" for part in PARTS)


def _share(share: Json) -> str:
    return str(Share(share["hits"], share["of"]))


def _speeches(result: Json) -> Iterator[str]:
    long, seeds, stance, caps = (result[k] for k in ("repetition", "seeds", "stance", "caps"))
    yield "\nSpeeches"
    yield f"  in {long['debates']} debates of {long['speeches_each']} speeches:"
    yield from _faults("sentences said twice", long["sentences"])
    yield from _faults("points made twice", long["points"])
    yield f"  different texts from {seeds['of']} seeds (least of all motions, mean):"
    for name in ("first speech", "first rebuttal", "whole debate"):
        yield f"    {name:<40}{seeds[name]['least']:>16}{seeds[name]['mean']:>16.1f}"
    yield f"  stance, in {stance['sentences']} sentences:"
    yield from _faults(
        "for the other side, unmarked", [f"{x['sentence']} ~ {x['theirs']}" for x in stance["lapses"]]
    )  # fmt: skip
    yield f"    {'marked as theirs or granted':<40}{stance['told_as_theirs']:>16}"
    yield f"    {'caught, were the schools exchanged':<40}{100 * stance['caught_when_exchanged']:>14.0f} %"
    yield f"  length, in {caps['speeches']} speeches of all formats and levels:"
    yield from _faults("over their words", caps["violations"])


def _faults(name: str, faults: list[str]) -> Iterator[str]:
    yield f"    {name:<40}{len(faults):>16}"
    for fault in faults[:SHOWN]:
        yield f"      {fault}"


def _judging(judging: Json) -> Iterator[str]:
    splits = tuple(judging["pairs"])
    counts = " and ".join(f"{judging['pairs'][split]} to {split} on" for split in splits)
    yield f"\nJudging, offline: pairs of arguments, {counts}; {judging['debates']} whole debates"
    for title, part in (("quality()", "quality"), ("the judge, in both orders", "judge")):
        yield f"  {title:<42}" + "".join(f"{split:>20}" for split in splits)
        for name in judging[part][splits[0]]:
            shares = (_share(judging[part][split][name]) for split in splits)
            yield f"    {name:<40}" + "".join(f"{share:>20}" for share in shares)
    labelled = judging["labelled"]
    yield f"  {'whole debates judged as labelled':<42}{_share(labelled):>20}"
    yield from (f"    {line}" for line in labelled["otherwise"])
    yield "  ballots that change where nothing should"
    for name, share in judging["flips"].items():
        yield f"    {name:<40}{_share(share):>20}"
    yield f"  {'points gained, mean and most':<42}{'in debates':>20}{'single speeches':>20}"
    for name, kinds in judging["gains"].items():
        yield f"    {name:<40}" + "".join(f"{_gain(gain):>20}" for gain in kinds.values())


def _gain(gain: Json) -> str:
    wins = f", {gain['wins']['hits']} won" if gain["wins"]["hits"] else ""
    return f"{gain['mean']:+.2f} {gain['most']:+d}{wins}"


def _times(times: Json) -> Iterator[str]:
    yield f"\n{'Milliseconds':<44}{'work':>8}{'median':>10}{'p95':>10}{'loop late':>12}"
    for search in times["search"]:
        yield _time(f"search of {search['passages']:,} passages", search)
    yield _time("match of a line to its motion", times["match"])
    yield _time("reply to a line, with the speech before", times["reply"])
    first = times["reply"]["first_of_a_motion_ms"], times["reply"]["first_late_ms"]
    yield f"  {'longest first reply on a motion':<42}{first[0]:>28.1f}{first[1]:>12.1f}"


def _time(name: str, times: Json) -> str:
    columns = (("work_ms", 8), ("median_ms", 10), ("p95_ms", 10), ("late_ms", 12))
    return f"  {name:<42}" + "".join(f"{times[key]:>{width}.1f}" for key, width in columns)
