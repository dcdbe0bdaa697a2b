from __future__ import annotations

import pytest

from auditor.read import READERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.model import Quote


def quotes(text: str, kind: str = "text") -> tuple[Quote, ...]:
    return READERS[kind](text, "x").quotes  # type: ignore[index]


def words(text: str, kind: str = "text") -> list[str]:
    document = READERS[kind](text, "x")  # type: ignore[index]
    return [document.words(q.start, q.end) for q in document.quotes]


LONG = "We never saw the second boat until it was on us."


@pytest.mark.parametrize(
    "marked",
    [f"“{LONG}”", f'"{LONG}"', f"«{LONG}»", f"‘{LONG}’", f"''{LONG}''", f"``{LONG}''", f"„{LONG}“", f'“{LONG}"'],
)
def test_every_kind_of_mark(marked: str) -> None:
    assert words(f"Ola Berg said: {marked}") == [marked]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"Ola Berg said, “{LONG}”", "Ola Berg"),
        (f"“{LONG}” said Ola Berg, the pilot.", "Ola Berg"),
        (f"“{LONG}” – Ola Berg", "Ola Berg"),
        (f"“{LONG}”\n\n— Ola Berg", "Ola Berg"),
        (f"“{LONG}”\n\nOla Berg, Harbour Weekly", "Ola Berg"),
        (f"“{LONG}” (Ola Berg)", "Ola Berg"),
        (f"Berg: “{LONG}”", "Berg"),
        (f"Q: “{LONG}”", "Q"),
        (f"The harbour office sent a statement to Reuters:\n\n“{LONG}”", "Reuters"),
        (f"Ola Berg said the night was dark. “{LONG}”", "Ola Berg"),
        (f"“{LONG}” The fog was thick. The pilot Ola Berg told the court so.", "The pilot Ola Berg"),
        (f"“It was dark,” Ola Berg said. “{LONG}”", "Ola Berg"),
        (f"“{LONG}” I asked.", "I"),
    ],
)
def test_finds_the_speaker(text: str, speaker: str) -> None:
    assert speaker in [q.speaker for q in quotes(text) if q.words > 5]


def test_nobody_says_it() -> None:
    (one,) = quotes(f"The harbour was quiet. “{LONG}” The report came out in May.")
    assert (one.role, one.speaker, one.words) == ("speech", None, 11)


def test_a_quotation_over_paragraphs_keeps_its_speaker() -> None:
    text = f"“{LONG}\n\n“It was dark, and the fog was thick,” said Ola Berg.\n\n“The other pilot slept through all of it.”"
    assert len(quotes(text)) == 3
    assert [q.speaker for q in quotes(text)][1:] == ["Ola Berg", "Ola Berg"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“The gate was open that whole long night,” said retired nurse Ida Holm.", ["retired nurse Ida Holm"]),
        ("“The gate was open that whole long night…\n\n“Not one of us slept.”\n\nIda Holm, Harbour News", ["Ida Holm", "Ida Holm"]),
        ("“The gate was open that whole long night.”\n\nIda Holm and Ola Berg, Harbour News", ["Ida Holm and Ola Berg"]),
        ("“The gate was open that whole long night,” a narrator reads.", ["a narrator"]),
        ("Ida Holm said so. It rained. It snowed. It rained.\n\n“The gate was open that whole long night.”", ["Ida Holm"]),
        ("Ida Holm said so. It rained. It snowed. It rained. It was late. “The gate was open that whole long night.”", [None]),
        ("“The gate was open that whole long night,” said, in May, the wind.", [None]),
    ],
)
def test_who_signs_or_says_it_further_away(text: str, speakers: list[str | None]) -> None:
    assert [quote.speaker for quote in READERS["text"](text, "x").quotes] == speakers


def test_nested_marks_make_one_quotation() -> None:
    text = "“They told us, ‘Stay where you are,’ and so we stayed,” he explained."
    assert words(text) == ["“They told us, ‘Stay where you are,’ and so we stayed,”"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("She read “The Boat That Came Out of the Fog” twice.", "title"),
        ("It is a so-called “dark ship”.", "term"),
        ("The “deals” were off.", "term"),
        (f"He wrote “{LONG}” in the log.", "speech"),
    ],
)
def test_tells_what_the_marks_do(text: str, role: str) -> None:
    assert [q.role for q in quotes(text)] == [role]


def test_inches_and_apostrophes_are_no_quotations() -> None:
    assert quotes('The plank is 5" wide. It’s the crew’s, and the captains’ too. The ’90s were wet.') == ()


def test_a_block_quotation_is_one() -> None:
    (one,) = quotes(f"> {LONG}\n", "markdown")
    assert one.role == "block"


def test_where_quotations_stand_is_known_before_who_speaks() -> None:
    text = (
        "Lee said: “It works.” Doe denied “all of it” at once.\n\nReferences\n\n1. Doe, A. “The quay.” 2019. https://example.org/a"
    )
    document = READERS["text"](text, "x")
    at = document.data.index
    assert [document.words(one.start, one.end) for one in document.quoted] == ["“It works.”", "“all of it”"]
    assert "quotes" not in vars(document)
    assert "attributions" not in vars(document)
    assert [(q.start, q.end) for q in document.quotes] == [one[:2] for one in document.quoted]
    assert document.quoted_at(at(b"works"))
    assert document.quoted_in(at(b"said"), at(b"works"))
    assert document.quoted_in(at(b"of it"), at(b"at once"))
    assert not document.quoted_in(at(b"Lee"), at("“It".encode()))
    assert not document.quoted_in(at(b"at once"), at(b"References"))
    assert not document.quoted_at(at(b"The quay"))
