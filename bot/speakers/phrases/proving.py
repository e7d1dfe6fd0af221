"""How a fact, a reason, a weight or a concession is led up to."""

from __future__ import annotations

from bot.speakers.phrases.bank import Bank

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
