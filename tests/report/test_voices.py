"""What the inventory tells of each voice: how it is named, and which claims hang on it."""

import auditor
from auditor.report.inspect import inventory
from auditor.report.layout import Paper
from auditor.report.voices import loads

TEXT = """Ida Holm, a hydrologist at the port, said the gate failed on 4 May 2019.

Holm said that 12 people died. The ministry said that repairs cost 9 million crowns.

Critics say that 40 people were hurt.
"""


def test_each_voice_with_the_claims_that_hang_on_it() -> None:
    rows = {row.name: row for row in loads(auditor.audit_text(TEXT, name="a.txt"))}
    assert rows["Ida Holm"].how == "named person"
    assert rows["Ida Holm"].carries == (1, 3)  # a family name alone is the same person
    assert rows["The ministry"][1:3] == ("organisation", (3,))
    assert rows["Critics"][1:] == ("vague", (), (5,))


def test_the_voice_that_carries_most_stands_first() -> None:
    assert next(iter(loads(auditor.audit_text(TEXT, name="a.txt")))).name == "Ida Holm"


def test_the_inventory_tells_it_in_words() -> None:
    text = " ".join("\n".join(inventory(auditor.audit_text(TEXT, name="a.txt"), Paper(110))).split())
    assert "Claims by voice (3)" in text
    assert "named person: 2 claims rest on it, lines 1, 3" in text
    assert "vague: 1 claim has no other source, line 5" in text


def test_no_voice_no_section() -> None:
    text = "\n".join(inventory(auditor.audit_text("The gate failed [here](https://example.org/a) in 2019.", name="a.md"), Paper()))
    assert "Claims by voice" not in text
