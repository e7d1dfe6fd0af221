"""How a speaker puts the best case of the other side, and how a claim is thrown into a drill."""

from __future__ import annotations

from bot.speakers.phrases.bank import Bank

LEND = Bank(
    (
        "For one speech I stand on the other side, and I put its case as strongly as I can.",
        "This is the case that I do not hold, at its best.",
        "Let me do justice to the other side before I argue against it.",
        "I will say what the other side would say on its best day.",
        "Now I argue the case that I shall later have to answer.",
    )
)
LENT_ASK = Bank(
    (
        "Have I put your case as you would put it?",
        "What would you add, so that it is your case and not my picture of it?",
        "Did I leave out your strongest point?",
        "Would you sign this, and if not, which sentence would you change?",
    )
)
CLAIM = Bank(
    (
        "Answer this: {claim}.",
        "Here is a claim for you: {claim}.",
        "What do you say to this? {Claim}",
        "I claim that {claim}.",
        "Try this one: {claim}.",
        "Now this: {claim}.",
        "The next claim is that {claim}.",
        "I put it to you that {claim}.",
        "Take this: {claim}.",
        "This one is yours to answer: {claim}.",
    )
)
