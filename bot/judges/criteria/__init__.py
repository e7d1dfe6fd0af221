"""The criteria that can be measured without a model, each in its file, by the id of the rubric."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.judges.case import Case
from bot.judges.criteria.clarity import clarity
from bot.judges.criteria.evidence import evidence
from bot.judges.criteria.fairness import fairness
from bot.judges.criteria.reasoning import reasoning
from bot.judges.criteria.responsiveness import responsiveness
from bot.judges.criteria.style import style
from bot.judges.finding import Finding

MEASURES: Mapping[str, Callable[[Case], Finding]] = {
    "clarity": clarity,
    "evidence": evidence,
    "reasoning": reasoning,
    "responsiveness": responsiveness,
    "fairness": fairness,
    "style": style,
}
"""What finds each criterion in one speaker's part."""
