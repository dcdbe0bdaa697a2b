"""Verbs of saying in another sense, and things that say nothing, are no sources of a claim."""

from __future__ import annotations

import pytest

import auditor


def voices(text: str) -> set[str]:
    return {s.name for claim in auditor.audit_text(text).claims for s in claim.support if s.kind == "voice"}


@pytest.mark.parametrize(
    "text",
    [
        "Marlow added support for 40 harbours in March 2024, and traffic doubled within 12 weeks.",
        "Marlow continued to lose 3 percent of its ships in 2024.",
        "The quick disk Marlow 900 has read speeds of 7,450 megabytes in 2024.",
        "The error log said that 412 crates were missing in May 2024.",
        "The new command told the crane to lift 40 tonnes in May 2024.",
        "Marlow wrote to 40 ports in 2024, and 12 of them answered within a week.",
    ],
)
def test_nobody_says_so(text: str) -> None:
    assert not voices(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Marlow added that 40 harbours had closed since March 2024.", "Marlow"),
        ("“We lost 40 ships in 2024,” Marlow added.", "Marlow"),
        ("Marlow continued: “In 2024 we lost 40 ships and a crane.”", "Marlow"),
        ("The harbour master said that 412 crates were missing in May 2024.", "The harbour master"),
        ("“The port lost 40 ships in 2024 and paid 3 million crowns for them.” – Ada Marlow", "Ada Marlow"),
    ],
)
def test_somebody_says_so(text: str, name: str) -> None:
    assert voices(text) == {name}
