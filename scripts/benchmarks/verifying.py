"""V1: claims held against abstracts: every abstract a new one, several claims about one, and claims of pages."""

import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.turns import Goal, Sizes, benchmark
from evidence.draft import draft_study
from evidence.extract import extract_claims
from evidence.ingest import read_page
from evidence.models import (
    AbstractSection,
    CitationBase,
    CitationStatus,
    ClaimBase,
    MatchConfidence,
    PublicationBase,
    StudyBase,
)
from evidence.verify import verify_claim
from evidence.vocabulary import Vocabulary
from evidence.workflow.filters import verify_pair

DRUGS = ("ketamine", "magnesium", "metformin", "amitriptyline", "pregabalin", "sertraline", "zinc", "melatonin")
ILLS = ("migraine", "neuropathic pain", "depression", "fibromyalgia", "insomnia", "type 2 diabetes", "asthma")
OUTCOMES = ("pain intensity", "sleep quality", "the number of attacks", "depressive symptoms", "quality of life")
PAIRS, AGAIN, ON_A_PAGE = 300, 5, 30
SURE = CitationBase(status=CitationStatus.CONFIRMED, confidence=MatchConfidence.CERTAIN)


def abstract(chance: random.Random) -> tuple[str, str]:
    """An invented trial as its abstract tells it, about 1,900 characters, and a sentence of a page about it."""
    drug, other = chance.sample(DRUGS, 2)
    ill, (main, second) = chance.choice(ILLS), chance.sample(OUTCOMES, 2)
    n, weeks = chance.randrange(40, 900), chance.randrange(2, 52)
    ours, theirs = chance.randrange(10, 90), chance.randrange(10, 90)
    p = chance.randrange(1, 999) / 1000
    verdict = "improved" if p < 0.05 else f"was not better than {other} for"
    text = (
        f"BACKGROUND: {ill.capitalize()} is common and many people do not get better with {other}. Whether {drug} "
        f"helps is not known, and earlier trials were small and short. We compared {drug} with {other} in adults.\n"
        f"METHODS: In this multicentre, double-blind trial we randomly assigned {n} adults with {ill}, aged 18 to 75 "
        f"years, to {drug} or {other} once daily for {weeks} weeks. Patients with severe renal disease, pregnancy or "
        f"a history of abuse were excluded. The primary outcome was {main} at {weeks} weeks, measured on a scale from "
        f"0 to 100; secondary outcomes were {second}, the use of rescue medication and adverse events. Analysis was "
        "by intention to treat, with a mixed model that was adjusted for centre and baseline values.\n"
        f"RESULTS: Of {n} participants, {n - n // 9} completed the trial. {main.capitalize()} improved in {ours}% of "
        f"the {drug} group and {theirs}% of the {other} group (difference {ours - theirs} percentage points, 95% CI "
        f"{ours - theirs - 9} to {ours - theirs + 9}; P = {p}). {second.capitalize()} did not differ between groups. "
        f"Rescue medication was used by {n // 7} patients on {drug} and {n // 6} on {other}. Adverse events occurred "
        f"in {chance.randrange(10, 60)}% and {chance.randrange(10, 60)}% of patients, respectively; the most common "
        "were nausea, dizziness and headache. There were no deaths. Three patients in each group left because of "
        "adverse events, and no serious event was judged to be related to treatment by the blinded committee.\n"
        f"CONCLUSIONS: In adults with {ill}, {drug} {verdict} {main} over {weeks} weeks. Longer trials in wider "
        "populations are needed before practice is changed."
    )
    return text, f"A trial of {n} people showed that {drug} improves {main} in {ours}% of patients with {ill}."


def of_pages(sizes: Sizes) -> float:
    """The claims of pages as an audit holds them, in every check there is, against the studies it has just drafted."""
    rates = []
    for number in range(sizes.rounds):
        chance = random.Random(number)
        count, spent = 0, 0.0
        for _ in range(PAIRS // ON_A_PAGE):
            pairs = [pair for _ in range(ON_A_PAGE) for pair in drafted(*abstract(chance))]
            began = time.process_time()
            for claim, study, publication in pairs:
                verify_claim(claim, study, publication=publication, citation=SURE, vocabulary=Vocabulary.shipped())
            count, spent = count + len(pairs), spent + time.process_time() - began
        rates.append(count / spent)
    return statistics.median(rates)


def drafted(text: str, words: str) -> Iterator[tuple[ClaimBase, StudyBase, PublicationBase]]:
    """The claims of a page of these words, each with the study that is drafted from the abstract."""
    publication = PublicationBase(key="p", title="A trial", abstract=(AbstractSection(text=text),))
    study = draft_study("p", title="A trial", abstract=publication.abstract)
    page = read_page(words.encode(), name="page.txt", captured_at=datetime(2026, 1, 1, tzinfo=UTC))
    for claim in extract_claims(page, Vocabulary.shipped()):
        yield claim, study, publication


@benchmark("V1")
def verify(sizes: Sizes, _folder: Path) -> Iterator[Goal]:
    """Verifications a second of the processor, on one core."""
    fresh, again = [], []
    for number in range(sizes.rounds):
        chance = random.Random(number)
        rows = [abstract(chance) for _ in range(PAIRS)]
        began = time.process_time()
        for text, claim in rows:
            verify_pair({"id": "1", "claim": claim, "abstract": text})
        fresh.append(PAIRS / (time.process_time() - began))
        began = time.process_time()
        for text, claim in rows[: PAIRS // AGAIN]:
            for part in range(AGAIN):
                verify_pair({"id": "1", "claim": f"{claim} It is claim {part}.", "abstract": text})
        again.append(PAIRS // AGAIN * AGAIN / (time.process_time() - began))
    yield Goal("claims verified a second, each abstract a new one", 500, statistics.median(fresh), "/s")
    yield Goal("claims of a page verified a second, against studies that were drafted", 500, of_pages(sizes), "/s")
    yield Goal(f"claims verified a second, {AGAIN} about each abstract", 500, statistics.median(again), "/s")
