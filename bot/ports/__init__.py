"""What the chair needs of the rooms around it. Each is a Protocol; `wiring` plugs in the rooms.

The chair calls these and nothing else. An implementation may raise the errors that its methods
name, and no others that the chair is expected to understand.
"""

from bot.ports.holding import (
    Advice,
    Audience,
    Clock,
    Coach,
    FlowKeeper,
    Judge,
    People,
    Polls,
    Records,
    Say,
    Speaker,
    Stage,
)
from bot.ports.privacy import (
    Audit,
    Consent,
    Consents,
    Detail,
    Erased,
    Noted,
    Privacy,
    Pseudonyms,
    Shown,
    Swept,
)
from bot.ports.sources import Acquisitions, Embedder, ImportReport, Library, Status
from bot.ports.spending import Account, Ledger, Payer, Spending
from bot.ports.teaching import Classes, HeldBack, Moderator

__all__ = [
    "Account",
    "Acquisitions",
    "Advice",
    "Audience",
    "Audit",
    "Classes",
    "Clock",
    "Coach",
    "Consent",
    "Consents",
    "Detail",
    "Embedder",
    "Erased",
    "FlowKeeper",
    "HeldBack",
    "ImportReport",
    "Judge",
    "Ledger",
    "Library",
    "Moderator",
    "Noted",
    "Payer",
    "People",
    "Polls",
    "Privacy",
    "Pseudonyms",
    "Records",
    "Say",
    "Shown",
    "Speaker",
    "Spending",
    "Stage",
    "Status",
    "Swept",
]
