from __future__ import annotations

import csv
import json
import re
import xml.dom.minidom
from io import StringIO

import pytest
from pyarrow import parquet

from auditor.corpus import Order, run_corpus
from auditor.corpus.answers import ANSWERS
from auditor.corpus.figures import figures
from auditor.corpus.filters import ids, written_rows
from auditor.corpus.page import page
from auditor.corpus.questions import Questions
from auditor.corpus.sheet import sheet
from auditor.errors import UsageError
from auditor.report.layout import Paper


@pytest.fixture
def questions(corpus_file, tmp_path):
    run_corpus(Order([str(corpus_file)], str(tmp_path / "out"), jobs=1, batch=40))
    with Questions(str(tmp_path / "out")) as found:
        yield found


def test_the_figures_are_those_of_the_tables(questions, tmp_path, tables):
    found = tables(tmp_path / "out")
    documents = found["documents"]
    rated = [row["score"] for row in documents if row["score"] is not None]
    told = figures(questions)
    assert (told.documents, told.rated, told.complete) == (100, len(rated), True)
    assert told.mean == pytest.approx(sum(rated) / len(rated))
    assert told.scores == [sum(min(score // 10, 9) == low for score in rated) for low in range(10)]
    assert sum(told.grades.values()) == len(rated)
    assert told.claims == sum(row["claims"] for row in documents)
    assert sum(n for _, _, n, _ in told.rules) == len(found["findings"])
    assert [row[0] for row in told.domains] == ["site0.com", "site1.com", "site2.com", "site3.com"]
    assert [row[0] for row in told.months] == [f"2023-{month:02d}" for month in range(1, 13)]
    assert sum(row[1] for row in told.lengths) == 100
    assert told.worst[0][0] == min(rated)
    assert told.best[0][0] == max(rated)
    assert not {row[1] for row in told.worst} & {row[1] for row in told.best}  # of few articles none is both
    assert len(told.worst) + len(told.best) == min(len(rated), 20)
    assert [row[:2] for row in told.failures] == [("unreadable", 2)]


@pytest.mark.parametrize("columns", [80, 120])
def test_the_sheet_fits_its_paper(columns, questions):
    lines = list(sheet(figures(questions), Paper(columns)))
    assert max(map(len, lines)) <= columns
    text = "\n".join(lines)
    for words in (
        "100 articles",
        "Most frequent findings",
        "unnamed-voices",
        "Not audited",
        "site3.com",
        "Worst",
        "Best",
        "2023-12",
    ):
        assert words in text
    assert "not complete" not in text
    assert "\x1b[" in "\n".join(sheet(figures(questions), Paper(columns, color=True)))
    assert "\n".join(sheet(figures(questions), Paper(columns, ascii=True))).isascii()


def test_a_run_that_is_not_complete_says_so(questions, tmp_path):
    (tmp_path / "out" / "documents" / "000000-000002.parquet").unlink()
    with Questions(str(tmp_path / "out")) as left:
        assert not figures(left).complete
        assert "not complete" in "\n".join(sheet(figures(left), Paper()))
        assert left.rows("SELECT count(*) FROM documents") == [(78,)]
        most = left.rows("SELECT max(record) FROM findings")[0][0]
        assert most <= 80  # of chunks that are done only


def test_the_page_loads_nothing_and_every_plot_is_drawn(questions):
    told = page(figures(questions))
    plots = re.findall(r"<svg.*?</svg>", told)
    assert len(plots) == 5
    for plot in plots:
        xml.dom.minidom.parseString(plot)  # noqa: S318 — made above
    assert not re.search(r"(?:src|href)=|url\(|<script|@import", told)
    for title in ("Scores", "Findings by rule", "Mean score by domain", "Mean score by month", "by length", "Worst", "Best"):
        assert title in told


def test_words_of_articles_are_no_markup(tmp_path):
    text = "Critics say so. " + " ".join(f"In {year}, {year} ships sank, Ann Lee said." for year in range(1990, 2000))
    row = {"id": "<script>alert(1)</script>", "title": "<b>&\x1b[31m", "text": text, "url": "https://x.org"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    run_corpus(Order([str(tmp_path / "a.jsonl")], str(tmp_path / "out"), jobs=1))
    with Questions(str(tmp_path / "out")) as asked:
        told = page(figures(asked))
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in told
        assert "<script" not in told
        assert "\x1b" not in told + "\n".join(sheet(figures(asked), Paper()))
        assert "\x1b" not in "".join(ANSWERS["table"](asked.ask("SELECT title FROM documents"), Paper()))


def test_a_run_of_nothing(tmp_path):
    (tmp_path / "a.jsonl").write_text("\n")
    run_corpus(Order([str(tmp_path / "a.jsonl")], str(tmp_path / "out"), jobs=1))
    with Questions(str(tmp_path / "out")) as asked:
        assert "0 articles" in "\n".join(sheet(figures(asked), Paper()))
        assert "0 articles" in page(figures(asked))


def test_questions_of_ones_own(questions):
    sql = "SELECT id, score, parts, rules['unnamed-voices'] AS voices FROM documents ORDER BY record LIMIT 3"
    rows = [json.loads(line) for line in ANSWERS["jsonl"](questions.ask(sql), Paper())]
    assert [row["id"] for row in rows] == ["a0", "a1", "a2"]
    assert list(csv.reader(StringIO("".join(ANSWERS["csv"](questions.ask(sql), Paper())))))[1][0] == "a0"
    table = "".join(ANSWERS["table"](questions.ask("SELECT domain, count(*) AS n FROM documents GROUP BY 1 ORDER BY 1"), Paper()))
    assert table.splitlines() == ["domain      n", *(f"site{n}.com  25" for n in range(4))]
    for wrong in ("nonsense", "SELECT scor FROM documents", "SELECT error('x')"):
        with pytest.raises(UsageError, match=r"^SQL: "):
            list(questions.ask(wrong).rows)


def test_filters(questions, tmp_path, tables):
    good = [row["id"] for row in tables(tmp_path / "out")["documents"] if (row["score"] or 0) >= 50]
    where = "score >= 50 -- or so"
    assert list(ids(questions, where)) == good
    assert 0 < len(good) < 100
    for suffix in ("txt", "parquet", "csv", "jsonl"):
        assert written_rows(questions, where, str(tmp_path / f"good.{suffix}")) == (len(good), 100)
    assert (tmp_path / "good.txt").read_text().split() == good
    rows = parquet.read_table(tmp_path / "good.parquet").to_pylist()
    assert [row["id"] for row in rows] == good
    assert [json.loads(line)["id"] for line in (tmp_path / "good.jsonl").read_text().splitlines()] == good
    with (tmp_path / "good.csv").open(newline="") as file:
        sheet_rows = list(csv.DictReader(file))
    assert [row["id"] for row in sheet_rows] == good
    assert json.loads(sheet_rows[0]["parts"]).keys() == rows[0]["parts"].keys()


@pytest.mark.parametrize("where", ["scor > 1", "true); DROP VIEW documents; --", ""])
def test_conditions_that_are_none(where, questions):
    with pytest.raises(UsageError, match=r"^SQL: "):
        list(ids(questions, where))


def test_where_a_filter_cannot_write(questions, tmp_path):
    with pytest.raises(UsageError, match=r"ends in none of \.txt, \.parquet"):
        written_rows(questions, "true", str(tmp_path / "good.zip"))
    with pytest.raises(UsageError, match="does not exist"):
        written_rows(questions, "true", str(tmp_path / "no" / "good.txt"))
    with pytest.raises(UsageError, match=r"^SQL: "):
        written_rows(questions, "nonsense", str(tmp_path / "good.txt"))
    assert not (tmp_path / "good.txt").exists()


def test_what_is_no_run(tmp_path):
    with pytest.raises(UsageError, match="holds no corpus run"):
        Questions(str(tmp_path))
    (tmp_path / "run.json").write_text("{")
    with pytest.raises(UsageError, match="cannot be read"):
        Questions(str(tmp_path))
