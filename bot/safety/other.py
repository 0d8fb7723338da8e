"""Rules that show the words are about another person, and how to tell who is meant."""

from bot.safety.pattern import rules
from bot.safety.words import WORDS

# Third person by grammar alone.
OTHER = rules(
    {
        "other_reflexive": """
            - kill|kills|killed|killing|hang|hanging|hanged|hung|hurt|hurting|hurts|harm|harming|
              harmed|cut|cutting|cuts|burn|burns|burning|top|topped|topping|drown|drowned|shot|
              shoot|stab|stabbed|gas|gassed|injure|injuring|punish|starving|starve|ending|end|do|
              doing|did|poison|poisoned|strangle|smother|throw|threw|throwing|chuck|hurl|kys|kms|
              off|offed|kil|unalive|injured|neck|necked ~1 {themself} -laughing|in_the_foot|
              lifting
            - brother|sister|friend|mate|he|she|they|son|daughter|partner|husband|wife ~2 kill|
              kills|killed|killing self
        """,
        "other_wish": """
            - {person}|{they} ~6 wants|wishes|want|wished|wishing|hopes|deserves|threatens|
              threatened|threatening|thinking|thinks|talks|talking|tried|trying|plans|planning|
              gonna|says|said|rather|about|ready|is|was ~3 to|of|about|she|he|they|hes|shes|it|
              rather|was|were|is|be|better|not|die|dead|jump ~2 die|dying|be_dead|dead|jump|
              end_it|ending_it|end_it_all|jumping|gone|suicide|overdose|jump_off -of_my|my_pip
            - {person}|{they} ~4 doesnt|dont|didnt|no_longer|never|not ~1 want|wants|wanted ~2
              live|be_here|be_alive|exist|wake_up|carry_on|go_on|living|alive -with|in_my|at
            - {person}|{they} ~4 cant|couldnt ~1 go_on|carry_on|keep_going
            - {person}|{they} ~5 tired|sick|enough|fed_up of living|life|being_alive|being_here|
              existing
            - {person}|{they} ~5 life|living ~2 worth living|it
            - {person}|{they} ~5 better ~2 without her|him|them
            - {person}|{they} ~5 nothing|no_reason|no_point|reason ~1 live|living|to_live ~1 for|$
            - {person}|{they} ~5 hates|hate his|her|their life
        """,
        "other_life": """
            - take|taking|took|taken|end|ending|ended|ends|takes|lose his|her|their ~1 life -from|
              back|savings|story
            - attempt|attempts|attempted on her|his|their life
        """,
        "other_overdose": """
            - {person}|he|she|they|hes|shes|theyve ~4 overdose|overdosed|overdosing|od|oded
            - {person}|he|she|they|hes|shes|theyve ~3 took|taken|swallowed|necked|downed ~4 load|
              loads|all|too_many|whole|overdose|bottle|box|lots|handful|packet ~4 {drug}
        """,
        "other_cutting": """
            - {person}|he|she|hes|shes ~4 cutting|cuts|cut ~1 arms|wrists|legs|again|arm|her_arms|
              his_arms|herself|himself|wrist|her_wrists|his_wrists
            - {person}|he|she|hes|shes ~4 self harm*|harms|cutting
        """,
        "other_place": """
            - {person}|he|she|they|hes|shes ~5 jumped|jump|jumping off|in_front|from|under ~4
              {height}|{vehicle}|$
            - {person}|he|she|hes|shes|theyre ~3 on ~2 bridge|roof|ledge|tracks|cliff|balcony ~3
              wont|jump|says|crying|and|threatening|$
        """,
        "other_lost": """
            - died|lost|bereaved|death|passed|dead|loss ~4 by|to|from suicide
            - suicide of my|his|her|their|a
            - committed|commit|commits|committing suicide
        """,
        "other_help": """
            - help|support|supporting|helping|tell|say_to|talk_to|with|if|when|how ~4 someone|
              somebody|anyone|friend|person|people|member|members|colleague|client|customer ~4
              suicidal|suicide|self_harm|self_harming|self_harms
            - his|her|their|daughters|sons|mums|dads|brothers|sisters|friends ~1 suicide|
              self_harm|suicidal
            - a|her|his|their|left|found suicide note
        """,
        # What they said or did that worries the writer.
        "other_sign": """
            - {person}|he|she ~4 texted|text|message|messaged|said|posted|note|rang|rung|crying|
              saying ~5 goodbye
            - {person}|he|she ~6 joining|join|be_with ~5 heaven|in_heaven
            - cuts ~4 his|her|sons|daughters|childs ~1 arms|legs|wrists
            - {person}|he|she ~6 finish|end|ending his|her|their life
            - {person}|he|she|theyre ~5 do|doing|hurt something|himself|herself|themselves ~1 to|
              stupid ~1 himself|herself|themselves|$
            - {person}|he|she ~4 kms|suicide|overdose
            - {person}|he|she ~5 burden ~8 without her|him|them
            - {person}|he|she ~3 threatening|threatens|threatened|threaten to take|jump|od|
              overdose|do_it|end|swallow
            - {person}|he|she|they|hes|shes|theyre ~3 gonna|will|going ~1 do|hurt ~1 it|something
              ~2 tonight|to_himself|to_herself|to_themselves
            - {person}|he|she|daughter|son ~3 tried again
            - {person}|he|she|they|hes|shes ~4 has|got|made a_plan ~3 told|day|means|how
            - his|her|their overdose|attempt|self_harm
        """,
    },
    unless={
        "other_place": "bus|train_times|delayed",
    },
)

_SELF = frozenset("i im ive id ill me myself iam".split())
# "My head says", "part of me wants": still the writer.
_PARTS = frozenset("soul heart head brain mind body".split())
_OWN = _PARTS | {"us", "my"}
_THEY = frozenset(WORDS["they"].split()) - frozenset("him her them his their".split())
_PERSON = frozenset(WORDS["person"].split())
# Forms only another person takes. Alone they lean to "someone else".
_THIRD = frozenset(
    "wants wishes doesnt hasnt threatens says keeps thinks hopes talks feels".split()
)
# Words that may stand between a person and what is said of them.
_BETWEEN = frozenset(
    """
    , a about actually admitted after again ago all also always an and are at attempted
    attempting back be became because become becomes been being better bored by can class club
    commit commits committed committing confessed could day days deaf definitely depressed did
    die died disclose disclosed discloses distressed do does doesnt dont door down downstairs
    enough even ever fed feel feeling feelings feels felt flat from getting go going gone gonna
    got group had has hasnt have having hear hearing her high his hospital hostel house in is
    isnt just keep keeps kept lately life literally lonely longer looks low may maybe mentioned
    mentioning mentions messaged might mine months near necked need needs never next no not now
    of off often our out own planning plans point possibly posted probably quite really reason
    recently revealed reveals risk sad said say saying says scared see seems seen sees serious
    severe showing shows sick since so sometimes started starting starts still struggling
    suicidal swallowed taken takes taking talk talking talks texted that the their think
    thinking thinks this thought thoughts threatened threatening threatens tired to today told
    took tried trying under up upset upstairs very want wants was weeks went were who whos will
    with would writing wrote years yesterday
""".split()
)
_GONE = frozenset("died dead passed left gone dying dumped".split())
_ONESELF_BEFORE = frozenset("im iam i as".split())


def about_other(text: str, start: int, end: int) -> bool:
    """Whether the nearest person before the words found, in the sentence, is not the writer."""
    found = text[start:end].split()
    if not _SELF.union(_OWN).isdisjoint(found):
        return False
    if text[:start].endswith((" his", " her", " their")):
        return True
    verdict = not _THIRD.union(_THEY).isdisjoint(found)
    before = text[max(0, start - 160) : start].split(" ")[-16:]
    for n in range(len(before) - 1, -1, -1):
        word = before[n]
        if word in _SELF or word in _PARTS:
            return False
        if word in _THEY:
            return True
        if word in _PERSON:
            if before[n + 1 : n + 2] and before[n + 1] in _GONE:
                # "My mum died, want to die": the wish is not hers.
                return False
            # "I am a man who...", "as a carer I...": the person is the writer.
            near = before[max(0, n - 3) : n]
            return not (_ONESELF_BEFORE.intersection(near) and "my" not in near)
        verdict = verdict or word in _THIRD
        if word == "." or (word and word not in _BETWEEN):
            return verdict
    return verdict
