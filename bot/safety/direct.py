"""Rules for plain statements: wishing to die, suicide, self-harm, and ways of doing it.

A message that matches one of these is explicit. See pattern.py for how to read a line.
Jokes and accidents are taken out first, in figures.py.
"""

from bot.safety.pattern import rules

DIRECT = rules(
    {
        # "Kill myself" needs no wish beside it.
        "kill_self": """
            - kill|killing|killed|{lethal} myself
            - drink|drinking|drank|starve|starving|work ~1 myself to_death|to_the_grave
            - carve|carved|carving ~4 my arm|arms|leg|legs|skin|body|thigh
            - do|doing|done myself in|over|harm|a_mischief
            - do|doing away with myself
            - make|making|put|putting an_end to myself|my_life|it_all
            - {i}|want|wanna|gonna|might|should|to|will|so|or|and|then ~1 kms|ktms -away|from|per|
              walk
            - ^ kms|ktms
            - want|wanna|gonna|might|should|will|to|i unalive|ctb|off_myself|rope_myself|neck_it
            - yeet|yeeting|yeeted myself
            - ctb ~2 method|methods|tonight|soon|now|forum|site|$
            - catch|catching|caught the_bus ~3 forever|for_good|like_they_say|if_you_know
        """,
        # A question about how, or "you" for "I".
        "kill_yourself": """
            - how|way|ways|easiest|method|methods|best|quickest|painless|sin|does|allowed|if_you|
              when_you|painful ~5 kill|killing|hang|hanging|drown|unalive yourself|oneself
            - take|taking|end|ending your_own|your|ones_own life
        """,
        # The word itself, once services, training and figures are out.
        "suicide_word": """
            - suicid*|unalive*
        """,
        # Asked in general, or after a death: the writer all the same.
        "as_others_did": """
            - how do|would|can|could people|others|one|you|someone ~2 kill|hang|drown|poison|gas
              themselves|yourself|oneself|himself
            - suicide|life|himself|herself|themselves|died|dead ~16 want|should|gonna|might|will|
              could ~3 same $|thing|as|way|too
            - suicide|life|himself|herself|themselves|died|dead ~12 right_idea
            - jealous|envy|envious ~4 people|those|anyone who died|die|killed
        """,
        "self_harm_word": """
            - self harm*|injur*|mutilat*
        """,
        # A wish, a plan or a fear, and then being dead, a few words apart.
        "wish_to_die": """
            - {want} ~3 {dead} -{kin}|nervous|end|simple|by_now|when|until|on_friday|on_monday|
              from_here|after|but_here|years_ago|for_a_while_on|for_the_day|for_two|for_a_week
            - wish|wishing|pray|praying|hope|hoping ~3 i|id|im|ill|ive ~4 die|died|dead|dying|gone
              -to|from|through|into
            - wish|wishing|hope|hoping|pray|praying|want|long|longing|beg|begging|waiting|wait|
              ready ~2 for death|to_die
            - want|wanna|seek|seeking death
            - i|me wont|wants to|too die|dead|be_dead
            - i|me want|wanna too|to dye $|now|so|because|cant|please|and
            - please|someone|god|somebody|lord|allah|jesus kill|end|shoot|take me $|please|now|
              already|im|i
            - kill|end me please|someone|god|already|im|i
            - let me die
            - envy|jealous|envious ~5 dead|died|dying
            - god|lord|allah|jesus ~3 end|take ~2 me|soul|life -on|to|for|as
            - ready|prepared|willing|happy|dying for|to die|death
            - better|rather|sooner|easier|kinder|simpler ~3 dead|die|dying|to_die -than_late|easy
            - better|rather|easier|kinder|happier if i ~2 dead|died|die|gone
            - id|i_would ~1 be dead|gone -by|without|from|in|for
            - i|ill|im|id will|ill|gonna|should|must|would|want|deserve|d|need ~1 die -if_i_dont|
              trying|waiting|without|when|one_day
            - deserve ~2 die|death|dead|to_be_hurt
            - want|wish|hope|need ~2 not|never ~2 be_alive|live|exist|be_here
            - think*|thought|thoughts|dream|dreaming|fantasi*|imagine|imagining|obsessed|idea|urge
              ~2 of|about|with ~1 dying|death|being_dead|not_existing|not_being_here|
              not_being_alive|not_being_around|not_waking_up|ending_things|my_own_death|
              my_funeral|jumping|going_to_sleep_and_not|never_waking
            - what ~2 like to_die|being_dead
            - wish|wishing|want|hope ~2 someone|somebody|they|god|it|something|cancer|he|you
              would|will|could|to|had kill|killed|shoot me
            - might_as_well|may_as_well|should|why_dont_they|why_dont_you|want_them_to|they_could
              ~1 kill|shoot|bury|euthanise|gas me
            - ^ die|dead|death|dying $
        """,
        "not_wish_to_live": """
            - {nowish} ~2 {alive} -{where}
            - {nowish} ~2 live|exist here_anymore|in_this_world|on_this_earth|on_this_planet|
              with_this_pain|in_pain|with_pain|with_myself|to_see|at_all|another|for_anything
            - {nowish} life|my_life|this_life anymore|$
            - {live} ~2 dont|not|no|never want -to_live|to_work
            - no|lost|havent|without|lose|losing|any|zero|hasnt|dont_have|dont_see|see_no ~2 will|
              force|strength|energy|power|reason|desire|wish|sense|motivation to live|go_on|
              carry_on|be_alive|stay_alive|exist|keep_living|continue_living -with|on_hold|{where}
            - dont|no|didnt|never ~1 deserve to live|be_alive|exist|be_here|breathe|life
            - stop|quit ~1 living|existing|being_alive -{where}
            - not want ~1 live|alive|wake|exist -{where}
            - why should|am i live|alive|living -{where}
        """,
        "end_life": """
            - end|ending|ended|finish|finishing|finished|take|taking|took|taken|stop|kill|lose ~1
              my [own|miserable|sad|stupid|useless] life -skills|seriously|forward|back|in_a|
              to_the_next|story|experience|savings|over_from|apart
            - my life to|would end|stop|finish|be_over
            - end|ending|finish|finishing [a|the|this|own] life -skills|insurance|story|in|on
            - end|ending|ends|finish|finishing|stop it|things|this|everything all|
              once_and_for_all|for_good|permanently|forever -early|raining|texting
            - end|ending it|this all
            - tonight|finally|now ~3 end|finish this -call|chat|form|claim
            - {want}|thought ~1 end|ending|finish|finishing things|everything|myself|me -with_my|
              with_him|with_her|at|there|on|in|by
            - want|gonna|ill|i|heart|voice|me ~3 finish|end everything and
        """,
        # "End it" unless the message is about something else that ends.
        "end_it": """
            - {want}|wants|im|thought|decided|could|about|of|me|keep|then|or|and|i|please ~2 end|
              ending it -early|here|there|amicably|properly|on_a_high|on_good|on_a_good|at_the|
              with_the|with_them|with_him|with_her|with_my_boss|with_my_boyfriend|
              with_my_girlfriend|with_my_partner|with_a_smile|with_a_joke
            - ^ ending it|it_all|everything|things $
            - want|gonna|tonight|ill|im ~2 finish|finishing it tonight|now|for_good|forever
        """,
        # Hurting oneself: said as a wish or a habit it is always meant.
        "self_harm_wish": """
            - {want}|keep|keeps|been|started|start|urge|urges|relapsed|resist|stop|scared|afraid|
              worried|wanting|might|cant_help|addicted ~3 {harming} myself -financially|work|
              working
            - {harming} ~1 myself ~3 deliberately|purpose|to_feel|to_cope|when_i_get|when_it|
              when_im|when_things|daily|every_day|until|til|till|instead|regularly|cope -at_work
            - cuts ~3 my arms|legs|wrists|thighs -and_bruises
            - my arms|legs|wrists|thighs ~4 cuts|bleeding|bled
            - fresh cuts -of
            - cutting ~2 only|helps|relief|calms|release -costs
            - only ~4 is|from cutting -costs|back
            - i|wanna|need|want to|need_to cut $|again|deep|deeper|so_badly
            - to feel something|anything|alive $
            - hate myself ~5 hurt|harm|punish
            - i|want|wanna hurt|harm|punish|suffer $
            - i deserve ~1 pain|to_suffer|suffering|punish*|to_be_punished|to_hurt
            - kill|hurt|cut|harm|burn self -employed|esteem|employment|assessment|confidence|
              serve|worth
            - slit|slitting|slash|slashing|slashed|slice|slicing ~1 {skin}|throat|veins|artery
            - urge|urges|temptation ~3 strong|bad|today|back|to_cut|to_hurt|to_jump|to_harm|
              to_do_it|worse|tonight
            - fight|fighting|resist|resisting ~1 urge|urges $|to_cut|to_hurt|to_do|to_jump
            - {i}|been|started|start|stop|back_to|be|keep|relapsed|urge|urges|about|thinking_of|
              with ~2 cutting again|every|myself|deeper|a_lot|$|to_cope|to_feel
            - relapse|relapsed ~3 cut|cutting|burning|harming|self|sh|harm
            - hit|hitting|bang|banging|smash|smashing|punch|punching my head|face ~6 deserve|
              bleed|bleeds|hurt|stop|against|wall|pass_out|knock_myself|black_out
            - blood ~4 my arms|wrists|legs|thighs|sleeves -test|pressure
            - been|relapsed|doing|started s_h|sh again|$|for
            - stopped|not|stop|skipping|refusing ~2 taking|eating|drinking|food|insulin|dialysis|
              meds|medication ~6 purpose|die|end|sooner|ends|let_it|dead
            - bleed|bleeding out|to_death $|and|in|tonight|please
        """,
        # Said as something that happened, unless the message tells of an accident.
        "self_harm_act": """
            - {harming} myself
            - {cut} ~1 my ~1 {skin} -off|of|length|out_of
            - make|making|made myself bleed
            - starve|starving|starved myself
        """,
        "overdose": """
            - # {drug} ~1 in|inside ~1 me $|now|already|and|bye|so|since|tonight
            - emptied|put|got|poured|tipped ~3 {drug}|pill_organiser|pillbox|pill_box|dosette|blister
              ~2 in|into|inside|down me
            - overdose*|oded -training|awareness|of
            - {want}|took|to|i|ive|nearly|almost|tried_to|gonna od|ods $|on|tonight|again|in|last|
              with|now
            - overdose*|od|oded on|of ~2 {drug}|everything|it|them|all
            - {took_done} ~4 {amount}|# ~4 {drug} -for_my|for_the|with_me|to_work|home|on_time|
              late|as_prescribed|back|at_8|with_food|a_day|daily|and_now_drowsy
            - {want}|about|taking|tonight|i|ill ~2 take|taking|swallow|neck|down|pop ~2 all|every|
              whole|entire|loads|handful|handfuls|bottle|box|too_many|a_load|lots|packet|# ~3
              {drug} -for_my|for_the|with_me|to_the|at_8|with_food|a_day|daily|every_day|
              as_prescribed|at_work|on_time|before_work|late|at_night
            - taking|taken|took|swallowing|necking ~1 all|every|entire ~1 my|the|of_my|these|those
              ~1 {drug} -for|with|to_work|on_time|and_still|but|daily|regularly|properly|as|every|
              late|at
            - took|taken|take|taking|swallowed ~2 too_many|too_much ~3 {drug}
            - took|swallowed|necked|taken|downed all|too_many|loads|lots|every_one|the_lot|
              whole_lot|the_whole_box|the_whole_pack|the_whole_bottle|whole_bottle ~1 $|my|the|
              of_my|of_them|them|em $|{drug} -for_my|late|with_me|on_time|back
            - {want}|taking|take ~2 whole|entire packet|box|bottle|strip -of_forms|biscuits|water
            - poured ~2 bleach|antifreeze
            - swallowed|downed|necked ~1 whole|entire bottle|box|packet -water|wine|milk
            - drank|drink|drinking|swallowed|swallow bleach|antifreeze|poison|drain_cleaner|
              white_spirit|weedkiller|rat_poison
            - mixed|mixing|mix ~4 vodka|whisky|alcohol|wine|gin|rum|drink ~3 {drug}
            - {drug} ~6 at_once|in_one_go|same_time|in_one
            - {drug} ~4 gonna|wanna|going|want_to|ill|ready_to|about_to ~1 take|swallow|neck|down
              ~1 them|all|every -with|to_work|to_the
            - vodka|whisky|alcohol|wine|gin|rum ~6 taken|took|swallowed|and_all ~3 {drug}
        """,
        "stockpile": """
            - stockpile|stockpiling|stockpiled|hoard|hoarding|hoarded|stash|stashing|stashed|
              saving|saved|collecting|collected|storing ~5 {drug}
            - {drug} ~4 to finish|kill|end|do|knock [me|it] off|it|me|$ -work|at
            - {drug} ~1 kill me
            - got|have|my a|secret|little stash $|of
            - {drug} ~4 stockpiled|saved_up|hoarded|stashed|for_when_im_ready
            - bought|buying|order|ordered|found ~3 {drug}|rope|blade|blades|razors ~6 do_it|
              enough|end|ready|tonight|kill|die
            - bought|got_myself|tied a|the|some rope|noose $|today|and|for
        """,
        # Asking how, which method, how much.
        "method": """
            - how|what ~1 many|much ~3 {drug} ~6 die|kill|fatal|lethal|dead|overdose|end|death|
              wake|od|unalive|would_it_take|does_it_take|it_takes|would_do_it|to_do_it|be_enough
            - what ~2 happen|happens ~3 take|took|swallow|drink|mix ~3 {amount}|# ~3 {drug}
            - fatal|lethal|deadly dose|amount|overdose|number
            - easiest|easy|quickest|quick|painless|best|fastest|peaceful|painful|surest|simplest|
              cleanest|effective|kindest|good|pain_free|gentle ~2 way|ways|method|methods [to|of|
              for] [me] die|dying|kill_my|kill_your|kill_one|killing|od|overdose|hang_my|
              hang_your|kill_me|end_your|end_my|end_it|suicide|go_out|death|end_a_life|drown|
              unalive
            - painless|peaceful|pain_free|gentle|easy|least_painful|less_painful|nicest way|ways|
              exit|death ~1 to_go|out|$ -of_the
            - how many it_would|it_takes|would_it|id_need|i_need_to_take
            - researching|researched|looking_up|looked_up|googling|googled ~1 methods|ways_to_die|
              how_to_die|how_to_kill $
            - way|ways|method|methods ~1 to|of die|dying|go_peacefully|end_it_all
            - hurt|hurts|painful|hard|scary ~2 to die
            - does|is|how|would ~3 hanging|drowning|overdosing|dying|death|bleeding|suffocation|
              jumping ~2 hurt|painful|painless|feel|quick|slow
            - noose
            - tie|tied|tying|bought|buy|got|have|found|holding|with ~3 rope ~3 ready|and_i|know|
              garage|loft|shed|tree|neck|hang|tonight|now|where|in_my|here
            - rope ~3 neck|tree|beam
            - belt|rope|cord|wire|cable|sheet|something|ligature|flex|bag ~3 my neck|head -brace
            - carbon monoxide ~6 myself|die|kill|sleep
            - dignitas|assisted_dying|assisted_suicide|euthanasia|euthanised|euthanized
        """,
        "jump": """
            - {want}|nearly|almost|to|i|thinking_of|of|about|tempted ~2 jump|jumping|jumped|leap|
              leaping|step|stepping|stepped|walk|walking|walked|run|running|dive|diving|lie_down|
              drive|driving ~1 in_front|under|infront|out_in_front|into|onto ~5 {vehicle}
            - {want}|nearly|almost|gonna|i|me|to|of|about ~3 jump|jumping|jumped|leap|step|
              stepping|fall|falling ~1 off|from|out|out_of|over ~4 {height}
            - {want}|nearly|almost|i|me|of|about ~3 jump|jumping|jumped ~1 in|into ~3 {water}
              -park
            - jump|jumping|jumped in_front|under|infront ~4 {vehicle}
            - gonna|wanna|want_to|ready_to|tempted_to|about_to|could|should ~1 jump $|off|tonight|
              now|from|but|and
            - trying|tried|attempting to jump $|off|from|in_front
            - nearly|almost jumped $|off|last|from|today|tonight|yesterday|this|again
            - {want}|of|about|like jumping $|off|in|from|tonight|again|every
            - throw|throwing|threw|fling|flinging|flung|chuck|chucking|chucked|hurl|hurling|yeet|
              launch|lob myself off|under|in_front|infront|out|down|in|from|into|over|on_the
            - {want}|nearly|gonna|will ~2 walk|walking|wade|swim ~1 into|out_to ~2 {water}|
              traffic|road
            - drive|driving|crash|crashing|drove ~3 off|into ~3 wall|tree|cliff|bridge|lorry $|
              on_purpose|deliberately|and_end|and_die|at|so
            - under|in_front_of|infront_of a|the|that|next {vehicle} $|end|over|done|die|dead|and
            - jump off ~3 {height}
            - get|got|getting hit_by|run_over_by ~1 {vehicle} on_purpose|deliberately|and_die|so
        """,
        "plan_of_death": """
            - goodbye|farewell|final|last letter|letters|note|notes|video ~4 {kin}
            - find|found|finds ~3 my_body|me_dead|me_hanging|me_swinging|me_cold
            - cut me down -{thing}
            - cut|come_and_cut|scrape me ~1 down|off_the -{thing}
            - last|another|next ~1 attempt on_my_life|failed|nearly_worked
        """,
    },
    unless={
        "end_it": "kept: {endable}",
        "self_harm_wish": "doubt",
        "self_harm_act": "{accident}",
        "overdose": """
            prescribed|doctor_told|with_breakfast|with_food|side_effects|on_the_website|poster
        """,
        "method": "job|jobs|course|training|debate|essay|bill|access_technician",
    },
    explicit=True,
    writer=frozenset({"as_others_did"}),
)
