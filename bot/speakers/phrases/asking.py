"""How a question is put, and which can be made of the claims on the table."""

from __future__ import annotations

from bot.speakers.phrases.bank import Bank

ASK = Bank(
    (
        "{Ask}",
        "{Ask}",
        "So I ask you: {ask}",
        "Tell me this: {ask}",
        "My question to you is short. {Ask}",
        "Here is what I would like to hear from you: {ask}",
        "So answer me this: {ask}",
        "That leaves a question for you. {Ask}",
        "One question, then: {ask}",
        "You still have to tell us: {ask}",
        "I leave you with a question. {Ask}",
        "When you stand up next, tell us: {ask}",
    )
)
QUESTIONS = Bank(
    (
        "Think again of your claim that {claim}. What would change your mind about it?",
        "What is the best evidence you have that {claim}?",
        "Can you name a case that shows that {claim}?",
        "Suppose it were not so that {claim}. What is left of your case?",
        "Is it always so that {claim}?",
        "How sure are you that {claim}?",
        "Who pays if you are mistaken in thinking that {claim}?",
        "What would we see today if it were false that {claim}?",
        "Why should it decide this motion that {claim}?",
    )
)
QUESTIONS_OPEN = Bank(
    (
        "What is the one fact on which your case depends?",
        "What would you have to see before you changed sides on this motion?",
        "Which of your points would you keep if you could keep only one?",
        "What is the strongest thing to be said for my side?",
        "Who would be worse off if you had your way?",
        "What would you have done in the place of those who had to decide?",
        "What do you say to those who bear the cost of your view?",
        "Where do you and I really disagree?",
        "How would we find out which of us is right?",
        "What does your side still have to prove?",
    )
)
QUESTIONS_MINE = Bank(
    (
        "Which part of this do you deny: {claim}?",
        "What is your answer to my point that {claim}?",
        "Suppose that {claim}. What becomes of your case?",
        "Can your case be right if {claim}?",
        "Yes or no: do you accept that {claim}?",
        "What do you set against my point that {claim}?",
    )
)
