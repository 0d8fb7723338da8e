"""Answers to `Are you safe?` in other languages: never met with a sentence about languages alone.

Only the plainest words are known. What is not known is no sign that somebody is safe, so they are asked once
more; a yes is not believed here, for nobody can tell what it says yes to.
"""

import re
import unicodedata

from bot.content.languages import language_of
from bot.conversations.state import TalkState
from bot.dialogue.client import Understood

_TAKEN = re.compile(
    r"\b(?:tabletk\w*|pastill\w*|cachets?|comprim\w*|pilules?|medicaments?|medicament\w*|pastile\w*|tablete|lek(?:i|ow|ami|arstw\w*)|pigulk\w*"
    r"|goli(?:yan|yaan|an|yon)?|goliy\w+|dawai\w*|dawa|zeher|zehar|hubub|hoboub|7boub|7bob|dawa2?|insulin\w*|veneno|trucizn\w*|otrav\w*|poison)\b"
)
_DONE = re.compile(
    r"\b(?:wzial\w*|wziel\w*|polkn\w*|lykn\w*|tome|tomado|tomo|trague|me tome|pris|avale\w*|prends|luat|inghit\w*|baut|kha(?:i|yi|ya)?|khali\w*|le ?li\w*|pi li\w*|akhadt|akhatt|akalt|khadt|5adt|bala3t|swallowed|took)\b"
)
_NOT_SAFE = re.compile(
    r"\b(?:nie|nicht|no|non|pas|nu|nahi|nahin|nai|nehi|la|mish|mesh|mush|mu|mo|moush|lest|lastu|sin)\b.{0,22}"
    r"\b(?:bezpieczn\w*|segur[oa]?|a salvo|bien|securite|surete|va bien|siguranta|bine|mehfooz|mahfooz|mehfuz|theek|thik|tik|bikhair|bi ?khair|bkhair|amen|amin|kwayes\w*|kwais\w*|tamam|dobrze|ok|okay)\b"
    r"|\b(?:niebezpiecz\w*|peligro|danger|pericol|khatra|khatre|khatar|5atar|sam[ao]? w domu|sol[oa]|seule?|singur[a]?|akeli|akela|lewahdi|wa7di|wahdi)\b"
    r"|\b(?:pomoc\w*|pomozcie|ratunku|ayuda\w*|auxilio|socorro|aide[zr]?|aidez|au secours|ajutor|ajuta\w*|ajutati|madad|bachao|bachalo|sa3d\w*|saad\w+i|sa'?id\w*|musa'?ada|il7a?2\w*|el7a2\w*)\b"
    r"|^(?:nie|no|non|nu|nahi|nahin|la|la2|laa)$"
)


def reply_abroad(text: str, understood: Understood, state: TalkState) -> str | None:
    """`harmed`, `not_safe` or `not_understood`; None if it is English, or no talk about a crisis."""
    last = "".join(state.answers[-1:])
    if state.told_of != "crisis" or not last.startswith("crisis"):
        return None
    plain = _plain(text)
    if not (language_of(text) or understood.intent == "change_language" or _is_known(plain)):
        return None
    if _TAKEN.search(plain) and (_DONE.search(plain) or state.unsafe or state.harmed):
        return "harmed"
    if state.unsafe or state.harmed or _TAKEN.search(plain) or _NOT_SAFE.search(plain):
        return "not_safe"
    return "not_understood"


def _is_known(plain: str) -> bool:
    """Words of danger in a language that nobody recognised, with none of English beside them."""
    english = {"i", "im", "the", "my", "you", "is", "to", "and", "it", "me", "a", "in", "of"}
    words = set(plain.split()) - {"la", "no", "non", "me", "a", "in"}
    return bool(_TAKEN.search(plain) or _NOT_SAFE.search(plain)) and words.isdisjoint(english)


def _plain(text: str) -> str:
    marked = unicodedata.normalize("NFKD", text.lower().replace("ł", "l"))
    bare = "".join(c for c in marked if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", bare).split())
