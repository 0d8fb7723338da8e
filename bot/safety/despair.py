"""Rules for having no way on: no point, no worth, no strength, nothing to live for.

Each is about life as a whole. The same words about a form, a course or a job are
ordinary and must pass, so many rules name what may not follow.
"""

from bot.safety.pattern import rules

DESPAIR = rules(
    {
        "worthless_life": """
            - life|lifes|existence ~1 isnt|not|hardly|barely|never|doesnt_feel|no|aint ~2 worth|
              worthwhile ~2 $|living|anymore|anything|it|continuing|the_pain|the_effort -{where}
            - living|being_alive|it|staying_alive ~1 isnt|not|hardly|barely|never|no ~2 worth ~1
              living|anymore|the_pain|it_anymore -{where}|the_bus|the_money
            - not|isnt|hardly|never|is|worth|barely|wasnt|life|no ~2 worth living|staying_alive|
              being_alive|carrying_on|waking_up|existing -{where}
            - {life} ~2 no|without|lost|any|zero meaning|purpose|point|value|worth|sense|use|
              reason -at_work|in_the_job
            - {life} ~2 is|feels|has|are|seems ~2 pointless|meaningless|over|finished|worthless|
              not_worth|unbearable|unlivable|too_hard|too_painful|too_much|agony|torture
              -with_the|when_you
            - hurts|painful|agony|unbearable|hard|exhausting|torture ~1 to|being be_alive|live|
              alive|exist|stay_alive -on|in|near|{where}
            - nothing|nobody|anything|whats|what|anyone|zero ~3 live for -free
            - left to live
            - no|any|a|one|without|single|find|find_a|need ~1 reason|reasons to live|be_alive|
              stay_alive|be_here|go_on|carry_on|wake_up|keep_going|continue|stay|exist|get_up|
              still_be_around|be_around -in|at|on|{where}|the|with|my_claim
            - nothing left for_me|here|in_life|to_give|in_me|in_this_world|to_lose|now|anymore|
              inside -to_apply|on|at
            - see|have|got|has|is|theres no future -in|at|with|on|for_this|for_the
            - cant see|imagine|picture ~1 future -in|at|with|on
            - hate|hating|despise|loathe being_alive|living|existing|my_existence|that_im_alive|
              that_i_woke|waking_up_alive -{where}
            - hate my life ~6 over|end|gone|dead|out|stop|anymore
            - wasnt|not meant for|to_be this_world|in_this_world|alive|here
            - no fight left -in_the
            - reason|reasons ~5 to_live|for_living|of_living|live_for -{where}
            - {life} ~1 is ~2 pain|suffering|agony|nothing|torture $|and|i
            - cant bear|stand|face being|to_be ~1 alive|here|awake|me|in_this_world -at|in|on|for
            - being|to_be awake|alive|here|conscious ~2 unbearable|hurts|painful|torture|hell|
              agony|exhausting
            - existing|living|life ~2 exhausting|unbearable
            - everything|it|this ~1 has_to|must|needs_to end|stop $
            - i|ill stay|staying|stayed alive for|because
            - only ~3 keeps|keeping|holding|kept me here|alive
            - tired|sick|fed_up of pretending ~2 alive|ok|okay|fine ~1 $
            - too late for_me|to_save_me $
            - be saved $
            - {only} ~2 thing|reason|things|one|person ~3 keeping|keeps me alive|here|going -warm
            - {only} ~2 thing|reason|one|person ~2 stopping|stops me ~2 {kin}
            - if it wasnt|werent|not ~1 for ~3 {kin} ~3 dead|here|alive|gone|done_it|
              be_in_the_ground
            - how|struggling|trying|hard|cant|fight|fighting|reason|want_help|battle|learn ~2 to|
              be stay|keep|remain|be alive
            - how|struggling|trying|fight|fighting to stay|keep|remain alive
        """,
        "no_point": """
            - {nopoint} ~1 {goingon} {onward}
            - {nopoint} ~1 living|being_alive|existing|breathing|staying_alive|my_life|
              being_here_anymore|my_existence -{where}
            - {nopoint} $|anymore -{thing}
            - {nopoint} in|of|to ~1 living|life|being_here|being_alive|existing|it_all|any_of_it|
              any_of_this|anything|everything|waking_up|me|getting_up|myself|trying_anymore|
              this_life -with|at|in|for|on
            - {nopoint} ~2 me|my being_here|being_alive|existing|living|life|existence
        """,
        "enough_of_life": """
            - enough|sick|tired|fed_up|bored|weary|exhausted|done|finished|over|through|
              sick_and_tired|had_it|knackered ~2 of|with|from|by [this|my|this_whole] [whole|
              thing_called] {lifing} -on|in|at|off|out|with_the|near|without|for_the|early|here|
              apart|together|with_my|with_a|abroad|alone_in|away|under|between|costs|support|
              skills|to_the_job|at_the|going|being
            - tired|sick|fed_up|enough ~1 of|from|with living with|in|like|on pain|this_pain|this|
              myself|depression|my_head|this_body
            - tired|sick|fed_up of fighting|struggling|trying|hurting|existing|pretending|
              surviving|breathing to_stay|to_live|every_day_to|alive|and_want|i_want
            - its|all|game over for_me $|now
            - over living|life|being_alive $
            - depression|demons|darkness|illness|monster|it ~1 winning|won|win|wins|beaten_me|
              beat_me -the_lottery|award
            - done|finished|through living|existing|fighting_to_live|being_alive|breathing
            - i|im|ive|so ~1 done|finished|over with|of life|living|everything|being_alive|it_all|
              this_life|this_world
            - thats it for_me|me_done|me_finished -today|now_thanks|thanks|with|the
            - too tired to|of live|living|exist|be_alive|being_alive|go_on|carry_on|keep_living|
              fight_anymore|carry_on_living
            - enough ~1 of|with being ~1 here|alive|around|on_this_planet|on_this_earth|
              in_this_world -in|at|on|for
            - enough of everything|it_all $|and|i
            - i|ive|im|want_to|gonna|and|to ~2 give|gave|giving|given|ive_given up|in ~1 on life|
              living|everything|everyone|myself|it_all|the_world|existing
            - give|gave|giving|given up|in on|with living|life|existing|everything_and_everyone|
              myself|the_will
            - give|giving|given|gave up|in for_good|fighting_to_live|completely_i|on_everything
        """,
        "cant_go_on": """
            - {cannot} ~2 go_on|carry_on|keep_going|keep_on|going_on|hold_on|hang_on {onward}
            - {cannot} continue anymore|like_this|living|$|i|without_him|without_her|much_longer
            - dont_want_to|dont_wanna|no_longer_want_to ~1 go_on|carry_on|keep_going {onward}
            - dont|no|not|never ~1 see|want|know ~3 carrying_on|going_on|keep_going|carry_on|
              go_on|continuing {onward} -with
            - cant do|take|bear|stand|face|handle|live|survive|endure|fight|cope|manage|deal_with|
              carry|stomach [with] [it|this|life|living|any_of_this|like_this|the_pain|this_pain|
              everything|any_of_it|all_this|this_life|myself|being_alive|like_it|being_here|
              another_day|my_life|my_head] anymore|much_longer|longer -hours|than|of_this|of_the|
              of_these|form|job|work|from|on_this|with_this|with_the|with_these|with_my|with_work|
              courses|shifts|questions|calls|forms|on_the|at_work|training|zoom|jobs|for_work|
              in_my_job|on_my_own_money|applications|interviews|because_of_the_stairs
            - cant take|do|bear anymore of_this_pain|pain|of_life|of_this_life|of_it
            - cant face|do|see|take|bear|survive another day|night|week|year|birthday|christmas|
              morning|winter|sunrise -at|of_this_job|in|of_work|without|on|with_no|with
            - cant live|exist|survive|be_here ~1 like_this|with_myself|with_this_pain|
              in_this_world|this_way|with_it -in|on|with
            - cant live|exist|be_alive $
            - {howlong} ~1 i|can_i|days|i_can|i_will|ill|to ~2 go_on|keep_going|last|do_this|
              take_this|hold_on|carry_on|cope|live|survive|hang_on|take_it|take|do_it|stay|fight|
              left|keep_living|be_here -sick|leave|holiday|a|the|strike|claiming|getting|
              without_pay|benefits|uc|pip|esa
            - cant keep|go|carry living|existing|doing_this|going|fighting|on_living|pretending|
              waking_up|on_existing {onward}
            - cant|not ~1 stay|be alive|here much|anymore|like_this -{when}
            - reached|at|end_of|im ~2 end ~1 of ~1 my rope -with
        """,
        "no_way_out": """
            - only ~2 way_out|escape|one_way_out $|for_me|i_can_see|now|of_this_mess|of_this_life|
              of_this_pain|from_this
            - only ~2 way|option|choice|answer|solution|escape|way_out|road|thing ~3 to_die|death|
              dead|dying|suicide|kill_myself|end_it|ending_it|left_for_me -of_the
            - only ~1 option|choice|way ~1 left $
            - one way out -of_the|of
            - found|find|got|have ~1 a|my|the|one way_out|solution|escape ~4 relief|peace|finally|
              ready|death|free
            - no|cant_see_a|see_no|cant_see_any|isnt_a|isnt_any|dont_see_any|dont_see_a|never_a|
              not_a|cant_find_a|find_no ~1 way|other_way|escape out|from_this|but|except|through
              -of_the|of_my|of_a|for_wheelchairs|at|of_this_contract|of_this_course
            - death ~2 is|would_be|be|seems|feels|will|looks ~3 relief|answer|better|kinder|
              option|peace|way|escape|welcome|friend|freedom|release|kindness|comfort
            - welcome|accept|embrace death
            - nothing else|left to|for ~1 do|me ~1 but|except
            - peace|freedom|rest|relief ~3 when|once|if im|i ~1 dead|gone|die|died
            - {sounds} ~3 not_waking|not_existing|never_waking|being_dead|dying
            - not_waking|not_existing|never_waking|being_dead|dying ~4 peaceful|nice|lovely|good|
              appealing|relief
        """,
        "make_it_stop": """
            - {want}|make|please ~2 it|everything|this_all|all_of_it|the_world|my_life|life|
              my_heart|all_this|my_brain|my_existence ~1 to|all|would stop|end|be_over|go_away|
              finish|be_done|go_black|go_dark -raining|by|with|on|at|sending|making
            - want|wanna|wish|need|make|please ~1 it|this|everything|life ~1 all stop|end|over|
              go_away -sending|raining
            - ^ make it|this|everything|life ~1 stop $|please -sending|raining
            - please make it|this|everything|life stop -sending|raining|texting
            - want|wanna|wish|need|make|for|like ~3 pain|suffering|hurt|hurting|misery|agony|
              torture|darkness|voices|struggle [to|would] stop|end|be_over|away|over|gone|
              stop_forever|finish
            - want ~2 be over|done|finished $|for_good|now|with_it_all|already
            - want|wanna it|life|everything|my_life|this_life all|over|finished ~1 $|for_good|now|
              and_done
            - wish|wishing|hope|if_only ~2 it|life|everything was|were|would_be|would|could_be
              over|end|finish|stop
        """,
        # Not caring either way.
        "not_care_if_live": """
            - dont|not|no|couldnt|doesnt|never|stopped|wouldnt|past ~2 care|mind|bothered|fussed|
              matter|matters|give_a_toss|give_a_shit|give_a_fuck|caring|afraid|bother|cares ~3 if|
              whether|about|of ~3 live|die|died|living|wake|woke|alive|dead|exist|dying|waking|
              get_hit|get_run_over -in|near
            - live or die
            - wouldnt|dont|not ~2 mind|bothered|object ~1 dying|being_dead
            - living|alive|life or|and dying|dead|death -situation ~4 same|difference|matter|
              all_one
            - dont|not|no_longer care|mind what_happens to_me -at_work|in_the_job
            - not ~1 afraid|scared|frightened of|to dying|death|die|dead
            - stopped caring ~3 all_of_it|if_i|whether_i|about_living|about_life
        """,
    },
    unless={
        "no_point": """
            {thing}|form|forms|cv|applying|application|job|jobs|system|link|courses|interviews|
            applications|replies
        """,
        "make_it_stop": """
            {thing}|raining|send|sending|subscribed|course|class|job|placement|session|clinic|
            letter|letters|report|physio|sciatica
        """,
    },
)

# Each alone is an ordinary bad day. Two of them, or one beside a denial, is a sign.
WEAK = rules(
    {
        "worthless": """
            - i|im|ive|feel|feeling|so|am|be|completely ~3 worthless|useless|failure|waste|
              nothing|subhuman|disgusting
        """,
        "hopeless": """
            - hopeless|no_hope|lost_hope|lost_all_hope|losing_hope|giving_up_hope|given_up_hope|
              despair|despairing|desperate -at|with
            - no|any|see ~1 future|way_out|light|hope -in|at|of
        """,
        "burden_weak": """
            - burden -of|at|on_the_employer|at_work|asking|because_of_my_adj
        """,
        "better_off": """
            - everyone|family|kids|they|theyd|wife|husband|partner|mum ~2 be|is better_off $
        """,
        "hate_self": """
            - hate|hating|loathe|disgusted|despise ~1 myself|my_life|who_i_am|my_body|being_me
        """,
        "give_up": """
            - i|im|ive|to|feel_like ~2 give|giving|given|gave up $|everything|i
        """,
        "cant_cope": """
            - cant cope|do_this|take_this|take_it|manage|do_it|handle_it|bear_it -with|form|job|
              off|on|from|at|question|course
        """,
        "alone": """
            - nobody|none ~2 cares|care|loves|notices|wants|needs|understands ~1 me|about_me|$|
              anyway
        """,
        "numb": """
            - numb|empty|dead_inside|dying_inside|broken|hollow|trapped -at|vessel|tank|fridge|
              box|page|screen|cupboard|lift|chair|wheelchair|promises
        """,
        "nothing_matters": """
            - nothing matters|helps|works|ever_changes|will_change|will_ever
        """,
        "whats_the_point": """
            - whats|see_no|no|see_the|see_any|the point|purpose $|anymore|anyway
        """,
        "enough": """
            - i|im|ive|had ~2 enough|tether $|anymore|now
        """,
        "killing_me": """
            - dwp|they|government|system|jobcentre|tories|atos|capita|maximus|pip are|is|r|want
              killing|to_kill|me us|me|dead
        """,
        "over_the_edge": """
            - pushed|push|pushing|tipped|tip|drove|driven|drive|sent me over|off|to the edge|
              limit|brink|end
        """,
        "breaking_point": """
            - breaking point
        """,
        "what_is_left": """
            - whats left $|tell_me|for_me|of_me|now|anymore -of_my|of_the|on|at|in|to_pay|to_do
        """,
        "lost_all": """
            - lost ~8 wife|husband|partner|family|kids|home|house|flat|everything|car ~4 job|wife|
              husband|partner|family|kids|home|house|everything|car
        """,
        "tether": """
            - end of my_tether|the_tether
        """,
        "not_coming_back": """
            - not|never|wont|dont_want_to ~1 coming|come back
        """,
        "affairs": """
            - sorted|sorting|put|given|gave|made ~3 will|funeral|affairs|away|order -back|job|form
            - everything is|all sorted
        """,
        "done": """
            - i|im|ive|so ~1 done|finished|over $|now|with_it|fighting|trying
        """,
        "exhausted": """
            - exhausted|tired|worn_out|drained|had_it|sick|fed_up of|from|by|with fighting|
              everything|it_all|trying|struggling|all_of_it
        """,
        "dont_care": """
            - dont|no_longer|not care what_happens|anymore|about_anything|about_myself
        """,
        "wont_get_better": """
            - keep|keeps|says|say|saying ~2 gets|get better
            - no|not|never|wont ~2 better|get_better|improve|change|ever_end -off|job
        """,
        "sleep": """
            - want|wanna ~2 sleep|hide|run_away all_day|and_hide|$
        """,
        "not_your_fault": """
            - nobody|not|isnt ~1 fault|your_fault|anyones_fault|nobodys_fault|to_blame
        """,
        "stopped_meds": """
            - not|stopped ~1 taking ~3 {drug}
        """,
        "let_it_happen": """
            - let it|nature ~1 happen|take_me|end|take_its|come
        """,
        "given_pet": """
            - given|gave|rehomed|give my cat|dog|pet|pets|dogs|cats -his|her|their|a
        """,
        "nothing_left": """
            - nothing left -to_apply|in_my_account|in_the_fridge|to_eat|to_wear|by|on_the|
              after_bills|in_the_bank|for_food|this
        """,
        "sorry_for_everything": """
            - sorry for everything|being_such|being_a_burden|letting_everyone
        """,
        "goodbye_word": """
            - goodbye
        """,
        "do_it": """
            - gonna|will|ill|have_to|ive_to do it $|tonight|now
        """,
        "at_peace": """
            - at_peace|calm|ready ~1 with_it|now|$
        """,
        "decided": """
            - ive|i decided ~3 be|do this|tonight|tomorrow|it
        """,
        "finality": """
            - no turning_back|going_back now|$
            - this ends now|tonight|today
            - anymore pain|suffering|hurting
            - get over it
        """,
        "nobody_can_stop_me": """
            - nobody|cant|wont|dont ~2 stop me $|now|this
        """,
        "mean_it": """
            - i mean it
        """,
        "the_day": """
            - today|tonight is the ~1 day|night
        """,
        "battle": """
            - losing the|this|my battle|fight -with|for
        """,
        "want_to_stop": """
            - want|wanna to|want_to ~1 stop $
            - erase me
        """,
        "drinking": """
            - drinking|drunk|drank again|every_night|too_much|on_my_own|alone
        """,
        "alone_tonight": """
            - alone|by_myself tonight|again|in_the_flat|every_night
        """,
        "dark_place": """
            - dark|low|bad place|low|times|hole
        """,
        "crying": """
            - cant_stop|been crying
        """,
        "lost_everything": """
            - lost everything|my_wife|my_husband|my_home|my_kids
        """,
    },
)
