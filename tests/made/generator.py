"""Random documents: articles with claims, quotations, links and lists in any form, and damage in any place.

A seed gives a document, the same each time: `tests/test_fix.py` takes a few, `tests/benchmarks/fixes.py random:1000` as many as
it is told.
"""

from __future__ import annotations

from html import escape
from random import Random

FORMATS = ("text", "markdown", "html")
PEOPLE = ["Ada Holm", "Jens Moller", "Dr. Priya Nair", "Mayor Karin Vest", "Tomas Berg", "the harbour master", "critics", "Experts"]
BODIES = ["the Ferry Board", "Northport Council", "the Institute of Tides", "Statistics Northland", "the union", "officials"]
VERBS = ["said", "told reporters", "wrote in a letter", "argued", "warned", "announced"]
FACTS = [
    "the quay carried {n} tonnes of granite in {y}",
    "fares rose by {n} percent after the merger",
    "about {n} people lost their jobs when the yard closed in {y}",
    "the bridge is the longest in the county",
    "the council paid ${n} million for the site, court papers show",
    "ferries were late on {n} of 90 days last winter",
    "the storm of {y} caused the wall to sink by {n} cm",
    "the new line opened in May {y} and closed again within {n} weeks",
]
PLAIN = [
    "The harbour lies in the north of the town.",
    "Nobody was on the quay that morning.",
    "It rained, and the cranes stood still.",
    "What happens next is anybody's guess.",
    "See their latest report here.",
    "Trains run again, and the market is open.",
    "I think the old sheds were prettier.",
]
TITLES = [
    "The granite quay",
    "Ledger of the northern harbours",
    "Minutes of the board",
    "Tides and tonnage",
    "A survey of sinking walls",
]
OUTLETS = ["Northern Packet", "Harbour Studies", "Town Archive", "Coastal Engineering"]
DAMAGE = [
    "&amp;",
    "&nbsp;",
    "&#8217;",
    "< strong >",
    "< / strong >",
    "li >",
    "p >",
    "â€™",
    "â€œ",
    "turn0search1",
    "\ue200",
    "\u200b",
    "<!--more-->",
    "&lt;em&gt;",
    "< / li >",
    "< br />",
    "[caption id=a]",
    "[/caption]",
    "{{ name }}",
    "\ufffd",
    ":contentReference[oaicite:2]{index=2}",
]
QUERY = ["", "", "?utm_source=chatgpt.com", "?utm_source=news&page=2", ",", '"', "?fbclid=abc"]


def document(seed: int) -> tuple[str, str]:
    """Give the format and the source of a document."""
    chance = Random(seed)  # noqa: S311 — nothing here is secret
    fmt = FORMATS[seed % len(FORMATS)]
    system = chance.choice(["none", "links", "numbers", "numbers", "footnotes"])
    entries = [_entry(chance) for _ in range(chance.randint(2, 6))]
    if chance.random() < 0.3:
        entries.append(chance.choice(entries))
    blocks = [("h1", "On the quay")] if chance.random() < 0.7 else []
    for _ in range(chance.randint(2, 7)):
        kind = chance.choices(["p", "ul", "h2", "quote"], [8, 1, 1, 1])[0]
        sentences = [_sentence(chance, fmt, system, len(entries)) for _ in range(1 if kind != "p" else chance.randint(1, 5))]
        blocks.append((kind, "The walls" if kind == "h2" else _damaged(chance, " ".join(sentences))))
    return fmt, _written(chance, fmt, blocks, entries, system)


def _entry(chance: Random) -> str:
    name, title, outlet = chance.choice(["Holm, A.", "Berg, T.", "Nair, P."]), chance.choice(TITLES), chance.choice(OUTLETS)
    year = chance.randint(1990, 2024)
    where = f" https://{outlet.split()[0].lower()}.example/{year}/{title.split()[-1].lower()}" if chance.random() < 0.6 else ""
    return f"{name} ({year}). {title}. {outlet}.{where}"


def _sentence(chance: Random, fmt: str, system: str, entries: int) -> str:
    fact = chance.choice(FACTS).format(n=chance.randint(2, 90), y=chance.randint(1950, 2024))
    who, verb = chance.choice(PEOPLE + BODIES), chance.choice(VERBS)
    form = chance.randrange(6)
    if form == 0:
        return chance.choice(PLAIN)
    if form == 1:
        text = f"“{fact[0].upper()}{fact[1:]}, and it shows,” {who} {verb}"
    elif form == 2:
        text = f"According to {who}, {fact}"
    elif form == 3:
        text = f"{who[0].upper()}{who[1:]} {verb} that {fact}"
    else:
        text = f"{fact[0].upper()}{fact[1:]}"
    if chance.random() < 0.6:
        text += _citation(chance, fmt, system, entries)
    return f"{text}."


def _citation(chance: Random, fmt: str, system: str, entries: int) -> str:
    number = chance.randint(1, entries)
    if system == "numbers":
        return chance.choice([f" [{number}]", f" [{number}]", f" [{number}, {max(1, number - 1)}]"])
    if system == "footnotes":
        raised = {"markdown": f"[^{number}]", "html": f'<sup><a href="#fn{number}">{number}</a></sup>'}
        return raised.get(fmt, f" [{number}]")
    return "" if system == "none" else _linked(chance, fmt, number)


def _linked(chance: Random, fmt: str, number: int) -> str:
    url = f"https://packet.example/{number}{chance.choice(QUERY)}"
    scheme = chance.choice(["", "", "", "https://"])
    words = chance.choice(["the minutes", "a report", "its ledger"])
    if fmt == "markdown":
        return f", as [{words}]({scheme}{url}) shows" if chance.random() < 0.9 else f", as [{words}]() shows"
    if fmt == "html":
        return f', as <a href="{escape(url if chance.random() < 0.9 else "#")}">{words}</a> shows'
    return f" ({url})"


def _damaged(chance: Random, text: str) -> str:
    for _ in range(chance.choice([0, 0, 1, 1, 2, 4])):
        words = text.split(" ")
        at = chance.randrange(len(words) + 1)
        words.insert(at, chance.choice(DAMAGE))
        text = " ".join(words)
        if chance.random() < 0.3:
            text = chance.choice([text.replace(", ", " , "), text.replace("of the", "ofthe", 1), text.replace("’", "â€™")])
        if chance.random() < 0.2:
            text = text.replace(words[at - 1], f"< strong >{words[at - 1]}< / strong >", 1)
    return text


def _written(chance: Random, fmt: str, blocks: list[tuple[str, str]], entries: list[str], system: str) -> str:
    cited = system in ("numbers", "footnotes")
    shown = ["References", *entries] if cited or chance.random() < 0.3 else []
    numbers = list(range(1, len(entries) + 1))
    if chance.random() < 0.25:
        numbers = [n + (n > 1) for n in numbers]
    numbered = cited or chance.random() < 0.5
    if fmt == "html":
        return _html(blocks, shown[1:], footnotes=system == "footnotes", numbered=numbered)
    marks = {"h1": "# ", "h2": "## ", "ul": "- ", "quote": "> ", "p": ""} if fmt == "markdown" else {"ul": "- "}
    parts = [marks.get(kind, "") + text for kind, text in blocks]
    if shown and fmt == "markdown" and system == "footnotes":
        parts.append("\n".join(f"[^{n}]: {entry}" for n, entry in zip(numbers, shown[1:], strict=True)))
    elif shown:
        label = chance.choice(["[{}] ", "{}. "]) if numbered else "- "
        lines = [f"{label.format(n)}{entry}" for n, entry in zip(numbers, shown[1:], strict=True)]
        parts += [("## " if fmt == "markdown" else "") + shown[0], "\n".join(lines)]
    return chance.choice(["\n\n", "\n\n", "\r\n\r\n"]).join(parts) + "\n"


def _html(blocks: list[tuple[str, str]], entries: list[str], *, footnotes: bool, numbered: bool) -> str:
    tags = {"p": "<p>{}</p>", "ul": "<ul><li>{}</li></ul>", "quote": "<blockquote><p>{}</p></blockquote>"}
    parts = [tags.get(kind, f"<{kind}>{{}}</{kind}>").format(_literal(text)) for kind, text in blocks]
    if entries:
        items = (f'<li id="fn{n}">{e}</li>' if footnotes else f"<li>{e}</li>" for n, e in enumerate(map(escape, entries), 1))
        tag = "ol" if numbered or footnotes else "ul"
        parts.append(f"<h2>References</h2>\n<{tag}>\n" + "\n".join(items) + f"\n</{tag}>")
    return "\n".join(parts) + "\n"


def _literal(text: str) -> str:
    """Write spaced tags so that a reader of HTML sees them, as such damage comes about."""
    return text.replace("< ", "&lt; ").replace(" >", " &gt;")
