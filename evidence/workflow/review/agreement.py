"""How far coders agree, from what they held before either could see the other's.

Measured are the two axes, whether a claim breaks any rule, and each rule that somebody accepted. The fields of a claim
(its type, condition, numbers) are read once and corrected in common, so there is nothing to compare there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence import store
from evidence.models import Accuracy, Axis, Support
from evidence.stats import Estimate, cohen_kappa, fleiss_kappa, gwet_ac1, percent_agreement
from evidence.store.assigning import ClaimName
from evidence.store.people import Codebook
from evidence.workflow.review.cases import cases_of
from evidence.workflow.review.held import Held, originals

ANY_RULE = "any rule"
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Rated:
    """What two coders said of one claim on one field; the first is the one whose key comes first."""

    name: ClaimName
    field: str
    coders: tuple[str, str]
    values: tuple[str, str]

    @property
    def agree(self) -> bool:
        """Whether both said the same."""
        return self.values[0] == self.values[1]


@dataclass(frozen=True)
class Measure:
    """Agreement on one field, of one pair of coders, or of all pairs where `coders` is None.

    `kappa` is Cohen's for one pair of coders, and Fleiss's where claims were coded by different pairs.
    `categories` is how many values the field has.
    """

    field: str
    coders: tuple[str, str] | None
    categories: int
    percent: Estimate
    kappa: Estimate
    kappa_is: str
    ac1: Estimate


@dataclass(frozen=True)
class Agreement:
    """Agreement under a protocol: how many claims were coded at all and by two, the figures, and every pair."""

    codebook: Codebook
    coded: int
    double_coded: int
    measures: tuple[Measure, ...]
    pairs: tuple[Rated, ...]


def agreement(db: store.Session, codebook: Codebook) -> Agreement:
    """Agreement from the originals: for each claim what its first two coders held when the second was first done.

    What they changed later, and what an adjudicator or a third coder said, does not count. A claim that somebody
    rejected after it was coded counts: the figures do not change with what comes later.

    Raises:
        UnknownKeyError: there is no such project or version.
    """
    cases = cases_of(db, codebook)
    both = [(case.name, held) for case in cases if (held := originals(case.entries)) is not None]
    rules = sorted({rule for _, pair in both for held in pair for rule in held.rules or ()})
    fields = (Axis.SUPPORT.value, Axis.ACCURACY.value, ANY_RULE, *rules)
    pairs = tuple(rated for name, pair in both for rated in _rated(name, pair, fields))
    return Agreement(
        codebook=codebook,
        coded=sum(bool(case.done) for case in cases),
        double_coded=len(both),
        measures=tuple(one for field in fields for one in _measures(field, pairs)),
        pairs=pairs,
    )


def _rated(name: ClaimName, pair: tuple[Held, Held], fields: Sequence[str]) -> Iterator[Rated]:
    first, second = pair
    for field in fields:
        values = (_value(first, field), _value(second, field))
        if values[0] is not None and values[1] is not None:
            yield Rated(name, field, (first.reviewer, second.reviewer), (values[0], values[1]))


def _value(held: Held, field: str) -> str | None:
    """What a coder says of a field; None where they say nothing, as of rules that they left unjudged."""
    if field == Axis.SUPPORT:
        return held.support
    if field == Axis.ACCURACY:
        return held.accuracy
    if held.rules is None:
        return None
    return YES if field in held.rules or (field == ANY_RULE and held.rules) else NO


def _measures(field: str, pairs: Sequence[Rated]) -> Iterator[Measure]:
    """The figures of a field over all, and those of each pair of coders where there are several."""
    own = [rated for rated in pairs if rated.field == field]
    coders = sorted({rated.coders for rated in own})
    if len(coders) > 1:
        yield _measure(field, None, own)
        for two in coders:
            yield _measure(field, two, [rated for rated in own if rated.coders == two])
    else:
        yield _measure(field, coders[0] if coders else None, own)


def _measure(field: str, coders: tuple[str, str] | None, rated: Sequence[Rated]) -> Measure:
    values = [one.values for one in rated]
    categories = {Axis.SUPPORT.value: len(Support), Axis.ACCURACY.value: len(Accuracy)}.get(field, 2)
    mixed = coders is None and bool(rated)
    return Measure(
        field=field,
        coders=coders,
        categories=categories,
        percent=percent_agreement(values),
        kappa=fleiss_kappa(values) if mixed else cohen_kappa(values),
        kappa_is="Fleiss" if mixed else "Cohen",
        ac1=gwet_ac1(values, categories),
    )
