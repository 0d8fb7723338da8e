"""Words hardly ever met in ordinary messages to a job club: a sign unless something explains them.

The other rules say what people write; these say what people do not write about work and
benefits. They catch the turns of phrase nobody thought of. Figures of speech are out already.
"""

from bot.safety.pattern import rules

RARE = rules(
    {
        # By mistake or not: asked about, at least.
        "more_than_meant": """
            - injected|took|taken|had|gave_myself|given_myself|swallowed ~2 # ~2 more|extra|over|
              too_many|too_much ~1 than ~2 should|supposed|meant|prescribed|allowed
            - i|ive|just|me ~1 double|doubled|triple|tripled|treble my ~1 insulin|dose|morphine|methadone|tablets|
              pills|meds today|tonight|now|hoping|on_purpose|$
        """,
        "alive": """
            - alive -to|and_kicking|in
        """,
        "dying": """
            - i|im|me|ill|id|just|keep|to|about|of|than|like|from|not|we|us|and|or ~1 die|dying
              -for|to|relative|{kin}|art|trade|breed|of|in
            - i|im|me|be|being|am|already|as_good_as|myself ~1 dead -in|at|on|line|end|against|
              keen|set|easy|good|nice
            - ~1 death $|soon|now|instead|sooner|please|by|wish|anymore|anyway
            - my|own death
        """,
        "to_live": """
            - to|not|without|bothered|point|for|of|stop|why|how live $|anymore|like_this|this_way|
              and|but|if|because|so|now|no|not|i|is|was|through|past|long|much|another|
              for_another|to_see|in_this_world|in_pain|with_this|in_fear
            - of|for|about|from|than|not|stop|by|like|hate living $|anymore|like_this|this_way|
              and|but|if|because|so|now|i|is|hurts|through|in_this_world|this
            - anymore live|life $
            - cannot|cant with ~1 this|my life
        """,
        "waking": """
            - {waking} -up|call
            - wake up|me_up $|anymore|again|tomorrow|and|in_the_morning|every_morning|each|
              to_this|feeling|wishing|disappointed|sad|crying|still
            - woke|waking up $|anymore|again|and|disappointed|still|alive|every_day|wishing
        """,
        "existing": """
            - i|me|im|not|stop|why|hate|keep|my ~1 exist|existing|existence -in|claim|conditions|
              condition|employer|award|customer|job|course|staff|rights|claimants|scheme|on_uc|
              injury
        """,
        "faith": """
            - go|going|be|come|take|return|send|reach|ready ~2 to|with|in ~1 god|heaven|jesus|
              allah|paradise|lord|heavens
            - pray|prayed|praying|prayers ~6 die|dead|end|take|wake|over|stop|not_wake|death|sleep
            - god ~2 forgive|forgives me
        """,
        "goodbye_and_more": """
            - goodbye ~8 love|sorry|forgive|look_for|dont_look|world|kids|everyone|forever|all|
              cruel|goodnight|mum|dad|miss
            - love|sorry|forgive|goodnight|dont_look ~6 goodbye
        """,
        "no_rescue": """
            - quickest|easiest|best|only|one way_out $
            - pills|tablets ~3 next to_me
            - dont|not|never ~4 belong ~3 earth|world|planet
            - waste of oxygen|air|skin
            - i|im|me ~3 waste of_space
            - nothing ~2 keeping|holding me here|$
            - nothing|no_reason|nobody|what to stay_for|stay_here_for
            - i want it to_be ~1 quick|painless|peaceful|over_quick
            - kids|children|son|daughter|mum|wife|family|husband|carer ~4 find me $|first|dead|
              like_that
            - hope|before ~3 find me $|first|before|dead|in_time
            - bye|goodbye ~6 last time
            - i lose|lost me|myself $
            - death sentence -for_my|on_my_career
            - goes|stops|gone ~4 so do|will|am i $
            - sad|upset|sorry|bothered|mind ~1 if i ~1 got|died|had|get|was ~1 cancer|a_stroke|
              terminal|killed|hit|dead
            - envy ~2 late|dead
            - do it do_it
            - night ~1 i do_it|end|finish|go
            - go quietly|peacefully $
            - dont|no ~1 call|send|phone ~2 ambulance
            - these|those thoughts ~3 before|strong|stronger|worse
            - id do_it|have_done_it ~2 if|but|only
            - so my_kids_dont|they_dont|nobody ~1 find|finds me
            - dont look for_me|come_looking
            - dont try to_find|search_for me
            - dont|not|nor ~1 want|need ~1 to ~1 be rescued|saved|revived|resuscitated|found
            - my own hand|hands
            - close my eyes ~4 not|never|forever
            - the end for_me|of_me|of_my_story|of_my_life
            - this|it is ~1 the end $|now|goodbye|for
            - it|this|all|everything ends tonight|now|today|here|soon|tomorrow $|for
            - dont|not|cant|couldnt see myself ~1 being|living|here|around|alive|making|getting|
              reaching -in|at|doing|as|on|working|a_job|able
            - {vehicle}|lightning|something ~3 hits|hit|kills|kill|takes|flattens ~1 me ~1 $|
              on_the_way|today|tomorrow
            - walk|walking|step|stepping|jump|run|throw|dive ~3 in_front_of something|anything|it|
              one|a|the
            - insurance ~6 if|when ~1 i|im die|died|dead|gone
            - disappointed|gutted|annoyed|sorry|upset|angry|cry ~6 {waking}|alive
        """,
    },
    unless={
        "dying": """
            pension|pensions|inherit|inheritance|estate|claim|claims|debt|debts|will_my|
            happens_to|widow|certificate|{kin}|bereavement|phone|battery|laptop|game|episode|
            plant|plants|allowance|backdated|overpayment|survivor
        """,
        "to_live": """
            room|allowance|wage|hostel|expected|independently|rent|flat|housing|borough|area|cost|
            costs|earn|do_for_a_living|london|work_for_a_living|where
        """,
        "waking": """
            early|earlier|late|alarm|alarms|time|call|shift|shifts|carer|clock|noise|neighbour|
            neighbours|baby|stiff|hypo|fit|seizure|energy|sweating|deaf|sore|pain|meds|medication|
            hello|hi|hiya|to_a|to_an|to_the|to_find|less|vibrating|oversleep|oversleeping|
            interview|bus|#|4am|5am|6am|7am|morning_person|coffee
        """,
        "existing": "still|does|scheme|form|service|pre|anymore_the",
        "goodbye_and_more": "job|work|team|colleagues|late|email|interview",
        "no_rescue": """
            queue|class|camera|screen|tv|contract|season|course|crash_at|ladder|stationery|people|
            everyone|audience|station|building|junction|fit_for_work|career
        """,
    },
)
