"""How people write the words the rules look for: shorthand, slips, and set phrases made one."""


def _table(lines: str) -> dict[str, str]:
    """One "word: spelling spelling ..." a line, turned round."""
    table = {}
    for line in lines.strip().splitlines():
        word, _, forms = line.partition(":")
        table.update(dict.fromkeys(forms.split(), word.strip()))
    return table


# Looked up before digits are read as letters.
SHORTHAND = _table("""
you: u yu
your: ur
are: r
and: n nd &
be: b
because: cos cuz coz bcos bcoz bc becos becuse
what: wot wat
whats: wots wats
when: wen
with: wiv
want: wnt
tonight: tonite 2nite 2night 2nyt
tomorrow: 2moro 2morrow tmrw tomoz tmoz 2mrw
everyone: every1 evry1 evryone everybody everyones
nobody: no1 noone no_one nobodys
someone: some1 somebody sum1
anyone: any1 anybody
im: iam im'
dont: dnt donot dont' don doont dpnt
""")

# Slips and sound spellings of words that rules name.
SPELLINGS = _table("""
kill: kil kll kiil kiill kils killl kyl kiii
killing: kiling killin kilin
die: diee dy dei diie
dying: dieing dyin diying
dead: ded deadd
death: deth
life: lyf lief iife lyfe
live: liv
alive: aliv
myself: meself mesen maself myslf mysen masel
self: slef sefl seif selff
himself: himslef hisself hisself himsef
herself: herslef
themselves: themself theirself theirselves themselfs
harm: harrm hram
harmed: harmd
harming: harmin
hurt: hert hrut hurtt
hurting: hurtin herting
cutting: cuttin cuting
hanging: hangin
wrists: rists wrist's
suicide: suacide sewerslide sewercide sewerside sooside suaside suicid suside suisde sucside
suicidal: suacidal suisidal suicadal suicidol suicidle suicidel sewerslidal sucidial suicial
unalive: unalived unaliving unlive
overdose: overdoze overdoes odose
overdosed: overdozed
overdosing: overdosin
tablets: tablits tablots tablet's tabletts tabelts tabltes tablest tabelets tabs
taking: takeing takin takeng
tried: tryed tride treid
hang: hangg
knife: nife kinfe
point: piont
under: unda
pills: pils
paracetamol: paracetemol paracetmol parasetamol paracetamols paracetomol
want: wnat wannt whant
wanna: wana wanaa wannah
gonna: gona gunna gnna goina gonnae ganna
going: goin gooing goiin
thinking: thinkin finking thinkn
think: fink thnk thikn
thoughts: thorts thots thougts thoughs thort thorghts
nothing: nuffin nothin nuthin nufin nothink
enough: enuf enuff enogh enought
anymore: anymor anymoar nomore
should: shud shoud
would: wud woud
could: cud coud
cant: cnt carnt cannae cannot canot kant
couldnt: cudnt
wouldnt: wudnt
shouldnt: shudnt
been: bin
have: hav
had: hadd
the: da teh
this: dis
about: abowt abt abou
goodbye: goodby goodbyes bye_bye
voices: voises
burden: burdon berden
isnt: aint
tired: tierd tyred tird tired'
ready: redy
wish: whish
wake: wakr
better: beter betta
without: witout widout
sleep: slep
here: ere
have: hvae ahve haev
planning: planing plannin planin
work: wrok
again: agen agn agian
being: bein beein
hate: h8 h8e hayte
disappear: dissapear disapear dissappear disappeer
disappeared: dissapeared disapeared dissappeared
tablets: tablet_s tabletz
exist: exsist exhist
trying: tryin tring
living: livin liveing
waking: wakin
jumping: jumpin jumpping
burden: burdin
because: becuase becouse
forever: 4ever foreva
im: iam
before: b4
for: 4
""")

# Two letters the wrong way round, the commonest slip of fast thumbs: hruting, tonihgt.
_SWAPPED = """
    hurt hurting harm harming kill killing killed cutting hanging jumping drowning choking tonight
    tomorrow planning planned tablets pills paracetamol overdose overdosed suicide suicidal myself
    himself herself themselves wrists living alive anymore goodbye bridge razor bleach swallow
    swallowed ending death dying without nothing worthless hopeless burden
""".split()
SPELLINGS = {
    word[:i] + word[i + 1] + word[i] + word[i + 2 :]: word
    for word in _SWAPPED
    for i in range(len(word) - 1)
    if word[i] != word[i + 1]
} | SPELLINGS

# Words run together, often to get past a filter, or as a tag.
JOINED = _table("""
kill myself: killmyself killmyslef kilmyself
killing myself: killingmyself
hate my life: hatemylife hml
end my life: endmylife
end it all: enditall
want to die: wanttodie wannadie iwanttodie iwannadie
self harm: selfharm
self harming: selfharming
self harmed: selfharmed
want to: wantto
going to: goingto
my life: mylife
im gonna: imma ima
cant go on: cantgoon
want to die: want2die wanna2die
want to: want2
""")

# A word of five to eleven letters one slip away from these is read as these.
SOUNDS_LIKE = (
    "suicide",
    "suicidal",
    "myself",
    "overdose",
    "unalive",
    "worthless",
    "hopeless",
)

# Words that only add force or slow a sentence down. They are left out, here and in the rules.
FILLERS = frozenset(
    """
    just really fucking fuckin fking fkn fuck bloody effing flipping frigging honestly actually
    literally even still totally absolutely completely kinda basically genuinely truly
    tbh ngl fr rn pls plz simply oh ah um uh erm er xx xxx innit yh yeah obviously probably
    maybe perhaps sadly quite definitely defo deffo proper prob probs
""".split()
)

# Several ways to say one thing, made one, so that each rule is short.
PHRASES = {
    "do not": "dont",
    "did not": "didnt",
    "does not": "doesnt",
    "don t": "dont",
    "can not": "cant",
    "can t": "cant",
    "could not": "couldnt",
    "will not": "wont",
    "won t": "wont",
    "would not": "wouldnt",
    "should not": "shouldnt",
    "is not": "isnt",
    "are not": "arent",
    "was not": "wasnt",
    "were not": "werent",
    "has not": "hasnt",
    "have not": "havent",
    "am not": "not",
    "i am": "im",
    "i m": "im",
    "i have": "ive",
    "i ve": "ive",
    "i will": "ill",
    "i ll": "ill",
    "i would": "id",
    "i d": "id",
    "i had": "id",
    "iv": "ive",
    "he is": "hes",
    "she is": "shes",
    "they are": "theyre",
    "he has": "hes",
    "she has": "shes",
    "there is": "theres",
    "there s": "theres",
    "what is": "whats",
    "what s": "whats",
    "that is": "thats",
    "it is": "its",
    "let s": "lets",
    "any more": "anymore",
    "any longer": "anymore",
    "no more": "anymore",
    "any mor": "anymore",
    "going to": "gonna",
    "gonna to": "gonna",
    "about to": "gonna",
    "fixing to": "gonna",
    "no one": "nobody",
    "every one": "everyone",
    "every body": "everyone",
    "my self": "myself",
    "me self": "myself",
    "him self": "himself",
    "her self": "herself",
    "them selves": "themselves",
    "them self": "themselves",
    "their self": "themselves",
    "for ever": "forever",
    "good bye": "goodbye",
    "good byes": "goodbye",
    "bye bye": "goodbye",
    "un alive": "unalive",
    "over dose": "overdose",
    "over dosed": "overdosed",
    "over dosing": "overdosing",
    "un aliving": "unalive",
    "un alived": "unalive",
    "hadnt been": "not been",
    "had not been": "not been",
    "hadnt ever been": "not been",
    "sewer slide": "suicide",
    "self harms": "self harm",
    "want too": "want to",
    "wanting to": "want to",
    "wanted to": "want to",
    "wan to": "want to",
    "would like to": "want to",
    "id like to": "i want to",
    "desire to": "want to",
    "should of": "should have",
    "shouldve": "should have",
    "shoulda": "should have",
    "would of": "would have",
    "could of": "could have",
    "full stop": ".",
    "question mark": ".",
    "comma": ",",
    "co codamol": "cocodamol",
    "multi storey": "multistorey",
    "may aswell": "may as well",
    "might aswell": "might as well",
    "in to": "into",
    "on to": "onto",
}
