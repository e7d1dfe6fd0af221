"""How one's own case is opened, taken further, and stood on."""

from __future__ import annotations

from bot.speakers.phrases.bank import Bank

AFFIRM_THAT = Bank(
    (
        "I speak for the motion: {x}.",
        "I will argue that {x}.",
        "The motion is right: {x}.",
        "My case is a plain one: {x}.",
        "Let me show you why {x}.",
    )
)
AFFIRM_DO = Bank(
    (
        "I speak for the motion: we should {y}.",
        "I will argue that we should {y}.",
        "We should {y}, and I will show you why.",
        "The motion is right: we should {y}.",
        "I ask this House to say yes: we should {y}.",
    )
)
OPPOSE_THAT = Bank(
    (
        "The motion says that {x}. I say that it is wrong.",
        "It is easy to say that {x}. It is much harder to show it.",
        "I speak against the motion. I do not accept that {x}.",
        "We are asked to believe that {x}. I ask you not to.",
        "Before you agree that {x}, hear the other side.",
    )
)
OPPOSE_DO = Bank(
    (
        "The motion asks us {to_y}. I ask you to say no.",
        "I speak against the motion. We should not be asked {to_y}.",
        "We are asked {to_y}. That would be a mistake.",
        "I oppose this motion: it is unwise {to_y}.",
    )
)
REASONS = Bank(
    ("I have {count} reasons.", "There are {count} reasons.", "I will give you {count} reasons.")
)
ONLY = Bank(
    (
        "My main reason is this: {claim}.",
        "It comes down to this: {claim}.",
        "The heart of it is that {claim}.",
        "Start here: {claim}.",
    )
)
FIRST = Bank(
    (
        "First, {claim}.",
        "To begin with, {claim}.",
        "My first point is that {claim}.",
        "The first reason is this: {claim}.",
        "Start with this: {claim}.",
    )
)
NEXT = Bank(
    (
        "Second, {claim}.",
        "My second point is that {claim}.",
        "Then there is this: {claim}.",
        "The second reason is that {claim}.",
        "Next, {claim}.",
    )
)
LAST = Bank(
    (
        "Third, {claim}.",
        "Finally, {claim}.",
        "My third point is that {claim}.",
        "And last, {claim}.",
        "One reason more: {claim}.",
    )
)
FURTHER = Bank(
    (
        "I have a further point: {claim}.",
        "There is something else to weigh: {claim}.",
        "My case has another leg: {claim}.",
        "Let me add a point that you have not answered yet: {claim}.",
        "Here is something new for you to answer: {claim}.",
        "One more thing belongs on this scale: {claim}.",
        "My case does not end there: {claim}.",
        "Consider also that {claim}.",
        "I would add that {claim}.",
        "Nor is that all: {claim}.",
    )
)
EXTEND = Bank(
    (
        "One point of mine still waits for your answer: {claim}.",
        "You have not touched this: {claim}.",
        "Meanwhile something on my side stands unanswered: {claim}.",
        "I have heard no reply to this: {claim}.",
        "You left one point of mine alone: {claim}.",
        "My own case is still there: {claim}.",
        "Nothing you said goes against this: {claim}.",
        "You passed over one of my reasons: {claim}.",
        "What I told you before stands untouched: {claim}.",
        "Here you have been silent: {claim}.",
    )
)
POSITIVE = Bank(
    (
        "My own case stands apart from that: {claim}.",
        "Now to my own side of it: {claim}.",
        "For my part, I say that {claim}.",
        "What I put against it is this: {claim}.",
        "My own point is that {claim}.",
        "Set against that what I say: {claim}.",
        "And so I come back to my own ground: {claim}.",
        "That brings me to my side of the scale: {claim}.",
        "I put it this way: {claim}.",
        "What I stand on is this: {claim}.",
    )
)
GROUND = Bank(
    (
        "For my part, I say that {claim}.",
        "My own point is that {claim}.",
        "I put it this way: {claim}.",
        "What I stand on is this: {claim}.",
        "What I have to say is this: {claim}.",
        "Let me tell you where I stand: {claim}.",
        "My side of it is this: {claim}.",
        "I want you to weigh this: {claim}.",
        "I ask you to think about this: {claim}.",
    )
)
RESTATE = Bank(
    (
        "My answer is what I have argued: {claim}.",
        "For the reason I gave: {claim}.",
        "I can only point to my case: {claim}.",
        "The short answer is that {claim}.",
        "It comes back to this: {claim}.",
        "Because, as I have said, {claim}.",
    )
)
