"""What the values of the axes mean, in words a coder can decide by; the codebook on the screen."""

from typing import NamedTuple

from evidence.models import Accuracy, Basis, Support


class Value(NamedTuple):
    """One value of an axis: its key on the keyboard, its code, its name, when it is the right one."""

    key: str
    code: str
    label: str
    when: str


SUPPORT = (
    Value("1", Support.SUPPORTED, "Supported", "The source says this, for these people, outcome and comparison."),
    Value(
        "2",
        Support.SUPPORTED_WEAK_SOURCE,
        "Supported, weak source",
        "The source says it, and its design cannot carry it: an editorial, a case report, an animal study.",
    ),
    Value("3", Support.OVERSTATED, "Overstated", "The source points this way, and the sentence says more or surer."),
    Value("4", Support.PARTLY_SUPPORTED, "Partly supported", "One part of the sentence is in the source, another not."),
    Value("5", Support.NOT_SUPPORTED, "Not supported", "The source reports on this and does not show it."),
    Value(
        "6", Support.CONTRADICTED, "Contradicted", "The source reports the opposite, or another role of the numbers."
    ),
    Value("7", Support.IRRELEVANT_SOURCE, "Irrelevant source", "The source is about something else."),
    Value("8", Support.NO_CITATION, "No citation", "The sentence needs a source and names none."),
    Value("9", Support.SOURCE_UNAVAILABLE, "Source unavailable", "A source is named and cannot be had."),
    Value("0", Support.NOT_CHECKABLE, "Cannot be checked", "It cannot be decided from what there is; say why."),
)
ACCURACY = (
    Value("1", Accuracy.ACCURATE, "Accurate", "The body of evidence says the same."),
    Value("2", Accuracy.MOSTLY_ACCURATE, "Mostly accurate", "Right in substance, with a slip that misleads nobody."),
    Value("3", Accuracy.LACKS_CONTEXT, "Lacks context", "Right as far as it goes; what is left out matters."),
    Value("4", Accuracy.MISLEADING, "Misleading", "The words may be right, and a reader takes away what is wrong."),
    Value("5", Accuracy.UNSUPPORTED, "Unsupported", "No evidence for it is known."),
    Value("6", Accuracy.INACCURATE, "Inaccurate", "The body of evidence says otherwise."),
)
BASES = (
    (Basis.ABSTRACT, "the abstract"),
    (Basis.FULL_TEXT, "the full text"),
    (Basis.REGISTRY, "the registry entry"),
    (Basis.ENTERED_RESULTS, "results that were entered"),
    (Basis.METADATA, "title and record only"),
    (Basis.UNKNOWN, "not stated"),
)
"""What a judgement may rest on."""

LABELS = {value.code: value.label for value in (*SUPPORT, *ACCURACY)}
