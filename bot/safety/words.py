"""Lists of words the rules share. Underscores join words; a list may use another list."""

WORDS = {
    # The writer.
    "i": "i im ive id ill me",
    # Wish, intention, or thought.
    "want": """
        want want_to wanna wants wish wishing feel_like feeling_like need_to like_to love_to
        hope hoping pray praying prefer prefer_to gonna ready_to plan_to planning_to going
        planning_on plan_on thinking thinking_of thinking_about think_of think_about thought_of
        thought_about thoughts_of thoughts_about considering considered contemplating
        contemplate intend intend_to decided_to determined_to tempted_to urge_to urges_to close_to
        trying_to tried_to try_to will ill might might_as_well may_as_well just_want should
        deserve deserve_to rather have_to ive_to got_to better_to better_if_i easier_to
        let_me must have_to
        dreaming_of fantasise_about fantasising_about imagine imagining picturing obsessed_with
        keep_thinking ideas_of way_to ways_to how_to how_do_i how_can_i how_could_i want_me
        gotta could like_i_should why_dont_i why_shouldnt_i want_it""",
    "not": """
        dont doesnt didnt not never no no_longer cant wont wouldnt without isnt couldnt nor
        stopped stop""",
    "nowish": """
        dont_want doesnt_want didnt_want dont_really_want dont_even_want dont_wish dont_wanna
        doesnt_wanna not_want no_want never_want no_longer_want no_longer_wish dont_feel_like
        no_longer_wanna not_wanna dont_want_me no_desire not_wanting dont_need doesnt_feel_like
        dont_care_to rather_not hardly_want prefer_not dont_like not_like dont_think_i_want
        not_sure_i_want dont_know_if_i_want dont_think_i_can
        stopped_wanting want_no anymore_want""",
    # Being dead.
    "dead": """
        die dying dead be_dead be_died been_dead was_dead were_dead be_gone cease_to_exist
        not_exist stop_existing not_be_here not_be_alive not_be_around not_be_born not_live
        never_exist never_existed no_longer_be_here no_longer_exist be_no_longer_here
        stop_living stop_breathing stop_being_alive leave_this_world leave_this_earth
        leave_this_life leave_this_planet leave_the_world be_buried be_in_the_ground
        be_six_feet_under be_in_a_coffin be_in_my_grave be_in_heaven kick_the_bucket
        not_existing not_being_here not_being_alive not_being_around not_waking_up never_waking_up
        not_living not_being_on_this_earth being_dead being_gone no_longer_being_here
        be_not_here be_not_alive unexist""",
    # Being alive.
    "alive": """
        live living be_alive exist existing carry_on_living go_on_living keep_living be_living
        stay_alive breathe continue_living be_on_this_earth be_in_this_world be_on_this_planet
        see_tomorrow see_another_day see_christmas see_next_year see_the_new_year
        see_my_next_birthday see_the_morning see_another_birthday see_another_christmas
        see_another_year another_day another_birthday another_year another_christmas
        be_part_of_this_world continue_my_life be_alive_anymore exist_anymore""",
    "lifing": """
        life living being_alive existing being_here breathing this_life my_life this_world
        the_world being_on_this_planet being_on_this_earth being_in_this_world waking_up
        staying_alive life_itself of_being_me being_me this_existence
        having_to_live my_existence""",
    "where": """
        in with at on near off by alone together under there next close far here like_a up for
        as where abroad outside independently down across round above between around over
        without_a without_my_support""",
    # Harm to one's own body.
    "harming": """
        harm harming harmed hurt hurting cut cutting burn burning burnt burned injure injuring
        injured punish punishing scratch scratching stabbing bite biting bit bites punched
        scratched slap slapping slapped hit hitting punch
        punching damage damaging mutilate mutilating bruise bruising starve starving""",
    "lethal": """
        hang hanging hung hanged drown drowning gas gassing shot stab stabbing shoot shooting
        strangle strangling poison poisoning electrocute electrocuting suffocate suffocating
        smother off offing offed top topping topped neck necking end ending finish finishing
        delete deleting unalive euthanise euthanize kys rope roping execute suicide kms ctb
        string_up choke choking behead crucify immolate slaughter murder murdering sacrifice
        set_fire_to""",
    "skin": "wrist wrists arm arms leg legs thigh thighs skin stomach throat neck veins belly",
    "drug": """
        pill pills tablet tablets meds medication medicine medicines paracetamol ibuprofen
        codeine cocodamol insulin morphine tramadol aspirin antidepressants sleepers
        sleeping_tablets sleeping_pills painkillers pain_killers diazepam valium zopiclone
        amitriptyline sertraline propranolol pregabalin gabapentin oramorph fentanyl heroin
        bleach antifreeze drugs capsules opioids benzos xanax metformin lithium quetiapine
        mirtazapine beta_blockers co_dydramol dihydrocodeine solpadeine nurofen anadin warfarin
        prescription""",
    "took": """
        took taken swallowed swallow swallowing necked downed drank drunk popped ate tuk taking
        take had overdosed_on necking""",
    "took_done": "took taken swallowed necked downed drank drunk popped tuk just_had ate",
    "amount": """
        load loads all whole box boxes packet packets pack packs bottle bottles handful
        handfuls bunch strip strips too_many everything overdose every 20 24 25 28 30 32 36 40 45
        48 50 56 60 64 70 80 90 100 pile heap mouthful twenty thirty forty fifty sixty hundred
        stash tub""",
    "blade": "knife knives razor razors blade blades rope noose scissors belt gun ligature",
    "height": """
        bridge bridges roof roofs flats cliff cliffs building balcony car_park carpark
        multistorey window platform tower block ledge edge viaduct flyover tower_block rooftop
        beachy_head something_high somewhere_high top_floor pier crane stairwell""",
    "vehicle": """
        train trains tube tubes bus buses lorry lorries car cars traffic truck van tram
        underground motorway road overground dlr hgv""",
    "water": "river sea canal thames water ocean lake dock docks reservoir",
    "kin": """
        mum mam mom mother dad father nan gran nana grandma grandad husband wife son daughter
        brother sister boy girl baby partner friend mate dog cat boyfriend girlfriend fiance
        parents family kids children child little_one lad loved_ones people others everyone
        love_of_my_life hubby mummy daddy nanny grandmother grandfather babies grandchildren
        siblings carer carers mates friends""",
    "dearones": """
        everyone mum dad wife husband family kids children partner son daughter mother father
        parents friends others society loved_ones them people carers brother sister world
        girlfriend boyfriend everybody you_all nan taxpayer boys girls daughters sons""",
    "gone": """
        gone dead died die dying wasnt_here werent_here not_here wasnt_around werent_around
        wasnt_alive not_around wasnt_there not_alive disappeared disappear vanished never_existed
        didnt_exist never_born wasnt_born killed_myself went_away did_it kill_myself
        ended_it passed_away dropped_dead not_there was_never_born not_born dropped_down_dead
        just_went went stopped_breathing isnt_here wont_be_here ceased_to_exist""",
    # After "can't go on": words that show nothing else is meant.
    "onward": """
        $ anymore like_this this_way much_longer longer living without_him without_her
        without_them without_you with_life with_living with_everything with_it_all feeling
        in_this_life i im ive it its and but because please so now help there what they if
        another pretending day_after_day in_this_world long no cause today tonight breathing
        existing suffering fighting in_life either too myself""",
    # Things a form, a job or a phone call can be, for "end it" and "I want out".
    "thing": """
        call contract claim tenancy job lease subscription agreement membership chat session
        meeting conversation placement course contracts relationship marriage text texts
        texting messages message emails email phone line interview apprenticeship internship
        programme project appointment trial rain raining notifications letters calls noise
        stream video programme scheme training class workshop deal policy account service
        motability zoom teams post film show game season""",
    "endable": """
        call contract claim tenancy job lease subscription agreement membership chat session
        meeting conversation placement course contracts relationship marriage apprenticeship
        internship programme project trial service account policy motability training class
        scheme partnership arrangement shift""",
    "accident": """
        fell falling fall slipped slip tripped trip tripping lifting ladder accident accidentally
        kitchen shaving shave cooking gym deadlifting football playing bike cycling garden
        gardening brambles bush grinder saw drill machine tin bread oven kettle fryer fence
        moving boxes stairs steps bus hoist transfer transferring chopping slicing grating glass
        scaffold warehouse van rugby running workshop shift paper physio sprain
        forklift pallet pallets shelf shelves wheelchair push pushing wax waxing razor_burn hedge
        thorns cat barbed wire hairdressing sports dancing swimming exercise weights
        workplace injury_at_work at_work first_aid""",
    "when": """
        monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri
        today tomorrow week weekend afternoon morning month july august september easter
        appointment meeting holiday dentist hospital half_term later until back leeds away
        o_clock january february march april may june october november december session club
        office""",
    "clock": """
        early earlier late at on_time before for in_time so_early to 4 5 6 7 4am 5am 6am 7am 3am
        and_go feeling in_pain with_pain every_day_at every_morning_at the up_late by to_work
        to_go by_myself on_my_own on_a my the_kids the_baby deaf people""",
    "drugdone": "od overdose overdosed overdosing ods",
    "waking": "wake_up waking_up wake waking woken_up woke_up woken woke wakes_up wakes",
    "think": "think thinking thought thoughts thinks dream dreaming",
    "live": "live living alive",
    "cut": "cut cutting cuts slit slitting burn burning burnt burned scratch scratching slash",
    "cannot": """
        cant couldnt dont_know_how_to not_able_to unable_to
        cant_see_how_to dont_know_if_i_can dont_think_i_can not_sure_i_can no_longer
        impossible_to too_hard_to too_tired_to hard_to dont_see_how_i not_sure_how_to""",
    "howlong": """
        how_much_longer know_how_long how_long how_many_more how_many_days how_much_more
        know_how_much_longer""",
    "sounds": "sounds seems looks feels idea_of thought_of like",
    "find_after": "find_me found_me my_body body_for lying_here dead_for",
    "miss": "miss missing",
    "day": """
        monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri""",
    "wontneed": "wont dont no_longer",
    "life": "life lifes my_life living existence",
    "wish": "wish wishing hope hoping pray praying want wanna if_only",
    "only": "only one theyll theyd they will would",
    "who": "who nobody",
    "lastletter": "last_letter another_letter one_more_letter",
    "nopoint": """
        no_point not_the_point whats_the_point what_the_point what_point whats_point the_point
        see_no_point see_any_point pointless no_sense no_use why_bother any_point no_purpose
        little_point""",
    "goingon": """
        living life being_here being_alive going_on carrying_on existing it_all any_of_it
        waking_up live be_here carry_on go_on stay_alive continuing staying_alive
        go_on_living of_me of_living being_around breathing continuing_my_life keep_living
        keeping_going keep_going me_being_here in_me staying_here surviving""",
    # Someone else.
    "themself": "himself herself themselves itself",
    "person": """
        brother sister mum mam mom mother dad father nan gran nana grandma grandad husband wife
        son daughter partner friend frend freind mate pal boyfriend girlfriend fiance fiancee ex
        nephew niece cousin uncle aunt auntie aunty stepdad stepmum stepson stepdaughter
        stepbrother stepsister grandson granddaughter grandchild neighbour neighbor flatmate
        housemate roommate colleague workmate coworker boss manager client member carer pa
        volunteer guy bloke man lady woman girl boy lad person someone somebody anyone people
        lodger tenant student teenager patient kid child eldest youngest oldest middle mate bestie
        fella chap claimant customer members clients mates friends kids children coach
        counsellor teen father-in-law missus hubby teacher learner trainee worker twin
        bro sis mums dads brothers sisters sons daughters friends other_half""",
    # Whoever may threaten the writer, with what, and what then is hurt.
    "another": """
        {person} he she hes shes bf gf hubby fella boss supervisor foreman gaffer
        landlord stepfather stepmother brother-in-law son-in-law inlaws dealer gang pimp guardian
        cousins uncles men boys lads blokes coworkers colleagues family parents staff nurse cleaner
        driver""",
    "says": """
        says said say saying told tells threatens threatened threatening threaten threatend
        threatned treatened threat threats swears swore promises promised texted texts texting messaged
        shouted shouts screamed screams warned warns keeps_saying""",
    "means_to": """
        threatens_to threatened_to threatening_to threaten_to threatend_to threatned_to wants_to
        want_to tries_to tried_to trying_to swore_to promised_to plans_to planning_to offered_to""",
    "hurts": """
        kill kills killing murder stab stabs strangle shoot burn drown beat beats batter bash hurt
        hurts punch punches slap rape bury attack poison hang choke kidnap smash""",
    # What follows "will kill me" or "beat me" where nobody is meant to be hurt.
    "in_jest": """
        to out off_for down_for with_kindness with_laughter early a some at_chess at_cards at_pool
        at_darts at_dominoes at_scrabble at_fifa at_football at_tennis at_table_tennis at_golf at_it
        at_that at_this at_my_own""",
    "hurts_mine": """
        {hurts} kick slit cut cuts break breaks smashes snap set_fire_to""",
    "mine": """
        my_throat my_face my_head my_neck my_legs my_leg my_arms my_arm my_skull my_teeth
        my_fingers my_house my_flat my_home my_chair my_wheelchair my_dog my_cat my_kids
        my_children my_son my_daughter my_stomach my_ribs my_jaw my_nose us""",
    # Who gives care, and what must not be kept from anybody.
    "keeper": """
        carer carers pa husband wife partner boyfriend girlfriend bf gf mum mam mom dad mother father
        son daughter brother sister stepdad stepmum uncle aunt nephew niece support_worker nurse
        house_manager warden guardian cousin""",
    "needed": """
        tablets meds pills medication medicine insulin inhaler ventilator oxygen epipen food dinner
        water drink wheelchair chair powerchair crutches frame hoist charger phone mobile
        hearing_aids hearing_aid glasses keys""",
    "weapon": """
        knife knives gun blade machete hammer bat scissors screwdriver razor axe bottle crowbar
        cleaver iron""",
    "they": """
        he she hes shes they theyre theyve who whos hed shed theyd him her them himself herself
        themselves whose his their""",
}

# Words too ordinary to tell a rule by.
COMMON = frozenset(
    """
    i im ive id ill me my to a the and or of in on it is was be been not no do dont can cant will
    want if so you they he she we this that with for at all just get got have had go going gonna
    what who how when would should could need like think out up any more anymore now there as but
    about your from by her his them us am are has here one too off over way see say says said work
    job take made make know time day today back never if_i people
""".split()
)
