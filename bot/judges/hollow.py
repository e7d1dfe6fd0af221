"""Words that can stand in an argument on any topic, and so add nothing to one.

They are what padding is made of. A word is here when its presence tells a reader nothing about
what is argued, or why.
"""

from __future__ import annotations

from bot.judges.stemming import plain_stem

_WORDS = """
accept account actual affect affects affected actually add admit aforementioned agree agreed ago
ahead already amazing angle answer anybody anyone anything anyway appear apply argue argued argues
arguing argument arguments ask asked aspect aspects attention aware away awesome awful bad
basically basis beautiful begin beginning behalf belief believe best better big biggest bigger bit
both bottom bring call called carefully case cases certain certainly chance chances change changed
changes choice choose clear clearly come comes coming common complete completely complex
complicated concept concern conclude conclusion consider considered considering consideration
contest context contrary cool course current currently day days deal debate debated debates decide
decision deep deeply definitely degree depend depends desirable detail develop development
difference different differently difficult dimension dimensions disagree discuss discussed
discussion distinguished dozen easy effect either element else emphasise emphasize end endless
ends enormous entire entirely especially essential esteemed evaluate eventually everywhere evident
exactly example examples excellent exist exists experience explain express extremely face fact
factor factors facts fair fairly false far fascinating feel feeling final finally find firmly
first firstly follow follows form former forth found full fully fundamental further furthermore
general generally give gives giving goes going good great greatly guess happen happens hard heart
hello help hi high highly honest honestly honorable honourable hope huge humble idea ideas imagine
immediately importance important impossible impression in include including incredible incredibly
indeed individual inform information instance intend interest interesting introduce introduction
issue issues judge judgement judges judgment key kind kinds know known ladies last lastly later
least less let like likely line listen listening little long longer look looking looks main mainly
major manner many matter matters maybe mention mentioned merely mind modern moment moreover
morning motion multiple name namely near necessary need needed needs never nevertheless new next
nice normal note notice nowadays number numerous object obvious obviously occasion occur often old
once open opinion opinions opponent opponents opposing opposite option order outcome overall own
paramount part particular particularly pass past people perfect perhaps period person personal
personally persons perspective perspectives phenomenon picture place plan planet please plenty
point points position positive possible possibly present pretty previous previously probably
problem problems proceed process profound proof proper properly proposition prove purpose put
question questions quick quickly quite raise range rate rather read ready real reality realise
realize really reason reasonable reasons recent recently regard regarding regards relevant remain
remember repeat repeated respect respected respectfully rest result return right role say saying
second secondly see seem seems seen sense sentence separate serious seriously set several shape
share short show shows side sides significant significantly similar simple simply single situation
society societies today topical worldwide situations small somebody someone something sometimes
somewhat soon sound speak speaker special specific speech stand standpoint start started state
stated statement states stay step strong subject such sum summarise summarize summary
support sure surely system take takes taken talk talked talking talks tell ten tend term terms
thank thanks theme thesis thing things think thinking third thirdly thought thoughts time times
together tomorrow top topic topics total totally toward towards true truly truth try trying turn
type ultimately undeniable understand understanding unfortunately unique unquestionably upon use
used uses using usual usually utmost value various vast view viewpoint viewpoints views vital want
wanted wants way ways week well whatever whenever wherever whether whoever whole wholly whose wide
widely wish wonder wonderful above another done doing does deserve deserves us itself himself
herself themselves ourselves yourself myself through during between among amongst against within
across along onto per via beside besides behind below beneath beyond around under took came went
gave told got brought saw began became meant firm word words work works world worth write wrong
year yes yesterday young
"""

HOLLOW = frozenset(plain_stem(word) for word in _WORDS.split())
"""The stems of those words."""
