"""Legitimate text that naive rules flag: no stable rule of the categories named may flag it.

One row a trap: a name, the categories that must keep silent, the format, the text. Add rows for other categories as they come.
"""

from __future__ import annotations

import pytest

from auditor.check import check
from auditor.read import READERS
from auditor.rules import load_rules

OWN = ("markup", "residue")
FRAME = "The keeper of the light went to the pier, and the town slept.\n\n"

TRAPS = [
    # markup
    (
        "statistics are no tags",
        OWN,
        "text",
        "The difference was not significant (p > 0.05, n < 40), and p > 0.1 in the rest.",
    ),
    ("units are no tags", OWN, "text", "Lead stayed < 2 ppb in May and < 50 ng/dL in June; x < 5 held."),
    ("generics are no tags", OWN, "text", "The method takes a List<T> and a Map<String, int>, and returns Box<b>."),
    ("selectors are no tag tails", OWN, "text", "The style sheet has the selectors li > a, ul > li and h1 > span."),
    ("menus are no tag tails", OWN, "text", "Open Settings > Network > Proxy, then File > Save."),
    (
        "autolinks and mail are no tags",
        OWN,
        "text",
        "See <https://harbour.example/timetable> or write to <master@harbour.example>.",
    ),
    ("a tag as a topic", OWN, "text", "Screen readers announce the <h1> element; the <b> tag they pass over."),
    ("an entity as a topic", OWN, "text", "Use the &nbsp; entity between a number and its unit."),
    ("an ampersand in prose", OWN, "text", "Salt & Sons sold the yard to R&D Marine; fish & chips remain."),
    ("an ampersand in a URL", OWN, "text", "The table is at https://harbour.example/?a=1&amp;b=2&copy;=3 since May."),
    (
        "entities and tags are Markdown",
        OWN,
        "markdown",
        "Water is H<sub>2</sub>O &#8211; a <br> breaks the line, says <span>he</span>.",
    ),
    ("details are Markdown", OWN, "markdown", "<details>\n<summary>More</summary>\n\nThe tide table.\n\n</details>"),
    (
        "code is not prose",
        OWN,
        "markdown",
        "Write `< strong >`, `&amp;`, `{{ name }}` or `**x**`:\n\n```\n< / li > [Your Name] â€™\n```",
    ),
    (
        "letters with a tilde",
        OWN,
        "text",
        "São Paulo, a MANHÃ, «IRMû, l'âme, le château, Đặng Văn Lâm, Ångström and Ñuñoa.",
    ),
    ("mojibake as a topic", OWN, "text", "Read in the wrong encoding, an apostrophe becomes “â€™”."),
    (
        "joiners of emoji and Persian",
        OWN,
        "text",
        "The family 👨\u200d👩\u200d👧 waved; in Persian one writes می\u200cخواهم.",
    ),
    ("swear words with stars", OWN, "text", "“What the f**k,” he wrote, and “bull**it” under it."),
    (
        "Markdown is Markdown",
        OWN,
        "markdown",
        "## Tides\n\nThe **spring** tide is [listed](https://harbour.example/t).",
    ),
    (
        "template tags of a site",
        OWN,
        "markdown",
        "Updated {{ page.date }} by {% include author.html %}.\n\n<!--more-->\n\nThe tide turns.",
    ),
    ("brackets in quotations", OWN, "text", "“[The] tide took [their] boats [sic],” she said [in Welsh] on [video]."),
    (
        "file names and versions",
        OWN,
        "text",
        "The .NET port of the tide table, version 2.0 , reads .csv and .json files.",
    ),
    (
        "compounds are no glued words",
        OWN,
        "text",
        "Nothing within the company, whatever happens, can withdraw anyone's welfare or software thereafter.",
    ),
    ("ellipses", OWN, "text", "The tide rose . . . and rose ... and then it fell."),
    ("percent encoding", OWN, "text", "The path is https://harbour.example/tide%20table and the share is 100%."),
    # residue
    (
        "citation tokens as a topic",
        OWN,
        "text",
        "Editors look for the token “turn0search0” and for the string “oaicite”.",
    ),
    (
        "corner brackets of other scripts",
        OWN,
        "text",
        "The paper 【朝日新聞】 printed the tide table, and it was their turn 3 search parties said.",
    ),
    ("a tracking parameter as a topic", OWN, "text", "A link with utm_source=chatgpt.com was shared by a chatbot."),
    (
        "other tracking",
        OWN,
        "markdown",
        "See [the table](https://harbour.example/t?utm_source=newsletter&utm_medium=mail).",
    ),
    (
        "an AI company",
        OWN,
        "text",
        "As an AI company, Tidal employs few sailors; as an AI researcher I cannot judge the knots.",
    ),
    ("a chatbot quoted", OWN, "text", "The chatbot replied: “As an AI language model, I cannot sail.” Nobody laughed."),
    (
        "a chatbot quoted at length",
        OWN,
        "markdown",
        "It closed with an offer:\n\n> Would you like me to expand on the tides?",
    ),
    (
        "a polite guide",
        OWN,
        "text",
        "Certainly, here in the north the tide is late.\n\nSure, I have time. I hope this helps other sailors.",
    ),
    (
        "a tutorial's voice",
        OWN,
        "text",
        "Let me explain the knots.\n\nI'll show you how to tie one.\n\nNow let me tie another.",
    ),
    ("one search in a memoir", OWN, "text", "I will search for the wreck until I am old.\n\nThe wreck lies deep."),
    (
        "search results as a topic",
        OWN,
        "text",
        "The engine shows the search results in a list; sources provided by the court were read.",
    ),
    (
        "a last update of something else",
        OWN,
        "text",
        "As of the last update of the tide table, my knowledge of training was small.",
    ),
    ("reasoning tags as a topic", OWN, "markdown", "Models put their notes between `<think>` and `</think>` tags."),
    ("a word count as a fact", OWN, "text", "The essay (312 words) won the prize; its word count was the lowest."),
    (
        "a comment section as a topic",
        OWN,
        "text",
        "Readers of the paper leave comments below its stories, and share their thoughts freely.",
    ),
    # placeholders
    (
        "links that look like blanks",
        OWN,
        "markdown",
        (
            "Read [insert or replace](https://db.example/upsert), [link here][1] and "
            "[Source](https://db.example/).\n\n[1]: https://db.example/"
        ),
    ),
    (
        "lorem ipsum as a topic",
        OWN,
        "text",
        "Typesetters have used lorem ipsum since the sixties; a placeholder is a name for it.",
    ),
    (
        "a date to be decided",
        OWN,
        "text",
        "The final is TBD, the film is xXx, and the proposal is bip-XXXX; todo es posible.",
    ),
    (
        "a blank as a topic",
        OWN,
        "text",
        "The words “[Insert hook here]” were still in the mail, and “[Your Name]” at its end.",
    ),
    ("a blank in a command", OWN, "markdown", "Run `login [YOUR NAME]` with `INSERT_TOKEN_HERE`."),
    (
        "wiki templates",
        OWN,
        "text",
        "The page has {{Reflist}} and {{increase}} in its source, and [citation needed] is a running joke.",
    ),
]


@pytest.mark.parametrize(("categories", "form", "text"), [row[1:] for row in TRAPS], ids=[row[0] for row in TRAPS])
def test_no_stable_rule_flags_legitimate_text(categories, form, text):
    document = READERS[form](FRAME + text, "trap")
    rules = [r for r in load_rules() if r.category in categories and r.status == "stable" and r.enabled]
    checked = check(document, rules)
    assert checked.broken == ()
    assert [(hit.rule.id, document.words(*span)) for hit in checked.hits for span in hit.match.spans] == []


def test_the_traps_are_told_apart_from_defects():
    """The same rules do flag the defects that the traps resemble: silence is not their way of passing."""
    document = READERS["text"](FRAME + "It is < b >late< / b > &nbsp; [Your Name] turn0search0 naÃ¯ve p >", "defects")
    rules = [r for r in load_rules() if r.category in OWN and r.status == "stable" and r.enabled]
    found = {hit.rule.id for hit in check(document, rules).hits}
    assert found >= {"spaced-tag", "escaped-entity", "placeholder", "citation-token", "mojibake", "orphan-tag-tail"}
