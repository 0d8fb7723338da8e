"""Rules for danger near at hand: places, means, plans, voices, and fear of oneself."""

from bot.safety.pattern import rules

DANGER = rules(
    {
        "in_place": """
            - stood|standing|sat|sitting|stand|im|up|looked|looking|climbed|was|go|going|went|
              walked|walk|here|been|drove|back ~3 on|at|off|over|to|onto|near|by ~3 bridge|ledge|
              roof|rooftop|cliff|cliffs|tracks|railway|viaduct|beachy_head|train_tracks|railings|
              multistorey|balcony|parapet ~3 looking|look|thinking|thought|jump|down|crying|again|
              edge|for_hours|tonight|wondering|now|cant|want|last_night|every_night|at_night|
              on_my_way_home -jobs|job|waiting|work|roofing|station|cafe|lane|road|terrace|
              inspection|is_closed
            - stood|standing|sat|sitting|stand|on|at|near|over|by ~1 edge|top|ledge|side|roof of
              ~2 {height}|tracks|railway -waiting|cafe|restaurant|bar
            - im|i ~1 on ~2 multistorey|top_floor $|car_park|now|tonight|and|top_floor
            - by|at|near|on ~1 railway|railway_line|tracks|train_line ~1 now|cold|alone|tonight|
              waiting_for_it
            - watching ~1 trains
            - close to ~1 edge ~4 platform|purpose|cliff|roof
            - police|officer|stranger|someone|man|security ~2 me|i ~3 off|from|on|down ~4 bridge|
              ledge|roof|tracks|edge
            - found ~2 on ~1 bridge|ledge|roof|tracks
            - dont|stopped ~1 look|looking ~3 cross|crossing
            - stood|standing|stand|sat|sitting ~2 on|at|by ~2 bridge|ledge|viaduct|cliff|cliffs|
              railings|parapet -waiting|taking|selling|job|cafe|with_my_bus|handing
            - platform ~6 think|thinking|thought ~2 about|of ~1 train|trains|jump|jumping|it
              -times|strike|fare
            - wrong side of ~2 railings|bridge|barrier|fence|rail
            - middle of ~2 bridge -project
            - walked|went|drove|been|go ~4 bridge|cliff|tracks|viaduct last_night|tonight|again|
              at_night|every_night
            - car|drive|drove|driving ~4 toward|towards ~1 wall|tree|lorry|bridge
            - driving|drive ~4 on_purpose|recklessly
            - thinking|think|thought|want|nearly|tempted|about ~2 step|stepping|stepped off ~1
              kerb|curb|pavement|platform|edge
            - edge ~2 platform ~8 thought|thinking|looked|jump|nearly|today
            - im|sat|sitting|standing ~1 on ~1 the|a ledge|roof|edge|bridge|tracks|cliff -of|
              about|with|waiting|for|to|working|looking_for|doing|fixing|cafe
            - thinking|think|thought|looking|stare|staring|stared|dreaming|watching|hearing ~3
              about|at|of|towards|over ~3 train_tracks|tracks|the_bridge|the_river|the_rope|
              the_knife|the_knives|the_blade|the_razor|the_pills|those_pills|the_edge|
              all_the_pills|the_trains|the_drop|the_railway|razors|knives|the_water|razor_blades|
              rope|my_pills|the_tablets_in|the_train|the_platform -strike|times|fare|fares|to|
              driver|from|job|station
            - looking|staring|stare|looked|stared|holding|hold|counting|counted|sitting|sat|laid|
              playing|here|got|have ~2 at|with|all|out|the|my|a|these|looking_at|counting ~3
              {drug}|{blade} -for_the|job|for_my|leaflet|side_effects|dose|skills|make_me|
              interfere|sales|access
            - {drug}|{blade} ~3 lined_up|in_front_of_me|in_my_hand|in_my_hands|here_in|next_to_me|
              beside_me|within_reach|calling|laid_out|in_the_cupboard|in_the_cabinet|ready_to|
              ready -for_work
            - got|have|lined_up|holding|with ~3 {drug}|{blade} ~3 in_front|in_my|ready|here_now|
              lined|next_to|to_my -bag|kitchen|work
            - {blade} to|at|on|against|round|around|across my wrist|wrists|throat|neck|arm|arms|
              leg|skin|chest
            - nearly|almost|thought_about|tempted_to|want_to|wanna|could|gonna ~2 stepped|step|
              walk|walked|jumped|drove|drive|ran|crash|crashed|swerve|swerved|stepping|walking|
              walk_out|fell ~2 out|in_front|into|under|off|infront ~4 {vehicle}|bridge|edge|wall
              -and_hurt
            - hope|hoping|wish|wishing|pray|praying|want|wanna|mind|if_only ~5 hit|run_over|
              knocked|hits|flattened|ran_over|crashes|crashed|mowed|struck ~4 {vehicle}|me|
              lightning|plane -up|with|on|back
            - wish|wishing|hope ~3 {vehicle}|accident|crash|operation|stroke|heart_attack|op|
              overdose|fall|explosion|plane|surgery ~3 killed|hit|finished|took|had|did|taken|
              worked|succeeded ~2 me|killed_me|worked
            - should have|really_have ~1 died|been_dead|not_survived|never_woken|killed_me|
              not_made_it|let_me_die|let_me_go|bled|been_me_that_died|gone_instead
            - wish|rather ~3 let|left me die|go|there_to_die|bleed -home|on
            - put me down like_a|like_an|like_they|humanely|as_you_would|the_way_you
            - put me to_sleep like|as|for_good|forever
            - been me who_died|that_died|in_that_crash|not_him|not_her|instead
        """,
        "misery": """
            - put|put_me out of my misery
        """,
        "not_safe": """
            - not|dont|never|isnt|doesnt ~2 safe ~1 with_myself|from_myself|on_my_own|alone|
              tonight|by_myself|around_pills|around_my|around_knives|in_my_head|in_my_own|
              being_alone|right_now|to_be_alone|to_be_left -at_home|on_the|in_the|on_a|walking|
              on_buses
            - im|i ~1 not safe $
            - dont|cant|not feel safe $
            - feel|feeling|im|am unsafe $|with_myself|tonight|from_myself|alone
            - cant|need|help|struggling|trying|how|can|promise|think_i_can ~3 keep|keeping|stay|
              staying [myself|me] safe -at_work|from|online|on_the|in
            - i|please ~3 something ~2 cant_undo
            - do|doing|done something ~2 stupid|silly|daft|drastic|terrible|awful|reckless|bad|
              dangerous|to_myself|permanent|i_regret|ill_regret|rash|desperate|final|cant_undo|
              i_cant_undo|i_cant_take_back|undo -wrong|on_the|with_my_claim|on_my
            - gonna|might|could|will do something $
            - scared|afraid|frightened|terrified|worried|fear ~3 what|of_what|about_what i|ill|id|
              im ~3 do $|to_myself|if|tonight|next|when_im_alone|alone
            - scared|afraid|frightened|terrified|worried|fear of|by|about myself|my_own_mind|
              my_own_thoughts|my_thoughts|being_alone_with
            - dont|cant|not|never|no ~1 trust myself $|with_the|with_my|with_a|with_knives|
              with_tablets|with_pills|alone|tonight|around|on_my_own|right_now|anymore|not_to|
              to_be_alone|to_stay|today|at_the_station|near|at_night|by -spreadsheets|money|
              driving|laptop|computer|card
            - might|could|gonna|will|may ~2 do ~2 something|anything to myself
            - danger|risk|threat to myself -or|form|what|mean
            - what i|ill|id|im ~3 do to myself
            - cant stop|control myself|the_urges|these_urges $|tonight|from
        """,
        # Asking for the people who answer such calls.
        "asks_for_help": """
            - samaritans -volunteer|job|role|volunteering|training|advert|vacancy|charity|shop|
              work
            - number|ring|rang|text|texted|call|called|need|phone|phoned|speak|spoke ~4
              samaritans|crisis_line|suicide_line|crisis_team|shout_line
            - text|texted|texting shout
            - ^ in ~1 crisis -with|loan|payment|fund|housing|management
            - i|im|am|me ~1 in ~2 crisis -with|loan|payment|fund|housing|management
            - mental_health|suicidal|emotional|mh|psychiatric crisis -team|service|worker|loan|
              cafe|house|support|training|payment|because
            - need|want|should|asking|asked ~3 sectioned|sectioning
        """,
        "dark_thoughts": """
            - dark|darkest|black|horrible|dangerous|scary|morbid|evil|very_bad|self_destructive|
              nasty|horrid thoughts|thought|place_again|feelings|ideas
            - bad|those|them|these|my|the|scary thoughts are_back|back|again|wont_stop|
              getting_worse|are_coming_back|came_back|coming_back|have_come_back|are_winning
            - having|have|had|getting|get bad|those|them|intrusive|the|them_sort_of thoughts $|
              again|of|about_dying|about_death|i -about_work|about_the_interview
            - thoughts of|about ~1 dying|death|hurting|harming|ending|jumping|not_being|killing|
              cutting|going|leaving_this|harm|doing_it
        """,
        "voices": """
            - voice|voices|head|brain|mind|demons|demon|devil|tv|illness|thoughts|something ~3
              tell|tells|telling|say|says|saying|said|scream|screaming|shout|shouting|want|wants|
              order|ordering|whisper|whispering ~4 kill|hurt|harm|end|die|jump|do_it|cut|burn|
              end_it|drown|hang|go_now|dead|finish|worthless|deserve
            - heart say|says|tell|tells|want|wants ~3 finish|die|stop|end|sleep
        """,
        # What a stopped benefit would lead to.
        "if_they_stop": """
            - if|when|because|since|once|soon_as|after ~9 stop|stops|stopped|cut|cuts|take|takes|
              took|taken|lose|loses|lost|refuse|refused|refuses|sanction|sanctioned|sanctions|
              fail|fails|failed|reject|rejects|turn|turned|say_no|says_no|zero|goes|gone|end|
              ended|reassess|reassessed|tribunal|appeal|make|force|forced|evict|evicted|win|
              dont_win|money|pip|esa|uc|find_me|found_me ~10 ending_it|end_it|im_gone|
              im_done_for_good|i_stop|it_for_me|finish_it|no_reason|wont_be_here|ill_be_dead|
              im_dead|ill_be_gone|ill_jump|i_jump|off_the_bridge|im_finished|do_it_this_time|i_go|
              ill_go_too|nothing_left|doing_it|its_over_for_me|thats_me_done|thats_me|
              thats_me_gone|my_life_is_over|im_out_of_here_for_good|im_not_staying|im_off_the|
              on_their_hands|my_blood|not_gonna_be_here|not_gonna_be_around|in_a_box|in_a_coffin|
              in_the_ground|i_die|ill_die|me_die|top_myself|no_point
            - stop|stops|cut|cuts|take|takes|lose|no ~3 money|pip|benefit|benefits|esa|uc|dla|
              payment ~2 i|me|ill ~1 die|dead -of
            - pip|money|benefit|benefits|esa|uc|dla|payment stop|stops|gone|finish|cut ~2 i|me|ill
              ~1 die|dead -of
            - one more|another ~5 and|then|or|ill ~4 do_it|me_gone|im_gone|thats_it_for_me|
              thats_me|im_done|ending|end_it|jump|im_out_of_here_for_good|no_more_me|finish_it
              -for_the_day
            - last_letter|another_letter|one_more_letter ~6 end_it|ending_it
            - blood on|is ~3 hand|hands
            - my death ~3 on|will|be|would|is
            - they|theyll|dwp|you|government|people|jobcentre|she|he|everyone ~3 want|wants|wanted
              me dead|to_die|gone_for_good
            - {only} ~1 listen|care|happy|notice|sorry|stop|pay_attention ~3 when|if|once|after|
              until|till ~1 im|i dead|die|gone|buried|have_died|died|killed
            - i|ill|im|id|be dead|gone|buried by|before|come christmas|the_time_they|then|
              new_year|spring|easter|they_decide|the_decision|my_birthday|the_tribunal|the_weekend
        """,
        "plan": """
            - have|ive|got|made|making|know ~2 a|my|the plan|plans|means|method|date ~3 die|end|
              means|scared|do_it|kill|how_to_die|ready_to_go -of|at_work
            - ive|i_have|have got|a|made plan|a_plan $
            - picked|chosen|set|decided_on ~1 a|the|my day|date|time|place|method ~5 do_it|end|
              die|go|gonna
            - plan ~3 know|knows ~1 when|how|where|the_day
            - set|picked|chosen ~1 the|a|my date $|to_die|for_it|to_go
            - been|have planning|planned it for weeks|months|ages|days|years|a_while
            - ive|i|im ~1 decided|made_up_my_mind|chosen ~4 gonna|to|im|ill ~2 die|go|end|
              leave_this|finish|do_it|dead -to|for|with|back|on|into|the|ahead
            - made up my mind ~6 die|end|dead|kill|jump
            - made my mind up|up_to_die ~4 end|die|do_it
            - live ~12 made up my mind
            - looked up|online|at how|ways to_do_it $
            - thinking|think|ways|googled|planning|plan ~3 how|ways|to ~1 do_it $
            - how id|i_would|i_will|im_gonna|ill do|go ~1 it|$
            - reason|reasons|why ~2 not_to|shouldnt|should_not|dont $|do_it|end|die|kill|jump
              -apply
            - talk|talked|talking me out of it|doing_it
            - somebody|someone|please stop|save me $
            - forgive|hate|judge|hell ~4 if_i_did_it|if_i_do_it|if_i_end|if_i_ended|
              if_i_go_through
            - go|going|gone|went through with_it -surgery
            - nearly|almost ~1 did|done it|that ~1 last_night|again|today|yesterday|tonight|
              this_morning|once|at_the|on_the
            - come|came close to_doing_it|to_ending|to_doing_something
            - end|go out peacefully
            - guts|courage|nerve|balls|brave|braver|bottle|strength ~4 do_it|done_it|kill|end|
              go_through|die
            - too scared|frightened|much_of_a_coward|cowardly|chicken to do_it|kill|end|die ~1
              but|$|and
            - hospital|a_e|ambulance|ae ~5 i|ive|because tried again|it|to_die|to_end
            - tried again last_night|and_failed|yesterday -to_log|to_ring|to_call
            - everything|all|tablets|pills|rope ready to|for ~1 end|die|do_it|go
            - know exactly|precisely how|where ~4 end|do_it|die|kill
        """,
        # Trying, or nearly, in the past: still a person to be gentle with.
        "past_attempt": """
            - tried|attempted|try|attempt|nearly|almost ~2 end_it|end_my_life|take_my_life|
              took_my_life|kill_myself|end_things|hang_myself|die|kill_me|ended_it|ended_my_life
            - survived|survive|surviving|my|failed|previous|last|after_my|another ~2 attempt|
              attempts ~3 $|last|on_my_life|in_hospital|again|months|weeks|days|yesterday|failed
            - attempt on_my_life
        """,
        # Sign-language grammar and second languages: words side by side, no grammar asked.
        "bare_words": """
            - i|im|me|my|mine|self ~1 want|wish|think|feel|hope|like|prefer ~1 die|dead|kill_me|
              death|suicide|finish_life|kill_self|end_life|finish_me|no_life
            - die|dead|death|kill_me|finish_me|suicide [me|i] want|wish|hope|please -to
            - life|my_life|living finish|finished|end|stop|over|gone want|$|for_me|now|better|i|
              me|please|already
            - want|wish|think|me|i ~2 finish|end|stop life|living|my_life -skills|insurance|in
            - i|me|im want|wanna|think|thinking|going|wish|gonna|want_to ~2 kill|finish|end me
              -in|for
            - i|im|me ~2 think|thinking ~1 kill|killing|finish me
            - live|living|life ~1 dont|not|no|never want|like|anymore -in|with|here|to_work
            - no|not want|wanna ~1 live|living|life|alive -in|with|near|here|at|on
            - think|thinking|want|going|make|do|plan|will ~2 make|do|commit|to ~1 suicide
            - better ~3 die_me|i_die|me_die|no_live|not_live|not_exist
            - finish|end|stop everything|all and|forever sleep|die|go|rest|peace|finish
            - tired|fed_up|sick from|of|with ~1 life|live -in|on
            - me die|dead better|want|soon|please|now|good|must|should|$
            - gonna|want|will dead myself|me
            - want ~1 make end -of_the
            - want end|finish $
            - life no|none|nothing want|$
            - ^ finish me $
            - make|made|do attempt ~1 $|last|again
            - my|the life ~3 want finish|end|stop [it]
            - no|cant|not ~1 live ~1 like_this|anymore -in|with|on|near|a
            - live anymore want|no
        """,
    },
    unless={
        "in_place": "bus|taxi|cab|delayed|replacement|step_free|running_late|diversion",
        "misery": "interview|result|results|did_i|tell|know|yet|waiting|hear",
        "not_safe": "the_form|form_asks|asks_if|question_asks",
        "asks_for_help": """
            volunteer|volunteering|job|vacancy|role|housing|loan|payment|grant|fund|gap
        """,
        "plan": """
            form|forms|application|cv|assessment|online|course|journal|homework|video|interview|
            business|lesson
        """,
        "past_attempt": """
            form|forms|questions|download|application|log|login|password|test|exam|assignment|
            driving|theory|interview|contract
        """,
    },
)
