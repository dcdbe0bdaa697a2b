"""The texts that benchmarks run over: made from the examples, the same ones each time, or read from a directory."""

from __future__ import annotations

import random
import re
from bisect import bisect_left
from itertools import accumulate
from pathlib import Path

from auditor.read import READERS, SUFFIXES
from auditor.rules import load_rules

ARTICLES = Path(__file__).resolve().parents[2] / "examples" / "articles"
Texts = list[tuple[str, str]]  # name and text


def paragraphs(suffixes: tuple[str, ...]) -> list[str]:
    """Give the paragraphs of the examples, front matter and lists of references left out."""
    found: list[str] = []
    for path in sorted(ARTICLES.iterdir()):
        if path.suffix in suffixes:
            body = re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.DOTALL).split("\nReferences")[0]
            found += [p for p in body.split("\n\n") if len(p) > 40]
    return found


def generated(suffixes: tuple[str, ...], name: str, *, files: int = 150) -> Texts:
    """Make articles of 2 to 12 kB from shuffled paragraphs of the examples."""
    chance = random.Random(5)  # noqa: S311 — the same texts each time, not secrets
    pool = paragraphs(suffixes)
    return [(name, "\n\n".join(chance.choices(pool, k=chance.randint(6, 36)))) for _ in range(files)]


def hostile(size: int = 200_000) -> Texts:
    """Give a text dense in the keywords of every rule: their own bad examples, over and over."""
    texts = [example.text for rule in load_rules() for example in rule.bad if example.format != "html"]
    random.Random(7).shuffle(texts)  # noqa: S311
    whole = "\n\n".join(texts)
    return [("hostile.md", "\n\n".join([whole] * (1 + size // max(1, len(whole)))))]


def pages(files: int = 60) -> Texts:
    """Make news pages of about 90 kB: an article among scripts, menus, teasers, a form, comments and a footer."""
    chance = random.Random(6)  # noqa: S311
    pool = [p for p in paragraphs((".txt",)) if "<" not in p and "&" not in p]
    return [("page.html", _page(chance, pool)) for _ in range(files)]


def _page(chance: random.Random, pool: list[str]) -> str:
    def menu(items: int) -> str:
        words = (" ".join(chance.choice(pool).split()[:5]) for _ in range(items))
        links = (
            f'<li class="item"><a href="/section/{n}" class="menu__link" data-track="nav-{n}">{w}</a></li>'
            for n, w in enumerate(words)
        )
        return "<ul>\n" + "\n".join(links) + "\n</ul>"

    def teaser(number: int) -> str:
        words = chance.choice(pool)
        return (
            f'<div class="card teaser"><a href="/news/{number}"><img src="/i/{number}.jpg" alt="" width="320" height="180"></a>'
            f'<h3 class="card__title"><a href="/news/{number}">{words[:60]}</a></h3><p class="card__text">{words[:140]}</p></div>'
        )

    comments = "".join(f'<div class="comment"><p>{chance.choice(pool)[:200]}</p></div>' for _ in range(40))
    script = "var settings = {" + ", ".join(f'"key{n}": [{n}, "a < b"]' for n in range(900)) + "};"
    body = "\n".join(f'<p class="paragraph">{p}</p>' for p in chance.choices(pool, k=chance.randint(8, 30)))
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A page of news</title>
<link rel="canonical" href="https://www.example.com/news/1"><meta property="article:published_time" content="2024-03-01T10:00:00Z">
<script>{script}</script><style>{".a{color:red}" * 400}</style></head>
<body><header class="site-header"><nav>{menu(60)}</nav></header>
<div class="layout"><main><article><h1>A page of news</h1><p class="byline">By Ann Lee</p>
{body}
<figure><img src="/i/1.jpg" alt="The harbour"><figcaption>The harbour in March. Photo: Ann Lee</figcaption></figure>
</article></main>
<aside class="sidebar">{"".join(map(teaser, range(60)))}</aside></div>
<section class="comments"><h2>Comments</h2>{comments}</section>
<form class="newsletter"><label>Your address <input type="email"></label><button>Send</button></form>
<footer>{menu(80)}</footer></body></html>
"""


def from_directory(folder: Path) -> Texts:
    """Read every text that auditor would audit."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
    return [(str(p), p.read_text("utf-8", "replace")) for p in paths]


def prose(markdown: Texts) -> Texts:
    """Give the prose of Markdown as plain text: the same words without their markup."""
    return [(f"{name}.txt", READERS["markdown"](text, name).text) for name, text in markdown]


def size(texts: Texts) -> int:
    """Give the size of texts in bytes."""
    return sum(len(text.encode()) for _, text in texts)


def some(texts: Texts, most: float) -> Texts:
    """Give texts from all over a set until they hold so many bytes; at least one."""
    chosen = list(texts)
    random.Random(3).shuffle(chosen)  # noqa: S311
    held = list(accumulate(len(text.encode()) for _, text in chosen))
    return chosen[: 1 + bisect_left(held, most)]


def repeated(texts: Texts, length: float) -> Texts:
    """Give one text of so many bytes: the others one after another, over and over."""
    whole = "\n\n".join(text for _, text in texts)
    times = 1 + int(length / len(whole.encode()))
    return [("long.txt", ("\n\n".join([whole] * times)).encode()[: int(length)].decode("utf-8", "ignore"))]


def written(texts: Texts, folder: Path, suffix: str) -> list[str]:
    """Write texts to files of a folder; give their paths."""
    folder.mkdir(parents=True)
    paths = []
    for number, (_, text) in enumerate(texts):
        path = folder / f"{number:06}{suffix}"
        path.write_text(text, "utf-8", errors="replace", newline="")
        paths.append(str(path))
    return paths
