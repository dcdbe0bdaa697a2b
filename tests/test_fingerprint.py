"""Keys of findings: what keeps one, and what makes another."""

from __future__ import annotations

import pytest

import auditor
from auditor.fingerprint import keys, likeness, place_keys, sketch

TEXT = """# The quay

It is an old one. Critics say the quay is unsafe by night. It lies to the north.

See [the survey](https://example.org/a?utm_source=chatgpt.com) of 2019

For the mill, read the full report here.
"""


def found(text, name="a.md"):
    audit = auditor.audit_text(text, name=name)
    return dict(zip(((f.rule.id, f.text) for f in audit.findings), keys(audit), strict=True))


def test_there_is_a_key_for_each_finding_and_no_two_are_alike():
    audit = auditor.audit_text(TEXT + TEXT, name="a.md")
    made = keys(audit)
    assert len(made) == len(audit.findings) == len(set(made)) >= 5
    assert all(len(key) == 32 and int(key, 16) >= 0 for key in made)
    assert made == keys(auditor.audit_text(TEXT + TEXT, name="elsewhere/b.md"))


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("say the quay", "say\nthe  quay"),
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("Critics say", "CRITICS SAY"),
        TEXT.replace("It is an old one. ", "").replace("It lies to the north.", "It is shut."),
        TEXT.replace("For the mill", "Another paragraph.\n\nFor the mill"),
        "\n\n".join(TEXT.strip().split("\n\n")[i] for i in (0, 2, 3, 1)) + "\n",
        TEXT.replace("Critics say", "**Critics** say").replace("the full report", "the *full* report"),
    ],
)
def test_what_changes_around_a_sentence_changes_no_key(other):
    assert set(found(TEXT).values()) == set(found(other).values())


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("by night", "by day", "unnamed-voices"),
        ("Critics say", "Experts say", "unnamed-voices"),
        ("of 2019", "of 2020", "llm-tracking"),
        ("For the mill", "For the weir", "dangling-here"),
    ],
)
def test_other_words_make_another_key_and_leave_the_others_alone(old, new, rule):
    before, after = found(TEXT), found(TEXT.replace(old, new))
    assert {name for (name, _), key in before.items() if key not in after.values()} == {rule}


def test_the_address_of_a_link_belongs_to_the_sentence_of_its_words():
    audit = auditor.audit_text(
        "See [it](https://example.org/?utm_source=openai)\n\nAsk [it](https://example.org/?utm_source=openai)\n", name="a.md"
    )
    (one,) = [place for f, place in zip(audit.findings, place_keys(audit), strict=True) if f.rule.id == "llm-tracking"]
    assert len(one) == len(set(one)) == 2


def test_a_text_is_known_by_its_sentences():
    def of(text):
        return sketch(auditor.audit_text(text, name="a.md").document)

    many = [
        f"The {word} of Norburg is an old one." for word in "quay mill lock weir dyke pier ford yard barn mole slip dock".split()
    ]
    whole = of("\n\n".join(many))
    assert likeness(whole, of(" ".join(reversed(many)))) == 1
    assert likeness(whole, of(" ".join([*many[:-3], "It is gone."]))) > 0.5
    assert likeness(whole, of("Nothing of the kind stands here.")) == 0
    assert likeness("", "") == 0
