"""Pictures of evidence: well-formed SVG with a text alternative, whose data are the data of the rows."""

import sys
from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

import pytest

from evidence.formats.extras import MissingExtraError
from evidence.formats.pictures import picture_png, pictures_html
from evidence.report.pictures import COLOURS, Drawing, Picture, PictureName, number, shortened
from evidence.report.pictures_plots import PICTURES, Axis
from evidence.report.presets_records import TabledRow
from tests.preset_page import rows

SVG = "{http://www.w3.org/2000/svg}"


def drawn(name: PictureName, held: tuple[TabledRow, ...] | None = None) -> Picture:
    return PICTURES[name](rows() if held is None else held)


def tree(picture: Picture) -> Element:
    return fromstring(picture.svg)  # noqa: S314 - our own drawing


@pytest.mark.parametrize("name", list(PictureName))
def test_every_picture_is_one_svg_with_a_text_alternative_and_no_script_or_style(name: PictureName) -> None:
    picture = drawn(name)
    root = tree(picture)
    assert root.get("role") == "img"
    ids = (root.get("aria-labelledby") or "").split()
    assert [
        element.get("id") for element in (root.find(f"{SVG}title"), root.find(f"{SVG}desc")) if element is not None
    ] == ids
    assert root.findtext(f"{SVG}desc") == picture.description
    assert not [one for one in root.iter() if one.tag in {f"{SVG}script", f"{SVG}style", f"{SVG}image"}]
    assert not [key for one in root.iter() for key in one.keys() if key == "style" or key.startswith("on")]  # noqa: SIM118 - elements iterate over children
    assert picture.svg == drawn(name).svg


@pytest.mark.parametrize("name", list(PictureName))
def test_a_picture_of_nothing_is_drawn_and_says_so(name: PictureName) -> None:
    picture = drawn(name, ())
    assert tree(picture).findtext(f"{SVG}title")
    assert picture.rows == ()


def test_the_map_counts_every_claim_once() -> None:
    picture = drawn(PictureName.MAP)
    assert sum(int(row[3]) for row in picture.rows) == 9
    assert ("neuropathic pain", "randomised crossover trial", "contradicted", "3") in picture.rows
    assert "contradicted 3" in picture.description


def test_no_study_beyond_those_cited_is_on_the_timeline_and_none_without_a_year_is_placed() -> None:
    picture = drawn(PictureName.TIMELINE)
    studies = {row.source.study.key for row in rows() if row.source is not None and row.source.study is not None}
    assert len(picture.rows) == len(studies)
    assert ("Smith 2020", "2020", "randomised crossover trial (RCT)", "20", "contradicted") in picture.rows


def test_claimed_and_found_shows_the_role_a_number_has_in_the_study() -> None:
    picture = drawn(PictureName.CLAIMED_FOUND)
    assert picture.rows[0][1:2] == ("ketamine: 20%",)
    assert picture.rows[0][3:] == ("adverse event", "same number, but of another outcome")
    assert "of another outcome" in picture.description


def test_a_forest_plot_draws_only_effects_with_an_interval_and_lists_the_others() -> None:
    picture = drawn(PictureName.FOREST)
    assert "without one, in the table only" in picture.description
    assert any("P = 0.296" in row for row in picture.rows)


def test_words_of_a_page_are_escaped() -> None:
    first = rows()[0]
    nasty = first.claim.model_copy(update={"condition": '<script>&"\x00'})
    picture = drawn(PictureName.MAP, (replace(first, claim=nasty),))
    assert "<script>" not in picture.svg
    assert "&lt;script&gt;&amp;" in picture.svg
    html = pictures_html([picture], title="<b>", provenance=["head"])
    assert "<script" not in html
    assert "<h1>&lt;b&gt;</h1>" in html


def test_the_html_has_the_data_one_click_away() -> None:
    pictures = [drawn(name) for name in PictureName]
    html = pictures_html(pictures, title="Pictures", provenance=["Database: head abc"])
    assert html.count("<details>") == html.count("<svg ") == 4
    assert "Database: head abc" in html
    assert "script-src &#39;none&#39;" in html


def test_axes_place_values_between_their_ends_and_tick_on_round_values() -> None:
    axis = Axis(0, 100, 250, 650)
    assert (axis.place(0), axis.place(50), axis.place(200)) == (250, 450, 650)
    assert axis.ticks() == (0, 20, 40, 60, 80, 100)
    ratio = Axis(0.5, 2, 0, 100, logarithmic=True)
    assert (round(ratio.place(1), 6), ratio.ticks()) == (50, (0.5, 1, 2))


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_white_signs_can_be_read_on_every_colour() -> None:
    for colour in COLOURS.values():
        assert 1.05 / (_luminance(colour) + 0.05) >= 4.5


def test_a_picture_is_written_as_png_where_a_renderer_is_installed() -> None:
    pytest.importorskip("resvg_py")
    assert picture_png(drawn(PictureName.MAP)).startswith(b"\x89PNG")


def test_without_a_renderer_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(MissingExtraError, match=r"SVG needs nothing.*evidence-audit\[pictures\]"):
        picture_png(drawn(PictureName.MAP))


def test_small_parts() -> None:
    assert (number(10.50), shortened("one two", 20)) == ("10.5", "one two")
    assert Drawing(10).svg(5, name="x", title="t", description="d").startswith("<svg ")
