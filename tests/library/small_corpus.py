"""A corpus of two briefs, two motions and three arguments, written to a folder so that it can be spoilt."""

from __future__ import annotations

from pathlib import Path

MOTIONS = """\
- id: harbour-open
  says: This House would keep the harbour open
  affirmed_by: realist
  as_of: 2019-04
  topics: [trade]
  background: A port and its neighbours.
  sources: [harbour-talks]

- id: fleet-first
  says: This House would build the fleet first
  affirmed_by: hawk
  opposed_by: realist
  as_of: 2021-11
  sources: [harbour-talks, fleet-report]
"""

HARBOUR = """\
---
id: harbour-talks
kind: brief
title: The harbour talks
author: not given in the source
published: 2019-03
school: realist
topics: [trade]
licence: brief in our own words
facts:
  f1: {says: "Forty ships a week used the harbour in 2018.", when: 2018, source: "Port Gazette, 2018"}
  f2: {says: "The harbour dues were halved in March 2019.", when: 2019-03}
claims:
  c1: {says: "Open harbours calm rivals.", standing: authored}
  c2: {says: "A closed harbour shows resolve to every rival.", standing: attributed, to: Admiral Vane}
---
The author pleads for open harbours.

Trade keeps sailors busy.
"""

FLEET = """\
---
id: fleet-report
kind: brief
title: The fleet report
author: Ada Stone
outlet: Naval Papers
published: 2021-06
school: hawk
licence: brief in our own words
facts:
  f1: {says: "The fleet counted nine frigates in June 2021.", when: 2021-06}
claims:
  c1: {says: "Frigates deter what words cannot.", standing: authored}
---
The author pleads for frigates.
"""

ARGUMENTS = """\
- id: open-ports-calm
  school: realist
  motions: [harbour-open, fleet-first]
  claim: An open harbour gives a rival something to lose.
  also_said: [trade keeps them quiet]
  because: Whoever earns from a port does not shell it.
  evidence: [{brief: harbour-talks, fact: f1}, {brief: harbour-talks, claim: c2}]
  so_what: Calm costs less than frigates.
  answers:
    - {claim: frigates-deter, by: undercut, say: A frigate guards a port that trade has kept safe.}
  grants: Some rivals do not trade.
  asks: [Who would shell his own customers?]
  standing: authored
  as_of: 2019-04

- id: frigates-deter
  school: hawk
  motions: [fleet-first]
  claim: Frigates deter what words cannot.
  because: A rival counts guns before he counts promises.
  evidence: [{brief: fleet-report, fact: f1}]
  so_what: Without a fleet the harbour is a gift.
  answers:
    - {claim: open-ports-calm, by: rebut, say: A customer with guns need not pay.}
  standing: doctrine
  as_of: 2021-11
"""

MORE_ARGUMENTS = """\
- id: closing-shows-resolve
  school: hawk
  motions: [harbour-open]
  claim: A closed harbour shows resolve.
  because: What is free is not feared.
  evidence: [{brief: harbour-talks, claim: c2}]
  so_what: Rivals test the weak.
  answers: []
  standing: attributed
  as_of: 2019-04
"""

FILES = {
    "motions.yaml": MOTIONS,
    "briefs/harbour-talks.md": HARBOUR,
    "briefs/fleet-report.md": FLEET,
    "arguments/ports.yaml": ARGUMENTS,
    "arguments/resolve.yaml": MORE_ARGUMENTS,
}

ARTICLE = """\
---
id: the-price-of-quiet
kind: article
title: The price of quiet
author: Ruth Calder
outlet: Coast Review
published: 2020-05-04
---

Harbour masters like quiet. They are not, however, friends of silence: a port that hears no news is soon a port without ships. In May 2020 the council paid $17 million for a new mole, 41 days after the storm.

“We never promised calm,” said the mayor. “We promised work.” The U.S. consul agreed, and the long-standing quarrel over dues was put aside until the autumn.
"""


def write_corpus(folder: Path, **changed: str) -> Path:
    """The small corpus in `folder`/corpus. `changed` are files by stem, in place of these or new."""
    corpus = folder / "corpus"
    files = dict(FILES)
    for name, text in changed.items():
        same = [file for file in files if Path(file).stem.replace("-", "_") == name]
        files[same[0] if same else name] = text
    for name, text in files.items():
        path = corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return corpus


def put_article(corpus: Path, text: str = ARTICLE, name: str = "the-price-of-quiet.md") -> Path:
    """An imported article in the corpus' own folder of articles."""
    path = corpus / "articles" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
