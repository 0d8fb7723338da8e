"""Our own terms: kinds of help, access facts and who runs a service, as taxonomies with firm ids."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.directory.cells import own_id
from bot.directory.models import KINDS, NEEDS, PAYS, Taxonomy, TaxonomyTerm

NAMES = {
    "kind": ("Kinds of help", "What a service is for."),
    "access": ("Access", "Access facts that a service is known to have."),
    "pays": ("What is paid", "Costs of taking part that a service pays."),
    "led": ("Who runs it", "Whether disabled people run the organisation."),
}
TERMS = {"kind": KINDS, "access": NEEDS, "pays": PAYS, "led": ("user_led",)}


def taxonomy_id(name: str) -> str:
    return own_id("taxonomy", "alongside", name)


def term_id(taxonomy: str, term: str) -> str:
    return own_id("term", taxonomy, term)


KIND_OF_TERM = {term_id("kind", kind): kind for kind in KINDS}
NEED_OF_TERM = {term_id("access", need): need for need in NEEDS}
PAYS_OF_TERM = {term_id("pays", what): what for what in PAYS}
USER_LED_TERM = term_id("led", "user_led")


def term(taxonomy: str, name: str) -> dict[str, str]:
    """A term of ours as Open Referral writes it."""
    return {
        "id": term_id(taxonomy, name),
        "taxonomy": NAMES[taxonomy][0],
        "taxonomy_id": taxonomy_id(taxonomy),
        "term": name.replace("_", " "),
    }


def ensure(session: Session) -> None:
    """Our taxonomies and terms as rows, made where they are missing."""
    known = set(session.scalars(select(TaxonomyTerm.id)))
    for name, (title, description) in NAMES.items():
        if session.get(Taxonomy, taxonomy_id(name)) is None:
            session.add(
                Taxonomy(id=taxonomy_id(name), name=title, description=description, version="1")
            )
            session.flush()
        for word in TERMS[name]:
            row = term(name, word)
            if row["id"] not in known:
                session.add(TaxonomyTerm(**row))
    session.flush()
