"""The summary of a corpus as one HTML page: it loads nothing, so it can be sent and kept."""

from __future__ import annotations

from html import escape

from auditor.corpus.figures import Figures, length_name
from auditor.corpus.plots import Bar, bars, columns
from auditor.gate import count
from auditor.report.layout import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STYLE = """
:root{color-scheme:light dark;--ink:#1c1c1c;--soft:#666;--paper:#fff;--line:#ddd;--bar:#3b6ea8;--error:#b3261e;
--warning:#a86a00;--note:#3b6ea8}
@media(prefers-color-scheme:dark){:root{--ink:#eee;--soft:#aaa;--paper:#181818;--line:#444;--bar:#7aa7d9;--error:#f2877f;
--warning:#e3b264;--note:#7aa7d9}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:62rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2.2rem 0 .6rem}p{margin:.3rem 0}
.soft{color:var(--soft)}.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(26rem,1fr));gap:0 2rem}
svg{width:100%;max-width:34rem;height:auto;overflow:visible;font:11px system-ui,sans-serif}svg text{fill:var(--ink)}
svg .axis{fill:var(--soft)}svg rect{fill:var(--bar)}
svg .error{fill:var(--error)}svg .warning{fill:var(--warning)}svg .note{fill:var(--note)}svg line{stroke:var(--line)}
table{border-collapse:collapse;width:100%;font-size:.9rem}
td,th{padding:.2rem .5rem;border-bottom:1px solid var(--line);text-align:left;
overflow-wrap:anywhere}
td:not(.n),th:not(.n){min-width:7rem}b.error{color:var(--error)}b.warning{color:var(--warning)}b.note{color:var(--note)}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
@media(max-width:30rem){.grid{grid-template-columns:1fr}}
"""
_LEVELS = 'new findings: <b class="error">errors</b>, <b class="warning">warnings</b> and <b class="note">notes</b>'


def page(figures: Figures) -> str:
    """Give the whole page. All words of articles are escaped."""
    name = _safe(figures.out)
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="generator" content="auditor">',  # by which a later walk knows that this is no article
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>Sourcing of {name}</title><style>{_STYLE}</style></head><body><main>",
        f"<h1>Sourcing of {name}</h1>",
        *(f"<p>{line}</p>" for line in _opening(figures)),
        '<div class="grid">',
        *_plots(figures),
        "</div>",
        *_tables(figures),
        '<p class="soft">Made by auditor. A sourcing score tells how well a reader can check a text, not whether it is true.</p>',
        "</main></body></html>\n",
    ]
    return "\n".join(parts)


def _opening(figures: Figures) -> Iterator[str]:
    if not figures.complete:
        yield "<strong>The run is not complete: this is what is done so far.</strong>"
    yield f"{count(figures.documents, 'article')}, {figures.words:,} words"
    if figures.rated:
        yield f"{figures.rated:,} rated: mean score <strong>{figures.mean:.1f}</strong>, median {figures.median:.0f}"
    if figures.claims:
        yield f"{figures.claims:,} claims, {figures.sourced / figures.claims:.0%} with a source"
    yield ", ".join(count(number, level) for level, number in figures.findings.items())
    if len(figures.languages) > 1:
        yield "Languages: " + ", ".join(f"{_safe(code)} {number:,}" for code, number in figures.languages)


def _plots(figures: Figures) -> Iterator[str]:
    names = [f"{low}–{low + 9 if low < 90 else 100}" for low in range(0, 100, 10)]
    scores = [Bar(name, number, f"{number:,}") for name, number in zip(names, figures.scores, strict=True)]
    rules = [Bar(rule, number, f"{number:,}", level) for rule, level, number, _ in figures.rules]
    domains = [Bar(domain, mean, f"{mean:.0f} ({number:,})") for domain, number, _, mean, *_ in figures.domains if mean is not None]
    months = [Bar(name, mean, f"{mean:.1f}", more=_of(number)) for name, number, _, mean in figures.months if mean is not None]
    lengths = [
        Bar(length_name(least), share, f"{share:.0%}", more=_of(number))
        for least, number, _, share in figures.lengths
        if share is not None
    ]
    yield from _plot("Scores", "articles by score", columns(scores) if figures.rated else "")
    yield from _plot("Claims with a source, by length", "share of claims, by words of the article", columns(lengths, most=1.0))
    yield from _plot("Mean score by month", "of rated articles, from 0 to 100", columns(months, most=100, quiet=True))
    yield from _plot("Mean score by domain", "those with the most articles (their number)", bars(domains, most=100))
    yield from _plot("Findings by rule", _LEVELS, bars(rules))


def _of(number: int) -> str:
    return f", {count(number, 'article')}"


def _plot(title: str, what: str, drawn: str) -> Iterator[str]:
    if drawn:
        yield f'<section><h2>{title}</h2><p class="soft">{what}</p>{drawn}</section>'


def _tables(figures: Figures) -> Iterator[str]:
    heads = ("score", "article", "title", "errors", "warnings", "claims", "with a source")
    for title, articles in (("Worst articles", figures.worst), ("Best articles", figures.best)):
        yield from _table(title, heads, articles)
    findings = [(rule, level, number, docs, f"{docs / figures.documents:.1%}") for rule, level, number, docs in figures.rules]
    yield from _table("Rules", ("rule", "level", "findings", "articles", "of all"), findings)
    domains = [
        (domain, number, rated, f"{mean:.1f}" if mean is not None else "–", f"{sourced / claims:.0%}" if claims else "–")
        for domain, number, rated, mean, claims, sourced in figures.domains
    ]
    yield from _table("Domains", ("domain", "articles", "rated", "mean score", "claims with a source"), domains)
    yield from _table("Not audited", ("cause", "records", "the first"), figures.failures)


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    if not rows:
        return
    numeric = [all(_numeric(row[at]) for row in rows) for at in range(len(heads))]
    yield f"<h2>{title}</h2><table><thead><tr>{_cells(heads, numeric, 'th')}</tr></thead><tbody>"
    yield from (f"<tr>{_cells(row, numeric, 'td')}</tr>" for row in rows)
    yield "</tbody></table>"


def _numeric(value: object) -> bool:
    return not isinstance(value, str) or value == "–" or value.endswith("%") or value.replace(".", "").isdigit()


def _cells(row: Sequence[object], numeric: Sequence[bool], tag: str) -> str:
    cells = (f"{value:,}" if isinstance(value, int) else _safe(str(value if value is not None else "–")) for value in row)
    return "".join(
        f'<{tag} class="n">{cell}</{tag}>' if right else f"<{tag}>{cell}</{tag}>"
        for cell, right in zip(cells, numeric, strict=True)
    )


def _safe(text: str) -> str:
    return escape(one_line(text[:300]))
