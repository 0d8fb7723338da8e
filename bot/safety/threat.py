"""Rules for threats: another person says, or shows, that they will hurt the writer.

Who writes `he says he will kill me` is the one in danger, and not from themselves. What such a rule finds is
taken out before the rules for a crisis look: the threat is no wish of the writer's, and no danger of the
other person's. What stands beside it is still read. A saying (`my mum will kill me if I am late`) tells of
nobody who said so; a joke, a game and voices are left to whatever reads meaning.
"""

from bot.safety.normalise import normalise
from bot.safety.pattern import Rule, compile_pattern, lines, rules

THREATS = rules(
    {
        "said_they_will": """
            - {another} ~5 {says} ~2 he|she|they|hes|shes|theyre|theyll|hell|shell|hed|shed ~3
              {hurts} me -{in_jest}
            - {another} ~5 {says} ~2 he|she|they|hes|shes|theyre|theyll|hell|shell|hed|shed ~3
              {hurts_mine} ~1 {mine}
            - {another} ~5 {says} ~3 he|she|they|hes|shes|theyre|theyll|hell|shell|hed|shed ~3 finish|do|top ~1 me off|in|over
            - {another} ~2 {says} ~1 to|gonna|will {hurts} me -{in_jest}
            - {another} ~2 {says} ~1 to|gonna|will {hurts_mine} ~1 {mine}
            - {another} ~3 {means_to} ~1 {hurts} me -{in_jest}
            - {another} ~3 {means_to} ~1 {hurts_mine} ~1 {mine}
            - {another} ~1 gonna|will|going_to|might ~1 stab|strangle|strangles|shoot|rape|batter|
              slit|set_fire_to ~1 me|{mine}
            - {says} ~1 he|she|they|hes|shes ~2 knows|know where_i_live
            - {another} ~8 {says} ~1 hes|shes|theyre|he|she ~2 coming ~1 for|after|to_get|to_find
              me $|and|now|tonight|when
            - {another} ~4 {says} ~1 im|i ~1 dead $|meat|if|when
            - {another} ~5 {says} ~3 throw|chuck|push|shove|tip|pull me ~3 stairs|window|bridge|
              river|canal|road|traffic|chair|wheelchair
            - {another} ~5 {says} ~3 do me in|over|$
        """,
        "showed_it": """
            - {another} ~3 held|holds|holding|hold|pulled|pulls|pull|put|puts|pointed|points|waved|
              waves|had|got|came_at_me ~2 {weapon} ~1 to|on|at|against|in ~1 me|{mine}
            - {another} ~2 came|comes|went|chased|chases|chasing ~1 at|after|for|me ~2 with ~2
              {weapon}
            - {another} ~3 strangled|strangles|strangling|choked|chokes|choking|throttled|throttles
              me
            - {another} ~4 hand|hands ~1 round|around|on|over my neck|throat|mouth
            - {another} ~3 tried|tries|trying ~1 {hurts} me -{in_jest}
            - {another} ~3 tried|tries|trying ~1 {hurts_mine} ~1 {mine}
        """,
        "withheld_or_drugged": """
            - {another}|they|night_staff ~3 give|gives|gave|giving|put|puts|crush|crushes|slip|slips ~1
              me|us ~3 {drug} ~4 quiet|asleep|sleep_all|shut_up|knocked_out|knock_me_out|drowsy|to_sleep_so
            - {another}|they ~3 lock|locks|padlock|padlocked|locked ~2 fridge|freezer|cupboard|cupboards|food ~6 me|us|i
            - {keeper} ~3 wont|refuses_to|doesnt|never ~1 give|gives|let|lets|plug|plugs|charge|feed|
              feeds ~4 {needed} ~1 until|till|unless|if|as_punishment|because|cos|when_shes|when_hes
            - {keeper} ~3 hides|hid|withholds|withheld|confiscated|confiscates ~1 my {needed}
        """,
        # The plainest words of the languages that people here write most, with Latin letters.
        "polish": """
            - maz|partner|chlopak|byly|ojciec|ojczym|tata|matka|zona|syn|brat|opiekun|opiekunka|
              szef|on|ona ~2 mnie|mi ~1 bije|uderzyl|uderzyla|pobil|dusi|dusil|grozi|gwalci|
              zgwalcil|zabije|popycha|szarpie
            - maz|partner|chlopak|byly|ojciec|ojczym|tata|matka|zona|syn|brat|opiekun|opiekunka|
              szef|on|ona ~2 bije|uderzyl|uderzyla|pobil|dusi|dusil|grozi|gwalci|zgwalcil|zabije ~1
              mnie|mi
        """,
        "spanish": """
            - me ~1 pega|golpea|golpeo|maltrata|amenaza|amenazo|ahorca|viola|violo -con_una|sancion
            - marido|esposo|novio|pareja|padre|padrastro|hijo|hermano|cuidador|cuidadora|jefe|ex ~4
              matarme|me_mata|me_matara|me_va_a_matar
        """,
        "french": """
            - mari|copain|compagnon|conjoint|pere|beau_pere|fils|frere|patron|il|ex|soignant|
              auxiliaire ~2 me|ma|m ~1 frappe|bat|tape|menace|viole|etrangle|frappee|battue|tabasse
            - mari|copain|compagnon|conjoint|pere|fils|frere|patron|il|ex ~3 va|veut|dit ~4 me tuer
        """,
        "romanian": """
            - ma|m_a|mi|ma_a ~1 bate|batut|loveste|lovit|ameninta|amenintat|violeaza|strange_de_gat|
              omoara
            - sotul|sot|partenerul|prietenul|tatal|tata|fiul|fratele|seful|ingrijitorul|el ~4 sa_ma
              omoare|bata
        """,
        "urdu_hindi": """
            - mujhe|mujhay|muje|mujhko|mujh_ko ~1 marta|maarta|marte|maarte|marti|maarti|pitta|
              peetta|pitte|dhamki|dhamkata|dhamkate
            - shohar|shauhar|husband|miyan|pati|abbu|bhai|sasur|saas|beta|boss|woh|wo ~2 mujhe|
              mujhay|muje ~1 maar|mar|qatal|jaan_se
        """,
        "arabic": """
            - yadribuni|yadrubuni|yadribni|yadrobni|yedrabni|yidrabni|byedrabni|byidrabni|bydrabni|
              bidrabni|byidribni|yuhaddiduni|yhaddidni|yehadedni|byhaddidni|biyhadedni
            - *يضربني*|*بيضربني*|*يهددني*|*بيهددني*
        """,
        "more_languages": """
            - marido|namorado|companheiro|pai|filho|ele ~2 me ~1 bate|bateu|agride|ameaca|espanca
            - marito|compagno|fidanzato|padre|figlio|lui ~2 mi ~1 picchia|minaccia|maltratta|mena
            - kocam|esim|babam|oglum|sevgilim|patronum ~2 beni ~1 doviyor|dovuyor|tehdit
        """,
    },
    writer=frozenset({"said_they_will", "showed_it", "withheld_or_drugged"}),
)
_ENGLISH = ("said_they_will", "showed_it", "withheld_or_drugged")
_NOT_MEANT = """
    - lol|lmao|haha|hahaha|ha_ha|joking|joke|jokes|jokingly|laughing|laughed|laughs|banter|kidding|jk|
      bless|figure_of_speech
    - game|games|xbox|playstation|fortnite|chess|cards|boxing|film|novel|book|play|panto|sketch
    - voice|voices|demon|demons|devil|in_my_head
    - years_ago|when_i_was|as_a_child|as_a_kid|used_to
    - if|when ~1 i|im|ive ~2 forget|forgot|late|miss|missed|lose|lost|spill|break|broke|eat|ate|dont_tidy|
      fail_my_test|spend|leave_the_toilet
"""
_MEANT = """
    - not|isnt|aint|wasnt|never|no|dont ~2 joking|joke|kidding|laughing
"""


def _patterns(block: str):
    return [compile_pattern(line) for line in lines(block)]


_NOT_MEANT_PATTERNS, _MEANT_PATTERNS = _patterns(_NOT_MEANT), _patterns(_MEANT)


def without_threats(text: str) -> tuple[str, str | None]:
    """A normalised text without what another person threatens the writer with; the rule, if any."""
    words, found = set(text.split()), None
    for rule in THREATS:
        if rule.name in _ENGLISH and not _is_meant(text):
            continue
        for pattern in rule.patterns:
            if pattern.needs and pattern.needs.isdisjoint(words):
                continue
            text, times = pattern.regex.subn(" _", text)
            found = found or (_name(rule) if times else None)
    return text, found


def beside_threats(text: str) -> str:
    """What a message says beside the threats in it, in plain words."""
    return " ".join(w for w in without_threats(normalise(text))[0].split() if w not in "_.,")


def _name(rule: Rule) -> str:
    return f"threat_{rule.name}"


def _is_meant(text: str) -> bool:
    if any(p.regex.search(text) for p in _MEANT_PATTERNS):
        return True
    return not any(p.regex.search(text) for p in _NOT_MEANT_PATTERNS)
