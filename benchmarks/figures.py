"""Figures and how they are printed. Knows nothing of where they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Speech:
    """What was measured of one speech, in seconds.

    `asked`: from when somebody asked for the speech to its first words. `first`: the same from
    when the model server had the request. `freeze`: the longest time for which the words stood
    still. `end`: from the model's last token to the whole speech.
    """

    asked: float
    first: float
    freeze: float
    end: float


MEASURES: Mapping[str, str] = {
    "first": "request at the model to first words",
    "freeze": "longest freeze",
    "end": "last token to final text",
    "asked": "asked for, to first words",
}


@dataclass(frozen=True, slots=True)
class Lot:
    """Speeches of one kind that went on at once, and what of them did not arrive."""

    kind: str
    speeches: tuple[Speech, ...]
    missing: tuple[str, ...] = ()


def longest_gap(times: Sequence[float]) -> float:
    """The longest time from one to the next; 0 where there are not two."""
    return max((after - before for before, after in pairwise(times)), default=0.0)


def result(debates: int, lots: Sequence[Lot], load: float | None) -> Json:
    """What rounds of one size came to. `load` is what part of a processor the bot took."""
    kinds = dict.fromkeys(lot.kind for lot in lots)
    figures = {kind: _figures([lot for lot in lots if lot.kind == kind]) for kind in kinds}
    raw = figures.pop("raw")
    for name in MEASURES:
        for figure in figures.values():
            if name in figure and name in raw:
                figure[name]["ratio"] = figure[name]["median"] / raw[name]["median"]
    missing = [line for lot in lots for line in lot.missing]
    return {"debates": debates, "raw": raw, "bot": figures, "load": load, "missing": missing}


def _figures(lots: Sequence[Lot]) -> Json:
    speeches = [speech for lot in lots for speech in lot.speeches]
    spread: Json = {"seen": len(speeches)}
    for name in MEASURES if speeches else ():
        values = [getattr(speech, name) for speech in speeches]
        spread[name] = {"median": median(values), "lowest": min(values), "worst": max(values)}
    return spread


HEAD = f"{'debates':<9}{'seconds':<38}{'bot':>7}{'worst':>8}{'raw':>10}{'worst':>8}{'bot/raw':>9}"


def table(results: Sequence[Json]) -> str:
    """The figures for a reader, a line a measure: medians, and the worst beside each."""
    lines = [HEAD]
    for one in results:
        lines.append(str(one["debates"]))
        for kind, figures in one["bot"].items():
            lines.append(f"  {kind} ({figures['seen']} seen)")
            lines += [
                f"{'':<9}{words:<38}{_line(figures.get(name), one['raw'].get(name))}"
                for name, words in MEASURES.items()
            ]
        if one["load"] is not None:
            lines.append(f"  the bot took {one['load']:.0%} of a processor")
        lines += [f"  did not arrive: {line}" for line in one["missing"]]
    return "\n".join(lines)


def _line(bot: Json | None, raw: Json | None) -> str:
    shown = f"{bot['median']:>7.3f}{bot['worst']:>8.3f}" if bot else f"{'-':>7}{'-':>8}"
    shown += f"{raw['median']:>10.4f}{raw['worst']:>8.4f}" if raw else f"{'-':>10}{'-':>8}"
    return shown + (f"{bot['ratio']:>9.1f}" if bot and "ratio" in bot else f"{'-':>9}")
