from __future__ import annotations

import time

import pytest

import auditor

BEFORE = "The mill closed in 1931.\n\nTwelve people died.\n\nThe county bought the ruin.\n\n"
LONG = "The bridge that stands in its place was opened in 1949 by the county "


def cut(text: str, name: str = "a.txt") -> list[str]:
    findings = auditor.audit_text(text, name=name, preview=True).findings
    return [place.text for f in findings if f.rule.id == "truncated-document" for place in f.places]


@pytest.mark.parametrize("end", ["and the", "because", "with a", "and its", "although", "and Marling town,"])
def test_no_sentence_ends_like_this(end):
    (words,) = cut(BEFORE + LONG + end + "\n")
    assert words.endswith(end)


@pytest.mark.parametrize(
    "end",
    ["and all.", "it came from", "we asked for", "as it is", "as it was", "and Marling…", "which it does not have", "in Part A",
     "to café-goers and thé", "of R&a", "that was hers"],
)  # fmt: skip
def test_sentences_and_lines_do_end_like_this(end):
    assert cut(BEFORE + LONG + end + "\n") == []


def test_snippets_lists_of_references_and_code_are_left_alone():
    assert cut(LONG + "and the") == []
    assert cut(BEFORE + LONG + "and the\n\n```\ncode\n```\n", "a.md") == []
    assert cut(BEFORE + "and the") == []


CONTENTS = "# T\n\n## Contents\n\n- [One](#one)\n- [Two](#two)\n- [Three](#three)\n- [Four](#four)\n\n"


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("## One\n\nA.\n\n## Two\n\nB.\n", ["Three", "Four"]),
        ("## 1. One\n\nA.\n\n## 2. Two\n\nB.\n\n## III. Three\n\nC.\n", ["Four"]),
        ("## One\n\nA.\n\n## Two\n\nB.\n\n## Three\n\nC.\n\n## Four\n\nD.\n", []),
        ("## One\n\nA.\n\n## Three\n\nC.\n", []),  # a gap is an edit, not an end
        ("## One\n\nA.\n", []),  # one alone is no order
        ("Nothing.\n", []),
        ('## One\n\nA.\n\n## Two\n\nB.\n\n<a id="three"></a>\n\n<a id="four"></a>\n', []),
    ],
)
def test_sections_that_the_contents_promise(body, missing):
    assert cut(CONTENTS + body, "a.md") == missing


def test_labels_among_links_promise_nothing():
    assert (
        cut(CONTENTS.replace("- [Four](#four)", "- [Four](#four)\n- More") + "## One\n\n## Two\n\n## Three\n\n## Four\n", "a.md")
        == []
    )


def test_hostile_contents_take_no_time():
    contents = "".join(f"- [Item {n}](#i{n})\n" for n in range(100))
    text = "# T\n\n## Contents\n\n" + contents + "".join(f"\n## Item {n}\n" for n in range(99)) + "\n## And so on\n" * 5_000
    before = time.process_time()
    assert cut(text, "a.md") == ["Item 99"]
    assert time.process_time() - before < 5


def charts(text: str, **config: object) -> list[str]:
    from auditor.config import Config

    chosen = Config(preview=True, options={"chart-without-source": config} if config else {})
    return [f.text for f in auditor.audit_text(text, name="a.md", config=chosen).findings if f.rule.id == "chart-without-source"]


PHOTO = "The price rose.\n\n![The mill in winter](mill.jpg)\n\nBakers raised theirs.\n"
TABLE = (
    "The price rose.\n\n| year | price |\n|---|---|\n| 1930 | 12.5 |\n| 1931 | 13.5 |\n| 1932 | 14.5 |\n\nBakers raised theirs.\n"
)


def test_pictures_and_tables_are_looked_at_on_request():
    assert charts(PHOTO) == []
    assert charts(TABLE) == []
    assert charts(PHOTO, kinds=["picture"]) == ["![The mill in winter](mill.jpg)"]
    assert charts(PHOTO.replace("winter](mill.jpg)", "winter](mill.jpg)\n\nPhoto by Ada Byron"), kinds=["picture"]) == []
    assert len(charts(TABLE, kinds=["table"])) == 1
    assert charts(TABLE.replace("Bakers", "Source: the county. Bakers"), kinds=["table"]) == []
