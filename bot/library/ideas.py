"""Ideas that different words share, so that a student's words can meet an argument's.

Wider and looser than the synonyms in `stems`: words of one idea are alike and not the same, and a
word may belong to several. Everyday comparisons (a bully, a poker hand) stand with what they are
used for. To teach the matcher a word, add it to its line. Knows nothing of arguments.
"""

from __future__ import annotations

from functools import lru_cache

from bot.library.stems import stem

IDEAS = {
    # fear, force and fighting
    "fear": "scared afraid fear nervous terrified terrify panic worry worried paranoid frightened anxious freak alarm dread unsafe uneasy edge shake shaking worst",
    "threat": "threat threaten warn warning bluff ultimatum menace intimidate pressure shout scream bark loud voice option poke bluster",
    "arms": "soldier troop weapon gun tank missile rocket nuke bomb bomber jet navy fleet carrier ship marine brigade armed warplane arsenal battleship sword fist stick javelin arm rearm",
    "attack": "attack invade strike bomb hit punch shoot invasion assault seize conquer storm bite blow beat jump",
    "war": "war fight battle conflict clash ww3 shoot blood bloody kill combat crash bump collide incident",
    "death": "die death life kill killed blood bloody lives sacrifice coffin mourn grave",
    "protect": "protect guard shield bodyguard defend shelter safe safety secure security cover keep wall umbrella protector",
    "weak": "weak soft coward retreat surrender yield fold nice appease appeasement lose backed timid bend scared flinch hitler munich",
    "bully": "bully aggressor aggression thug push pushes predator lunch playground",
    "strong": "strong strength power powerful muscle mighty tough firm firmness superior superpower biggest stronger force",
    "deter": "deter deterrence prevent stop stops discourage off think twice",
    "provoke": "provoke poke trigger spark cause escalate backfire react reaction response",
    "escalate": "escalate ladder further higher climb step contest bigger worse spiral round more",
    "nuclear": "nuclear nuke warhead bomb missile arsenal planet",
    "accident": "accident mistake misunderstanding misread wrong guess misjudge miscalculation bump crash incident error confuse assume",
    "guess": "guess doubt uncertain unsure ambiguity mystery reveal announce tell advance limit show poker card hand secret",
    "never": "never rule promise table exclude limit line forbid",
    # talking and dealing
    "talk": "talk speak chat converse negotiate discuss dialogue conversation phone call letter hotline communicate communication engage word write",
    "meeting": "meet meeting visit summit trip travel fly flight visitor guest room table sit face person invite invitation host",
    "channel": "channel line hotline phone contact door embassy mission office connection open",
    "closed": "close closed shut cut door end refuse refusal hang throw kick silence ignore boycott",
    "deal": "deal agreement treaty bargain contract pact accord settle settlement trade swap exchange",
    "promise": "promise assurance assure guarantee pledge signature sign signed paper vow commitment commit oath duty memorandum budapest minsk",
    "break": "break broke broken betray violate cheat lie lied ignore tear",
    "friend": "friend ally partner bestie support supporter fan protector helper patron",
    "enemy": "enemy rival adversary foe opponent hate dislike opposite quarrel disagree stand",
    "message": "message signal statement sign show symbol gesture notice hint clear",
    "warnclear": "warn clear clearly directly straight face person private tell told heard known claim deny message",
    "learn": "learn know find discover understand read hear information insight teach knowledge see realize worried want fear",
    "observe": "watch look see observe eye ear witness report notes judge lesson notice monitor",
    "misled": "trust believe credible credibility serious buy convince fool trick",
    # money and price
    "money": "money cash dollar credit loan debt owe bank fund budget invest investment business oil rich poor income economy financial account yacht",
    "pay": "pay paid repay payback refund cost price expensive bill fee spend afford purse",
    "cheap": "cheap free bargain nothing small gratis zero low",
    "collect": "collect lender creditor debtor lawyer bank court money",
    "price": "price coin chip sell sold bargain trade hand pay spend give exchange",
    "budget": "budget money fund afford limited first priority choose spend purse need",
    # reward, punishment, standing
    "reward": "reward prize gift candy present medal trophy treat bonus award encourage pizza",
    "behave": "behave behavior misbehave scream tantrum trouble naughty crisis bad wrong worse toddler",
    "punish": "punish punishment penalty sanction fine hurt pain suffer",
    "expel": "expel expulsion kick throw send home out remove ban rid",
    "even": "tit tat even draw same equal kind back forth both score retaliate mirror",
    "useless": "useless pointless nothing fail failed failure worthless vain work works change changed waste wasted result",
    "prestige": "prestige status honor honour fame famous image king important rank title respect esteem admire glory proud pride star great",
    "show": "show publicity parade camera photo picture tv television newspaper press cheer spotlight applause celebrity audience propaganda stage",
    "earn": "earn deserve merit decree order command hero brave courage risk",
    "talent": "talent smart best able student young apply career recruit train training job skilled clever attract quality",
    "quiet": "quiet quietly secret private discreet hidden behind invisible unseen alone boring",
    "expert": "expert staff officer bureaucrat professional diplomat trained working",
    "bigname": "secretary president senior famous leader top director chief boss cia celebrity star",
    # time and growth
    "slow": "slow time patience patient year years decade long wait late later eventually month months grow seed tree plant fruit generation stone water",
    "delay": "delay drag stall buy time deadline meanwhile prepare preparing ready wait arm move quiet",
    "grow": "grow begin start first step foothold bigger base build runway next then later expand become lead slippery creep",
    "early": "early now before first cheap easy already prevent start",
    "late": "late later after afterwards then wait until",
    "before": "before earlier already old ago since past history previous long first chavez plan",
    "repeat": "again repeat twice once times keep habit always more fifth next",
    "excuse": "excuse pretend pretext instead substitute avoid postpone busy feel habit meeting sake",
    "give": "give get nothing return exchange back free want",
    "impatient": "week weeks month months soon yet instantly",
    "test": "test proof prove evidence show disprove measure judge fail check",
    "coincidence": "coincidence correlation proof evidence prove cause because after later guess",
    "responsible": "responsible responsibility fault blame decide decision choose choice order own guilty answerable force forced make",
    "unprovoked": "unprovoked nothing anyway nobody did reason excuse georgia crimea 2014 2008",
    "anyway": "anyway plan planned always already regardless long old interest before going",
    # numbers, neighbours, home
    "few": "few small tiny little handful hundred 100 dozen plane planes technicians",
    "cyber": "technician computer hacker cyber engineer skill expert code network it",
    "harm": "harm damage hurt danger endanger sabotage electricity grid break listen spy steal",
    "spy": "spy spies secret espionage bug steal listen intelligence undercover cover gru kgb",
    "near": "near nearby neighbor next door border close backyard around region local short hour",
    "far": "far ocean away distance distant overseas map across",
    "region": "region neighbor colombia brazil latin south continent hemisphere refugee refugees flee family families area",
    "need": "hunger food bread medicine hungry starving doctor hospital humanitarian aid sick insulin poverty poor crisis disaster water",
    "internal": "domestic inside themselves opposition election civil own quarrel political",
    "bold": "bold bolder brave braver encourage encouraged dare stubborn support",
    "copy": "copy precedent example normal slide allow allowed permission next others lesson iran away also too rule limit",
    "handsoff": "nobody dare touch remove leave alone untouchable veto risk topple",
    "leaderheld": "dictator ruler regime leader strongman tyrant government power boss president",
    "rally": "unite together behind flag traitor critic opposition outside prison enemy excuse gift nationalism",
    "border": "border shore home door wall outer doorstep",
    "lanes": "ship shipping sea lane trade ocean",
    # alliances and priorities
    "ally": "ally allies alliance nato member poland polish lithuania baltic taiwan japan germany protect count rely small eastern europe european",
    "abandon": "abandon betray sell sold head without asked bargained forget behind closed yalta 1945 alone paranoid decide decided",
    "together": "together united joint many all same unity common divide split alone stand countries hands",
    "bothways": "both hand hands also same time either and once together parallel",
    "first": "first before then priority order",
    "cards": "card cards strong position table arrive weak bring advantage",
    "inplace": "place already there ready brigade standing present forward javelin train arm trip wire quick win",
    "asia": "asia taiwan pacific xi beijing china chinese",
    "bigger": "bigger greater main biggest economy century decide real rival rising growing boss side",
    "sidelined": "side second corner neglect ignore ignored forgotten number afterthought less",
    "mischief": "mess trouble fire disturbance crazy attention spoil noise disturb",
    "focus": "attention focus energy hour hours distract distraction busy look free hands concentrate time",
    "twofronts": "two both front fronts same split stretch everywhere choose once",
    "contain": "contain hold held steady calm guard patient line keep watch",
    "calm": "calm quiet peace stable relax chill peaceful stability",
    "compete": "compete competition rivalry team game play sport match season shake",
    "cooperate": "cooperate together work deals joint common share",
    "own": "own history aim past empire soviet imperial identity explain",
    "linked": "link linked connect connected together drive push arms into joint exercise",
    # leverage
    "care": "care matter matters important everything interest interests stake vital want wants worth value close",
    "helpless": "helpless powerless hopeless unable nothing cannot whine weak overheard believe true",
    "rescue": "rescue save help come jump aid rely expect honest honestly hope friend truth",
    "honest": "honest honestly truth fair admit open kind lie",
    "hurt": "hurt cost felt pain bite bites damage poorer lose",
    "exit": "exit way relief lift stop ends end condition return reward",
    "stubborn": "stubborn harden dig proud pride defiant resist",
    "surprise": "surprise unexpected expect usual same habit weak routine boring different creative",
    "silent": "nothing silent silence ignore quiet accept fine ok okay consent agree shrug",
    "carrot": "offer relief incentive carrot bribe",
    "tool": "tool hammer instrument medal option last resort first every job nail",
    "example": "example model principles rule values good moral admire like soft",
    "empty": "empty wolf cried listen stopped laugh bluff red line carried repeat nobody grounded",
    "force_backs": "behind backed carrier handcuffs cop police gun fleet muscle listen stand army",
    "peacekept": "peace safe generation war never kept because troops seen strongest",
    "cheaperwar": "cheaper cheap cost zero warn scare fight war instead",
    "knowplace": "lived language studied expert kennan telegram embassy knowledge deep russia know spent",
    "seefirst": "first early hear weeks before coming notice live satellite embassy street angry trouble",
}


@lru_cache(maxsize=1)
def _ideas() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for idea, words in IDEAS.items():
        for form in dict.fromkeys(stem(word) for word in words.split()):
            found.setdefault(form, []).append(f"~{idea}")
    return {form: tuple(ideas) for form, ideas in found.items()}


def ideas_of(form: str) -> tuple[str, ...]:
    """The ideas that a stem belongs to, each written as `~name`; mostly none or one or two."""
    return _ideas().get(form, ())
