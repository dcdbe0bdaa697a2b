"""The figures of a corpus: what the summary shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from auditor.corpus.storage import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.corpus.questions import Questions

GRADES = ("A", "B", "C", "D", "F")
_MOST = 15  # rows of a list
_WORST = 10
_ENOUGH = 5  # articles of a domain from which their mean says something, in a corpus that has so many
_LENGTHS = (0, 100, 250, 500, 1000, 2000, 5000)  # words


@dataclass(frozen=True)
class Figures:
    """What a summary tells. Scores are of rated articles; ``scores`` holds ten bins: 0–9, 10–19 … 90–100.

    ``rules`` are rows of rule, level, findings, articles; ``domains`` of domain, articles, rated, mean score, claims, sourced;
    ``months`` of month, articles, rated, mean score; ``lengths`` of words from, articles, rated, share of claims with a source;
    ``worst`` and ``best`` (no article is both) of score, id, title, errors, warnings, claims, sourced; ``failures`` of cause,
    records, an example; ``languages`` of code and articles.
    """

    out: str
    complete: bool
    documents: int
    rated: int
    mean: float | None
    median: float | None
    words: int
    claims: int
    sourced: int
    findings: dict[str, int]
    scores: list[int]
    grades: dict[str, int]
    rules: list[tuple[Any, ...]]
    domains: list[tuple[Any, ...]]
    domain_count: int
    months: list[tuple[Any, ...]]
    lengths: list[tuple[Any, ...]]
    languages: list[tuple[Any, ...]]
    worst: list[tuple[Any, ...]]
    best: list[tuple[Any, ...]]
    failures: list[tuple[Any, ...]]


def figures(questions: Questions) -> Figures:
    """Ask for all figures of a corpus."""
    ask = questions.rows
    ((documents, rated, mean, median, words, claims, sourced, *levels),) = ask(
        "SELECT count(*), count(score), avg(score), median(score), coalesce(sum(words), 0), coalesce(sum(claims), 0),"
        " coalesce(sum(sourced), 0), coalesce(sum(errors), 0), coalesce(sum(warnings), 0), coalesce(sum(notes), 0) FROM documents"
    )
    bins = dict(ask("SELECT least(score // 10, 9), count(*) FROM documents WHERE score IS NOT NULL GROUP BY 1"))
    grades = dict(ask("SELECT grade, count(*) FROM documents WHERE grade IS NOT NULL GROUP BY 1"))
    article = "SELECT score, id, title, errors, warnings, claims, sourced FROM documents WHERE score IS NOT NULL ORDER BY"
    return Figures(
        out=shown(questions.out),
        complete=_complete(questions),
        documents=documents,
        rated=rated,
        mean=mean,
        median=median,
        words=int(words),
        claims=int(claims),
        sourced=int(sourced),
        findings=dict(zip(("error", "warning", "note"), map(int, levels), strict=True)),
        scores=[bins.get(number, 0) for number in range(10)],
        grades={grade: grades.get(grade, 0) for grade in GRADES},
        rules=_rules(questions),
        **_domains(questions, documents),
        months=ask(
            "SELECT month, count(*), count(score), avg(score) FROM documents WHERE month IS NOT NULL"
            " GROUP BY 1 ORDER BY 1 DESC LIMIT 120"
        )[::-1],
        lengths=_lengths(questions),
        languages=ask("SELECT coalesce(language, '?'), count(*) n FROM documents GROUP BY 1 ORDER BY n DESC, 1 LIMIT 6"),
        worst=ask(f"{article} score, errors DESC, warnings DESC, file, record LIMIT {min(_WORST, -(-rated // 2))}"),
        best=ask(f"{article} score DESC, claims DESC, file, record LIMIT {min(_WORST, rated // 2)}"),
        failures=ask(
            "SELECT cause, count(*) n, min_by(id || ': ' || reason, (file, record)) FROM failures GROUP BY 1 ORDER BY n DESC, 1"
        ),
    )


def _complete(questions: Questions) -> bool:
    """Tell whether every split of the run was read to its end."""
    outcomes = questions.corpus.outcomes()
    ended = {outcome.split for outcome in outcomes if outcome.last and not outcome.cut}
    return len(ended) == len(questions.run.get("inputs", ()))


def _rules(questions: Questions) -> list[tuple[Any, ...]]:
    return questions.rows(
        "SELECT rule, mode(level), count(*) n, count(DISTINCT (file, record)) FROM findings WHERE state = 'new'"
        f" GROUP BY 1 ORDER BY n DESC, 1 LIMIT {_MOST}"
    )


def _domains(questions: Questions, documents: int) -> dict[str, Any]:
    """Give the domains with the most articles."""
    ((number,),) = questions.rows("SELECT count(DISTINCT domain) FROM documents")
    enough = _ENOUGH if documents > _ENOUGH * 100 else 1
    rows = questions.rows(
        "SELECT domain, count(*) n, count(score), avg(score), sum(claims), sum(sourced) FROM documents WHERE domain IS NOT NULL"
        f" GROUP BY 1 HAVING count(*) >= {enough} ORDER BY n DESC, 1 LIMIT {_MOST}"
    )
    return {"domains": rows, "domain_count": number}


def _lengths(questions: Questions) -> list[tuple[Any, ...]]:
    """Give how coverage goes with length: the share of claims that have a source, by words."""
    cases = " ".join(f"WHEN words >= {least} THEN {least}" for least in reversed(_LENGTHS))
    return questions.rows(
        f"SELECT CASE {cases} ELSE 0 END AS least, count(*), count(score),"
        " CASE WHEN sum(claims) > 0 THEN sum(sourced) / sum(claims) END FROM documents GROUP BY 1 ORDER BY 1"
    )


def length_name(least: int) -> str:
    """Name a bin of lengths.

    >>> length_name(250), length_name(5000)
    ('250–499', '5,000+')
    """
    above = [bound for bound in _LENGTHS if bound > least]
    return f"{least:,}–{above[0] - 1:,}" if above else f"{least:,}+"
