"""How a debate is weighed at its end, and when all has been said."""

from __future__ import annotations

from bot.speakers.phrases.bank import Bank

CLOSE = Bank(
    (
        "Let me sum up.",
        "What is left at the end of this debate?",
        "Look at what still stands.",
        "Let us weigh what has been said.",
        "So where does this debate leave us?",
        "Now put it all on the scale.",
    )
)
STANDS = Bank(
    (
        "One point of mine was never answered: {claim}.",
        "Nobody has shown otherwise: {claim}.",
        "Nothing was said against this: {claim}.",
        "It still stands that {claim}.",
        "No answer came to this: {claim}.",
        "This point was left alone: {claim}.",
    )
)
HELD = Bank(
    (
        "I have said it and I stand by it: {claim}.",
        "You tried to answer this point, and I think that it has held: {claim}.",
        "On this we still disagree: {claim}. I say so to the end.",
        "My case remains that {claim}.",
        "After all that was said, I hold to this: {claim}.",
        "At the end I say again that {claim}.",
    )
)
MET = Bank(
    (
        "You said that {claim}. I gave you my answer.",
        "Your best point was that {claim}. I have answered it.",
        "Against me you argued that {claim}. That does not outweigh what I have said.",
        "Suppose that {claim}. It still weighs less than my case.",
        "I have met your point that {claim}.",
    )
)
UNMET = Bank(
    (
        "I leave you one point, and ask whether it is enough: {claim}.",
        "One thing I have not refuted: {claim}. Weigh it against the rest.",
        "I grant you one point that still stands: {claim}. It is outweighed.",
    )
)
VERDICT = Bank(
    (
        "That is why I ask you to vote {way} the motion.",
        "So I ask you to vote {way} this motion.",
        "On that balance, vote {way} the motion.",
        "For these reasons, vote {way} the motion.",
        "Weigh it fairly, and vote {way} the motion.",
    )
)
SPENT = Bank(
    (
        "I have now said what my sources hold, and I will not repeat it.",
        "I have no new point to add. What is left is to weigh.",
        "My case is complete. Let me weigh it rather than say it again.",
        "Nothing new remains on my side, so I weigh what is on the table.",
        "I have used what my sources give me. Weighing is all that is left.",
        "I will not say the same thing twice. I will weigh it.",
        "My sources are spent on this. The scale is what remains.",
        "You have heard my whole case by now.",
        "There is no more evidence to bring from my side.",
        "I have run through my points, and I leave them with you.",
    )
)
BALANCE = Bank(
    (
        "On one side of the scale: {theirs}. On the other: {ours}.",
        "Put these two side by side. Yours: {theirs}. Mine: {ours}.",
        "It may be that {theirs}. It matters more that {ours}.",
        "Suppose that {theirs}. It would still be so that {ours}.",
        "Perhaps {theirs}. But you have still to face this: {ours}.",
        "The choice is between two thoughts. One is that {theirs}. The other is that {ours}.",
        "You began from the idea that {theirs}. Mine goes further: {ours}.",
        "Even if it were settled that {theirs}, it would not touch this: {ours}.",
    )
)
STAND_BY = Bank(("I stand by what I have said.", "I stand by my case.", "I rest my case."))
