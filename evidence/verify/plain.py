"""The words of a claim as a study would have them, without who is credited, figures of speech and cut-off ends.

It reads no study and knows no vocabulary.
"""

import re

_SAID_BY = re.compile(
    r"(?i)^(?:according to|as (?:reported|shown|described) (?:by|in)|in (?:a|an|one|the|this|another)) [^,]{3,150},\s+"
    r"|^(?:(?!than\b)[\w&().’'-]+,? ){0,14}?(?:stud(?:y|ies)|trials?|reviews?|meta-analys[ie]s|research(?:ers)?|"
    r"evidence|authors|investigators|scientists|experts|et al\.?(?: \(?\d{4}\)?)?)(?: [^,;.]{0,100}?)? (?:found|finds?|"
    r"shows?|showed|shown|suggests?|suggested|reports?|reported|demonstrate[sd]?|concluded?|concludes|indicated?|indicates|"
    r"confirm(?:s|ed)?|prove[sd]?)(?: that)? "
)
_TO_BE = re.compile(r"(?i)^(?P<who>.{2,80}?) to be (?=(?:significantly |much )?(?:more|less|better|superior|as|no)\b)")
_IDIOMS = (
    (re.compile(r"(?i)\bsav(?:es?|ed) lives\b"), "reduces death"),
    (
        re.compile(r"(?i)\b(?:helps? (?:you|people|patients) )?fall asleep (?:[\w ]{0,20}?)?faster\b"),
        "reduces sleep latency",
    ),
    (re.compile(r"(?i)\bhelps? (?:you|people|patients) live longer\b"), "increases survival"),
)
"""What pages say in figures of speech, as a study would report it."""
_HARMLESS = re.compile(
    r"(?i)(?<=\w),? (?:with (?:no|few|fewer|minimal|little|hardly any)|without(?: any)?) (?:(?:the|serious|"
    r"severe|major|significant|known|common|usual|unpleasant|long-term|reported) ){0,2}"
    r"(?:side[ -]effects?|adverse \w+|harms?|downtime|complications?|toxicity)\b"
)
"""What a sentence adds of harms is no part of the outcome it names; the check of harms reads it."""
_SOURCE_BEHIND = re.compile(
    r"(?i)\s*(?:\((?:(?:see |click )?(?:the |this |our )?(?:stud(?:y|ies)|trials?|source|research|review|link|here|"
    r"read more|refs?\.?|reference)\b[^()]{0,40}|[^()]{0,60}(?<!\d)(?:19|20)\d\d[a-z]?|pmid:? ?\d+|doi:?[^()]+|"
    r"\d{1,3}(?:[,–-] ?\d{1,3})*)\)|\[[\d,–\s-]{1,20}\])(?=\s*[.!?]?\s*$)"
)
"""Where a sentence says its source in brackets at its end: `(trial)`, `(Wilding et al., 2021)`, `[3]`."""
_NO_NAME = re.compile(r"(?i)^(?:in|after|for|among|with|when|within|during|over|on|by|at|of|to) |^[\W\d]*$")


def named(phrase: str) -> str:
    """A name as a sentence was cut for it; empty where what was cut out is none, as in `after four weeks`."""
    return "" if _NO_NAME.search(phrase) else phrase


_FIGURE_FIRST = re.compile(
    r"(?i)^(?:about |only |just )?[\d.,]+\s?(?:%|percent|[a-zµ]{1,3}\b|points?|days?|hours?|weeks?)?\s*"
    r"(?:of (?:the )?\w+ )?(?:(?:in|with|on|for|among|of|given|taking|receiving) )?(?:the )?"
)


def compared_with(phrase: str) -> str:
    """Whom a sentence compares with, without the figure that comes first.

    >>> compared_with("45 mm in the control group"), compared_with("48% on escitalopram"), compared_with("placebo")
    ('control group', 'escitalopram', 'placebo')
    """
    return named(_FIGURE_FIRST.sub("", phrase).strip())


def without_source(quote: str) -> str:
    """The claim without the source it names in brackets at its end.

    >>> without_source("It fell by a third (Wilding et al., 2021).")
    'It fell by a third.'
    """
    return _SOURCE_BEHIND.sub("", quote)


def said(quote: str) -> str:
    """The claim without the words that credit it to somebody.

    >>> said("A Cochrane review found honey to be more effective than placebo for cough.")
    'honey is more effective than placebo for cough.'
    """
    bare = _SAID_BY.sub("", without_source(quote), count=1)
    for idiom, plain in _IDIOMS:
        bare = idiom.sub(plain, bare)
    return _TO_BE.sub(r"\g<who> is ", _HARMLESS.sub("", bare))
