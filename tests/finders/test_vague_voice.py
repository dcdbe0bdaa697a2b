from __future__ import annotations

import pytest

from auditor.finders.plural_from_one import find_plural_from_one
from auditor.finders.unattributed_quote import find_unattributed_quote
from auditor.finders.vague_voice import Named, find_vague_voice
from auditor.prove import prove
from auditor.read import READERS
from auditor.rules import load_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.model import Rule

VOICES = [r"\b{{vague-group}} (?:say|warn|argue)\b", r"\bseen by {{vague-group}}\b"]


def found(text: str, kind: str = "text", *, named: Named = "new", look_ahead: int = 2, unless: tuple[str, ...] = ()) -> list[str]:
    document = READERS[kind](text, "x")  # type: ignore[index]
    matches = find_vague_voice(document, patterns=VOICES, named=named, look_ahead=look_ahead, unless=list(unless))
    return [document.words(m.start, m.end) for m in matches]


@pytest.mark.parametrize(
    "text",
    [
        "Critics say the pier will sink.",
        "But critics say the pier will sink.",
        "The pier was opened by Ida Holm. Ida Holm likes it. Critics say it will sink, and Holm denies it.",
        "The pier is seen by experts as a danger.",
    ],
)
def test_reports_a_voice_that_nobody_can_ask(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("text", "The critics say the pier will sink."),
        ("text", "Harbour critics in Oslo say so; two Norwegian critics say the pier will sink."),
        ("text", "“Critics say the pier will sink,” the mayor said."),
        ("text", "Do critics say the pier will sink?"),
        ("text", "I know that critics say the pier will sink."),
        ("text", "If critics say the pier will sink, ask them."),
        ("text", "Critics say the pier will sink [2]."),
        ("text", "Critics say the pier will sink. It was built on sand, said Jon Vik, an engineer."),
        ("text", "Critics say the pier will sink. “It was built on sand and will go down with it,” he warned."),
        ("text", "A coalition of housing critics say the pier will sink."),
        ("text", "The pier is seen by critics at the Harbour Office."),
        ("markdown", "[Critics say](https://example.org/a) the pier will sink."),
        ("markdown", "# Critics say the pier will sink"),
        ("markdown", "> Critics say the pier will sink."),
        ("markdown", "`Critics say` is a search term."),
    ],
)
def test_leaves_alone_what_tells_who_or_is_not_the_author(kind: str, text: str) -> None:
    assert found(text, kind) == []


def test_looks_no_further_than_told() -> None:
    text = "Critics say the pier will sink. It is old. It is grey. It was built on sand, said Jon Vik."
    assert found(text) == ["Critics say"]
    assert found(text, look_ahead=3) == []


def test_any_name_will_do_where_the_rule_says_so() -> None:
    text = "Ida Holm spoke. Critics say the pier will sink, and Ida Holm said so."
    assert found(text) == ["Critics say"]
    assert found(text, named="any") == []
    assert found(text, named="ignored") == ["Critics say"]


def test_an_excuse_of_the_rule_counts() -> None:
    assert found("Critics say the pier will sink, in a letter of 2019.", unless=(r"\b20[0-9][0-9]\b",)) == []


def test_a_quotation_without_speaker_needs_its_words() -> None:
    document = READERS["text"]("The night was dark. “Nobody saw the other boat come out of the fog.” It sank.", "x")
    assert len(list(find_unattributed_quote(document, words=5))) == 1
    assert list(find_unattributed_quote(document, words=20)) == []


def test_a_plural_needs_more_than_one_citation() -> None:
    text = "Several studies agree [1].\n\nReferences\n\n[1] Holm, I. Cold water. Harbour Press, 2019. https://example.org/1\n"
    document = READERS["text"](text, "x")
    assert len(list(find_plural_from_one(document, patterns=[r"\bseveral studies\b"]))) == 1


@pytest.mark.parametrize("rule", [r for r in load_rules() if r.category == "attribution"], ids=lambda r: r.id)
def test_the_rules_hold_their_examples(rule: Rule) -> None:
    assert prove(rule) == []


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Veterinary experts say it is safe.", ["experts say"]),
        ("Housing experts say it is safe.", ["experts say"]),
        ("Harvard experts say it is safe.", []),
        ("She likes it. Experts say it is safe.", ["Experts say"]),
    ],
)
def test_a_sort_that_opens_a_sentence_and_a_pronoun_name_nobody(text: str, flags: list[str]) -> None:
    assert found(text) == flags
