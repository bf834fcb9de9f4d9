"""The example notebook, run cell by cell as plain Python, and the cards a notebook shows."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

import evidence
from evidence.formats.cards import claim_card, study_card, verification_card
from evidence.formats.html import asset
from evidence.models import StudyBase
from evidence.report.build import view_claim
from evidence.report.reading import read_claim
from evidence.seeds import seed_file
from tests.test_formats_html import Outline, small

HOSTILE = '<script>alert("x")</script><img src=x onerror=y>'


def cells() -> list[dict[str, Any]]:
    held: dict[str, Any] = json.loads(seed_file("example.ipynb").read_text(encoding="utf-8"))
    assert (held["nbformat"], held["nbformat_minor"]) == (4, 5)
    found: list[dict[str, Any]] = held["cells"]
    return found


def shown(source: str, names: dict[str, Any]) -> Any:
    """Run a cell as a notebook does: the value of its last expression is what it shows."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)  # noqa: S102 - the notebook is a file of this project
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None  # noqa: S307


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each code cell shows, by the cell's id."""
    names: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("notebook"))
        return {one["id"]: shown("".join(one["source"]), names) for one in cells() if one["cell_type"] == "code"}


def test_every_cell_runs_and_shows_something(run: dict[str, Any]) -> None:
    assert [name for name, value in run.items() if value is None] == []
    assert str(run["audit"]).startswith("Of 205 claims, 57 could be held against a study")
    assert {value for _, _, value, _ in run["record"]} >= {10.0, 20.0, 35.0}
    assert run["export"]["claims"] == 205
    assert run["views"][0][1] > 0
    assert run["report"] == Path("report.html")


def test_the_cards_of_the_notebook_show_the_claim_and_what_the_study_found(run: dict[str, Any]) -> None:
    claim = Outline(run["claim"]._repr_html_())
    assert "Ketamine infusions showed 20% improvement" in claim.text
    assert "Contradicted by its source" in claim.text
    assert "adverse event" in run["verification"]._repr_html_()
    assert not claim.misplaced
    assert "P = 0.296" in Outline(run["study"]._repr_html_()).text


def test_the_notebook_holds_no_output_and_every_cell_an_id() -> None:
    assert [one for one in cells() if one.get("outputs")] == []
    ids = [one["id"] for one in cells()]
    assert len(ids) == len(set(ids))


def test_tables_have_proper_dtypes(run: dict[str, Any]) -> None:
    assert str(run["table"]["Participants"].dtype) == "Int64"
    assert run["table"]["Participants"].isna().any()
    assert str(run["counts"]["Claims"].dtype) == "Int64"
    assert str(run["table"]["Claim"].dtype) == "string"


# ---------------------------------------------------------------- cards


def hostile_cards() -> list[Any]:
    """Cards of the small page's first claim with hostile words wherever a page or a study has words."""
    page, findings = small()
    dossier = page.dossiers[0]
    claim = dossier.claim.model_copy(update={"quote": HOSTILE, "outcome": HOSTILE, "attribution": HOSTILE})
    sources = tuple(
        one.model_copy(
            update={
                "publication": one.publication.model_copy(update={"title": HOSTILE, "authors": (HOSTILE,)})
                if one.publication
                else None
            }
        )
        for one in dossier.sources
    )
    changed = dossier.model_copy(update={"claim": claim, "sources": sources})
    found = tuple(one.model_copy(update={"message": HOSTILE}) for one in findings if one.claim_key == claim.key)
    view = view_claim(changed, found, {})
    held = zip(read_claim(changed).sources, view.sources, strict=True)
    study = StudyBase(key="s", title=HOSTILE, population=HOSTILE, draft=True)
    return [
        claim_card(claim, view),
        *(verification_card(one.verification, view, shown) for one, shown in held),
        study_card(study),
    ]


def test_the_words_of_a_hostile_page_stay_words_in_a_card() -> None:
    for card in hostile_cards():
        html = card._repr_html_()
        page = Outline(html)
        assert HOSTILE not in html
        assert "<img" not in html
        assert not [tag for tag, _ in page.tags if tag in {"script", "img", "link", "a"}]
        assert HOSTILE in page.text
        assert not page.misplaced


def test_a_card_styles_nothing_but_itself() -> None:
    rules = [line for line in asset("card.css").splitlines() if line.strip()]
    assert all(
        selector.strip().startswith(".evidence-card") for rule in rules for selector in rule.split("{")[0].split(",")
    )


def test_a_card_outside_a_notebook_is_plain_text_and_never_silent_about_what_was_not_checked() -> None:
    page, findings = small()
    for dossier in page.dossiers:
        about = tuple(one for one in findings if one.claim_key == dossier.claim.key)
        view = view_claim(dossier, about, {})
        text = repr(claim_card(dossier.claim, view))
        assert dossier.claim.quote in text
        assert view.verdict_label in text
        for source in view.sources:
            card = verification_card(None, view, source)
            assert source.checks or source.benchmark or "Not checked" in card._repr_html_()
    assert "No result is entered." in study_card(StudyBase(key="s"))._repr_html_()


def test_a_claim_or_page_that_is_not_there_is_said_by_name(tmp_path: Path) -> None:
    db = evidence.open(str(tmp_path / "e.db"))
    with pytest.raises(Exception, match="no audited page"):
        db.claim("C1")
    (tmp_path / "p.txt").write_text("Acupuncture reduced migraine days by 40% in a randomized trial.\n", "utf-8")
    db.audit(tmp_path / "p.txt")
    with pytest.raises(Exception, match="'C9'"):
        db.claim("C9")
    with pytest.raises(Exception, match="'none'"):
        db.study("none")
