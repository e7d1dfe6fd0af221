"""How the other side's point is said back, and its words are quoted."""

from __future__ import annotations

from bot.speakers.phrases.bank import Bank

SAY_BACK = Bank(
    (
        "You say that {claim}.",
        "Your point is that {claim}.",
        "You hold that {claim}.",
        "You tell us that {claim}.",
        "The point I have to answer is that {claim}.",
        "You argue that {claim}.",
        "Take your point that {claim}.",
        "You want us to accept that {claim}.",
        "What you have said comes to this: {claim}.",
        "I have heard you say that {claim}.",
        "You believe that {claim}.",
    ),
    (
        "A pillar of your case is that {claim}.",
        "You ask us to start from the idea that {claim}.",
        "Put at its strongest, your point is that {claim}.",
    ),
)
SAY_BACK_TO_ASK = Bank(
    (
        "You say that {claim}.",
        "You hold that {claim}.",
        "You argue that {claim}.",
        "You tell us that {claim}.",
        "You believe that {claim}.",
        "You have said that {claim}.",
        "Your point was that {claim}.",
        "Take your point that {claim}.",
        "You want us to accept that {claim}.",
        "Think of your claim that {claim}.",
    )
)
SAY_BACK_UNSURE = Bank(
    (
        "If I hear you rightly, {claim}.",
        "I take you to mean that {claim}.",
        "I think your point is that {claim}.",
        "You seem to be saying that {claim}.",
        "As I understand you, {claim}.",
        "Let me put your point in my words: {claim}.",
        "What I hear in that is this: {claim}.",
        "You mean, I think, that {claim}.",
    )
)
SAY_BACK_QUESTION = Bank(
    (
        "Behind your question is a claim: {claim}.",
        "You put it as a question, but the claim in it is that {claim}.",
        "What you ask takes for granted that {claim}.",
        "Your question comes from the thought that {claim}.",
    )
)
SAY_BACK_ALSO = Bank(
    (
        "You also say that {claim}.",
        "Then there is your other point, that {claim}.",
        "You add that {claim}.",
        "You say besides that {claim}.",
        "There was more: you said that {claim}.",
        "That leaves your point that {claim}.",
        "And you tell us that {claim}.",
    )
)
SAY_BACK_EARLIER = Bank(
    (
        "Earlier you said that {claim}.",
        "I still owe you an answer on one point: {claim}.",
        "Let me go back to what you said before, that {claim}.",
        "One point of yours has waited for an answer: {claim}.",
        "You told us some time ago that {claim}.",
    )
)
SAY_BACK_AGAIN = Bank(
    (
        "You come back to the point that {claim}.",
        "Once more you say that {claim}.",
        "You have returned to your claim that {claim}.",
        "Again you tell us that {claim}.",
        "You repeat that {claim}.",
    )
)
ANSWERED = Bank(
    (
        "You say again that {claim}. I have answered that, and my answer stands.",
        "You come back to a point that I have met, that {claim}.",
        "You have said before that {claim}. To repeat it does not make it stronger.",
        "My answer has not changed since you first said that {claim}.",
    )
)
AGREED = Bank(
    (
        "You say that {claim}. So do I, and it is a point for my side.",
        "On this we agree: {claim}. That belongs to my case.",
        "I am at one with you there: {claim}. It is part of my own argument.",
        "We both say that {claim}. Ask which side that helps.",
    )
)
QUOTED = Bank(
    (
        "You said: “{words}”.",
        "Your words were: “{words}”.",
        "I noted what you said: “{words}”.",
        "You put it like this: “{words}”.",
        "You told us: “{words}”.",
        "I wrote down these words of yours: “{words}”.",
        "I listened when you said: “{words}”.",
    )
)
