"""Rules for wishing to be gone, and for goodbyes.

What is *not* said after the words often decides: "I won't be here much longer" is a
sign, "I won't be here on Friday" is not.
"""

from bot.safety.pattern import rules

LEAVING = rules(
    {
        "not_be_here": """
            - {nowish} ~1 be|being here|around|awake|present -at|in|on|for|when|with|all_day|
              every|doing|because_the|to_do|{day}|until|till|smokers|people|without_my|late|early|
              it_smells
            - {nowish} ~1 be on_this_earth|on_this_planet|in_this_world|part_of_this
            - wish|wishing|hope|hoping|pray|rather ~2 i|id|im|ill ~1 wasnt_here|werent_here|
              not_here|wasnt_alive|wasnt_around|didnt_exist|never_existed|werent_alive|never_born|
              could_disappear|could_vanish|werent_around|dont_exist|were_not_alive|was_not_alive|
              was_not_here|were_not_here|was_gone|were_gone|could_stop_existing|wasnt_me -at|in|
              on|for
            - shouldnt|should_not|not_meant_to|not_supposed_to|dont_belong ~1 be|to_be|being|exist
              here|alive|$ -{day}|at
            - shouldnt exist
            - not|never|wasnt|werent|wish_i_wasnt|wish_i_werent ~1 been|be|was|had_been|were|ever
              born -in|into|with|here|deaf|disabled|yesterday|rich
            - never|wasnt|werent|not born -in|into|with|here|deaf|disabled|yesterday|rich
            - if i wasnt|werent|isnt|was_not|was_no_longer|were_not|no_longer here|around|alive|
              in_it $|anymore|they|it|everyone|no|my|then|would
            - about not being|be here|alive|around
            - {want} ~2 disappear|vanish|fade_away|disappearing|vanishing|fading_away|evaporate $|
              without_a_trace|forever|and|completely|from_this|from_the_world|from_the_earth|
              off_the|into_nothing|for_good|i|so|altogether|because|too|now
            - {want} ~2 be gone|no_more|at_peace|at_rest|out_of_this_life|free_of_this_life|
              free_of_this_world|free_from_this_life|out_of_this_world -by|at|before|from_here|
              for|until|when|all|next|this|on|#
            - {want} out of|from ~1 life|world|it_all|everything|existence|misery|body
            - want|wanna|ready|going|gonna ~2 sleep|rest|nap ~3 forever|for_good|never|eternally|
              permanently|and_not|not_wake|dont_wake|wont_wake
            - break|rest|holiday from existing|living|being_alive
            - way|ways to not {waking}|exist|be_here|be_alive
            - sleep forever|and_never_wake|and_not_wake|permanently
            - {want} ~2 stop|be existing|nothing|nonexistent -{where}
            - {want} ~3 leave|depart|exit this|the world|earth|life|planet
            - want|wanna off ~2 planet|world|earth
            - check|checking|checked|opt|opting|log|logging|bow|bowing out of|from ~1 life|world|
              living
            - quit|quitting|resign|resigning|retire|retiring [from|on] life|living|the_world
            - stop the world
            - the long|eternal|big|forever sleep
            - eternal sleep|rest
            - never asked to_be_born
            - abort|aborted me
            - world ~1 doesnt|dont|not want|need me
            - no place ~7 world|earth -of_work
            - make|let me disappear|vanish $
            - should|could gas|cull|exterminate|shoot us|me|people_like_me
            - {want} ~1 pull_the_plug|switch_off_forever|turn_off_forever|check_out_of_life
            - easier|simpler|better|kinder|kindest|nicer ~5 not_be_here|wasnt_here|werent_here|
              not_exist|wasnt_around|not_being_here|not_existing|was_not_here|disappeared
            - to|i not exist|be_alive
            - tonight|soon|finally ~3 be free|at_peace -after|at|from|to|for|next
            - only ~2 way|place ~3 free|peace|stop|rest ~4 dead|gone|die|asleep
        """,
        "want_out": """
            - want|wanna out $|now
        """,
        "not_wake_up": """
            - {nowish}|hope|hoping|wish|wishing|pray|praying|want|wanna|if_i|mind|sleep|rather|
              care|bed|asleep|prefer|scared|love|could|think* ~7 not|never|dont|wont|wouldnt|
              didnt|doesnt|couldnt|without|shouldnt ~2 {waking} -up|{clock}
            - {nowish} ~1 {waking}|open_my_eyes -up|{clock}
            - never|not {waking} again|from_it|anymore
            - night be my last
            - stay asleep forever
        """,
        "wont_be_here": """
            - wont|not_gonna|wouldnt|not|dont_think_ill|doubt_ill|dont_plan_to|dont_expect_to|
              dont_intend_to ~2 be here|around|alive|living|about ~2 much_longer|by_then|
              by_the_time|anymore|for_long|to_see|long|soon|by_christmas|come_christmas|
              for_christmas|next_year|this_time_next|to_find|to_need|long_enough|when_they_decide|
              after_tonight|tonight|to_hear|to_read|for_it|for_that_day|for_the_tribunal|
              for_the_hearing|for_the_decision|for_the_next
            - soon|then|by_then|before_long|tomorrow ~3 wont|not ~2 be|exist here|around|alive|$
            - wont|not_gonna ~1 be alive -to
            - wont|not_gonna|dont_think|doubt ~2 exist|live_long|live_to_see|live_much_longer|
              see_christmas|see_the_new_year|see_tomorrow|see_the_end_of|see_my_next_birthday|
              last_the_night|see_next_year|see_another
            - dont_think|doubt|unlikely ~2 i|ill|im|id ~2 live_long|live_to_see|make_it_through|
              be_alive|last_the|last_much|see_christmas|see_next_year|survive_this|be_around|
              be_here -on|at|{day}|until|till|before|by
            - wont|not_gonna|dont_think|might_not|cant ~3 make_it|last|get_through ~2 the_night|
              tonight|the_weekend|winter|till_christmas|to_christmas|the_week|another_day|
              another_week|another_night|the_month|till_morning|to_the_morning|to_morning|
              through_the_day|till_tomorrow|to_tomorrow -without
            - wont|not|shant|never ~1 have_to|need_to|be ~1 deal|put_up|bother|worry|cope|pay|
              problem|bothering|worrying|burden|bother_you|trouble|nuisance ~3 me|much_longer|
              anymore|longer|soon -with_the|with_them
            - not|wont|wouldnt|never hear|be_hearing|see|be_seeing ~3 from_me_again|of_me_again|
              me_again|me_ever
            - wont|dont|no_longer ~1 need|want|be_needing ~4 where_im_going|after_tonight|
              when_im_gone|once_im_gone|much_longer|soon
            - after|by tonight|today|tomorrow ~4 wont_matter|be_over|be_free|be_gone|nothing|
              no_more_me|nobody
            - it|itll|this|everything ~2 be all_over|over soon|tonight|then -when|after|the
            - all be over soon|tonight
            - soon it|itll|this|everything ~3 over
            - wont|not|never|wouldnt see #|next_week|next_month|spring|summer|the_spring|
              the_summer -#
            - dont|not|didnt|no ~1 expect|plan|planning|intend|plans ~1 to_see|to_be_here|
              being_around|being_here|on_being|to_live|living|to_be_around|being_alive|on_living|
              be_around|be_here -on|at|{where}
            - not ~1 long left -on|to_apply|in|at|until
        """,
        # With nothing after it, unless the message names a day or an appointment.
        "not_around": """
            - not_gonna|wont|not be here|around $|anymore|soon|long|and|but
            - if|when|once im|i ~1 not|wasnt|werent|isnt here|around anymore
        """,
        "without_me": """
            - better|happier|easier|kinder|kindest|simpler|safer|best|relief|richer|well ~6
              if_i_wasnt|if_i_werent|if_i_disappeared|if_i_died|if_i_never|if_i_didnt_exist|
              with_me_gone|with_me_dead|when_im_gone|once_im_gone|when_im_dead|if_i_killed|
              if_i_went|if_im_gone|if_im_dead|if_i_ended|if_i_did_it|if_i_jumped|not_having_me
            - better|happier|easier|kinder|kindest|best|simpler|relief|favour ~6 if i|im|i_was|
              i_were|it_was ~2 {gone}
            - better|happier|easier|best|kinder ~1 off ~1 without me -working|there|at|on|having|
              being
            - better|happier|easier|best without me -working|there|at|on|having|being
            - world|everyone|family|kids|mum|children|they|theyd|husband|wife|people|life|nobody
              ~5 without me -there|at|on|working|having|being|knowing|asking
            - better off dead|gone|in_the_ground|in_a_coffin|in_heaven
            - worth more dead|gone
            - more use|help|good|worth|value|useful dead|gone
            - everyone|world|family|people|kids|they ~3 relieved|happy|glad|celebrate|cheer|
              pleased|rejoice|free ~5 im_gone|i_died|i_die|im_dead|i_was_gone|i_was_dead|of_me
            - better|happier|easier|kinder|simpler|safer|well|fine ~6 without me -working|there|
              at|on|having|being|knowing|asking
            - favour ~4 going|dying|disappearing|being_gone|being_dead|killing|ending
            - better|best|easier|kinder for everyone|all|them|my_family $|this_way|if_i_go|
              if_im_not
            - they|theyll|theyd|kids|family|mum|everyone ~2 get over me|losing_me
            - my death would|will solve|fix|help|free
            - insurance ~1 money|payout ~5 me|my_family|my_kids|when_im
        """,
        "nobody_would_miss_me": """
            - nobody|who|not_one|none|no|anyone|anybody|would_you|would_they ~4 miss|remember|
              mourn me|i_am -at|in|from|on|if_i_skip|if_i_miss|if_i_dont|today|this
            - nobody|who|anyone|anybody|none|they|person|one ~4 miss|notice|notices|remember|care|
              find|mourn|cry|bothered|know|cares|realise|mind|realised|cared ~3 i|im|ive|id ~2
              {gone}
            - nobody|who|anyone|they|you ~2 care|cares ~1 if|whether i ~1 live|die|lived|died|
              exist
            - if i ~2 die|died|dead|killed_myself|was_dead|were_dead|disappeared|ended_it|
              dropped_dead ~4 who|nobody|everyone|they|theyd|anyone|would|you|people|world
            - nobody|who|anyone ~4 come|go|turn_up ~3 funeral
            - funeral ~4 nobody|mine
            - {who}|how_long ~6 find|found|notice|discover my|me body|dead
            - {find_after} ~3 days|weeks|months ~6 find|notice
        """,
        "burden": """
            - i|im|ive|being|feel|me ~4 burden|drain|waste_of_space ~1 to|on|for [my|the|all|
              my_own] [whole|lovely|poor|own] {dearones} -at
            - free|rid|shot of me -at|as|from_work|because|for_not|cheaply|by
            - i|im|me ~2 burden ~1 my {kin}
            - me burden {kin}|everyone|all
            - better ~1 me|i gone|dead|die
            - drag|dragging|bringing everyone|my_family|my_wife|them_all|my_kids down ~6 gone|
              dead|without_me|go
        """,
        # Being with someone who has died.
        "join_the_dead": """
            - want|ready|going|gonna|wanna|time|soon|wait|be|wish|ill|need|longing|hoping|let_me|
              rather ~6 with|join|joining my|our|him|her|them|god|jesus|you ~4 again|up_there|
              in_heaven|in_the_sky|on_the_other_side|on_the_other|passed|died|in_the_ground|
              in_the_next_life|in_paradise|in_the_clouds|dead|soon|in_the_grave|in_death -of
            - want|ready|gonna|wanna|time|wish|want_to|longing|need ~4 be_with|join|go_to|
              go_and_be_with|be_together_with|go_be_with|meet ~1 my|our|him|her|god|jesus|allah
              {kin}|late_husband|late_wife|late_mum|late_dad|late_mother|late_father|$|who|he|she|
              again|up|in_heaven $|he|she|who|again|up_there|now|in_heaven|since|when_he|passed|
              died|so|they|that_died|because -at_the|passed_the
            - be with him|her|them|mum|dad|nan|my_mum|my_dad|my_husband|my_wife|my_nan|my_son|
              my_daughter|my_baby soon|again|now|up|in_heaven|tonight|where|forever
            - {miss} ~6 want ~2 be|go_and_be|join with|him|her him|her|them|$ -at|on
            - with|join|see|meet|to|and ~4 in_heaven|the_other_side|afterlife|the_next_life|
              pearly_gates -of
            - ready|time|want|prepared to|for ~1 go|leave|meet|die [now] [and] be_with|join|
              to_heaven|to_god|my_maker|to_my|this_world|this_life|forever|peacefully|to_jesus|
              god|home_to_god|home_to_jesus|home_to_the_lord
            - go|going|gone|come home to_god|to_jesus|to_the_lord|to_my_lord|to_allah
            - ready to go now
            - if|when|once ~3 dies|goes|die|gone ~2 i|ill|im go|going|gone|follow|die $|too|
              as_well|with
            - see you|ya|them in_hell
            - meet|meeting my_maker|the_lord
            - with the_angels|angels
            - angels|heaven|god|death|grave|reaper|other_side ~2 calling|calls|needs|wants|
              waiting_for ~1 me -to
            - calling me ~3 other_side
            - belong|with|among|join the dead
            - go|be where ~1 she|he|they|mum|dad|shes|hes ~1 $|now|is|are|went
            - hoping|wish|hope|pray|praying ~2 for ~1 heart_attack|stroke|cancer|aneurysm|death|
              terminal
            - hope|hoping|wish|wishing ~2 scan|test|results|it|diagnosis ~2 be|was|were|is
              terminal|cancer|fatal
            - wish ~2 i|id got ~1 cancer|the_cancer|ill_instead
            - soul|spirit|heart ~2 tired|wants|ready ~3 leave|go|rest|sleep
            - died|passed|gone|dead|lost|death|killed|left|funeral|buried|grave ~14 want|wanna|
              wish|ready|rather|gonna|should|thinking ~4 go|follow|join|went|be_with|go_with|
              going|same|die ~1 too|as_well|with_him|with_her|him|her|them|next|way -course|
              the_course|club
            - god|lord|jesus|allah|cancer|covid|illness|death|stroke|heart_attack|heart|virus|
              flood|bomb|tumour|reaper ~4 take|took|taken|kill|killed|finish|finished|takes|have
              me $|away|home|out|soon|tonight|in_my_sleep|now|already|instead|and|every
            - god|allah|lord ~4 to|please take|kill|have me
            - going|think|gone|go|thinking|do|doing|want ~2 same_way -to|home|as_the|as_before|
              to_work|again_to
            - want|should|gonna|going ~2 follow ~2 to_the_grave|him|her|them $
        """,
        "goodbye": """
            - written|wrote|writing|write|left|leaving|finished ~4 letter|letters|note|notes|video
              ~3 {kin} -about|from|carer_about|who_runs|at_the|for_carer|about_dinner
            - written|wrote|writing|left|leaving|done ~2 my|a|the|goodbye|last|farewell|final|
              suicide letter|letters|note|notes $|for_after|for_when|after|behind|tonight|and|
              already -at|in_the_journal
            - goodbye|farewell|suicide letter|letters|note|notes
            - letters|letter|notes|note ~6 for_after|when_im_gone|after_im_gone|for_when_im
            - want_to|wanna ~1 say ~1 goodbye -to_my_job|to_my_team|to_my_manager|to_my_work|
              to_colleagues|properly_to
            - saying|said|say|says|made ~1 my|a|final|last goodbye|goodbyes|farewell|farewells
              -to_my_job|to_work
            - saying|wanted_to_say|said|want_to_say|came_to_say|say|here_to_say|time_to_say|
              texting_to_say goodbye $|everyone|to_everyone|to_all|to_the_kids|to_my_kids|
              to_my_family|to_my_children|to_my_mum|to_my_dad|to_my_wife|to_my_husband|
              to_the_world|to_you_all|forever|for_good|properly|before_i|and_sorry|and_thank|
              world|to_life|to_people|one_last|to_them|i
            - goodbye forever|everyone|world|cruel_world|for_good|all_of_you|my_friends|and_sorry|
              sorry|i_love|life|all
            - final|last|forever goodbye
            - this is|is_it_then ~1 goodbye
            - goodbye ~6 wont_hear|sorry_for|forgive|i_love_you|cant_do|had_enough|better_place
            - this_is|is|was my|the|a [very] last|final message|text|words|night|day -to_dwp|
              to_you_about|today|for_today|about|tonight_im|in_this|of|at|from|for_the
            - my last|final words|goodbye
            - this_is|is last|final message|text|words|goodbye|day_on_earth|night_on_earth|
              night_alive|day_alive|christmas -to_dwp|to_you_about|today|for_today|about|
              tonight_im|in_this|from|at|of
            - my|the last|final day|night|week|hours on_earth|alive
            - by the time ~2 you|they|anyone|someone read|get|reads|see|find|gets|reply|replies|
              finds ~2 this|me|it|message|text|letter ~6 gone|dead|over|late|passed
            - tell|let|telling ~2 {kin} ~4 love|loved|sorry|forgive|goodbye
            - when|after|once|till|until|for_when|if im|ive|i ~1 gone|dead|buried|passed|not_here
              -to|through|from|back|home|from_work|into|on|away|for|all|at
            - look|looking|care|watch ~2 after|for|over ~3 {kin}|cats|dogs|pet|pets ~4 me_gone|
              im_gone|i_go|im_dead|im_not_here
            - giving|given|gave|give ~1 away ~2 everything|my_things|my_stuff|my_possessions|
              my_belongings|all_my|possessions|belongings
            - giving|given|gave|give ~1 my|all ~2 things|stuff|possessions|belongings|everything|
              clothes away
            - given|gave|giving|give ~5 cat|dog|pet|possessions|stuff|things|belongings|everything
              ~14 sorted|funeral|will|goodbye|gone|nothing_keeping
            - sorted|sorting|put|arranged|planned|paid|planning|made|written ~3 will|funeral|
              affairs ~12 nothing_keeping|gone|done|goodbye|given|gave|no_point|ready|end
            - planning|planned|arranged|sorted|organised ~1 my|my_own funeral
            - funeral wishes|songs
            - affairs ~2 order ~8 ready|gone|done|end|goodbye|die
            - nothing keeping|holding me here|alive|on_this_earth
            - when|if|until|once|till|be ~2 in a box|coffin|grave|morgue
            - in the ground|morgue|grave $|soon|with
            - rip|rest_in_peace me|myself
            - my time is_up|has_come|to_go|to_die
            - its my time $|to_go|now
            - at_peace|peace|calm ~3 decided|decision|made_up_my_mind -to|about
            - decision|decided ~3 calm|peace
            - last christmas|birthday|night|summer ~1 for_me|alive|on_earth
            - my last|final night|christmas|birthday|summer $
            - my last|final ~1 few|days|hours|weeks ~1 $|left|alive -at|of|in|with|on
            - last time ~2 well_talk|we_talk|we_speak|well_speak|you_hear|you_will_hear|i_write|
              you_see_me|i_text|well_chat
            - dont try to_stop|and_stop|to_save me -working|claiming
            - my [own] funeral|coffin|grave|headstone|gravestone
            - order ~1 coffin
            - let me freeze|starve|rot|bleed|drown|perish|die
            - be|im|become|just another statistic
            - dead claimant|claimants -family
            - add ~1 me ~3 death|dead|list|count|toll
            - my name ~4 list|count ~4 killed|death|dead
            - read|hear about me ~3 paper|news|papers
            - make|made|making ~2 peace $|with_it|with_everything|with_god|with_dying|with_death|
              with_that|with_myself|with_not_waking|with_not_being -with_the|with_my_job|with_not
            - given|gave my cat|dog|pets|dogs|cats ~4 {kin}|neighbour ~8 nothing|sorted|paid|gone|
              goodbye|ready
        """,
    },
    unless={
        "want_out": "kept: {thing}|{endable}",
        "not_around": "{when}",
    },
)
