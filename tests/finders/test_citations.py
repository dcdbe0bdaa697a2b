"""What the rules on citations and references report, and what they leave alone."""

from __future__ import annotations

import time

import pytest

import auditor
from auditor.check import check
from auditor.read import READERS
from auditor.rules import load_rules

RULES = [r for r in load_rules().rules if r.category in ("citations", "references") and r.enabled]
BODY = (
    "The harbour opened to steamships in the spring of 1871, after nine years of building and two bankruptcies. Its first quay "
    "was of timber and rotted within a generation. The present one, of granite from the northern quarries, took eleven years and "
    "cost three times the estimate. Most of the men who built it came from the islands and went home in winter. When the coal "
    "trade ended the cranes were sold, one by one, to ports further south.\n\n"
)
ENTRIES = [
    "Harbour authority, “Quay wall survey”, 1963, https://harbour.example/quay",
    "Town archive, “Minutes of the works committee”, 1972, https://archive.example/minutes",
    "Town archive, “Accounts”, 1973, https://archive.example/accounts",
]
LIST = "References\n" + "".join(f"[{n}] {entry}\n" for n, entry in enumerate(ENTRIES, 1))


def found(text: str, fmt: str = "text") -> dict[str, int]:
    """Places by rule."""
    checked = check(READERS[fmt](text, "x"), RULES)
    assert not checked.broken
    places: dict[str, int] = {}
    for hit in checked.hits:
        places[hit.rule.id] = places.get(hit.rule.id, 0) + len(hit.match.spans)
    return places


def cite(*markers: str) -> str:
    return BODY + "".join(f"The survey found one more crack {marker}. " for marker in markers) + "\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (cite("[1]", "[2]", "[3]") + LIST, {}),
        (cite("[1-3]") + LIST, {}),
        (cite("[1][2][3]") + LIST, {}),
        (cite("[1]", "[2, 3]"), {"markers-without-list": 2}),
        (cite("[3]"), {"markers-without-list": 1}),
        (cite("[1]", "[2]", "[3]", "[7]", "[7]") + LIST, {"marker-not-in-list": 2}),
        (cite("[1]", "[3]") + LIST, {"uncited-entry": 1}),
        (BODY + LIST, {"list-never-cited": 1}),
        (cite("[1]", "[2]", "[3]") + LIST.replace("[3]", "[2]"), {"marker-not-in-list": 1, "broken-numbering": 1}),
        (cite("1", "2", "3").replace(" 1.", "1.").replace(" 2.", "2.").replace(" 3.", "3.") + LIST, {"flattened-markers": 3}),
        (cite("¹", "²", "³").replace(" ¹", "¹").replace(" ²", "²").replace(" ³", "³") + LIST, {}),
        (cite("[1]", "[2]", "[3]") + LIST.replace("archive.example/accounts", "harbour.example/quay/"), {"duplicate-entry": 1}),
        (cite("[1]", "[2]", "[12–15]", "[3, p. 40]") + LIST, {}),
        (cite("(Marlow, 1902)", "(Tarrant, 1958)") + "References\nMarlow, E. (1902). The quay.\nTarrant, H. (1958). Cranes.\n", {}),
        (BODY + "References\n", {"empty-reference-section": 1}),
        (cite("[@marlow]", "[@tarrant; @quill:1998]"), {}),
        ("Comments [3]\n\n" + BODY, {}),
        (BODY + "Read argv[1], argv[2] and sys.argv[3] first.\n", {}),
    ],
)
def test_plain_text(text: str, expected: dict[str, int]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (cite("[1](https://a.example/x)", "[2](https://a.example/y)"), {}),
        (cite("[see][1]", "[and][2]") + "[1]: https://a.example/x\n[2]: https://a.example/y\n", {}),
        (cite("[1]", "[2]") + "[1]: https://a.example/x\n[2]: https://a.example/y\n", {}),
        (cite("[^a]", "[^b]") + "[^a]: Marlow, 1902.\n[^b]: Tarrant, 1958.\n", {}),
        (cite("[^a]", "[^bc]") + "[^a]: Marlow, 1902.\n", {"marker-not-in-list": 1}),
        (cite("[^a1]", "[^b1]") + "{% include notes.md %}\n", {}),
        (cite("[1]", "[2]", "[3]") + "## Sources\n\n" + "".join(f"{n}. {e}\n" for n, e in enumerate(ENTRIES, 1)), {}),
        (cite("<sup>1</sup>", "<sup>2</sup>", "<sup>3</sup>") + "## Notes\n\n" + "".join(f"1. {e}\n" for e in ENTRIES), {}),
        (BODY + "```\n# References\n```\n", {}),
        (BODY + "## Further reading\n\n" + "".join(f"- {e}\n" for e in ENTRIES), {}),
    ],
)
def test_markdown(text: str, expected: dict[str, int]) -> None:
    assert found(text, "markdown") == expected


def test_a_lost_list_is_one_finding_however_many_numbers_it_had() -> None:
    text = cite(*(f"[{n}]" for n in range(1, 31))) + LIST
    checked = check(READERS["text"](text, "x"), RULES)
    assert [(hit.rule.id, len(hit.match.spans)) for hit in checked.hits] == [("marker-not-in-list", 27)]


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        ("“The granite quay,” The Northern Packet, 1902.", "no-locator"),
        ("https://harbour.example/survey/1963", "bare-url"),
        ("How the quay was built: https://harbour.example/", "homepage-only"),
        ("Marlow, E. The granite quay. ISBN 978-0-306-40615-8", "bad-identifier"),
        ("Marlow, E. (2015). The quay. https://arxiv.org/abs/1513.01234", "bad-identifier"),
        ("Author, A. A. (1963). The quay. https://harbour.example/survey", "placeholder-entry"),
        ("Various news reports", "generic-title"),
        ("Marlow, E. (2093). The granite quay. Leeds: Northern Press.", "impossible-date"),
    ],
)
def test_entries(entry: str, rule: str) -> None:
    assert rule in found(cite("[1]", "[2]", "[3]") + LIST.replace(ENTRIES[0], entry))


@pytest.mark.parametrize(
    "entry",
    [
        "Marlow, E. (1902). The granite quay. Leeds: Northern Press, pp. 12–15.",
        "Marlow E, Dane P. The granite quay. J Ports. 1902;12(3):44-51.",
        "E. Marlow, “The granite quay,” Journal of Ports, vol. 12, no. 3, pp. 44–51, 1902.",
        "Marlow, E. (1902). The granite quay, chapter 3. ISBN 978-0-306-40615-7",
        "Marlow v. Harbour Authority, 12 N.P. 44 (1902).",
        "Harbours Act 1847, c. 27.",
        "ISO 690:2021, Information and documentation.",
        "Marlow, E. (1902). The granite quay. doi:10.1000/182",
        "OpenTide: https://opentide.example/",
        "Interview with Edith Marlow, 3 May 2019.",
    ],
)
def test_sound_entries(entry: str) -> None:
    assert found(cite("[1]", "[2]", "[3]") + LIST.replace(ENTRIES[0], entry)) == {}


FOOTER = "\n---\n*Made with [a report writer](https://writer.example/)*\n"


def test_a_link_below_the_list_cites_nothing():
    body = "The harbour opened to steamships in the spring of 1871, after nine years of building. " * 6
    entries = (
        "\n\n## References\n\n[1] The granite quay. https://packet.example/quay\n\n[2] Last crane. https://packet.example/crane\n"
    )
    for text, rules in (
        (body + entries + FOOTER, {"list-never-cited"}),
        (body + "It is [a museum](https://museum.example/cranes) now." + entries, set()),
    ):
        found = {f.rule.id for f in auditor.audit_text(text, format="markdown").findings}
        assert found & {"list-never-cited", "detached-list"} == rules


@pytest.mark.parametrize("end", ["Leeds: Northern Press.", "ISBN 978-0-306-40615-7"])
def test_a_whole_book_is_told_so_in_preview_and_nothing_else(end: str) -> None:
    entry = f"Marlow, E. (1902). The granite quay. {end}"
    assert found(cite("[1]", "[2]", "[3]") + LIST.replace(ENTRIES[0], entry)) == {"book-without-page": 1}
    assert found(cite("[1, p. 34]", "[2]", "[3]") + LIST.replace(ENTRIES[0], entry)) == {}


def test_a_footnote_without_words_breaks_nothing():
    audit = auditor.audit_text("The town grew[^a]. It is large.\n\n[^a]:\n", name="a.md")
    assert audit.broken == ()


def test_many_lists_in_one_line_each_take_linear_time():
    def seconds(lines: int) -> float:
        started = time.process_time()
        auditor.audit_text("Sources: [1] http://a.b \n" * lines, name="a.md")
        return time.process_time() - started

    seconds(10)
    assert seconds(200) < 2
