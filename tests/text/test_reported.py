"""What is somebody's: thoughts, plans and wishes beside words, and quotations; none of it is a source of a claim."""

import time

import pytest

import auditor
from auditor.read import READERS


def _reported(text: str) -> list[tuple[str | None, str]]:
    return [(one.source, one.cue) for one in READERS["text"](text, "x.txt").reported]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The port plans to close the eastern gate, and Ida Holm knew it.", ("Ida Holm", "knew")),
        ("Ola Berg hopes the bridge will open in spring.", ("Ola Berg", "hopes")),
        ("Voters prefer the older ferry.", ("Voters", "prefer")),
        ("Ola Berg was reluctant to sign.", ("Ola Berg", "reluctant")),
        ("The bridge was championed by Ida Holm.", ("Ida Holm", "championed")),
        ("The ferry was regarded as safe.", (None, "regarded")),
        ("I believe the tide will turn.", (None, "believe")),
        ("The crew acted on the belief that the gate was shut.", (None, "belief that")),
        ("The ferry is expected to sink.", (None, "is expected to")),
        ("The ferry led by ten points in the latest harbour poll.", ("the latest harbour poll", "in")),
        ("“The tide took the gate before anyone saw it.”", (None, "")),
        ("It was a bad night for the whole harbour.”", (None, "")),
        ("HOLM: The tide took the gate.", ("HOLM", ":")),
    ],
)
def test_what_is_given_as_somebodys(text: str, expected: tuple[str | None, str]) -> None:
    assert expected in _reported(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Holm plan costs nine million.",  # a noun
        "The ferry was planned in May.",  # a deed
        'The plank is 9"',  # inches
        "The ferry is 20 metres long: it has two decks.",
        "You know the way.",
        "The film “Harbour of Ghosts” runs on Friday.",
    ],
)
def test_what_is_nobodys(text: str) -> None:
    assert _reported(text) == []


def test_thoughts_and_wishes_are_no_attribution_that_sourcing_rests_on() -> None:
    document = READERS["text"]("Ida Holm hopes the port will close the gate in May. Ola Berg realised it.", "x.txt")
    assert [one.cue for one in document.attributions] == ["hopes"]
    assert [one.cue for one in document.reported] == ["hopes", "realised"]
    assert not any(claim.sourced for claim in document.claims)


def test_a_quotation_with_its_speaker_beside_it_counts_once() -> None:
    assert _reported("“The tide took the gate before anyone saw it,” said Ida Holm.") == [("Ida Holm", "said")]


def test_an_audit_gives_all_of_it_in_code_points() -> None:
    audit = auditor.audit_text("Zoë Holm hopes for rain. Zoë Holm adores the ferry.", name="x.txt")
    assert [audit.words(one) for one in audit.attributions] == ["Zoë Holm hopes", "Zoë Holm adores"]


@pytest.mark.parametrize(
    "unit", ["they plan ", "“", "plan ", "the belief that ", "in the a b c d e poll ", 'HOLM: "\n\n', "I know, "]
)
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    def seconds(size: int) -> float:
        document = READERS["text"](unit * (size // len(unit)), "x.txt")
        assert document.quotes is not None  # what it rests on is not measured here
        start = time.process_time()
        assert document.reported is not None
        return time.process_time() - start

    seconds(20_000)
    assert seconds(400_000) < 30 * max(seconds(50_000), 0.02)
