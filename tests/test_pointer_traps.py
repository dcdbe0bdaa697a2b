"""Legitimate words that look like pointers, and pointers in many forms, one line each."""

from __future__ import annotations

import pytest

from auditor.check import check
from auditor.read import READERS
from auditor.rules import load_rules

RULES = [rule for rule in load_rules().rules if rule.category in ("pointers", "links") and rule.enabled]

LEGITIMATE = [
    ("text", "Wind power is here to stay. Here we are, after forty years."),
    ("text", "The mayor said in an interview here on Monday that the mill would close."),
    ("text", "The authors cited here agree, and so do the findings summarized here for brevity."),
    ("text", "Nobody lives here. The study team works here."),
    ("text", "Read the full report here: https://example.org/report"),
    ("text", "Read the full report here: example.org/report"),
    ("text", "Read the full report here:\n\nhttps://example.org/report"),
    ("text", "“Read the report here,” the clerk told him, “or not at all.”"),
    ("text", "The report is kept here [3].\n\nReferences\n\n[3] A. Doe, The report, 2019. https://example.org/a"),
    ("markdown", "Read [the full report here](https://example.org/r), or see [here](https://example.org/s)."),
    ("markdown", "Read the full report here:\n\n```\ncurl example.org\n```"),
    ("markdown", "Read the report [here]({{ site.url }}/r). See the figures here: {% include figure.html %}"),
    ("text", "Avoid the words “click here” in a link."),
    ("text", "Incomes above £150,000 are taxed, and the clock above the door is slow."),
    ("markdown", "As the chart below shows, rents rose.\n\n![rents](r.png)"),
    ("markdown", "The table below lists rents.\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
    ("text", "Read the letter below.\n\n" + "Dear colleagues, the mill closes in May, and we thank you for your work. " * 8),
    ("text", "The people listed above have all replied, and the link between rain and rent is weak."),
    ("text", "Table 2 of the census shows it, as does Section 230 of the Act."),
    ("markdown", "See Figure 2.\n\n![a](a.png)\n\n![b](b.png)"),
    ("markdown", "Back to [the top](#) or on to [the table](#table)."),
    ("text", "She reads more than he does. Read more books, said the teacher."),
]
POINTERS = [
    ("dangling-here", "The archive opened in May. You can read more about our method here."),
    ("dangling-here", "The poll was taken in May (full results here)."),
    ("dangling-here", "The full transcript can be found here."),
    ("dangling-here", "I wrote about this at length here."),
    ("dangling-here", "Full text of the ruling here:"),
    ("dangling-here", "Others disagree (see here and here)."),
    ("click-here", "For the whole list, click here."),
    ("promo-pointer", "To get the letter by mail, please sign up here."),
    ("missing-media", "The graph below compares the years."),
    ("missing-media", "Watch the full interview below."),
    ("missing-media", "Click on the map to see your county."),
    ("missing-nearby-link", "The same survey, linked above, says otherwise."),
    ("missing-numbered-item", "Rents rose in the north (Figure 2)."),
    ("teaser-residue", "The mill closed.\n\nRELATED: Ten mills that closed\n\nIt opened in 1901."),
    ("empty-citation", "The mill closed in 1987 [source]."),
]


def found(text: str, fmt: str = "text") -> set[str]:
    checked = check(READERS[fmt](text, "x"), RULES)
    assert checked.broken == ()
    return {hit.rule.id for hit in checked.hits}


@pytest.mark.parametrize(("fmt", "text"), LEGITIMATE, ids=range(len(LEGITIMATE)))
def test_legitimate_words_are_left_alone(fmt, text):
    assert found(text, fmt) == set()


@pytest.mark.parametrize(("rule", "text"), POINTERS, ids=range(len(POINTERS)))
def test_a_pointer_that_leads_nowhere_is_found(rule, text):
    assert found(text) == {rule}
