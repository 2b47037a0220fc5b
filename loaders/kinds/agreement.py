"""Agreements: whose they are and from when, their clauses, terms, references and redactions, and what they amend."""

import itertools

from loaders.agreements.clauses import clause_places
from loaders.agreements.cross_references import amending_places, reference_places
from loaders.agreements.definitions import term_places
from loaders.agreements.parties import find_parties
from loaders.agreements.party_names import short_name
from loaders.agreements.preamble import agreement_date, amended_agreement, preamble_start, superseded_agreement
from loaders.agreements.redactions import redaction_places
from loaders.agreements.signatures import signatories
from loaders.agreements.titles import agreement_name
from loaders.document import Metadata
from loaders.facets.claims import Claims
from loaders.facets.settling import with_claims

_HEAD = 8000
_MOST_NAMED = 3


def read(text: str, metadata: Metadata) -> Metadata:
    """The metadata with an agreement's facets and places; sections that the format found are kept and refined."""
    said = _without_front_matter(text, metadata)
    start = preamble_start(said)
    name = agreement_name(said, start)
    partners = _partners(said, start)
    amends = amended_agreement(name, said, start)
    claims = Claims(
        title=_title(name, partners),
        date=agreement_date(said, start),
        partners=partners or None,
        amends=amends or None,
        supersedes=superseded_agreement(text) or None,
    )
    facets = with_claims(metadata.facets, claims)
    others = [place for place in metadata.places if place.kind != "section"]
    sections = list(clause_places(text, start, [place for place in metadata.places if place.kind == "section"]))
    found = itertools.chain(
        sections,
        term_places(text, sections),
        reference_places(text),
        redaction_places(text, metadata.markup),
        amending_places(text, sections) if facets.amends else (),
    )
    return metadata.model_copy(update={"facets": facets, "places": [*others, *found]})


def _without_front_matter(text: str, metadata: Metadata) -> str:
    """The text with its front matter blank, so that offsets stay."""
    end = max((place.end for place in metadata.places if place.value == "front matter"), default=0)
    return " " * end + text[end:]


def _partners(text: str, start: int) -> list[str]:
    """The parties of the preamble, else of the cover, else those who sign."""
    candidates = (find_parties(text[start : start + _HEAD]), find_parties(text[: min(start or _HEAD, _HEAD)]))
    named = next((names for names in candidates if len(names) > 1), [])
    return named or signatories(text) or candidates[0]


def _title(name: str, partners: list[str]) -> str | None:
    """Whose agreement it is: "Supply Agreement (Vessandra Bio, Norrholt)"; else its file's name says more."""
    if not (name and partners):
        return None
    names = [short_name(partner) for partner in partners[:_MOST_NAMED]]
    return f"{name} ({', '.join(names)}{' and others' if len(partners) > _MOST_NAMED else ''})"
