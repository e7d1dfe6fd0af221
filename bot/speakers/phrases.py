"""The joints of a speech: how a debater leads from one thought to the next. Words only, no rule.

`{claim}` and other slots are filled with words that read on inside a sentence; `{Claim}` with a
whole sentence. A bank's `rich` phrases are kept from novices. No phrase may praise, and none may
say more than is known of whatever fills its slot.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.debate.arguments import Move


@dataclass(frozen=True, slots=True)
class Bank:
    """Ways of saying one thing."""

    plain: tuple[str, ...]
    rich: tuple[str, ...] = ()


# --- opening ----------------------------------------------------------------------------------

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
        "I speak against the motion, which would have us {y}.",
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

# --- saying back ------------------------------------------------------------------------------

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

# --- naming the move --------------------------------------------------------------------------

MOVES: dict[Move, Bank] = {
    Move.REBUT: Bank(
        (
            "I say that this is wrong.",
            "I disagree outright.",
            "I think the opposite is true.",
            "That is where we part company.",
            "I do not believe that it is so.",
            "I deny that.",
            "It is the other way round.",
            "That is simply not so.",
            "On this we flatly disagree.",
            "I hold the contrary.",
        ),
        ("Here I meet you head on.", "I will not soften this: I think that you are mistaken."),
    ),
    Move.UNDERMINE: Bank(
        (
            "But what does that rest on?",
            "The trouble is with the proof.",
            "But look at the ground under that point.",
            "I doubt the evidence for that.",
            "But how do we know that?",
            "That point is weaker than it sounds.",
            "The proof for that is thin.",
            "But test what that is built on.",
            "That stands on weak ground.",
            "I question what you build that on.",
        ),
        ("The flaw is not in the logic but in what you feed into it.",),
    ),
    Move.UNDERCUT: Bank(
        (
            "But one does not follow from the other.",
            "There is a step missing here.",
            "But that does not get you to your conclusion.",
            "Even if the facts are right, the conclusion is not.",
            "The gap lies between the fact and what you draw from it.",
            "I do not fight your facts. I fight the step you take from them.",
            "But ask what that really proves.",
            "That may sound like a proof, but it is not one.",
            "But you have jumped over something.",
            "The conclusion is bigger than the reason for it.",
            "But it does not show what you need it to show.",
        ),
        (
            "Your premise can stand; your conclusion cannot stand on it.",
            "The link is what I dispute, not the fact.",
        ),
    ),
    Move.TURN: Bank(
        (
            "But that point works for my side.",
            "Follow it to the end, and it helps me.",
            "But look where that leads.",
            "I can use that point myself.",
            "That cuts the other way.",
            "Turn it around and see what you have.",
            "But that is a reason for my side, not for yours.",
            "What you say there makes my case.",
            "Think it through, and it comes out on my side.",
            "That very fact speaks against you.",
            "I would put the same point in my own case.",
        ),
        ("Grant your premise, and my conclusion follows.",),
    ),
    Move.CONCEDE: Bank(
        (
            "Here it is a question of weight.",
            "There may be something in that, but something else weighs more.",
            "I will not fight you over that. I will weigh it.",
            "Part of that is fair. It does not decide the matter.",
            "That has some weight, but look at the other side of the scale.",
            "Suppose that this is so. It is not the whole of it.",
            "I can live with that point, because another one is heavier.",
            "You may have that one. It costs me little.",
            "I will give you some of that, but only some.",
            "That is not nothing. It is not enough either.",
            "There is truth in that, and there is more to say.",
        ),
        ("I concede the fact and contest its weight.",),
    ),
}

# --- evidence, weight, concession, question ---------------------------------------------------

EVIDENCE = Bank(
    (
        "{Fact}",
        "{Fact}",
        "{Fact}",
        "{Fact}",
        "{Fact}",
        "Look at what is known: {fact}.",
        "It is on record that {fact}.",
        "Here is a fact to set beside that: {fact}.",
        "My source is plain on this: {fact}.",
        "Remember that {fact}.",
        "Bear in mind that {fact}.",
        "We know that {fact}.",
        "There is a fact behind this: {fact}.",
        "Hold on to this fact: {fact}.",
        "Do not forget that {fact}.",
        "The record says that {fact}.",
    )
)
AS_CITED = Bank(
    (
        "As I have told you, {fact}.",
        "I have cited it before: {fact}.",
        "The source that I gave you says it: {fact}.",
        "I say again what my source says: {fact}.",
    )
)
EVIDENCE_YOURS = Bank(
    (
        "You cited it yourself: {fact}.",
        "We both know that {fact}.",
        "It is your own fact that {fact}.",
        "Look again at what you brought: {fact}.",
        "We agree on the fact that {fact}.",
    )
)
WARRANT = Bank(
    (
        "{Because}",
        "{Because}",
        "{Because}",
        "The reason is simple: {because}.",
        "Why? {Because}",
        "Think of it this way: {because}.",
        "Here is why: {because}.",
        "That is so for a reason: {because}.",
    )
)
IMPACT = Bank(
    (
        "{So_what}",
        "{So_what}",
        "{So_what}",
        "{So_what}",
        "Why does that matter? {So_what}",
        "What hangs on this is plain: {so_what}.",
        "That is what is at stake: {so_what}.",
        "Here is why it matters: {so_what}.",
        "Weigh that. {So_what}",
        "Put that on the scale: {so_what}.",
        "This is what it means: {so_what}.",
    ),
    ("The stakes are these: {so_what}.", "Judge it by what follows from it: {so_what}."),
)
WEIGH = Bank(
    (),
    (
        "Weigh the two by how likely each is and by how much hangs on it. {So_what}",
        "Ask of each point how large it is, and then how likely. {So_what}",
        "Set the size of one danger beside the likelihood of the other. {So_what}",
        "Do not count points; weigh them. {So_what}",
        "A small chance of great harm and a good chance of small harm are not the same. {So_what}",
        "Size and likelihood both belong on the scale. {So_what}",
        "Compare what each of us would lose by being wrong. {So_what}",
    ),
)
GRANT = Bank(
    (
        "I grant that {grants}.",
        "I will say this for your side: {grants}.",
        "Let me be fair: {grants}.",
        "I admit that {grants}.",
        "I give you this much: {grants}.",
        "It is true that {grants}.",
        "Nobody on my side denies that {grants}.",
        "On one thing I can agree: {grants}.",
        "To be honest, {grants}.",
        "I concede that {grants}.",
        "It is only fair to say that {grants}.",
    )
)
STILL = Bank(
    (
        "Still, {reply}",
        "But {reply}",
        "Even so, {reply}",
        "All the same, {reply}",
        "And yet {reply}",
    )
)
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

# --- what the sources do not hold, and odd input ----------------------------------------------

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
AGAIN = Bank(
    (),
    (
        "There is a second answer to it.",
        "I have another answer to the same point.",
        "Nor is that the only trouble with it.",
        "And come at it from another side.",
        "Take it from a different angle as well.",
        "Even without that, there is more to say against it.",
    ),
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
NOT_COVERED = Bank(
    (
        "My sources do not cover that.",
        "That goes beyond what my sources hold.",
        "My sources are silent on that point.",
        "I have no source that speaks to that, so I will not guess.",
        "None of my sources deals with that.",
        "I find nothing about that in my sources.",
        "On that I have no evidence, and I will not invent any.",
        "What I have read does not reach that far.",
    )
)
NOT_SO_PUT = Bank(
    (
        "My sources do not take up that point as you put it, so set this beside it.",
        "I have no ready answer to exactly that in my sources.",
        "I will not pretend to have a source on exactly that.",
        "My sources do not meet that point head on.",
        "Just that point is not in my sources, so I answer with what is near it.",
        "On that very point my sources leave me without a reply.",
    )
)
HOLD = Bank(
    (
        "What they do say is this: {fact}.",
        "What I can tell you is that {fact}.",
        "They do tell me this: {fact}.",
        "What I do know is this: {fact}.",
        "The nearest that I can offer is this: {fact}.",
        "I can say only this: {fact}.",
    )
)
NO_ANSWER = Bank(
    (
        "I have no direct answer to that, so weigh it against this.",
        "I will let that stand and set something beside it.",
        "My sources give me no reply to that. They give me something to weigh against it.",
        "That I cannot refute. I can only show you what stands on the other side.",
        "I leave you that point, and ask how much it weighs.",
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
WITHDRAWN = Bank(
    (
        "Your last speech was withdrawn, so I go on with my own case.",
        "There is nothing of your last speech left to answer. I go on with mine.",
        "Since those words were taken back, I will build on my own.",
    )
)
ONE_WORD = Bank(
    (
        "That is too short for me to answer, so let me add to my own side.",
        "So few words leave me little to answer. I go on with my case.",
        "You have given me little to work with, so I go on.",
        "I would gladly answer more than that. Meanwhile, here is my side.",
        "Say more next time, and I will answer it. For now I go on.",
        "That is hard to answer in so short a form. I return to my case.",
    )
)
FOREIGN = Bank(
    (
        "I can argue only in English, and I could not follow that.",
        "I did not understand that. I can debate in English only.",
        "Please put that in English, and I will answer it. Until then I go on with my case.",
        "I could not follow your language, so I keep to my own side.",
    )
)
ORDERS = Bank(
    (
        "I am here to argue this motion and nothing else.",
        "That is not something I do in a debate. I keep to the motion.",
        "I take no instructions from the floor. Let us go back to the motion.",
        "Marks and rules are not mine to change. The motion is what we have to settle.",
        "I will stay in my part. Here is what I have to say on the motion.",
    )
)
ABUSE = Bank(
    (
        "I will leave the insult aside and keep to the motion.",
        "Hard words prove nothing. Let us return to the question.",
        "That tells us nothing about the motion, so I go on with it.",
        "I would rather answer a reason than an insult.",
        "Let us argue about the motion and not about each other.",
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
UNFOLLOWED = Bank(
    (
        "I could not tell which point you were making, so I return to mine.",
        "I am not sure what that was meant to show. Let me go on with my case.",
        "I cannot see how that bears on the motion, so I keep to it.",
        "I did not find an argument in that that I could answer.",
        "That leaves my case where it was.",
    )
)

# --- closing ----------------------------------------------------------------------------------

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

# --- when all has been said -------------------------------------------------------------------

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
