"""What kind of study a publication is: by its publication types and MeSH headings, else by its own words.

It never makes a record more precise than it is, and what nothing says stays `unknown`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from evidence.abstracts import design_words as dw
from evidence.abstracts.design_codes import FINER, UI_OF_NAME, StudyTypeRow, study_type_rows
from evidence.abstracts.reading import joined
from evidence.models import AbstractSection, Heading


class DesignReading(NamedTuple):
    """A study-type code, what it was read from (publication_type, mesh, title, abstract, unknown), and the passage."""

    code: str
    basis: str
    passage: str | None


def read_design(
    publication_types: Iterable[Heading | str],
    mesh: Iterable[Heading | str],
    title: str | None,
    abstract: tuple[AbstractSection, ...] | str | None,
) -> DesignReading:
    """The design by the ranked types and headings, else by the words of title and abstract, else unknown.

    >>> read_design(("Randomized Controlled Trial", "Journal Article"), (), "Ketamine", "A crossover trial.").code
    'rct_crossover'
    """
    heading, text = title or "", joined(abstract or "")
    typed = _by_identifiers(tuple(publication_types), "publication_type", _types_of)
    if typed is None:
        typed = _by_identifiers(tuple(mesh), "mesh", _mesh_of)
    if typed is not None:
        return typed._replace(code=finer(typed.code, heading, text))
    return design_by_words(heading, text)


def _types_of(row: StudyTypeRow) -> tuple[str, ...]:
    return row.types


def _mesh_of(row: StudyTypeRow) -> tuple[str, ...]:
    return row.mesh


def _by_identifiers(
    given: Sequence[Heading | str], basis: str, of_row: Callable[[StudyTypeRow], tuple[str, ...]]
) -> DesignReading | None:
    names: dict[str, str] = {}
    for one in given:
        label = one if isinstance(one, str) else one.label
        ui = None if isinstance(one, str) else one.ui
        found = ui or UI_OF_NAME.get(label.strip().lower())
        if found:
            names[found] = label
    for row in study_type_rows():
        for expression in of_row(row):
            used = _satisfied(expression, names)
            if used:
                return DesignReading(row.code, basis, "; ".join(used))
    return None


def _satisfied(expression: str, names: Mapping[str, str]) -> list[str]:
    """The labels that satisfy `A`, `A+B` (both) or `A-B` (the first without the second); empty where they do not."""
    wanted, _, unwanted = expression.partition("-")
    parts = wanted.split("+")
    if unwanted in names or not all(part in names for part in parts):
        return []
    return [names[part] for part in parts]


def finer(code: str, title: str, abstract: str) -> str:
    """A child of the code that title or abstract name outright, else the code itself.

    >>> finer("rct", "Ketamine: a crossover trial", ""), finer("rct", "Ketamine", "")
    ('rct_crossover', 'rct')
    """
    for child, pattern in FINER.get(code, ()):
        if pattern.search(title) or pattern.search(abstract):
            return child
    return code


def design_by_words(title: str, abstract: str) -> DesignReading:
    """The design that title and abstract announce in their own words.

    >>> design_by_words("A case of scurvy", "").code
    'case_report'
    """
    for step in (_announced, _synthesis, _case_title, _randomised_title, _preclinical, _abstract_steps):
        found = step(title, abstract)
        if found is not None:
            return found._replace(code=finer(found.code, title, abstract))
    return DesignReading("unknown", "unknown", None)


def _hit(code: str, basis: str, mark: re.Match[str], text: str) -> DesignReading:
    return DesignReading(code, basis, _around(text, mark))


def _around(text: str, mark: re.Match[str]) -> str:
    """The sentence around a match, as far as full stops tell."""
    start = max(text.rfind(". ", 0, mark.start()) + 1, text.rfind("\n", 0, mark.start()) + 1, 0)
    end = text.find(". ", mark.end())
    return text[start : len(text) if end == -1 else end + 1].strip()


def _announced(title: str, abstract: str) -> DesignReading | None:
    """Protocols, guidelines and editorials, which say what they are."""
    for rule in dw.RULES:
        if rule.unless is not None and (
            rule.unless.search(title) or (rule.code == "protocol" and rule.unless.search(abstract))
        ):
            continue
        if rule.title is not None and (mark := rule.title.search(title)):
            return _hit(rule.code, "title", mark, title)
        if rule.abstract is not None and (mark := rule.abstract.search(abstract)):
            return _hit(rule.code, "abstract", mark, abstract)
    return None


def _synthesis(title: str, abstract: str) -> DesignReading | None:
    rule = dw.SYNTHESIS
    if rule.title is not None and (mark := rule.title.search(title)):
        return _hit(_synthesis_code(title, abstract), "title", mark, title)
    marks = list(rule.abstract.finditer(abstract)) if rule.abstract is not None else []
    kinds = {mark[0].lower()[:12] for mark in marks}
    own = dw.RANDOMISED.title is not None and dw.RANDOMISED.title.search(title)
    if not own and (mark := dw.REVIEW_OF_TRIALS.search(abstract)):
        return _hit(_synthesis_code(title, abstract), "abstract", mark, abstract)
    if len(kinds) >= 2 and not own and dw.OTHERS_TRIALS.search(abstract):
        return _hit(_synthesis_code(title, abstract), "abstract", marks[0], abstract)
    return None


def _synthesis_code(title: str, abstract: str) -> str:
    text = f"{title} {abstract}".lower()
    systematic = "systematic" in text or "prisma" in text or "searched" in text
    return "systematic_review" if systematic or not re.search(r"meta-?\s?analy", text) else "meta_analysis"


def _case_title(title: str, abstract: str) -> DesignReading | None:
    rule = dw.CASE
    mark = rule.title.search(title) if rule.title is not None else None
    if mark is None or _CASE_NOT.search(title) or _animal_share(title, abstract) > 0.6:
        return None
    strong = _CASE_STRONG.search(title)
    reported = (
        _ONE_PERSON.search(title) if not abstract else rule.abstract is not None and rule.abstract.search(abstract)
    )
    return _hit("case_report", "title", mark, title) if strong or reported else None


_CASE_NOT = re.compile(
    r"(?i)case[- ]control|case-?mix|case management|systematic|randomi|cohort|survey|qualitative case|"
    r"case studies in|case study of (?:the|a) (?:health|hospital|national|program)"
)
_CASE_STRONG = re.compile(
    r"(?i)case reports?\b|\b(?:two|three|monozygotic|identical) (?:siblings|twins|brothers|sisters)\b|"
    r"case series|a case of|: a case\b|report of (?:a|an|one|two|three|the first|"
    r"\d+) (?:\w+ )?cases?"
)


_ONE_PERSON = re.compile(
    r"(?i)\b(?:in|of) an? (?:[\w-]+ ){0,4}(?:man|woman|boy|girl|infant|newborn|neonate|patient with|"
    r"patient$)|\b\d+[- ]year[- ]old (?:man|woman|boy|girl|male|female)"
)


def _own_random(text: str, pattern: re.Pattern[str] | None) -> re.Match[str] | None:
    """Words of randomisation that are about this study: calls for trials and random samples are passed over."""
    if pattern is None:
        return None
    hidden = dw.FUTURE_TRIALS.sub(lambda mark: " " * len(mark[0]), text)
    return pattern.search(hidden)


def _randomised_title(title: str, abstract: str) -> DesignReading | None:
    mark = _own_random(title, dw.RANDOMISED.title)
    if mark is None or _animal_share(title, abstract) > 0.6:
        return None
    return None if _OF_TRIALS.search(title) and not _TWO_TRIALS.search(title) else _hit("rct", "title", mark, title)


_OF_TRIALS = re.compile(
    r"(?i)\b(?:review|synthesis|overview|analysis) of (?:\w+ ){0,4}(?:randomi[sz]ed|trials)|"
    r"randomi[sz]ed (?:\w+ )*trials\b|secondary analysis of (?:a )?case"
)


_TWO_TRIALS = re.compile(
    r"(?i)\b(?:two|three|four|2|3|both|replicate|parallel)\b[^.:]{0,40}\brandomi[sz]ed [^.:]{0,40}\btrials\b"
)


def _animal_share(title: str, abstract: str) -> float:
    """How much of the talk about living beings is about animals, words of the title counted thrice."""
    animals = len(_ANIMAL_STRICT.findall(abstract)) + 3 * len(_ANIMAL_STRICT.findall(title))
    people = len(dw.HUMAN.findall(abstract)) + 3 * len(dw.HUMAN.findall(title))
    return animals / (animals + people) if animals else 0.0


_ANIMAL_STRICT = re.compile(
    dw.ANIMAL.pattern.replace("(?i)", "(?i)(?<!breast-)(?<!fish )").replace(
        "|animals?|in vivo|xenografts?", "|animals?|xenografts?"
    )
)


def _preclinical(title: str, abstract: str) -> DesignReading | None:
    """Animal and laboratory work without people taking part; reviews of it are reviews."""
    review = dw.NARRATIVE.abstract is not None and dw.NARRATIVE.abstract.search(abstract)
    if review or (
        dw.NARRATIVE.title is not None and dw.NARRATIVE.title.search(title) and not _OWN_DATA.search(abstract)
    ):
        return None
    text = f"{title} {abstract}"
    if _PEOPLE_TAKE_PART.search(text):
        return None
    animals = len(_ANIMAL_STRICT.findall(abstract)) + 3 * len(_ANIMAL_STRICT.findall(title))
    people = len(dw.HUMAN.findall(text))
    laboratory = len(dw.LABORATORY.findall(text))
    if animals > people and (animals >= 2 or not people):
        mark = _ANIMAL_STRICT.search(title) or _ANIMAL_STRICT.search(abstract)
        source = title if _ANIMAL_STRICT.search(title) else abstract
        return _hit("animal", "title" if source is title else "abstract", mark, source) if mark else None
    bench = _BENCH.search(text) is not None
    enough = laboratory >= 4 and laboratory > 1.5 * people and (bench or not people)
    if enough or (laboratory >= 2 and bench and not people):
        mark = dw.LABORATORY.search(title) or dw.LABORATORY.search(abstract)
        source = title if dw.LABORATORY.search(title) else abstract
        return _hit("in_vitro", "title" if source is title else "abstract", mark, source) if mark else None
    return None


_BENCH = re.compile(
    r"(?i)\b(?:in vitro|ex vivo|cell lines?|cultured|cell cultures?|transfect\w+|knock-?(?:down|out)|sirna|"
    r"western blot\w*|phosphorylat\w+|mutants?|recombinant|purified|molecular (?:docking|dynamics)|hela|"
    r"hek-?293\w*|mcf-?7|e\. coli|escherichia"
    r"|strains?|crystal structure|binding (?:site|affinity)|ligands?|plasmids?|promoter|nanoparticles?|ic50|"
    r"yeast|patch[- ]clamp|fibroblasts|macrophages|cells were|apoptosis|pcr|spectroscopy|chromatin|kinase|"
    r"inhibits?)\b"
)
_OWN_DATA = re.compile(
    r"(?i)\bp\s?[<=>]\s?0?\.\d|\bwe (?:found|show|showed|demonstrate|demonstrated|observed|measured|"
    r"report)\b|\bresults:|n\s?=\s?\d|significantly|±"
)
_PEOPLE_TAKE_PART = re.compile(
    r"(?i)\b(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|"
    r"fifty|sixty|seventy|eighty|ninety|hundred|all|consecutive|eligible|healthy|these|our|"
    r"of) (?:[\w-]+ ){0,4}?(?:patients|participants|subjects|volunteers|women|men|children|adolescents|"
    r"adults|infants|neonates|newborns|persons|people|students|nurses|individuals|pregnan\w+|households|"
    r"respondents|residents|physicians|boys|girls|survivors|outpatients)\b(?! (?:cells|serum|samples|"
    r"derived|tissue|with (?:cancer|disease)s?\.))"
    r"|\b(?:patients|participants|subjects|volunteers|women|men|children|adults|infants) (?:were|was|with|"
    r"who|undergoing|received|had|aged|in the|treated|admitted)\b"
)


def _abstract_steps(title: str, abstract: str) -> DesignReading | None:
    for step in (_randomised, _before_after, _series, _case, _narrative, _trial, _observational, _people_counted):
        found = step(title, abstract)
        if found is not None:
            return found
    return None


def _before_after(title: str, abstract: str) -> DesignReading | None:
    """A study of the same people or place before and after, or a trial that says it was not randomised."""
    if _animal_share(title, abstract) > 0.6:
        return None
    for code, pattern in (("controlled_trial", dw.NOT_RANDOMISED), ("single_arm", dw.BEFORE_AFTER)):
        for text, basis in ((title, "title"), (abstract, "abstract")):
            mark = pattern.search(text)
            if mark is not None:
                return _hit(code, basis, mark, text)
    return None


def _series(title: str, abstract: str) -> DesignReading | None:
    """A few people counted in the title, and nobody to compare them with."""
    mark = dw.SERIES_TITLE.search(title)
    if mark is None or dw.COMPARES.search(_NO_CONTROLS.sub(" ", abstract)) or _animal_share(title, abstract) > 0.6:
        return None
    return _hit("case_series", "title", mark, title)


_NO_CONTROLS = re.compile(r"(?i)\b(?:no|without(?: a)?) control(?:s| group)?\b")


def _randomised(title: str, abstract: str) -> DesignReading | None:
    if dw.NARRATIVE.title is not None and dw.NARRATIVE.title.search(title) and not _OWN_DATA.search(abstract):
        return None
    mark = _own_random(abstract, dw.RANDOMISED.abstract)
    if mark is None or _animal_share(title, abstract) > 0.6:
        return None
    if dw.NARRATIVE.abstract is not None and dw.NARRATIVE.abstract.search(abstract) and not _OWN_DATA.search(abstract):
        return None
    return _hit("rct", "abstract", mark, abstract)


def _case(title: str, abstract: str) -> DesignReading | None:
    mark = dw.CASE.abstract.search(abstract) if dw.CASE.abstract is not None else None
    if mark is None or _MANY.search(f"{title} {abstract}") or _animal_share(title, abstract) > 0.6:
        return None
    return _hit("case_report", "abstract", mark, abstract)


_MANY = re.compile(
    r"(?i)\b(?:[2-9]\d|\d{3,}|\d,\d{3}) (?:[\w-]+ ){0,3}?(?:patients|participants|women|men|children|"
    r"subjects|cases|adults|infants)\b|\bcohort\b|\bp\s?[<=]\s?0?\.\d|\bcontrols\b|\bcross-sectional|"
    r"\binterviews?\b"
)


def _narrative(title: str, abstract: str) -> DesignReading | None:
    own = _OWN_DATA.search(abstract) is not None and _MANY.search(abstract) is not None
    if own:
        return None
    mark = dw.NARRATIVE.title.search(title) if dw.NARRATIVE.title is not None else None
    if mark is not None and not (_OWN_DATA.search(abstract) and _PEOPLE_TAKE_PART.search(abstract)):
        return _hit("review", "title", mark, title)
    mark = dw.NARRATIVE.abstract.search(abstract) if dw.NARRATIVE.abstract is not None else None
    return _hit("review", "abstract", mark, abstract) if mark is not None else None


def _trial(title: str, abstract: str) -> DesignReading | None:
    if _animal_share(title, abstract) > 0.6 or _LOOKS_BACK.search(f"{title} {abstract}"):
        return None
    for text, basis in ((title, "title"), (abstract, "abstract")):
        mark = dw.TRIAL.search(dw.FUTURE_TRIALS.sub(lambda m: " " * len(m[0]), text))
        if mark is not None:
            alone = _OPEN.search(f"{title} {abstract}") and not dw.COMPARES.search(f"{title} {abstract}")
            return _hit("single_arm" if alone else "clinical_trial", basis, mark, text)
    return None


_OPEN = re.compile(r"(?i)\bopen[- ]label\b|\bproof[- ]of[- ]concept\b|\bdose[- ]escalation\b")
_LOOKS_BACK = re.compile(
    r"(?i)\bretrospective|\bcross-?sectional|\bcohort\b|\bcase-control|\bregist(?:ry|er)\b|\bsurvey|"
    r"\bdischarge data|\badministrative data|\broutine data|\bquestionnaire|\bobservational|"
    r"\bmedical records?|\binterview|\bqualitative"
)


def _observational(title: str, abstract: str) -> DesignReading | None:
    """Designs that watch; without a person taking part or being counted, nothing is said."""
    text = f"{title} {abstract}"
    if not dw.HUMAN.search(text):
        return None
    for code, pattern in dw.OBSERVATIONAL:
        for piece, basis in ((title, "title"), (abstract, "abstract")):
            mark = pattern.search(piece)
            if mark is not None:
                return _hit(code, basis, mark, piece)
    return None


_COUNTED_PEOPLE = re.compile(
    r"(?i)\b(?:\d{2,3}|\d{1,3}(?:,\d{3})+|\d{4,7}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    r"ninety)(?:-\w+)?|\w+teen|ten|eleven|twelve) "
    r"(?:[\w-]+ ){0,4}?(?:patients|participants|subjects|volunteers|women|men|children|adolescents|adults|"
    r"infants|people|individuals|students|athletes|players|gymnasts|controls)\b"
)


def _people_counted(title: str, abstract: str) -> DesignReading | None:
    """People counted and observed, with no word of any other design: a study of people, its kind not known."""
    mark = _COUNTED_PEOPLE.search(abstract)
    if mark is None or _animal_share(title, abstract) > 0.5:
        return None
    return _hit("observational", "abstract", mark, abstract)
