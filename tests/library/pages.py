"""Made-up page captures of different shapes, and what a person would take for the article in each."""

from __future__ import annotations

from dataclasses import dataclass

FIRST = (
    "For thirty years the harbor at Port Selwyn has been run by people who talk to everyone, and for "
    "thirty years nobody has fired a shot at it. That record deserves more attention than it gets."
)
SECOND = (
    "The new council sees things another way. It has closed the customs house to ships from across "
    "the strait, it has cut the telephone line to their consul, and it has promised that more will "
    "follow if they do not behave."
)
SHORT = "Nobody has behaved."
THIRD = (
    "Traders who came here every week now sail past to the next bay. The council calls that a "
    "victory. “We have shown them,” said its chairman, Edwin Farr, “that we are not to be trifled "
    "with.” He may be right, but the warehouses are empty and the other side is building a fort."
)
FOURTH = (
    "A port that does not talk must guess. It must guess what the fort is for, who pays for it, and "
    "whether the guns will face the sea or the town. Farr has guessed twice already this year, and "
    "each guess has cost the taxpayer a frigate."
)
LAST = (
    "There is still time to open the line again, and nothing is lost by asking. If the council wants "
    "quiet, it should begin by listening to those who have kept the quiet so far."
)
BODY = (FIRST, SECOND, SHORT, THIRD, FOURTH, LAST)


@dataclass(frozen=True)
class Page:
    """A capture and what should be read from it."""

    raw: str
    title: str
    author: str = ""
    published: str = ""
    outlet: str = ""
    url: str = ""
    markdown: bool = False
    body: tuple[str, ...] = BODY
    gone: tuple[str, ...] = ()


NEWSPAPER = Page(
    raw=f"""\
Skip to main content
Home
World
Opinion
Subscribe
Log in

Home > Opinion > Commentary

BREAKING NEWS: Storm of January 9, 2026 shuts three ports

A quiet harbor is kept by talking
It is cheaper to answer the telephone than to build a fort

BY ADA M. STONE, OPINION CONTRIBUTOR - 03/05/19 10:00 AM EST
Share
Tweet
4 min read

Ships wait in the roads off Port Selwyn on Tuesday. (AP Photo/Jane Doe)

{FIRST}

Advertisement

{SECOND}

{SHORT}

Read more: Ten harbors to see before you are old

{THIRD}

“that we are not to be trifled with.”

{FOURTH}

SIGN UP for our daily newsletter and get the best of the coast in your inbox.

{LAST}The opinions expressed by contributors are theirs alone and not the view of The Hill

Ada M. Stone is a fellow at the Institute for Coasts and the author of “Low Tide.”
Follow her on Twitter: @adamstone

Tags: harbors, forts, Edwin Farr

Copyright 2024 Bigmedia Inc. All rights reserved.

Most Popular

A senator from the other coast says that he has never seen a harbor and does not intend to see one now.
Load more
""",
    title="A quiet harbor is kept by talking",
    author="Ada M. Stone",
    published="2019-03-05",
    outlet="The Hill",
    gone=("Skip", "BREAKING", "2026", "cheaper to answer", "Advertisement", "AP Photo", "Read more",
          "newsletter", "opinions expressed", "fellow at", "Twitter", "Tags", "Copyright", "senator"),
)  # fmt: skip

MARKDOWN = Page(
    raw=f"""\
[Skip to content](#main)

* [News](/news)
* [Opinion](/opinion)
* [About us](/about)

![A harbor at dusk](harbor.jpg)

# A quiet harbor is kept by talking

*By Ada Stone and Tom van Rijn | April 5, 2019*

{FIRST}

{SECOND.replace("the customs house", "[the customs house](https://example.org/customs)")}

{SHORT}

## What silence costs

{THIRD.replace("building a fort", "**building** a *fort*")}

> {FOURTH}

{LAST}

---

*Ada Stone is a historian of ports. Tom van Rijn is a retired harbor master.*

*This article was originally published by The Port Gazette on April 2, 2019.*

### Related articles

- [Ten harbors to see](/ten)
- [The fort that nobody wanted, and why the town will have to pay for it for many years](/fort)

© 2025 All rights reserved
""",
    markdown=True,
    title="A quiet harbor is kept by talking",
    author="Ada Stone and Tom van Rijn",
    published="2019-04-02",
    outlet="The Port Gazette",
    body=(FIRST, SECOND, SHORT, "What silence costs", THIRD, FOURTH, LAST),
    gone=("Skip", "News", "dusk", "historian", "originally", "Ten harbors", "nobody wanted", "](", "**", "©"),
)  # fmt: skip


def wrapped(text: str, width: int = 70) -> str:
    """The text broken at a fixed width, with a word cut where the pages of old would cut it."""
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) + 1 > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


LETTER = Page(
    raw="\ufeff"
    + "\r\n".join(
        (
            "A Quiet Harbor Is Kept by Talking\n\nby Ada Stone\n\nMay 2019\n\n"
            + "\n\n".join(wrapped(paragraph) for paragraph in BODY)
            + "\n"
        ).split("\n")
    ),
    title="A Quiet Harbor Is Kept by Talking",
    author="Ada Stone",
    published="2019-05",
    gone=("Stone", "May 2019", "\r", "\ufeff"),
)

UNSPACED = Page(
    raw="\n".join(
        (
            "We use cookies to make this site work. By clicking accept you agree to our cookie policy.",
            "Tuesday, June 3, 2026",
            "News | Opinion | Sport | Weather",
            "A quiet harbor is kept by talking | The Port Gazette",
            "Ada Stone, columnist",
            "Published 12 March 2019 · Updated 4 May 2024",
            "Ships in the roads off Port Selwyn",
            "Photo: Jane Doe/Getty Images",
            *BODY,
            "The opinions expressed here are the author's and do not necessarily reflect those of this newspaper.",
            "More Opinion News",
            "Comments",
            "I could not agree less with this, and I have lived beside the harbor for all of my eighty years.",
        )
    ),
    title="A quiet harbor is kept by talking",
    author="Ada Stone",
    published="2019-03-12",
    outlet="The Port Gazette",
    gone=("cookies", "2026", "columnist", "Published", "roads off", "Getty", "opinions", "eighty"),
)

BARE = Page(
    raw=f"""\
LIVE: Harbor talks of March 3, 2026, as they happen

https://example.org/opinion/2019/03/07/quiet-harbor

A quiet harbor is kept by talking

{chr(10).join(f"{paragraph}{chr(10)}" for paragraph in BODY)}
© 2026 The Port Gazette. All rights reserved.
""",
    title="A quiet harbor is kept by talking",
    published="2019-03-07",
    outlet="The Port Gazette",
    url="https://example.org/opinion/2019/03/07/quiet-harbor",
    gone=("LIVE", "2026", "https", "©"),
)

FIELDS = Page(
    raw=f"""\
---
title: "Kept by talking"
byline: Ada Stone
date: March 9, 2019
site: The Port Gazette
rating: 5
---

# A quiet harbor is kept by talking

{(chr(10) * 2).join(BODY)}
""",
    markdown=True,
    title="Kept by talking",
    author="Ada Stone",
    published="2019-03-09",
    outlet="The Port Gazette",
    gone=("rating",),
)

TRICKY = (
    "Support for the harbor has never been higher, and subscribers to the port's loan say so today.",
    "Share prices fell when the council spoke; more news came from the strait on April 9, 2019.",
    "Copyright law is not the matter here. Tags on the cargo are, and so are photo albums of the pier.",
    "Breaking the silence took a week. Reuters reported that the consul was told of it by his barber.",
    "The view of the council does not reflect the mood of the town, which a letter to Reuters made plain.",
    "By Tuesday Edwin Farr was alone. Follow the money, people said, and see all that it has bought.",
    "Related or not, the two events came close together, and the town drew its own conclusion from them.",
    "Edwin Farr is the chairman of a council that has forgotten how to listen, and he will not be the last.",
)
PLAIN = Page(
    raw="Why the council will not listen\n\n" + "\n\n".join(TRICKY),
    title="Why the council will not listen",
    body=TRICKY,
)

PAGES = {
    "newspaper": NEWSPAPER,
    "markdown": MARKDOWN,
    "letter": LETTER,
    "unspaced": UNSPACED,
    "bare": BARE,
    "fields": FIELDS,
    "plain": PLAIN,
}
