"""Where the sections of an abstract lie and what kind each is, with printed labels or without.

It never moves or rewrites a character: spans are offsets into the text it was given.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from evidence.text.spans import Span


class SectionKind(StrEnum):
    """What a stretch of an abstract is for."""

    TITLE = "title"
    BACKGROUND = "background"
    OBJECTIVE = "objective"
    METHODS = "methods"
    RESULTS = "results"
    CONCLUSION = "conclusion"
    OTHER = "other"
    UNLABELLED = "unlabelled"


class Section(NamedTuple):
    """A stretch of the abstract after its label."""

    kind: SectionKind
    label: str | None
    span: Span


# the first row that fits a label decides; "methods and results" holds results
_KINDS: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
    (SectionKind.OTHER, re.compile(r"regist|fund|keyword|trial id|clinicaltrials|copyright|disclos|interest|source")),
    (SectionKind.RESULTS, re.compile(r"result|finding|outcomes? and")),
    (
        SectionKind.CONCLUSION,
        re.compile(r"conclu|interpret|discussion|implicat|summary|relevance|significance|comment|take.home"),
    ),
    (
        SectionKind.METHODS,
        re.compile(
            r"method|design|setting|participant|patient|subject|interven|outcome|measure|procedure|material|"
            r"sample|analys"
            r"|population|eligib|data|stud(?:y|ies) select|synthesis|treatment|animals|search|therap|exposure"
        ),
    ),
    (SectionKind.OBJECTIVE, re.compile(r"objective|aim|purpose|goal|hypothes|question")),
    (
        SectionKind.BACKGROUND,
        re.compile(r"background|introduct|context|rationale|import|state of|what is known|problem|presentation|case"),
    ),
)
_WORDS = (
    r"(?:BACKGROUND|INTRODUCTION|CONTEXT|RATIONALE|IMPORTANCE|OBJECTIVE|AIM|PURPOSE|GOAL|HYPOTHES[IE]S|"
    r"METHOD|STUDY DESIGN|DESIGN|SETTING"
    r"|PARTICIPANT|PATIENT|SUBJECT|INTERVENTION|MAIN OUTCOME|PRIMARY OUTCOME|OUTCOME|MEASUREMENT|PROCEDURE|"
    r"MATERIAL|SAMPLE|ANALYSIS"
    r"|POPULATION|ELIGIBILITY|DATA SOURCE|DATA EXTRACTION|DATA COLLECTION|RESULT|MAIN RESULT|KEY RESULT|"
    r"FINDING|CONCLUSION|INTERPRETATION|DISCUSSION|SUMMARY"
    r"|LIMITATION|TRIAL REGISTRATION|CLINICAL TRIAL REGISTRATION|REGISTRATION|FUNDING|CASE PRESENTATION|"
    r"CASE REPORT|CASE|CLINICAL RELEVANCE"
    r"|SIGNIFICANCE|STUDY SELECTION|SEARCH|EXPOSURE|QUESTION)"
)
_MAY_OPEN = re.compile(r"\A|\n|[.!?)\]](?=\s{0,2}[ \t]*[A-Z])")
"""Where a label may stand: at the beginning, behind the end of a sentence, a bracket or a line."""
_LABEL = re.compile(
    r"\s{0,2}+[ \t]*+(?:"
    # any run of capitals closed by a colon or a long dash
    r"(?P<caps>[A-Z][A-Z]{2,}(?:[ ,/&()'’-]+[A-Z(][A-Z()]*){0,6})[ \t]*(?::|\s?[—–]\s?|\.-)"
    # a known word in any case, with its followers, closed by a colon, dash or line end
    # (letters and commas up to that mark are looked for first: quicker than trying every word)
    r"|(?=[\w ,/&\t-]*+(?:\([^()\n]{1,40}\)[ \t]*)?(?:\s?[:—–\n]|\.\s?[—–]))"
    rf"(?P<word>(?i:{_WORDS})(?i:S|ES)?(?:[ ,/&-]+(?i:and|of|or|the|main|primary|secondary|{_WORDS}(?i:S|"
    rf"ES)?|measures?|results?|objectives?|statement|number|context|significance|relevance|selection|"
    rf"analyses)){{0,5}})"
    r"(?: \([^()\n]{1,40}\)(?=[ \t]*:))?[ \t]*(?::|\s?—\s?|\s–\s|\.\s?[—–]\s?|\s?\n)"
    # a known word in capitals before a sentence
    rf"|(?P<bare>{_WORDS}(?:S|ES)?)(?=[ ][A-Z][a-z]))"
)
_CONCLUDES = re.compile(
    r"(?i)\s*(?:in (?:conclusion|summary)|(?:we|it (?:is|was|can be)) conclud|(?:taken together|overall), (?:these|our)"
    r"|th(?:is|ese) (?:stud(?:y|ies)|trial|results?|findings?|data) (?:suggest|indicate|show|demonstrate|"
    r"support|provide|highlight|do not support|confirm)"
    r"|(?:our|the) (?:results|findings|data)(?: \w+){0,3} (?:suggest|indicate|support|demonstrate|confirm|"
    r"do not support)|thus,|therefore,|conclusions?\b)"
)
_AIMS = re.compile(
    r"(?i)(?:\b(?:aim|objective|purpose|goal)s?\b[^.]{0,60}\b(?:was|were|is|are|to)\b|\bwe (?:aimed|sought|"
    r"hypothesi[sz]ed|wished|set out)\b"
    r"|\bto (?:determine|evaluate|assess|investigate|examine|compare|test|explore|establish) (?:the|whether|"
    r"if|how)\b|\bwe (?:investigated|examined|tested|assessed|evaluated|studied|compared) (?:whether|"
    r"the (?:effect|efficacy|impact|hypothesis))\b)"
)
_RESULT_MARK = re.compile(
    r"(?i)\bp\s?[<>=≤≥]|\b95 ?% ?(?:ci|confidence)|\bsignificant(?:ly)?\b|\d\s?±\s?\d|\b(?:odds|hazard|risk|"
    r"rate) ratio\b|\bno difference|\bdid not differ|\bn\.?s\.?\)"
)
_METHOD_MARK = re.compile(
    r"(?i)\b(?:(?:were|was) (?:\w+ )?(?:random|assigned|allocated|recruited|enrol|included|measured|"
    r"assessed|evaluated|recorded|analy[sz]ed|performed)"
    r"|primary (?:outcome|end ?point)s?(?: measure)? (?:was|were|is))"
)


@lru_cache(maxsize=1024)
def kind_of_label(label: str) -> SectionKind:
    """What a printed label announces.

    >>> kind_of_label("METHODS AND RESULTS").value, kind_of_label("Main Outcome Measures").value
    ('results', 'methods')
    """
    lowered = label.lower()
    for kind, pattern in _KINDS:
        if pattern.search(lowered):
            return kind
    return SectionKind.UNLABELLED


def sections(text: str) -> tuple[Section, ...]:
    """The labelled stretches of an abstract in order; what stands before the first label is unlabelled.

    >>> [(s.kind.value, s.span) for s in sections("AIM: To see. RESULTS: It fell.")]
    [('objective', Span(start=4, end=12)), ('results', Span(start=21, end=30))]
    """
    marks = [(m.start(), m.end(), (m["caps"] or m["word"] or m["bare"]).strip()) for m in _labels(text)]
    marks = [mark for mark in marks if kind_of_label(mark[2]) is not SectionKind.UNLABELLED]
    found: list[Section] = []
    if not marks or text[: marks[0][0]].strip():
        found.append(Section(SectionKind.UNLABELLED, None, Span(0, marks[0][0] if marks else len(text))))
    for number, (_, after, label) in enumerate(marks):
        end = marks[number + 1][0] if number + 1 < len(marks) else len(text)
        found.append(Section(kind_of_label(label), label, Span(after, end)))
    return tuple(found)


def _labels(text: str) -> Iterator[re.Match[str]]:
    end = 0
    for place in _MAY_OPEN.finditer(text):
        mark = _LABEL.match(text, place.end()) if place.end() >= end else None
        if mark is not None:
            end = mark.end()
            yield mark


def kind_of_sentence(sentence: str) -> SectionKind:
    """What an unlabelled sentence most probably is, by the way it opens and the marks it carries.

    >>> kind_of_sentence("In conclusion, it works.").value
    'conclusion'
    """
    if _CONCLUDES.match(sentence):
        return SectionKind.CONCLUSION
    if _AIMS.search(sentence):
        return SectionKind.OBJECTIVE
    if _RESULT_MARK.search(sentence):
        return SectionKind.RESULTS
    return SectionKind.METHODS if _METHOD_MARK.search(sentence) else SectionKind.UNLABELLED
