"""The plainest phrases in other languages spoken by people who write here.

"I want to die", "I don't want to live", "kill myself", "suicide", and no more:
a longer list needs a speaker of each language to check it. Accents do not matter.
"""

from bot.safety.pattern import rules

LANGUAGES = rules(
    {
        "polish": """
            - chce|chcialbym|chcialabym|wole|chcę|musze|zamierzam ~2 umrzec|zdechnac|nie_zyc|
              zabic|zginac|zniknac_na_zawsze
            - mam dosc zycia|zyc|tego_zycia
            - sensu|sens zycia|zyc
            - zmeczony|zmeczona zyciem
            - ze soba skonczyc|koniec
            - nie chce|chcę|mam ~2 zyc|zycia|sily_zyc|po_co_zyc|istniec
            - zabije|zabic|zabijam|powiesze|powiesic|potne|tne sie
            - samoboj*|samobój*
            - popelnic|popelnie samobojstwo
            - skonczyc|skoncze|zakonczyc ~2 zycie|ze_soba|z_zyciem|z_soba
            - targnac|targnalem|targnelam sie na_zycie|na_swoje_zycie
        """,
        "spanish": """
            - quiero|quisiera|deseo|prefiero|voy_a|gustaria|ganas_de|pienso_en|necesito ~2 morir|
              morirme|matarme|suicidarme|estar_muerto|estar_muerta|desaparecer|quitarme_la_vida|
              ahorcarme|no_existir
            - me ~2 quiero|voy_a|quisiera ~1 morir|matar|suicidar|ahorcar
            - no ~1 quiero|deseo|puedo ~1 vivir|seguir_viviendo|vivir_mas|existir|seguir_vivo|
              seguir_viva
            - no ~1 tengo ~1 ganas_de_vivir
            - irme para_siempre
            - cansado|cansada|harto|harta de vivir|la_vida|esta_vida
            - suicidio|suicidarme|suicidarse|suicida
            - no ~1 veo|tiene ~1 sentido a_nada|a_la_vida|vivir|la_vida
            - acabar|terminar con ~1 mi_vida|todo_y_morir
            - quitarme la vida
            - me corto los_brazos|las_munecas
        """,
        "portuguese": """
            - quero|queria|vou|desejo|prefiro|vontade_de|penso_em|preciso ~2 morrer|matar_me|
              me_matar|suicidar_me|me_suicidar|acabar_com_a_minha_vida|estar_morto|estar_morta|
              sumir_para_sempre|desaparecer_para_sempre
            - nao ~1 quero|aguento|desejo ~2 viver|existir|mais_viver|estar_viva|estar_vivo
            - suicidio|suicidar|suicidarme|suicidarse
            - acabar com a_minha_vida|minha_vida
            - cansado|cansada|farto|farta de|da viver|vida
            - quero ~1 acabar com ~1 tudo|isso
            - tirar a_minha_vida|minha_vida|a_minha_propria_vida
            - quero matarme
        """,
        "romanian": """
            - vreau|as_vrea|imi_doresc|mi_doresc|prefer ~1 sa ~1 mor|omor|sinucid|mor_acum|
              termin_cu_viata
            - nu ~1 vreau|doresc ~2 traiesc|traim|exist
            - o|vreau|voi|am ~1 sa|vrut_sa ~1 ma sinucid|omor|spanzur
            - ma sinucid|omor|spanzur
            - nu|sa_nu ~1 ma|mai ~1 mai|ma trezesc
            - chef de viata|trait
            - satul|obosit|obosita de|sa viata|traiesc
            - sinuciderea|sinucidere|sinucid
            - sa imi|mi iau|pun viata|capat_zilelor
        """,
        "italian": """
            - voglio|vorrei|desidero|preferisco|voglia_di|penso_di ~2 morire|uccidermi|ammazzarmi|
              suicidarmi|essere_morto|essere_morta|sparire_per_sempre
            - mi ~1 voglio|vorrei|sto_per ~1 uccidere|ammazzare|suicidare
            - mi uccido|ammazzo|suicido
            - non ~1 voglio|riesco ~2 vivere|esistere
            - voglia di vivere
            - stanco|stanca di|della vivere|vita
            - farla finita
            - suicidio|suicidarmi|suicidarsi
            - togliermi la_vita
        """,
        "french": """
            - veux|voudrais|vais|jai_envie_de|envie_de|preferer|prefere|aimerais|souhaite|pense_a
              ~2 mourir|crever|me_tuer|me_suicider|etre_mort|etre_morte|en_finir|
              disparaitre_pour_toujours|me_pendre|tuer
            - ne plus ~1 me|jamais ~1 reveiller
            - ne|veux|nai|jai|pas ~1 veux|plus|pas|ai ~2 vivre|de_vivre|exister|etre_en_vie -avec|
              a|chez|dans|en|ici|de_vivre
            - plus|pas envie_de_vivre|le_gout_de_vivre
            - veux ~1 plus|pas vivre $|comme_ca|dans_ce_monde
            - marre|assez de ~1 vivre|la_vie|cette_vie
            - fatigue|fatiguee|lasse de vivre|la_vie
            - me suicider|tuer|pendre
            - suicide|suicidaire
            - mettre fin a mes_jours|ma_vie
            - je veux mourrir
        """,
        # Written with Latin letters, with and without the common doublings, and in Bengali script.
        "bengali": """
            - more|mara|mura|mure jete|zete|jaite chai|chay|chacchi|icche
            - morte|mortey|marte chai|chay|icche|iccha
            - ami more jabo|zabo
            - jibon|jiban shesh kore|kori|korbo
            - bachte|bachthe|bacte|baachte|bachtey ~2 chai_na|chaina|iccha_nai|icche_kore_na|
              icche_nai|parchi_na|na
            - ar bachte|bachbo
            - attohotta|atmohotta|atmahatya|attohottya|atmohatya|attahatya
            - nijeke|nijere mere|shesh
            - বেঁচে থাকতে|থাকা ~2 না
            - মরতে চাই*
            - মরে যেতে চাই*
            - বাঁচতে|বাচতে ~1 চাই ~1 না
            - আত্মহত্যা*
        """,
        "urdu_hindi": """
            - marna|marne|mar_jana|mar_jaana|mar_jaun|marnaa chahta|chahti|chahata|chahati|
              chahtha|chata|chati|chahiye|hai|hei|he|ka_dil
            - jeena|jina|jeene|jeenaa|zinda_rehna|zinda nahi|nahin|nai|nhi|ni ~1 chahta|chahti|
              hai|he|$|chata|chati
            - nahi|nahin|nai|nhi|ni ~1 jeena|jina|zinda_rehna -sikha
            - jeene|jine|zindagi ka|ki|se ~2 dil_nahi|mann_nahi|man_nahi|tang|khatam|thak
            - pills|goliyan|goliyaan|goli|dawai|dawa|zeher|zaher ~1 le|kha|pi li|liya|lun|lunga|
              lungi|lee
            - mar_jaana|mar_jana|marna|maut ~1 behtar|accha|acha
            - zindagi khatam|khatm ~1 kar|karna|karni
            - khudkushi|khudkhushi|khudkashi|khud_kushi|khudkhusi|atmahatya|aatmahatya|aatm_hatya|
              khudkusi|khudkishi
            - apni|apne jaan|aap|jan|ko|zindagi ~1 le|dena|maar|khatam|mar|de
            - khud ko ~1 maar|mar|khatam|nuqsan
            - mar|maar jaun|jaunga|jaungi|jana_chahta|jana_chahti|jana_hai
            - خودکشی|خودكشي|خودکشي
            - مرنا چاہتا|چاہتی|چاہتے
            - جینا نہیں
            - मरना|मर चाहता|चाहती|जाना
            - जीना नहीं
            - आत्महत्या*
            - marna|mar chaunda|chaundi|chahunda
            - jeona|jeuna|jiuna nahi|ni
        """,
        "arabic": """
            - اريد|ابغي|ابغى|بدي|عايز|عايزه|عاوز|اتمنى|اتمني|حابب|اود|نفسي|ابي|رح|سوف|راح ~1 اموت|
              الموت|موت|انتحر|الانتحار|اقتل_نفسي|انهي_حياتي|انهاء_حياتي
            - لا|ما|مش|مو|لم_اعد ~1 اريد|بدي|عايز|ابغى|عاوز|ابي ~2 العيش|اعيش|الحياه|الحياة|عيش|
              احيا
            - ساقتل|اقتل|بقتل|قتل نفسي
            - *انتحار*|*انتحر*
            - *انهي|انهاء حياتي
            - تعبت من الحياه|الحياة
            - ureed|oreed|urid|uridu|abgha|biddi|bidi|baddi|ayez|ayza an|en|amout|amoot|intihar|
              antaher|amut [amout|amoot|amut]
        """,
        "turkish": """
            - olmek|gebermek|yok_olmak|intihar_etmek ~1 istiyorum|isterim|isterdim|uzereyim|
              istiyom
            - kendimi ~1 oldurmek|oldurecegim|olduresim|asacagim|asmak|oldurucem|kesiyorum|
              oldurecem
            - yasamak ~1 istemiyorum|istemem
            - intihar
            - canima kiymak|kiyacagim
            - hayatima|yasamima son
            - yasamaktan biktim|yoruldum|usandim
            - olsem|keske_olsem|olmeliyim
        """,
        "welsh": """
            - isio|eisiau|ishe|moyn|eisio ~1 marw|lladd_fy_hun|farw|lladd_fi_hun
            - ddim|dim|dim_yn ~2 isio|eisiau|moyn|eisio ~1 byw|bod_yma|bodoli
            - lladd|ladd fy_hun|fi_hun|fyhun
            - hunanladdiad|hunan_niweidio|hunanniweidio
            - digon|llond_bol o fyw
            - dod a fy_mywyd i_ben
        """,
        "somali": """
            - rabaa ~2 dhinto|dhimto|is_dilo|dhimasho
            - is dilayaa|dili_rabaa|dilaa|dilo
            - ma rabo ~2 noolaado|nolosha|noolaan
        """,
        "russian_ukrainian": """
            - хочу|хочется|хотел|хотела|хотів ~1 умереть|сдохнуть|померти|вмерти|убить_себя|
              вбити_себе|не_жить|покончить
            - не хочу|хочется|хочеться ~2 жить|жити
            - покончить|покончу|покінчити ~1 с|з|із ~1 собой|собою|жизнью|життям
            - убью|вбью|убить|вбити себя|себе
            - самоуб*|суицид*|самогуб*|суїцид*
        """,
        "others": """
            - will|mochte|ich ~2 sterben|nicht_mehr_leben|mich_umbringen|mich_toten
            - umbringen|selbstmord|suizid
            - dua te|qe_te vdes|vritem
            - mare|maare marvu|marvun|mari_javu che|chhe
            - jivvu|jivavu|jeevvu nathi
            - saaga|saga|saava|sava poren|pogiren|poran|venum|vendum|pogirean
            - vaazha|vazha|vaala|vaaza pidikala|pidikkala|pidikkavillai|virumbala|mudiyala
            - noriu mirti|nusizudyti|numirti
            - nebenoriu gyventi
            - искам ~1 да умра|се_убия
            - не искам ~1 да живея
            - meg akarok|akarom halni|olni_magam
            - nem akarok elni
            - θελω ~1 να πεθανω|αυτοκτονησω
            - αυτοκτονια|αυτοκτονησω
            - می_خواهم|میخواهم|میخوام|می_خوام ~1 بمیرم|خودکشی|خودم_را_بکشم|خودمو_بکشم
            - نمی_خواهم|نمیخواهم|نمیخوام ~1 زنده|زندگی
            - *想死*|*不想活*|*自杀*|*自殺*|*想死了*|*不想再活*
            - gusto|gusto_ko ~2 mamatay|magpakamatay
            - magpakamatay
            - muon chet|tu_tu
            - *죽고 싶*
            - *자살*
            - சாக வேண்டும்|போகிறேன்
            - வாழ ~1 பிடிக்கவில்லை|விருப்பமில்லை
            - தற்கொலை*
            - ਜੀਣਾ|ਜਿਊਣਾ ~1 ਨਹੀਂ
            - ਮਰਨਾ ਚਾਹੁੰਦਾ|ਚਾਹੁੰਦੀ
            - ਖੁਦਕੁਸ਼ੀ*
            - જીવવા|જીવવું ~1 નથી
            - મરવું|મરી છે|જવું
            - આત્મહત્યા*
            - *死にたい*
        """,
    },
    explicit=True,
)
# The same about someone else, where the grammar shows it.
LANGUAGES_OTHER = rules(
    {
        "other_polish": """
            - brat|siostra|mama|tata|maz|zona|syn|corka|przyjaciel|przyjaciolka|kolega|kolezanka|
              on|ona|ojciec|matka|kuzyn|sasiad|chlopak|dziewczyna ~4 chce|mowi|zabije|powiesil|
              probowal|probowala|zabil|zabila|mysli ~4 zabic|umrzec|zyc|sie|samobojstwie|
              samobojstwo
        """,
        "other_spanish_portuguese_italian": """
            - quiere|queria|piensa|dice_que_quiere|va_a|quer|vai|vuole|dice_che_vuole ~2 matarse|
              morir|suicidarse|morrer|se_matar|suicidar_se|morire|uccidersi|suicidarsi|ammazzarsi|
              farla_finita|morirse
            - se quiere|va_a|quer|vai|vuole ~1 matar|suicidar|morir|uccidere|ammazzare
            - se suicido|mato
            - no|nao|non quiere|quer|vuole ~1 vivir|viver|vivere
        """,
        "other_french": """
            - veut|va ~2 mourir|se_tuer|se_suicider|en_finir|se_pendre
            - se suicider|tuer|pendre
            - sest suicide|tue|pendu
        """,
        "other_more": """
            - bhai|behan|dost|ammi|abbu|beta|beti|shohar|biwi|woh|wo|uska|uski|bachcha ~6 marna|
              khudkushi|mar_jana|jeena|suicide
            - صديقي|صديقتي|اخي|اختي|ابني|ابنتي|زوجي|زوجتي|امي|ابي|هو|هي ~5 يموت|تموت|ينتحر|تنتحر|
              الانتحار|نفسه|نفسها|يقتل|الموت
            - arkadasim|kardesim|oglum|kizim|esim|annem|babam|kocam|karim ~3 olmek|oldurmek|
              intihar|yasamak ~1 istiyor|etmek_istiyor|istemiyor|edecek
            - vrea|vroia|incearca ~2 moara|omoare|sinucida|traiasca
            - fy ~2 eisiau|isio marw
        """,
    },
)
