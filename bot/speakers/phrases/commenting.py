"""What an observer says of a debate: how it was argued, and never who is right.

`{who}` is a speaker, such as “the speaker for the motion”; `{words}` are that speaker's own.
"""

from __future__ import annotations

from bot.speakers.phrases.bank import Bank

SHOWED = Bank(
    (
        "{Who} did not only claim it but gave us something to check: “{words}”.",
        "{Who} brought a fact and not only a view: “{words}”.",
        "{Who} made it possible to check and to argue back: “{words}”.",
    )
)
GRANTED = Bank(
    (
        "{Who} gave the other side its due before going on: “{words}”.",
        "{Who} granted something and lost nothing by it: “{words}”.",
        "It helped the debate that {who} was fair here: “{words}”.",
    )
)
TOOK_UP = Bank(
    (
        "{Who} took up what had really been said: “{words}”.",
        "Here {who} was listening, and it shows: “{words}”.",
        "{Who} answered the other side and not a straw man: “{words}”.",
    )
)
REASONED = Bank(
    (
        "{Who} gave a reason, so that there was something to answer: “{words}”.",
        "{Who} told us why, and not only what: “{words}”.",
        "{Who} showed the step from one thought to the next: “{words}”.",
    )
)
PICTURED = Bank(
    (
        "{Who} put it in a picture that everybody can hold on to: “{words}”.",
        "{Who} gave us something to see: “{words}”.",
    )
)
ASKED_WELL = Bank(
    (
        "{Who} asked something that the other side has to face: “{words}”",
        "Instead of one more claim, {who} asked: “{words}”",
    )
)
PUT_PLAINLY = Bank(
    (
        "From {who} I noted down one line: “{words}”.",
        "{Who} said it in words that everybody can follow: “{words}”.",
        "One sentence of {who} I could repeat at home: “{words}”.",
    )
)
LEFT_OPEN = Bank(
    (
        "One point was left alone: {claim}.",
        "Nobody answered this: {claim}.",
        "I waited in vain for an answer to this: {claim}.",
        "The debate passed over one claim: {claim}.",
        "This still stands there unanswered: {claim}.",
    )
)
HALF_OPEN = Bank(
    (
        "I am not sure that anybody really answered this: {claim}.",
        "I listened for a straight answer to one claim, and it stayed vague: {claim}.",
        "One point was touched and not settled: {claim}.",
        "This was answered at most in passing: {claim}.",
    )
)
ALL_MET = Bank(
    (
        "Every point that I noted got some answer, so the debate now has to weigh them.",
        "I found no point that was simply passed over; what is missing is the weighing.",
    )
)
NEXT_SPEAKERS = Bank(
    (
        "A question for whoever speaks next: {ask}",
        "I would like the next speakers to take this up: {ask}",
        "So I leave the circle with a question. {Ask}",
        "What I would ask both of you is this: {ask}",
    )
)
OBSERVERS_ASK = Bank(
    (
        "Where do the two of you really disagree: on the facts, or on what they weigh?",
        "Which single point would change your mind?",
        "What do both of you take for granted without having said it?",
        "Which of your points would you give up first, and why?",
        "Who is touched by this decision and has not been spoken of yet?",
        "What would each of you accept as proof?",
    )
)
HEARD_NOTHING = Bank(("I have heard no speech yet on which I could comment.",))
