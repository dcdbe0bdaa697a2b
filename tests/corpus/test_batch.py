from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

import auditor
from auditor.corpus import audit_batch
from auditor.corpus.schema import RESULT


def batch(rows):
    return pa.RecordBatch.from_pylist(rows)


def one(**row):
    return audit_batch(batch([row])).to_pylist()[0]


def test_a_row_is_what_an_audit_says(article):
    rows = [article(number) for number in range(12)]
    result = audit_batch(batch(rows))
    assert result.schema == RESULT
    for given, row in zip(rows, result.to_pylist(), strict=True):
        audit = auditor.audit_text(given["text"])
        assert (row["id"], row["url"], row["score"], row["claims"]) == (
            given["id"],
            given["url"],
            audit.score.value,
            audit.score.claims,
        )
        assert [(f["rule"], f["line"], f["text"]) for f in row["findings"]] == [(f.rule.id, f.line, f.text) for f in audit.findings]
        assert (
            sum(rule["findings"] for rule in row["rules"]) == len(audit.findings) == row["errors"] + row["warnings"] + row["notes"]
        )
        assert (row["parts"] is None) == (row["score"] is None) == (row["grade"] is None)
    assert any(row["score"] is not None for row in result.to_pylist())
    assert any(row["findings"] for row in result.to_pylist())


def test_batches_of_any_size_give_the_same_rows(article):
    whole = batch([article(number) for number in range(20)])
    parts = pa.Table.from_batches([audit_batch(whole.slice(at, 7)) for at in range(0, 20, 7)])
    assert parts.to_pylist() == audit_batch(whole).to_pylist()


def test_no_rows(article):
    assert audit_batch(batch([article(0)]).slice(0, 0)).num_rows == 0


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("markdown", "markdown"),
        ("text/html; charset=utf-8", "html"),
        (".md", "markdown"),
        ("Text/Plain", "text"),
    ],
)
def test_formats(given, expected):
    assert one(text="Critics **say** so.", format=given)["format"] == expected


def test_a_page_is_known_by_its_beginning():
    page = "\n<!DOCTYPE html><html><head><title>A &amp; B</title></head><body><p>Critics say so.</p></body></html>"
    row = one(text=page)
    assert (row["format"], row["title"], row["rules"]) == ("html", "A & B", [{"rule": "unnamed-voices", "findings": 1}])
    assert one(text=page.encode("utf-16"), format="html")["title"] == "A & B"


def test_what_is_no_article_is_told_in_its_row():
    rows = audit_batch(
        batch([{"id": "1", "text": " \n"}, {"id": "2", "text": None}, {"id": "3", "text": "Some words."}])
    ).to_pylist()
    assert [(row["id"], row["cause"]) for row in rows] == [("1", "empty"), ("2", "unreadable"), ("3", None)]
    assert rows[0]["reason"] == "has no words to audit"
    assert rows[0]["words"] is None
    wrong = one(text="Words.", format="pdf")
    assert wrong["cause"] == "unreadable"
    assert "pdf" in wrong["reason"]
    assert one(text=b"\x00\x01\x02\x00")["cause"] == "binary"


def test_what_the_columns_know_goes_into_the_audit():
    row = one(
        text="Last week, 30 people died.",
        date=dt.datetime(2024, 2, 3, tzinfo=dt.UTC),
        url="https://www.example.co.uk/x",
    )
    assert (row["date"], row["month"], row["domain"]) == ("2024-02-03T00:00:00+00:00", "2024-02", "example.co.uk")
    assert "undated-claim" not in {f["rule"] for f in row["findings"]}
    assert "undated-claim" in {f["rule"] for f in one(text="Last week, 30 people died.")["findings"]}
    assert one(text="Words.", url="https://a.org/2021/07/09/story")["month"] == "2021-07"


def test_profile_and_configuration(article):
    rows = batch([article(3)])
    assert audit_batch(rows, profile="wiki").to_pylist()[0]["profile"] == "wiki"
    quiet = auditor.Config(ignore=("unnamed-voices",))
    with_all = batch([{"text": "Critics say so. See the full report here."}])
    assert {f["rule"] for f in audit_batch(with_all).to_pylist()[0]["findings"]} == {"unnamed-voices", "dangling-here"}
    assert {f["rule"] for f in audit_batch(with_all, config=quiet).to_pylist()[0]["findings"]} == {"dangling-here"}
    with pytest.raises(auditor.UsageError, match="nonsense"):
        audit_batch(rows, profile="nonsense")


def test_columns_that_cannot_be():
    with pytest.raises(auditor.UsageError, match="“text”; it has body"):
        audit_batch(batch([{"body": "Words."}]))
    with pytest.raises(auditor.UsageError, match="int"):
        audit_batch(batch([{"text": 5}]))


def test_a_rule_that_fails_is_a_finding(monkeypatch):
    from auditor.finders import FINDERS

    def boom(document, **options):
        raise ValueError("on purpose")
        yield

    monkeypatch.setitem(FINDERS, "vague-voice", boom)
    row = audit_batch(
        batch([{"text": "Critics say so. See the full report here."}]), config=auditor.Config(notes=True)
    ).to_pylist()[0]
    found = {f["rule"]: f["text"] for f in row["findings"]}
    assert "dangling-here" in found
    assert "ValueError: on purpose" in found["internal-error"]
