"""Words of death and harm that mean something else, and plain denials.

These are taken out before the rules look. Each is kept narrow: what it removes
can no longer raise an alarm.
"""

from bot.safety.pattern import Pattern, compile_pattern, lines

_FIGURES = """
    - suicide|suicidal squad|mission|prevention|awareness|training|course|courses|helpline|
      hotline|charity|charities|empathy|bomber|bombing|bombers|doors|bridge_training|first_aid|
      intervention|policy|watch_training|research|statistics|rates|stats
    - prevent|preventing|prevention_of suicide
    - career|political|commercial|social|professional|financial|economic|reputational suicide
    - self harm* policy|training|course|courses|awareness|workshop|procedure|statement
    - [about|in|on|around] suicide|self_harm [and|or] [self_harm|suicide] policy|training|course|
      courses|awareness|workshop|prevention
    - phone|phones|battery|laptop|internet|wifi|line|computer|machine|ipad|car|scooter|wheelchair|
      powerchair|power|connection|signal|fridge|boiler|tablet|charger|hearing_aid|hearing_aids|
      screen|mobile|van|engine|broadband|router|website|kindle|signal [is|was|has|keeps|will|went|
      just|nearly|almost|s|are|have|dont|better] [just|all|about|gonna|not|be|completely|totally|
      going|on|pretty_much] die|dies|died|dead|dying|die
    - dead line|lines|end|easy|good|nervous|chuffed|simple|tired|loss|sea|cert|weight|bored|funny|
      posh|boring|interesting|helpful|hard|proud|excited|handy|important|friendly|nice|strict|
      wood|horse|space|time|centre|certain|lift|ringer|keen|expensive
    - dead on my feet
    - dead to the world
    - drop dead gorgeous
    - over my dead body
    - had|has|have me dying
    - life and|or death
    - sudden death
    - glad|happy|lucky|pleased|grateful|good|great|nice|thankful ~1 to_be|im|i_am|be alive
    - are you|we alive
    - which|schemes ~2 are alive
    - wouldnt|not be seen|caught dead
    - or_feel_like like im dying
    - if you|youve|someone_has|a_person_has ~3 overdose|overdosed
    - is|are|was dead_and_buried
    - flogging|flog a dead horse
    - brain|half|play|playing|wake_the dead
    - old habits die
    - die hard|cast|casting|cutting|cutter|cut
    - do or die
    - can|could|do|should|must i go [straight] back
    - stroke|accident|crash|illness|sepsis|covid|virus|infection|heart_attack|operation|asthma|meningitis
      ~2 nearly|almost kill|killed me
    - ride or die
    - never say die
    - to_die_for $
    - food|view|views|looks|cakes|cake|coffee to_die_for
    - myself doubt|esteem|confidence|employment|employed|assessment|worth|care|image|service|
      advocacy|referral
    - hope|hopefully ~2 dont_die on|at|in|doing
    - die|dying in this|the|that boss|game|level|fight|round|match
    - bored|scared|worried|stressed|sick|frightened|terrified|tired|worked|working to_death
    - dying|die|died|dies|dead of|from embarrassment|shame|relief|excitement|happiness|joy|nerves|
      tiredness|boredom|laughter|laughing|heat|the_heat|cold|the_cold|thirst|hunger|fright|cringe|
      curiosity
    - dying|died|die|dead laughing|a_death
    - im|was|were|nearly|literally|i dead|dying|died lol|haha|hahaha|lmao|xd
    - ^ [haha|lol|lmao] im dead $
    - died inside
    - dying for a|some|my|another|coffee|tea
    - dying for it|news|lunch|friday
    - dying to start|know|hear|meet|get|try|see|find|tell|ask|go_to|work|join|learn|read|use|
      be_back|have_a|leave_work
    - dying trade|art|breed|industry|light|seconds
    - rather|sooner die|be_dead than ~12 lol|haha|hahaha|lmao|rofl|tbf|xd
    - if it kills me
    - kill|kills|killed|killing time|a_bit_of_time|an_hour|two_birds|the_lights|the_mood|the_vibe|
      some_time|it_in|it_at|the_interview|that_interview|the_engine
    - kill me now -please|i|im|just|it|my|its
    - kill for
    - boss|manager|wife|husband|mum|mam|dad|she|he|shell|hell|coach|teacher|landlord|they|theyll
      will|would|ll|gonna|is_gonna|are_gonna|s_gonna|would_literally kill|murder|strangle me
    - shell|hell|theyll kill|murder|strangle me
    - feet|back|shoes|boots|heels|hip|hips|knee|knees|head|legs|suspense|form|forms|stairs|hands|
      commute|wait|waiting|heat|job|wrists|neck|shoulder|teeth|traffic|hours|eyes|course|shifts|
      pain is|are|was|were|s|of_it|s_are|really|still [just|absolutely|really|literally] killing
      me|my_feet
    - killing myself [here] laughing|to_meet|to_get_this|to_finish|trying|working|to_get_there|
      with_work|with_laughter|over_this_form|over_this_cv|over_a_job|over_this_job|to_pay
    - nearly|almost|practically killed myself laughing|on_the|tripping|falling|slipping|on_those|
      getting|coming|trying|carrying|rushing
    - shoot|shooting|shot|kick|kicking myself in_the_foot|for|in_foot
    - shoot me a|an|over|through|the|your|some|that
    - drown|drowning|drowned myself in work|paperwork|coffee|perfume|tea|emails
    - throw|throwing|threw myself in|into|at my_work|this|the_job|work|it|a_new|the_deep_end|
      everything|the_course|learning|life
    - jump|jumped|jumping on|at|through|ship|the|to|into|in a|the|ship|hoops|my|your|this|train|
      bus|call|at|chance|gun|queue|next|conclusions|it|with|with_both
    - jump off|from the|my|at|one train|bus|bus_at|call|zoom|phone|tube|train_at|teams|page|topic|
      next|job
    - hurt|hurting|injured|burnt|burned|burn|cut|hit|damaged|harm myself [badly] on_the|on_a|
      on_my|at_work|lifting|falling|by_accident|accidentally|carrying|slipping|tripping|
      by_falling|by_lifting|financially|in_the_long_run
    - take|took|taking|took my life in_my_hands|experience|story|into_account|back|over|forward|
      seriously|savings
    - finish|end|start|do|did|teach life skills|drawing|class|story|admin|model|insurance|science
    - end of life care|jobs|job|support|worker|carer|team|ward|nurse|training|planning|doula
    - overdose*|od|ods on|of ~1 coffee|caffeine|tv|chocolate|sugar|cake|telly|netflix|adverts|ads|
      jobs|emails|information|zoom|tea|biscuits|sweets|screen|forms|applications|interviews|
      advice|crisps|paperwork|vitamin*
    - overdose training|awareness|course|kit|kits|first_aid
    - hope|hoping|wish|want|wanted|like ~1 him|her|them|it|he|they|she to|would|ll|will|[just]
      die|dies|drop_dead
    - thought|felt|feel|like ~2 i_was|im|i gonna die|faint -now|today|soon|tonight|this
    - i nearly|almost died|die -on_purpose|by|when_i_tried|and_wish|because_i_took
    - lost|losing|lose|lot|sapping the will to live ~1 with|on|at|waiting|filling|trying|
      listening|lol|after|reading|doing|this_form|here_lol|haha
"""

# Plain denials. On their own they are no sign; see crisis.py for how they count.
_DENIALS = """
    - not [feeling|being|actually|really|exactly|even|at_all] suicidal|gonna_kms -yet|today|
      tonight|right|now|until|till
    - im|i no suicidal
    - not|wont|never|wouldnt|arent|cant_imagine [ever|actually|really] [gonna|be|about|
      thinking_of|planning_to|planning_on|gonna_be|intend_to|do] [ever|actually|really] kill|
      killing|kms|hurt|hurting|harm|harming|top|topping|end|ending|take|taking myself|my_life|
      my_own_life|it_all -yet|today|tonight|until|till|right|now|because|only|but_only
    - no|havent|without|without_any [got] [any] plans|intention|plan|intentions|thoughts|desire|
      wish to|of|about kill_myself|end_my_life|killing_myself|ending_my_life|suicide|
      hurting_myself|die|dying|self_harm
    - not|wont|wouldnt|never|dont_worry_im_not [gonna|ever|about_to|planning_to] [do|doing]
      anything silly|stupid|daft|rash|drastic|bad
    - dont|didnt|doesnt|never [really|actually|even] want [to] die|kill_myself|end_my_life|
      hurt_myself|be_dead|harm_myself -alone|but_i_want|anymore_than
    - not|dont [really|actually] want_to|wanna die|kill_myself|end_my_life|hurt_myself|be_dead|
      harm_myself
    - dont|not have ~1 suicidal thoughts
    - no suicidal thoughts|feelings|ideation
    - not self harming|self_harmed
"""
_UNSURE_BEFORE = (
    "not sure",
    "cant promise",
    "dont know if",
    "cant say",
    "no guarantee",
    "not certain",
    "cant be sure",
    "dont know that",
    "who says",
    "cant swear",
    "why",
    "cant",
    "might as well",
)


def _lines(block: str) -> list[Pattern]:
    return [compile_pattern(line, across_commas=False) for line in lines(block)]


_FIGURE_PATTERNS = _lines(_FIGURES)
_DENIAL_PATTERNS = _lines(_DENIALS)


def without_figures(text: str) -> tuple[str, bool]:
    """The text with figures of speech and plain denials taken out; whether there was a denial."""
    words = set(text.split())
    for pattern in _FIGURE_PATTERNS:
        if not pattern.needs.isdisjoint(words):
            text = pattern.regex.sub(" _", text)
    denied = False

    def deny(match):
        nonlocal denied
        before = " ".join(match.string[: match.start()].split()[-4:])
        if any(f" {words} " in f" {before} " for words in _UNSURE_BEFORE):
            return match[0]
        denied = True
        return " _"

    for pattern in _DENIAL_PATTERNS:
        if not pattern.needs.isdisjoint(words):
            text = pattern.regex.sub(deny, text)
    return text, denied
