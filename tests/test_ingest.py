"""Pages read from bytes: nothing visible is lost, every span is where it says it is, and no bytes break it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.ingest import Limits, UnreadablePageError, read_page
from evidence.ingest.encoding import decode
from evidence.models import SnapshotBase

NOW = datetime(2026, 1, 2, tzinfo=UTC)

CLINIC = """<!doctype html><html lang="en-US"><head><title>Drip bar</title>
<meta property="article:modified_time" content="2024-05-01"><style>p {color: red}</style>
<script type="application/ld+json">{"@graph": [{"@type": "Article", "author": {"name": "J. Roe, RN"},
"datePublished": "2023-04"}]}</script></head><body>
<header><a href="/">Home</a><nav><ul><li><a href="/iv">IV drips</a></li></ul></nav></header>
<main><article><header><h1>Energy   drips</h1></header>
<p>Our drip cuts fatigue in <b>85%</b> of
patients<sup><a href="#r1">1</a></sup>.<br>No downtime.</p>
<h2>Why it works</h2><ul><li>Anti-viral</li><li>More <a href="https://doi.org/10.1000/x">energy (study)</a></li></ul>
<table><tr><th>Dose</th><td>5 mg</td></tr><tr><td>Visits</td><td>3</td></tr></table>
<img src="a.png"><iframe src="https://www.youtube.com/embed/1"></iframe>
<h2>References</h2><ol><li id="r1">Doe J. Fatigue and drips. J Examples 2019;1:2.</li></ol>
</article></main>
<div class="cookie-banner">We use cookies</div>
<footer><p>Not evaluated by the FDA.</p></footer><script>alert("no")</script></body></html>"""


def page(content: str | bytes, name: str = "page.html", limits: Limits | None = None) -> SnapshotBase:
    raw = content.encode() if isinstance(content, str) else content
    return read_page(raw, name=name, captured_at=NOW, limits=limits)


def spans(snapshot: SnapshotBase, **wanted: str) -> list[str]:
    return [
        snapshot.text[block.start : block.end]
        for block in snapshot.blocks
        if all(getattr(block, name) == value for name, value in wanted.items())
    ]


def test_every_visible_sentence_stays_and_no_script_or_style_does() -> None:
    text = page(CLINIC).text
    for words in ("fatigue in 85% of patients", "No downtime.", "Anti-viral", "5 mg", "Not evaluated by the FDA."):
        assert words in text
    assert "alert" not in text
    assert "color" not in text


def test_blocks_know_their_region_kind_and_headings() -> None:
    snapshot = page(CLINIC)
    assert spans(snapshot, region="footer") == ["Not evaluated by the FDA."]
    assert spans(snapshot, region="nav") == ["IV drips"]
    assert spans(snapshot, region="banner") == ["We use cookies"]
    assert spans(snapshot, kind="table_cell") == ["Dose", "5 mg", "Visits", "3"]
    anti_viral = next(b for b in snapshot.blocks if snapshot.text[b.start : b.end] == "Anti-viral")
    assert anti_viral.headings == ("Energy drips", "Why it works")
    assert spans(snapshot, kind="heading", region="main")[0] == "Energy drips"


def test_links_have_exact_spans_and_targets() -> None:
    snapshot = page(CLINIC)
    found = {snapshot.text[link.start : link.end]: link for link in snapshot.links}
    assert found["energy (study)"].href == "https://doi.org/10.1000/x"
    assert found["IV drips"].region == "nav"


def test_a_reference_mark_is_joined_to_its_entry() -> None:
    snapshot = page(CLINIC)
    mark = next(link for link in snapshot.links if link.reference)
    assert snapshot.text[mark.start : mark.end] == "1"
    entry = next(entry for entry in snapshot.reference_list if entry.mark == mark.reference)
    assert snapshot.text[entry.start : entry.end].startswith("Doe J. Fatigue")


def test_bracketed_marks_count_only_beside_a_reference_list() -> None:
    listed = page("It helps [1, 2].\n\nReferences\n\n1. Roe A. First paper. 2001.\n2. Doe B. Second. 2002.\n", "a.txt")
    assert [link.reference for link in listed.links] == ["1, 2"]
    assert [entry.mark for entry in listed.reference_list] == ["1", "2"]
    assert page("It helps [1, 2].", "a.txt").links == ()


def test_what_the_page_says_of_itself_is_kept_as_printed() -> None:
    snapshot = page(CLINIC)
    assert snapshot.title == "Drip bar"
    assert snapshot.byline == "J. Roe, RN"
    assert (snapshot.published, snapshot.modified) == ("2023-04", "2024-05-01")
    assert (snapshot.images_unread, snapshot.videos_unread) == (1, 1)


def test_a_capture_says_what_it_can_show() -> None:
    assert page(CLINIC).chrome_visible
    fragment = page("<p>One claim.</p><p>Two claims.</p>")
    assert fragment.links_visible
    assert not fragment.chrome_visible
    text = page("One claim.", "a.txt")
    assert not text.links_visible
    assert not text.chrome_visible


def test_plain_text_is_kept_unchanged() -> None:
    raw = "Relief\r\n\r\n  It helps\u00a0you.  \n\t• Pain\n"
    assert page(raw, "a.txt").text == raw


def test_plain_headings_and_bullets_are_told_from_paragraphs() -> None:
    snapshot = page("Relief For All\n\nIt helps.\nAlso here.\n\n• Pain\n• Sleep\n", "a.txt")
    assert spans(snapshot, kind="heading") == ["Relief For All"]
    assert spans(snapshot, kind="list_item") == ["Pain", "Sleep"]
    assert spans(snapshot, kind="paragraph") == ["It helps.", "Also here."]


def test_markdown_loses_its_marks_and_keeps_its_links() -> None:
    snapshot = page("---\ntitle: x\n---\n# Relief\n\nA *fast* [study](https://example.org/s).\n\n- Pain\n", "page.md")
    assert snapshot.text == "Relief\n\nA fast study.\n\nPain"
    assert snapshot.links[0].href == "https://example.org/s"


def test_a_saved_mhtml_page_gives_its_html_part() -> None:
    saved = (
        "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        "<html><body><p>Caf=C3=A9 cures.</p></body></html>\r\n--b--\r\n"
    )
    assert page(saved, "saved.mhtml").text == "Café cures."


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("café".encode("utf-16"), "utf-16"),
        ("the café is open".encode("utf-16-le"), "utf-16-le"),
        ("café".encode("utf-8-sig"), "utf-8-sig"),
        (b"caf\xe9", "cp1252"),
        ("café".encode(), "utf-8"),
    ],
)
def test_text_is_decoded_whatever_it_was_written_in(content: bytes, encoding: str) -> None:
    decoded = decode(content)
    assert "café" in decoded.text
    assert decoded.encoding == encoding


def test_a_wrong_declaration_is_overruled_and_a_guess_is_noted() -> None:
    assert decode("café".encode(), "iso-8859-1").text == "café"
    assert decode("мир".encode("koi8-r"), "koi8-r").text == "мир"
    snapshot = page(b"<html><meta charset=utf-8><p>caf\xe9</p></html>")
    assert snapshot.text == "café"
    assert snapshot.notes == ("not valid UTF-8, read as Windows-1252",)


WORDS = "Acupuncture relieves migraine."


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (WORDS, "page.docx", "the name ends in .docx and the content is plain text: that is what was read"),
        (WORDS, "paper.PDF", "the name ends in .PDF and the content is plain text: that is what was read"),
        (WORDS, "page.html", "the name ends in .html and the content is plain text: that is what was read"),
        (CLINIC, "paper.pdf", "the name ends in .pdf and the content is a web page: that is what was read"),
        (CLINIC, "page.txt", "the content is a web page and was read as plain text, tags and all, because the name "),
    ],
)
def test_a_name_that_contradicts_the_content_is_noted(content: str, name: str, says: str) -> None:
    (note,) = page(content, name).notes
    assert note.startswith(says)


@pytest.mark.parametrize("name", ["page.html", "page.htm", "https://clinic.example/page?id=2.7", "page", "-"])
def test_a_name_that_fits_the_content_or_says_nothing_is_not_noted(name: str) -> None:
    assert page(CLINIC, name).notes == ()
    assert page("# Drips\n\nThey help.", "page.md").notes == page(WORDS, "page.txt").notes == ()


def test_the_language_is_told_by_the_words() -> None:
    spanish = "La clínica ofrece el mejor tratamiento para el dolor y la fatiga de los pacientes que lo necesitan. " * 4
    assert page(f"<html lang=en><p>{spanish}</p></html>").language == "es"
    assert page("Short.", "a.txt").language is None


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.html", "holds no text"),
        (b"<html><body><script>x</script></body></html>", "a.html", "holds no text"),
        (b"\x89PNG\r\n", "a.html", "a PNG picture"),
        (b"\0\0\0\x18ftypmp42", "a.html", "a video"),
        (b"one\0two three", "a.txt", "NUL"),
        (b"x" * 2000, "a.txt", "the limit is 1,000"),
        (b"<html>" + b"<div>" * 5000 + b"deep", "a.html", "nested 5,001 deep"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(content: bytes, name: str, says: str) -> None:
    limits = Limits(max_bytes=1000) if content.startswith(b"xxx") else None
    with pytest.raises(UnreadablePageError) as refused:
        page(content, name, limits)
    assert says in str(refused.value)
    assert str(refused.value).startswith(name)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"ab é\n\t&<>",
                "<p>",
                "</p>",
                "<b>",
                "<li>",
                "<a href=x>",
                "</a>",
                "<sup>1</sup>",
                "<br>",
                "<table><td>",
                "e\u0301",
                "<h2>",
                "<!--",
                "-->",
                "<script>",
            ]
        ),
        max_size=60,
    )
)
def test_spans_lie_inside_the_text_whatever_the_markup(pieces: list[str]) -> None:
    try:
        snapshot = page("<html>x" + "".join(pieces))
    except UnreadablePageError:
        return
    for block in snapshot.blocks:
        assert 0 <= block.start < block.end <= len(snapshot.text)
        assert snapshot.text[block.start : block.end].strip()
    for link in snapshot.links:
        assert 0 <= link.start < link.end <= len(snapshot.text)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.html", "a.txt", "a.md", "a"]))
def test_no_bytes_break_the_reader(content: bytes, name: str) -> None:
    try:
        snapshot = page(content, name)
    except UnreadablePageError:
        return
    assert snapshot.text.strip()
