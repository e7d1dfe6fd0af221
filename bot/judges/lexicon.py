"""Words and turns of phrase by which a reader tells what a sentence does.

Lists for English as students write it. They say nothing of any topic or side.
"""

from __future__ import annotations

import re


def _phrases(text: str) -> re.Pattern[str]:
    """A pattern for any of the phrases between semicolons, as whole words in any case."""
    phrases = (phrase.strip() for phrase in text.split(";"))
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


CONNECTIVES = _phrases("""
because; cuz; since; therefore; thus; hence; consequently; as a result; for this reason;
that is why; which is why; that means; this means; means? that; which means; so that;
in order to; due to; owing to; leads? to; led to; results? in; brings? about; depends? on;
follows from; the reason; after all; given that; this shows; which shows; shows? that;
proves? that
""")
"""What ties a reason to what it is a reason for."""

SO = re.compile(r"[,;:]\s+so\b(?!\s+(?:sad|bad|good|much|many|what))", re.IGNORECASE)

CONDITIONS = _phrases("""
if; unless; without; otherwise; as long as; once; whoever; until; only when; the more; the less;
by \\w+ing
""")
"""What says under which condition something holds."""

EFFECTS = _phrases("""
prevent(?:s|ed|ing)?; protect(?:s|ed|ing)?; reduc(?:e|es|ed|ing); increas(?:e|es|ed|ing);
improv(?:e|es|ed|ing); allow(?:s|ed|ing)?; enabl(?:e|es|ed|ing); forc(?:e|es|ed|ing);
encourag(?:e|es|ed|ing); discourag(?:e|es|ed|ing); caus(?:e|es|ed|ing); sav(?:e|es|ed|ing);
spar(?:e|es|ed|ing); harm(?:s|ed|ing); hurts?; limit(?:s|ed|ing); weaken(?:s|ed|ing)?;
strengthen(?:s|ed|ing)?; lower(?:s|ed|ing); rais(?:e|es|ed|ing); creat(?:e|es|ed|ing);
destroy(?:s|ed|ing)?; threaten(?:s|ed|ing)?; invit(?:e|es|ed|ing); provok(?:e|es|ed|ing);
teach(?:es|ing)?; lets?; makes? it; takes? away; punish(?:es|ed|ing)?; replac(?:e|es|ed|ing);
fails? to; leaves?; pays? for; push(?:es|ed)?; wastes?; helps? \\w+ to; do help; sets? free
""")
"""What says that one thing does something to another."""

CONTRASTS = _phrases("""
but; yet; rather; instead; whereas; while; not only; only; however; compared; more than;
less than
""")

OTHER_SIDE = _phrases("""
although; though; even if; even though; while it is; whilst; admittedly; granted; i grant;
i admit; i concede; i accept; i agree that; it is true; it's true; to be sure; to be fair;
it may be; may well be; of course;
(?:some|many|most|other) (?:people )?(?:say|argue|think|claim|believe|fear|worry|object);
critics; opponents?; supporters; on the other hand; nevertheless; nonetheless; despite;
in spite of;
you (?:say|said|argue|argued|claim|claimed|ask|asked|point out|pointed out|told|mention|mentioned);
you are right; you're right; your (?:point|claim|argument|worry|question|case|example);
my opponent; the other side
""")
"""What takes the other side into view."""

SOURCES = _phrases("""
according to; stud(?:y|ies); research; researchers; report(?:s|ed)?; surve(?:y|ys); polls?;
statistics?; data; evidence; experts?; scientists?; historians?; biologists?; economists?;
inspectors; investigators; court; treaty; agreement; budget; law; trial; found; measured;
counted; warned; asked; ranked
""")

EXAMPLES = _phrases("""
for example; for instance; e\\.?g; such as; take the; look at; think of; consider;
in the case of;
when \\w+ (?:tried|put|made|banned|signed|taxed|opened|closed|moved|stopped|ended|introduced|let);
as in
""")

QUANTITIES = _phrases("""
\\d[\\d.,:/]*; hundreds?; thousands?; millions?; billions?; percent; per cent; half; third;
quarter; twice; double[ds]?; dozens?; tenth; hundredth; thousandth; two; three; four; five; six;
seven; eight; nine; ten; eleven; twelve; fifteen; sixteen; seventeen; eighteen; twenty; thirty;
forty; fifty; sixty; seventy; eighty; ninety; century; decades?
""")

HEDGES = _phrases("""
maybe; perhaps; possibly; probably; i guess; i suppose; kind of; sort of; kinda; sorta; not sure;
i might be wrong; i do not really know; i don'?t (?:really )?know; i dunno; idk; it depends;
really just depends; somehow; more or less; or whatever; and stuff; and so on; and so forth;
something like that; in a way; tend a little; who knows; anyway
""")

ABSOLUTES = _phrases("""
everyone; everybody; nobody; no one; always; never; all of them; all the time; everything;
nothing; obviously; totally; simply; of course; everyone knows; everybody knows; for ever;
forever; period; the worst; the best; no matter what; simple as that
""")

TASTE = _phrases("""
;
i (?:really |just |also |personally |do not |don'?t |always |would |never |certainly )*(?:like|love|hate|think|guess|feel|believe|want|enjoy|find|get it|say|wish|see why|know);
i am (?:for|against|in favou?r|of the opinion|not sure|bad at);
i'?m (?:for|against|in favou?r|not sure); in my (?:humble |personal |own )*opinion; personally;
if you ask me; my own opinion; to me; for me; yes please; would be (?:cool|nice|great|fun);
is (?:cool|nice|great|boring|annoying|fun|awesome|stupid|dumb|scary|good|bad|evil|ugly);
are (?:cool|nice|great|boring|annoying|fun|awesome|stupid|dumb|scary|good|bad|evil|ugly|useful);
sucks?
""")
"""What tells a liking, or a bare verdict, and no reason."""

STANCE = _phrases("""
should; must; ought; need(?:s)? to; has to; have to; had better; better; worse; wrong; right;
cannot; can; could; will; would; may; is; are; was; does; do
""")

ABUSE = re.compile(
    r"\b(?:idiots?|idiotic|stupid|dumb|dumber|morons?|losers?|scum|cowards?|"
    r"clowns?|pathetic|greedy pigs|hypocrites?|liars?|fools?|scumbags?|retard\w*|filth\w*|crap|"
    r"shit\w*|fuck\w*|damn|bitch\w*|asshole\w*|ass|bastards?|wtf|stfu|kys|brainless|braindead|"
    r"nazis?|shut up|shame on you|you people|your kind|people like you|make me sick|"
    r"(?:want|wants) to (?:throw up|puke|vomit)|throw up|no clue|slightest clue|get over it|"
    r"like little girls|(?:total|complete|pure|is|are) (?:trash|garbage)|sheeple|total(?:ly)? nuts|crazy|ugly face|shameless|disgusting|"
    r"wake up,? (?:people|everyone|everybody)|you are (?:lying|blind|ignorant|ridiculous)|are you (?:blind|deaf|serious))\b",
    re.IGNORECASE,
)
"""What is aimed at a person and not at what they say."""

_SLUR = (
    r"(?:stupid|idiots?|idiotic|dumb|morons?|losers?|trash|garbage|pathetic|worthless|clowns?|cowards?|"
    r"liars?|lying|brainless|fools?|foolish|scum|hypocrites?|crazy|nuts|disgusting)"
)
INSULT = re.compile(
    r"\b(?:you|u|my opponents?|the other (?:side|team|speaker)|this bot)"
    rf"(?:['’]re| are| is| r| was| were| must be| sounds?(?: like)?| looks?(?: like)?)\s+(?:(?!not\b|no\b)\w+\s+){{0,3}}?{_SLUR}\b"
    rf"|\b(?:you|u|youre)\s+(?:\w+ly\s+)?{_SLUR}\b|\b(?:your|ur) (?:stupid|dumb|idiotic|pathetic|crazy)\b"
    r"|\b(?:idiots?|morons?|scum|stfu|kys|shut up|assholes?|bitch(?:es)?|fuck\w*|shame on you|make me sick|"
    r"people like you|your kind)\b",
    re.IGNORECASE,
)
"""What a judge marks down: abuse of somebody in the debate, or words that no debate allows."""

MOCKERY = re.compile(
    r"\b(?:lol|lmao|rofl|ha ?ha\w*|hehe|blah(?: blah)?|oh sure|great idea guys|duh|yeah right|huh)\b",
    re.IGNORECASE,
)

SHOUTS = re.compile(r"!{2,}|\?!|!\?|\?{2,}")

CHAT = re.compile(
    r"(?<![\w'’])(?:u|ur|r|cuz|coz|bc|gonna|wanna|gotta|kinda|dunno|plz|pls|thx|alot|wat|wut|tho|"
    r"thru|ppl|idk|imo|tbh|btw|omg|gud|nead|lern|dis|dat|thats|dont|doesnt|didnt|cant|wont|isnt|"
    r"arent|wasnt|wouldnt|shouldnt|couldnt|havent|hasnt|im|ive|youre|theyre|theres|whats|its just|"
    r"lets be|definately|becuase|recieve|wich|thier|peple|goverment|enviroment|untill|"
    r"should of|could of|would of|countrys|loose)(?![\w'’])",
    re.IGNORECASE,
)
"""Slips and short forms. They cost little; grammar is no criterion unless it is chosen."""

LONE_I = re.compile(r"(?<![\w'’.])i(?![\w.])")

NARRATIVE = _phrases("""
last (?:summer|week|year|night|weekend|time); yesterday; when i was; once they;
my (?:family|sister|brother|uncle|aunt|cousin|dad|mom|mum|mother|father|friends?|neighbou?rs?|grandfather|grandmother|grandpa|grandma|teacher|dog|cat);
we went; i saw; i was; he told; she told; one day
""")
"""What opens a story about oneself."""

STRAW = re.compile(
    r"\b(?:so|then) (?:basically |now )?(?:you|u|my opponent|the other side) (?:just |really |basically |only )*"
    r"(?:wants?|thinks?|believes?|hates?|loves?|supports?)\b(?! to know)"
    r"|\b(?:you|u|my opponent|the other side) (?:just|only|secretly) (?:wants?|hates?|cares?|loves?|thinks?)\b"
    r"|\b(?:you|u|my opponent|the other side) (?:do not|does not|don['’]?t|doesn['’]?t) (?:even |really )?care\b"
    r"|\bthat is what you (?:really )?want\b|\byou(?: would|['’]d) (?:let|have let|rather see)\b"
    r"|\byou want (?:everyone|everybody|people|us all) to\b",
    re.IGNORECASE,
)
"""How a sentence opens that puts words or wishes into somebody's mouth."""

GRANTS = re.compile(
    r"\b(?:i (?:grant|admit|concede|accept|agree)|granted|admittedly|it is true|it's true|its true|"
    r"that is true|thats true|true, |you(?:'re| are|re) right|(?:that|this|it) is a (?:fair|good|strong|real) "
    r"(?:point|worry|question|fear)|fair (?:point|enough|worry)|i see why|i understand (?:why|that|your)|"
    r"to be fair|you have a point|may be (?:true|right)|is partly (?:true|right)|"
    r"(?:on|about) that you are right|we agree (?:that|on)|of course .{3,80}\bbut\b)",
    re.IGNORECASE,
)
"""How somebody gives the other side its due."""

RESTATES = re.compile(
    r"\b(?:you|u|my opponent|the other side|the (?:affirmative|negative|proposition|opposition|government|"
    r"realists?|hawks?|liberals?|first speaker|second speaker|last speaker|speaker before me))\s+"
    r"(?:just |have |has |had |also |first |rightly |all |did )*(?:say|says|said|argue|argues|argued|claim|claims|claimed|think|thinks|"
    r"believe|believes|ask|asks|asked|worry|worries|fear|fears|point(?:s|ed)? out|told us|tell us|mention(?:s|ed)?|hold|holds|"
    r"compare[sd]?|call(?:s|ed)?|quote[sd]?|bring(?:s)? up|brought up)\b"
    r"|\byour (?:\w+ ){0,2}(?:point|claim|argument|worry|question|case|example|comparison|source|answer|reason|idea|speech)\b"
    r"|\baccording to (?:you|my opponent|the other side)\b"
    r"|\bif i (?:hear|understand|understood|heard) you\b",
    re.IGNORECASE,
)
"""How somebody turns to what the other side said."""

WEIGHS = re.compile(
    r"\b(?:more (?:important|likely|dangerous|serious) than|outweighs?|matters? more|weighs? more|even if .{3,90}\b(?:still|would)\b|"
    r"the (?:bigger|greater|larger|worse) (?:danger|risk|harm|problem|cost)|compared (?:to|with)|"
    r"less (?:likely|dangerous|serious) than|worse than|better than|the price of|on balance|in the end what counts)\b",
    re.IGNORECASE,
)
"""How somebody weighs one thing against another."""

GOES_ON = re.compile(
    r"\W*(?:this|that|it|they|he|she|these|those|so|but|and|because|such|then|there|which|its|their|his|"
    r"her|if|yet|or|without|otherwise|critics|some|most|both|each|either|until|for|as|once|only)\b",
    re.IGNORECASE,
)
"""How a sentence opens that goes on from the one before."""

QUOTED = re.compile(r"[“„«\"][^“”„«»\"\n]{1,400}[”“»\"]")
"""Words between quotation marks."""

SAID_THAT = re.compile(
    r"\b(?:you|my opponent|the other side)\s+(?:just |also |first |all )*"
    r"(?:said|say|says|argue[ds]?|claim(?:s|ed)?|told us|believe[sd]?|think|thinks|hold|holds|admit(?:s|ted)?)\s+that\b",
    re.IGNORECASE,
)
"""How somebody reports what the other side said."""
