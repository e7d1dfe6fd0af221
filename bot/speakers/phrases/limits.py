"""What is said where the sources end, and to words that are no argument."""

from __future__ import annotations

from bot.speakers.phrases.bank import Bank

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
UNFOLLOWED = Bank(
    (
        "I could not tell which point you were making, so I return to mine.",
        "I am not sure what that was meant to show. Let me go on with my case.",
        "I cannot see how that bears on the motion, so I keep to it.",
        "I did not find an argument in that that I could answer.",
        "That leaves my case where it was.",
    )
)
