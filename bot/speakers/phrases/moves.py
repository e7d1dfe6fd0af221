"""How a move is named in natural words."""

from __future__ import annotations

from bot.debate.arguments import Move
from bot.speakers.phrases.bank import Bank

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
