"""Words beside plain ones that tell of something else: a form's question, a job, the past, a joke.

"The form asks if I want to end my life", "I took an overdose years ago and I am well now", "I train
people in suicide prevention". A message with them may still be a cry for help, so it is not let go:
whoever can read what it means is asked, and where nobody can be, it counts as a crisis.
"""

from bot.safety.pattern import compile_pattern, lines

_ELSEWHERE = """
    - form|forms|page|question|questions|box|questionnaire|section|uc50|pip2|survey|paperwork|
      interview|assessment|medical|assessor|nurse|doctor|interviewer|occupational_health|hr|
      employer|employers|poster|leaflet|they|she|he|computer ~7 ask|asks|asked|asking|say|says|
      said|mention|mentions|ticked|have_to_answer
    - ask|asks|asked|asking me|us|people|everyone|you|claimants if|whether|about|had|have|do|why
    - asked|asks|asking if|whether|about|had
    - why|do_they|are_they|can_they|allowed_to ~2 ask
    - tick|answer|declare|disclose|put|write|admit ~3 yes|no|it|that|question|this|on
    - disclose|declare|mention|disclosing ~10 employer|work|interview|form|job|manager|boss
    - employer|work|interview|form|job|manager|boss ~6 disclose|declare|know_about|find_out_about
    - course|courses|training|train|trained|trainer|trains|module|degree|dissertation|essay|thesis|
      research|lecture|workshop|webinar|conference|awareness|prevention|intervention|policy|
      bereavement|bereaved|charity|charities|helpline|hotline|helplines|volunteer|volunteering|
      volunteers|campaign|campaigning|support_group|first_aid|first_aider|statistics|report|
      inquest|coroner|listener|counsellor|law|bill
    - job|role|work|working|worked|post|vacancy|apply|applying|applied ~4 on|in|for|as|at|with ~5
      suicide|self_harm|crisis|samaritans|ward|hospice|prison|railway|ambulance|bridge|mortuary
    - film|films|movie|song|songs|band|album|novel|book|play|poem|series|episode|podcast|show|game|
      article|news|paper|papers|documentary|exhibition|film|programme|telly|headline|comedy|sketch|
      character|lyrics
    - read|heard|saw|seen|watched ~4 in|on|about|of|online|somewhere
    - used to
    - in the past
    - years|decades|year|months ago|later|since|on|clean|sober|well|free
    - sober|clean ~3 years|year|months
    - # years|year|yrs
    - in [19|20] #
    - when_i_was ~2 #|teenager|teen|kid|child|younger|student|young|school|uni|twenty|twelve|
      nineteen|eighteen|fifteen|sixteen|seventeen
    - as a teenager|teen|kid|child|student|girl|boy|young_man|young_woman
    - recovered|recovery|recovering|in_remission|behind_me|came_through|got_through|come_through|
      got_better|got_well|came_out_the_other_side|turned_my_life_around|rebuilt
    - im|ive_been|been|am|doing|feel|feeling|got|a_lot|much ~1 well|better|fine|stable|ok|okay|good|
      healthy|happy ~1 now|since|these_days|today|again|for|and|$
    - previously|historic|historical|old_scars|lockdown|back_then|at_the_time|at_school|long_over
    - ha ha
    - haha|hahaha|ha|lol|lmao|lmfao|rofl|jk|joking|kidding|joke|jokes|xd|figure_of_speech|
      so_to_speak|not_literally|sarcasm
    - told|tells|telling|said_to|shouted|shouts|messaged|called|ordered me|us ~1 to|i|should|go|
      people|they|id
    - someone|somebody|person|man|woman|lad|passenger|customer|colleague|driver|friend|uncle|aunt|
      cousin|neighbour|brother|sister|dad|mum|son|daughter|mate|tenant|patient|client|resident|
      member|student|husband|wife|partner ~6 jumped|jump|killed|died|took|takes|tried|lost|hung|
      hanged|overdosed|attempted|passed
    - partners|husbands|wifes|mums|dads|brothers|sisters|sons|daughters|friends|fathers|mothers|
      his|her|their suicide|overdose|attempt|death|self_harm
    - medical|health|gp|my|on record|records|notes
    - form|paper|page|application|questionnaire|record|records|file has|with|about|for ~4
      suicide|self_harm|overdose
    - nurse|paramedic|ambulance|police|officer|fireman|firefighter|social_worker|support_worker|
      lifeguard|reporter|chaplain|caseworker|advocate ~4 on|in|for|who|with|at|to
    - scar|scars
    - on hold|the_phone|the_line|with_dwp
    - lost ~5 to suicide
    - died by suicide
    - before you send|call|ring|ask|panic
    - its a_figure|a_saying|an_expression
    - can you|i|they|people|someone be sanctioned|sacked|dismissed|refused|turned_down
    - is_it_true|true_that|does_it_count|would_it_count|is_that_legal|is_it_legal|are_they_allowed
"""
# Business of any kind: whoever asks about it may be using strong words for it.
_BUSINESS = """
    - job|jobs|work|works|working|worked|shift|shifts|boss|manager|employer|colleague|colleagues|
      interview|interviews|cv|application|applications|apply|career|office|rota|customer|customers|
      contract|probation|uniform|redundancy|payslip|wages|pay|paid|trainee|apprenticeship
    - pip|esa|uc|dla|dwp|claim|claiming|benefit|benefits|universal_credit|jobcentre|journal|form|
      forms|fit_note|sanction|sanctioned|tribunal|appeal|access_to_work|allowance|pension|award
    - course|courses|college|class|club|training|school|exam|volunteer|volunteering|charity
    - appointment|appointments|adviser|advisor|coach|queue|website|password|email|letter|call_back
"""
# A question of any kind, unless what was found is one: "how do I kill myself".
_QUESTIONS = """
    - can|do|does|did|should|could i|you|they|we|he|she|my|someone
    - is|are|would|will there|it|that|this|they|you|my
    - what|who|where|when|which|whats|wheres|whos ~1 is|are|do|does|can|should|the|time|about|to
    - how do|can|long|much|many|would|should
"""
# What brings it back to the present, whatever else is said.
_NOW = """
    - again|relapse|relapsed|relapsing|come_back|came_back|coming_back|are_back|is_back|started
    - tonight|today|tomorrow|last_night|yesterday|this_morning|this_week|this_weekend|right_now|
      currently|at_the_moment|lately|soon
    - still want|think|thinking|feel|feeling|have|get|do
    - not joking|a_joke|kidding|lol|even_joking
    - no joke|jk
"""


def _patterns(block: str):
    return [compile_pattern(line) for line in lines(block)]


_ELSEWHERE_PATTERNS, _NOW_PATTERNS = _patterns(_ELSEWHERE), _patterns(_NOW)
_BUSINESS_PATTERNS, _QUESTION_PATTERNS = _patterns(_BUSINESS), _patterns(_QUESTIONS)
_THEMSELVES_QUESTIONS = frozenset(("method", "kill_yourself", "as_others_did"))


def is_doubtful(text: str, rule: str) -> bool:
    """Whether a normalised message in which `rule` matched names what else its words may be about."""
    words = set(text.split())
    if _any(_BUSINESS_PATTERNS, text, words):
        return True
    if rule not in _THEMSELVES_QUESTIONS and _any(_QUESTION_PATTERNS, text, words):
        return True
    return is_elsewhere(text)


def is_elsewhere(text: str) -> bool:
    """Whether a normalised message names a form, another time, a joke: not today, and not the writer."""
    words = set(text.split())
    return _any(_ELSEWHERE_PATTERNS, text, words) and not _any(_NOW_PATTERNS, text, words)


def _any(patterns: list, text: str, words: set[str]) -> bool:
    return any(
        (not p.needs or not p.needs.isdisjoint(words)) and p.regex.search(text) for p in patterns
    )
