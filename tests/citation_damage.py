"""Damaged and odd citation files, each with the number of records that must come out of it."""

import gzip
import json
from collections.abc import Callable

Made = Callable[[], str | bytes]

HUGE = "word " * 6_000_000
"""A field of 30 MB."""

ARTICLE = (
    '<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{n}</PMID><Article>'
    "<Journal><JournalIssue>"
    "<PubDate><Year>2019</Year></PubDate></JournalIssue><Title>Invented Journal</Title></Journal>"
    "<ArticleTitle>Title {n}{more}</ArticleTitle></Article></MedlineCitation>"
    '<PubmedData><ArticleIdList><ArticleId IdType="pubmed">{n}</ArticleId></ArticleIdList></PubmedData>'
    "</PubmedArticle>\n"
)


def content(make: Made) -> bytes:
    made = make()
    return made.encode() if isinstance(made, str) else made


def article(n: int, more: str = "") -> str:
    return ARTICLE.format(n=n, more=more)


def article_set(*articles: str, head: str = '<?xml version="1.0" encoding="utf-8"?>\n', doctype: str = "") -> str:
    return f"{head}{doctype}<PubmedArticleSet>\n{''.join(articles)}</PubmedArticleSet>\n"


def three() -> str:
    return article_set(article(1), article(2), article(3))


def noise(n: int) -> str:
    return "".join(f"{n * place * 7919 % 65_521:x} " for place in range(1, 90))


def _many(count: int) -> bytes:
    return article_set(*(article(n, f" {noise(n)}") for n in range(1, count + 1))).encode()


def _truncated_gz() -> bytes:
    return gzip.compress(_many(1000))[:-30_000]


def _corrupt_gz() -> bytes:
    packed = bytearray(gzip.compress(_many(1000)))
    middle = len(packed) // 2
    packed[middle : middle + 50] = b"\xff" * 50
    return bytes(packed)


_LAUGHS = (
    '<!DOCTYPE PubmedArticleSet [<!ENTITY l0 "ha"><!ENTITY l1 "&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;">'
    '<!ENTITY l9 "&l1;&l1;&l1;&l1;&l1;&l1;&l1;&l1;&l1;&l1;">]>'
)
_XXE = '<!DOCTYPE PubmedArticleSet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'

XML: dict[str, tuple[int, Made]] = {
    "ok": (3, three),
    "gz_trailing_junk": (3, lambda: gzip.compress(three().encode()) + b"junk"),
    "gz_concatenated": (
        3,
        lambda: (
            gzip.compress(article_set(article(1)).encode())
            + gzip.compress(article_set(article(2), article(3)).encode())
        ),
    ),
    "empty": (0, lambda: b""),
    "not_gz_plain_xml": (3, three),
    "latin1_bytes_in_utf8": (2, lambda: three().encode().replace(b"Title 2", b"T\xeftle 2")),
    "control_char": (2, lambda: three().encode().replace(b"Title 2", b"Title\x02 2")),
    "unclosed_tag": (2, lambda: three().replace("Title 2</ArticleTitle>", "Title 2")),
    "unclosed_record": (2, lambda: three().replace("</PubmedArticle>", "", 1)),
    "truncated_xml": (2, lambda: three().encode()[:-200]),
    "billion_laughs": (1, lambda: article_set(article(1), article(2, "&l9;"), doctype=_LAUGHS)),
    "xxe_file": (1, lambda: article_set(article(1), article(2, "&x;"), doctype=_XXE)),
    "huge_field_30MB": (2, lambda: article_set(article(1, HUGE), article(2))),
    "missing_fields": (
        2,
        lambda: article_set(
            article(1), "<PubmedArticle><MedlineCitation><PMID>2</PMID></MedlineCitation></PubmedArticle>"
        ),
    ),
    "inline_markup": (1, lambda: article_set(article(1, " H<sub>2</sub>O <i>in vitro</i>"))),
    "crlf_bom": (3, lambda: b"\xef\xbb\xbf" + three().replace("\n", "\r\n").encode()),
    "utf16": (3, lambda: three().replace("utf-8", "utf-16").encode("utf-16")),
    "declared_latin1": (
        3,
        lambda: three().replace("utf-8", "iso-8859-1").replace("Title 2", "T\xeftle").encode("latin-1"),
    ),
    "delete_citation": (
        3,
        lambda: (
            three()
            .replace("</PubmedArticleSet>", "<DeleteCitation><PMID>9</PMID></DeleteCitation></PubmedArticleSet>")
            .encode()
        ),
    ),
    "medline_citation_set": (
        1,
        lambda: (
            b"<MedlineCitationSet><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>T</ArticleTitle></Article>"
            b"</MedlineCitation></MedlineCitationSet>"
        ),
    ),
    "no_declaration": (3, lambda: three().partition("\n")[2]),
}

RIS_RECORD = "TY  - JOUR\nAU  - Ng, Adele\nTI  - Title {n}\nPY  - 2019\nJO  - Invented Journal\nER  - \n\n"


def ris(*numbers: int) -> str:
    return "".join(RIS_RECORD.format(n=n) for n in numbers or (1, 2, 3))


RIS: dict[str, tuple[int, Made]] = {
    "ok": (3, ris),
    "empty": (0, lambda: b""),
    "bom": (3, lambda: b"\xef\xbb\xbf" + ris().encode()),
    "crlf": (3, lambda: ris().replace("\n", "\r\n")),
    "cr_only": (3, lambda: ris().replace("\n", "\r")),
    "latin1": (3, lambda: ris().replace("Title 2", "T\xeftle").encode("latin-1")),
    "no_ER": (3, lambda: ris().replace("ER  - \n", "")),
    "truncated_last": (3, lambda: ris().rstrip().removesuffix("ER  -").rstrip()[:-8]),
    "missing_TY": (3, lambda: "".join(ris(1)) + ris(2).replace("TY  - JOUR\n", "") + ris(3)),
    "missing_first_TY": (3, lambda: ris().replace("TY  - JOUR\n", "", 1)),
    "duplicate_single_tags": (2, lambda: ris(1, 2).replace("TI  - Title 1", "TI  - Title 1\nTI  - Other")),
    "unknown_tags": (2, lambda: ris(1, 2).replace("PY  -", "ZZ  - what\nPY  -")),
    "huge_field_30MB": (2, lambda: ris(1, 2).replace("Title 1", HUGE)),
    "multiline_abstract": (
        2,
        lambda: ris(1, 2).replace("PY  -", "AB  - First line\nsecond line\n\nTO - be sure\n  third\nPY  -"),
    ),
    "one_space_dash": (2, lambda: ris(1, 2).replace("  - ", " - ")),
    "ER_no_space": (3, lambda: ris().replace("ER  - ", "ER  -")),
    "ER_at_end_without_newline": (3, lambda: ris().rstrip()),
    "nul_bytes": (3, lambda: ris().replace("Title 2", "Ti\0tle 2")),
    "utf16": (3, lambda: ris().encode("utf-16")),
    "utf16_without_bom": (3, lambda: ris().encode("utf-16-le")),
    "preamble_text": (3, lambda: "Provider: Example\nDatabase: Invented\nContent: text/plain\n\n" + ris()),
    "indented": (3, lambda: "".join(f"    {line}\n" for line in ris().splitlines())),
}

NBIB_RECORD = (
    "PMID- {n}\nOWN - NLM\nSTAT- MEDLINE\nDP  - 2019 Mar\nTI  - Title {n}\n"
    "FAU - Ng, Adele\nAU  - Ng A\nJT  - Invented\n\n"
)


def nbib(*numbers: int) -> str:
    return "\n" + "".join(NBIB_RECORD.format(n=n) for n in numbers or (1, 2, 3))


NBIB: dict[str, tuple[int, Made]] = {
    "ok": (3, nbib),
    "empty": (0, lambda: b"\n"),
    "bom": (3, lambda: b"\xef\xbb\xbf" + nbib().encode()),
    "crlf": (3, lambda: nbib().replace("\n", "\r\n")),
    "latin1": (3, lambda: nbib().replace("Title 2", "T\xeftle").encode("latin-1")),
    "no_blank_between": (3, lambda: nbib().replace("\n\n", "\n")),
    "truncated_last": (3, lambda: nbib().encode()[:-20]),
    "missing_PMID": (3, lambda: nbib().replace("PMID- 2\n", "")),
    "missing_first_PMID": (3, lambda: nbib().replace("PMID- 1\n", "")),
    "duplicate_single_tags": (2, lambda: nbib(1, 2).replace("TI  - Title 1", "TI  - Title 1\nTI  - Other")),
    "unknown_tag": (2, lambda: nbib(1, 2).replace("DP  -", "ZZZ - what\nDP  -")),
    "huge_field_30MB": (2, lambda: nbib(1, 2).replace("Title 1", HUGE)),
    "blank_line_in_abstract": (2, lambda: nbib(1, 2).replace("FAU -", "AB  - One.\n\n      Two.\nFAU -")),
    "blank_line_after_abstract": (2, lambda: nbib(1, 2).replace("FAU -", "AB  - One.\n\nFAU -")),
    "bad_date": (2, lambda: nbib(1, 2).replace("2019 Mar", "some time")),
    "nul_bytes": (3, lambda: nbib().replace("Title 2", "Ti\0tle 2")),
    "utf16": (3, lambda: nbib().encode("utf-16")),
    "leading_blank_lines": (3, lambda: "\n\n\n" + nbib()),
}

BIB_RECORD = "@article{{key{n},\n  author = {{Ng, Adele}},\n  title = {{Title {n}}},\n  year = 2019,\n}}\n\n"


def _bib(*numbers: int) -> str:
    return "".join(BIB_RECORD.format(n=n) for n in numbers or (1, 2, 3))


BIB: dict[str, tuple[int, Made]] = {
    "ok": (3, _bib),
    "empty": (0, lambda: b"   \n"),
    "bom": (3, lambda: b"\xef\xbb\xbf" + _bib().encode()),
    "crlf": (3, lambda: _bib().replace("\n", "\r\n")),
    "latin1": (3, lambda: _bib().replace("Title 2", "T\xeftle").encode("latin-1")),
    "unclosed_brace": (2, lambda: _bib().replace("{Title 2}", "{Title 2")),
    "unclosed_entry": (2, lambda: _bib().replace("2019,\n}\n", "2019,\n\n", 1)),
    "unclosed_quote": (2, lambda: _bib().replace("{Title 2}", '"Title 2')),
    "unclosed_first_quote": (2, lambda: _bib().replace("{Title 1}", '"Title 1')),
    "duplicate_keys": (3, lambda: _bib(1, 1, 1)),
    "duplicate_fields": (2, lambda: _bib(1, 2).replace("{Title 1}", "{Title 1},\n title = {Other}")),
    "undefined_macro": (2, lambda: _bib(1, 2).replace("{Title 1}", "{Title 1},\n journal = nosuch")),
    "missing_comma": (2, lambda: _bib(1, 2).replace("{Title 1},", "{Title 1}")),
    "huge_field_30MB": (2, lambda: _bib(1, 2).replace("Title 1", HUGE)),
    "deep_braces_2000": (2, lambda: _bib(1, 2).replace("Title 1", "{" * 2000 + "deep" + "}" * 2000)),
    "at_in_field": (
        2,
        lambda: (
            _bib(1, 2)
            .replace("Title 1", "Mail a@b.org\n@home and\n@article{this")
            .replace("{this}", "{this}}")
            .encode()
        ),
    ),
    "string_concat": (
        2,
        lambda: '@string{s = "Ti"}\n' + _bib(1, 2).replace("{Title 1}", 's # "tle" # { 1}'),
    ),
    "no_key": (2, lambda: _bib(1, 2).replace("{key1,", "{")),
    "empty_key": (2, lambda: _bib(1, 2).replace("{key1,", "{,")),
    "too_many_commas_name": (2, lambda: _bib(1, 2).replace("Ng, Adele", "Ng, A, B, C, D")),
    "paren_entry": (
        2,
        lambda: _bib(1, 2).replace("@article{key1", "@article(key1").replace("2019,\n}", "2019,\n)", 1),
    ),
    "nul_bytes": (3, lambda: _bib().replace("Title 2", "Ti\0tle 2")),
    "utf16": (3, lambda: _bib().encode("utf-16")),
    "windows_1252_declared": (
        3,
        lambda: ("% Encoding: windows-1252\n" + _bib().replace("Title 2", "T\x93")).encode("latin-1"),
    ),
    "truncated_last": (2, lambda: _bib().encode()[:-20]),
}

_ITEMS = [
    {"id": f"k{n}", "type": "article-journal", "title": f"Title {n}", "issued": {"date-parts": [[2019]]}}
    for n in (1, 2, 3)
]
_ONE = json.dumps(_ITEMS[0])


def _csl(count: int = 3) -> str:
    return json.dumps(_ITEMS[:count])


CSL: dict[str, tuple[int, Made]] = {
    "ok": (3, _csl),
    "pretty": (3, lambda: json.dumps(_ITEMS, indent=2)),
    "empty": (0, lambda: b""),
    "empty_list": (0, lambda: b"[]"),
    "bom": (3, lambda: b"\xef\xbb\xbf" + _csl().encode()),
    "utf16": (3, lambda: _csl().encode("utf-16")),
    "latin1": (3, lambda: _csl().replace("Title 2", "T\xeftle").encode("latin-1")),
    "truncated": (2, lambda: _csl().encode()[:-20]),
    "bad_item": (2, lambda: _csl().replace('"title": "Title 2"', '"title" "Title 2"')),
    "bad_item_pretty": (2, lambda: json.dumps(_ITEMS, indent=2).replace('"Title 2"', '"Title 2')),
    "single_object": (1, lambda: _ONE),
    "wrapped_items": (3, lambda: '{"items": ' + _csl() + "}"),
    "wrapped_items_last": (3, lambda: '{"config": {"a": [1]}, "items": ' + _csl() + "}"),
    "jsonl": (3, lambda: "\n".join(map(json.dumps, _ITEMS))),
    "duplicate_ids": (3, lambda: _csl().replace("k2", "k1")),
    "duplicate_members": (1, lambda: b'[{"id": "a", "title": "One", "title": "Two"}]'),
    "date_as_string": (3, lambda: _csl().replace('{"date-parts": [[2019]]}', '"2019-03"')),
    "null_fields": (
        2,
        lambda: _csl(2).replace('"Title 1"', 'null, "author": null, "custom": null, "DOI": "10.5555/x"'),
    ),
    "deep_nesting_100k": (0, lambda: _ONE[:-1] + ', "x": ' + "[" * 100_000 + "]" * 100_000 + "}"),
    "deep_array_100k": (0, lambda: b"[" * 100_000),
    "nan_value": (1, lambda: _ONE[:-1] + ', "volume": NaN, "x": -Infinity}'),
    "trailing_comma": (3, lambda: _csl()[:-1] + ",]"),
    "lone_surrogate": (1, lambda: _ONE.replace("Title 1", "Title \\ud800")),
    "huge_int": (1, lambda: _ONE[:-1] + ', "volume": ' + "9" * 5000 + "}"),
    "huge_float": (1, lambda: _ONE[:-1] + ', "x": 1e999}'),
    "unknown_type": (2, lambda: _csl(2).replace("article-journal", "tapestry")),
    "unknown_field": (2, lambda: _csl(2).replace('"type"', '"shelf": 3, "type"')),
    "author_as_text": (1, lambda: _ONE[:-1] + ', "author": "Ng, Adele"}'),
}

_HEADER = "Title,Authors,Publication Year,PMID,DOI\n"


def _csv(count: int = 3) -> str:
    return _HEADER + "".join(f'Title {n},"Ng, Adele; Other, B",2019,{n},10.5555/{n}\n' for n in range(1, count + 1))


CSV: dict[str, tuple[int, Made]] = {
    "ok": (3, _csv),
    "empty": (0, lambda: b""),
    "header_only": (0, lambda: _HEADER),
    "bom": (3, lambda: b"\xef\xbb\xbf" + _csv().encode()),
    "crlf": (3, lambda: _csv().replace("\n", "\r\n")),
    "cr_only": (3, lambda: _csv().replace("\n", "\r")),
    "latin1": (3, lambda: _csv().replace("Title 2", "T\xeftle").encode("latin-1")),
    "utf16": (3, lambda: _csv().encode("utf-16")),
    "ragged_short": (3, lambda: _csv().replace(",2,10.5555/2", "")),
    "ragged_long": (3, lambda: _csv().replace("10.5555/2", "10.5555/2,more,still")),
    "unclosed_quote": (2, lambda: _csv().replace('Title 2,"Ng, Adele; Other, B"', '"Title 2,Ng')),
    "newline_in_quotes": (2, lambda: _csv(2).replace("Title 1", '"Title\n1"')),
    "huge_field_30MB": (2, lambda: _csv(2).replace("Title 1", HUGE)),
    "duplicate_columns": (
        1,
        lambda: _HEADER.strip() + ",Title\n" + _csv(1).splitlines()[1] + ",Other title\n",
    ),
    "semicolon_sep": (3, lambda: b"Title;PMID;Year\nA;1;2019\nB;2;2019\nC;3;2019\n"),
    "tab_sep": (3, lambda: b"Title\tPMID\tYear\nA\t1\t2019\nB\t2\t2019\nC\t3\t2019\n"),
    "excel_sep_line": (3, lambda: b"sep=;\nTitle;PMID;Year\nA;1;2019\nB;2;2019\nC;3;2019\n"),
    "nul_bytes": (3, lambda: _csv().replace("Title 2", "Ti\0tle 2")),
    "leading_zero_pmid": (1, lambda: _csv(1).replace(",1,", ",00012345,")),
    "formula_cell": (1, lambda: _csv(1).replace("Title 1", "=HYPERLINK(1)")),
    "quote_in_cell": (3, lambda: _csv().replace("Title 2", '"A "good" title"')),
}

GZ: dict[str, tuple[int, int, Made]] = {
    "truncated_gz": (700, 999, _truncated_gz),
    "corrupt_gz_middle": (300, 700, _corrupt_gz),
}
"""Least and most records that can be got back."""
