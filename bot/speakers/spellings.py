"""The words that British and American English spell differently, as far as this field uses them.

Written down by their beginnings and endings; `pairs` makes the words of them. Words that only one
side of the sea tells apart, such as practice and practise, go one way alone. Left as they are:
words that both write in both ways (dialogue, adviser, learnt), and other words for one thing.
To teach a word, add it to its line.
"""

from __future__ import annotations

from collections.abc import Iterator

_OUR = (
    "arm ard behavi belab cand clam col demean disfav discol dishon enam endeav fav ferv flav harb"
    " hon hum lab misbehav neighb od parl ranc rig rum sav splend succ tum unfav unhon val vap vig"
)
_OUR_ENDS = (
    "- s ed edly ing ingly er ers able ably ful fully less hood hoods ly liness ite ites itism al"
    " ally ist ists ism y ies"
)
_IS = (
    "actual agon american amort anglic antagon apolog atom author bapt brutal bureaucrat canon"
    " cannibal capital categor central character civil collectiv colon commercial computer"
    " conceptual contextual criminal critic crystall custom decentral decolon dehuman"
    " demilitar demobil democrat demon demoral denuclear depolitic destabil digit disorgan dramat"
    " econom emphas energ equal eulog european evangel external extern famil familiar fantas fertil"
    " final formal galvan general global glamor harmon homogen hospital human hypothes ideal idol"
    " immobil immun incentiv individual industrial initial institutional intellectual intern"
    " internal international item jeopard legal legitim liberal local magnet marginal material"
    " maxim mechan memor memorial mesmer militar minim mobil modern monopol moral national"
    " natural neutral normal operational optim organ ostrac overemphas oxid patron"
    " penal personal philosoph plagiar polar polit politic popular pressur priorit privat"
    " professional proselyt public pulver radical random rational real recogn regional regular"
    " remilitar reorgan revital revolution romantic russian sanit satir scrutin secular securit"
    " sensational sensit social special stabil standard stigmat subsid summar symbol"
    " sympath synchron synthes systemat tantal terror theor traumat trivial tyrann unauthor"
    " uncivil union unrecogn unreal urban util vandal vapor verbal victim visual vital vocal"
    " weapon western"
)
_IS_ENDS = "e es ed er ers ing ingly able ably ation ations ational"
_LL = (
    "bedevil bevel cancel channel chisel counsel dial dishevel duel enamel equal fuel funnel gravel"
    " grovel imperil initial label level libel marshal marvel model outrival panel parcel pedal"
    " pencil pummel quarrel rival shovel shrivel signal snivel spiral stencil swivel total towel"
    " travel tunnel unravel yodel"
)
_LL_ENDS = "ed ing er ers"
_LINES = """
centre center: - s
centr center: ed ing
epicentre epicenter: - s
theatre theater: - s
amphitheatre amphitheater: - s
metre meter: - s
kilometre kilometer: - s
centimetre centimeter: - s
millimetre millimeter: - s
litre liter: - s
fibre fiber: - s
calibre caliber: - s
sabre saber: - s
spectre specter: - s
sceptre scepter: - s
sombre somber: - ly
meagre meager: - ly ness
lustre luster: -
lacklustre lackluster: -
manoeuvre maneuver: - s
manoeuvr maneuver: ed ing able ability
reconnoitre reconnoiter: - s
defence defense: - s less lessly
offence offense: - s
pretence pretense: - s
unrivalled unrivaled: -
unlabelled unlabeled: -
counsellor counselor: - s
councillor councilor: - s
jewellery jewelry: -
jeweller jeweler: - s
marvellous marvelous: - ly
woollen woolen: - s
tranquillity tranquility: -
fulfil fulfill: - s ment
skilful skillful: - ly
unskilful unskillful: - ly
wilful willful: - ly ness
enrol enroll: - s ment ments
instil instill: - s
distil distill: - s
appal appall: - s
enthral enthrall: - s
instalment installment: - s
worshipp worship: ed ing er ers
analys analyz: e ed er ers ing able
paralys paralyz: e es ed ing
catalys catalyz: e es ed ing
sceptic skeptic: - s al ally ism
plough plow: - s ed ing share shares
mould mold: - s ed ing
smoulder smolder: - s ed ing
programme program: - s
ageing aging: -
acknowledgement acknowledgment: - s
artefact artifact: - s
aeroplane airplane: - s
aluminium aluminum: -
sulphur sulfur: -
moustache mustache: - s
grey gray: - s er est ness
cosy cozy: -
sizeable sizable: -
haemorrhage hemorrhage: - s
haemorrhag hemorrhag: ed ing
anaesthetic anesthetic: - s
paediatric pediatric: - s
encyclopaedia encyclopedia: - s
snowplough snowplow: - s
"""
_TO_AMERICAN_ONLY = """
licence license: - s
practis practic: e es ed ing
judgement judgment: - s al
gaol jail: - s
mediaeval medieval: -
"""
_TO_BRITISH_ONLY = """
practiced practised: -
practicing practising: -
glamor glamour: -
analyzes analyses: -
"""


def pairs() -> Iterator[tuple[str, str]]:
    """Each word as the British write it and as the Americans do; either goes for the other."""
    for stem in _OUR.split():
        yield from _with_ends(f"{stem}our", f"{stem}or", _OUR_ENDS)
    for stem in _IS.split():
        yield from _with_ends(f"{stem}is", f"{stem}iz", _IS_ENDS)
    for stem in _LL.split():
        yield from _with_ends(f"{stem}l", stem, _LL_ENDS)
    yield from _of(_LINES)


def to_american_only() -> Iterator[tuple[str, str]]:
    """Words that go one way: as the British write them, and what the Americans write for them."""
    yield from _of(_TO_AMERICAN_ONLY)


def to_british_only() -> Iterator[tuple[str, str]]:
    """Words that go the other way: as the Americans write them, and what the British do."""
    yield from _of(_TO_BRITISH_ONLY)


def _of(lines: str) -> Iterator[tuple[str, str]]:
    for line in lines.strip().splitlines():
        words, _, ends = line.partition(":")
        one, other = words.split()
        yield from _with_ends(one, other, ends)


def _with_ends(one: str, other: str, ends: str) -> Iterator[tuple[str, str]]:
    for end in ends.split():
        yield one + end.removeprefix("-"), other + end.removeprefix("-")
