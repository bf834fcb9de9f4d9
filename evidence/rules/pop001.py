"""Offers animal or laboratory work as support for treating people.

Why it matters: naming the species is honest and not enough: on a page for patients the reader hears "this helps me".
Instead: say what is missing: "mice given the extract lived longer; it has not been tested in people, so we do not offer
it for this".
Source: the references of this rule.
"""

import re
from collections.abc import Iterable

from evidence.models import Dossier, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.recipes import ANIMALS, is_benefit, is_nonhuman, window

_DISCLAIMED = re.compile(
    r"\b(?:not (?:yet )?(?:been )?(?:tested|shown|studied|proven|tried) in (?:people|humans|patients)|"
    r"no human (?:trials?|studies|data)|"
    r"(?:untested|unproven) in (?:people|humans)|(?:clinical )?(?:significance|relevance)(?: for people|"
    r" in humans)? is (?:unknown|unclear)|"
    r"may not apply to (?:people|humans)|human (?:trials?|studies) (?:are|is) (?:needed|lacking|missing)|"
    r"(?:does|do) not (?:mean|show) that it (?:works|helps) in (?:people|humans))",
    re.IGNORECASE,
)
_VETERINARY = re.compile(r"\b(?:veterinar\w+|your (?:dog|cat|pet|horse)s?|pet owners?|canine|equine)\b", re.IGNORECASE)
_IDIOM = re.compile(
    r"\bguinea pigs? for\b|\brat race\b|\bhot dogs?\b|\bdog(?:s)? (?:walk|bite|tired)\w*|\bdownward[- ]dog\b|"
    r"\blab rats?\b|"
    r"\bcomputer mouse\b|\bmouse (?:arm|hand|click)\w*|\btherapy dogs?\b|\bcounting sheep\b|\b(?:autologous|"
    r"your own) (?:\w+ )?cultured\b|"
    r"\bcultured (?:stem|autologous|skin)\b|\bstem cell lines? (?:given|injected|infused)\b",
    re.IGNORECASE,
)


def _check(dossier: Dossier, page: PageDossier) -> Iterable[Hit]:
    claim = dossier.claim
    named = ANIMALS.search(claim.quote)
    inherited = named is None and is_nonhuman(claim.species)
    if not is_benefit(claim) or not (named or inherited):
        return
    around = window(page, claim)
    if _DISCLAIMED.search(around) or _VETERINARY.search(page.snapshot.text) or (named and _is_idiom(claim.quote)):
        return
    if named:
        yield Hit(
            message=f"'{claim.quote}' offers '{named[0]}' as support and does not say that people were not studied"
        )
    else:
        message = f"'{claim.quote}' rests on a study of {claim.species} told before, and no longer names the species"
        yield Hit(message=message)


def _is_idiom(quote: str) -> bool:
    return ANIMALS.search(_IDIOM.sub(" ", quote)) is None


rule = Rule(
    code="POP001",
    name="animal-evidence-promoted",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(references.ANIMAL_AS_CLINICAL, references.FTC_ANIMAL, references.SUMNER, references.OCEBM),
    claims=_check,
    flags=(
        said("Mice given the extract lived longer, so book your infusion."),
        said("In a study on rabbits, shockwave therapy healed tendons twice as fast."),
        said("In vitro, the oil reduced inflammation in cell lines."),
        said("The healing was remarkable.", species="rat"),
    ),
    passes=(
        said("Mice given the extract lived longer. It has not been tested in people, so we do not offer it for this."),
        said("In 60 adults shockwave therapy eased heel pain."),
        said("Laser therapy relieves pain in dogs; ask your veterinary surgeon about your dog."),
        said("Our yoga class with the downward dog relieves back pain."),
        # hard: cultured cells that are themselves the treatment are no laboratory evidence
        said("Cultured stem cells repair the joint."),
    ),
)
