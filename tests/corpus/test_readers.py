from __future__ import annotations

import bz2
import gzip
import json
from dataclasses import replace

import pyarrow as pa
import pytest
from pyarrow import fs, parquet

from auditor.corpus import Order, run_corpus
from auditor.corpus.inputs import kind_of
from auditor.corpus.records import Columns
from auditor.errors import UsageError

ARTICLES = [{"id": f"a{number}", "text": f"Critics say so, and {number} others."} for number in range(7)]


@pytest.fixture
def run(tmp_path, tables):
    def go(*inputs, **options):
        totals = run_corpus(Order([str(one) for one in inputs], str(tmp_path / "out"), jobs=1, **options))
        return totals, tables(tmp_path / "out")

    return go


def ids(rows):
    return [row["id"] for row in rows]


def zstd(data):
    return pa.compress(data, "zstd", asbytes=True)


LINES = "".join(json.dumps(row) + "\n" for row in ARTICLES).encode()


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.jsonl", bytes),
        ("a.ndjson", lambda data: data.replace(b"\n", b"\r\n")),
        ("a.jsonl.gz", lambda data: gzip.compress(data[:300]) + gzip.compress(data[300:])),
        ("a.jsonl.zst", lambda data: zstd(data[:300]) + zstd(data[300:])),
        ("a.jsonl.bz2", bz2.compress),
        ("a.json", lambda data: b"\xef\xbb\xbf" + data.rstrip(b"\n")),
    ],
)
def test_json_lines(name, pack, tmp_path, run):
    (tmp_path / name).write_bytes(pack(LINES))
    totals, found = run(tmp_path / name)
    assert ids(found["documents"]) == [row["id"] for row in ARTICLES]
    assert (totals.documents, totals.failures, totals.position, totals.cut) == (7, 0, totals.size, 0)
    assert [row["record"] for row in found["documents"]] == list(range(1, 8))


def test_csv_with_line_breaks_in_cells(tmp_path, run):
    text = 'key;Article;link\n1;"Two\nlines “said” Ann Lee.";https://a.org/x\n2;short\n\n3;"a ""q"" b";\n'
    (tmp_path / "a.csv").write_text(text, "utf-8")
    _, found = run(tmp_path / "a.csv", columns=Columns(id="key"))
    assert [(row["id"], row["url"], row["words"]) for row in found["documents"]] == [("1", "https://a.org/x", 5), ("3", None, 3)]
    assert [(row["record"], row["reason"]) for row in found["failures"]] == [(2, "has 2 columns where the header has 3")]


def test_parquet_with_columns_in_columns(tmp_path, run):
    rows = {"metadata": [{"url": "https://q.org/1"}, {"url": None}], "content": ["Critics say so.", None], "more": [1, 2]}
    parquet.write_table(pa.table(rows), tmp_path / "a.parquet")
    _, found = run(tmp_path / "a.parquet")
    assert [(row["url"], row["warnings"]) for row in found["documents"]] == [("https://q.org/1", 1)]
    assert found["failures"][0]["reason"] == "has no “content”"


def warc(*records):
    out = b""
    for kind, number, status, media, body in records:
        http = f"HTTP/1.1 {status} X\r\nContent-Type: {media}\r\n\r\n".encode() + body if kind == "response" else body
        shown = "application/http; msgtype=response" if kind == "response" else media
        head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032d}>\r\nWARC-Date: 2024-01-02T03:04:05Z\r\n"
        head += f"WARC-Target-URI: https://example.org/{number}\r\nContent-Type: {shown}\r\nContent-Length: {len(http)}\r\n\r\n"
        out += head.encode() + http + b"\r\n\r\n"
    return out


PAGE = b"<html><head><title>Bridge</title></head><body><p>Critics say so.</p></body></html>"
ARCHIVE = warc(
    ("response", 1, 200, "text/html; charset=utf-8", PAGE),
    ("response", 2, 404, "text/html", PAGE),
    ("response", 3, 200, "image/png", b"\x89PNG"),
    ("conversion", 4, 0, "text/plain", b"Experts say so."),
    ("response", 5, 200, "text/html", PAGE),
)


@pytest.mark.parametrize(("name", "pack"), [("a.warc", bytes), ("a.warc.gz", gzip.compress), ("a.warc.zst", zstd)])
def test_web_archives(name, pack, tmp_path, run):
    (tmp_path / name).write_bytes(pack(ARCHIVE))
    totals, found = run(tmp_path / name)
    assert [(row["url"][-1], row["format"], row["warnings"], row["date"]) for row in found["documents"]] == [
        ("1", "html", 1, None),
        ("4", "text", 1, None),
        ("5", "html", 1, None),
    ]
    assert found["documents"][0]["title"] == "Bridge"
    assert totals.failures == 0


def test_an_archive_that_is_cut_off(tmp_path, run):
    (tmp_path / "a.warc").write_bytes(ARCHIVE[:-40])
    totals, found = run(tmp_path / "a.warc")
    assert (totals.documents, totals.failures) == (2, 1)
    assert "cut off" in found["failures"][0]["reason"]


def test_a_packed_file_that_is_damaged_loses_no_more_than_is_damaged(tmp_path, run, article):
    many = "".join(json.dumps(article(number)) + "\n" for number in range(3000)).encode()
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(many, 1)[:-4000])
    totals, found = run(tmp_path / "a.jsonl.gz", batch=500)
    assert 2000 < totals.documents < 3000
    assert (totals.failures, totals.cut) == (1, 1)
    assert "cannot be read on from here" in found["failures"][0]["reason"]
    assert found["failures"][0]["record"] == totals.documents + 1


def test_lines_that_are_no_articles(tmp_path, run):
    lines = [
        "[1]",
        "{",
        '{"text": 7}',
        '{"text": null}',
        '"words"',
        "",
        '{"text": "\\ud800 said Ann Lee."}',
        '{"text": "x", "url": 5}',
    ]
    (tmp_path / "a.jsonl").write_text('{"text": "Words."}\n' + "\n".join(lines))
    _, found = run(tmp_path / "a.jsonl")
    assert [row["record"] for row in found["failures"]] == [2, 3, 4, 5, 6]
    assert [row["record"] for row in found["documents"]] == [1, 8, 9]
    assert found["documents"][0]["id"] == f"{tmp_path / 'a.jsonl'}:1"


def test_a_line_that_would_fill_the_memory(tmp_path, monkeypatch, run):
    from auditor.corpus.readers import opened

    monkeypatch.setattr(opened.Stream.lines, "__defaults__", (5000,))
    long = json.dumps({"text": "word " * 30_000})
    (tmp_path / "a.jsonl").write_text('{"text": "One."}\n' + long + '\n{"text": "Two."}\n' + long)
    _, found = run(tmp_path / "a.jsonl")
    assert [row["record"] for row in found["documents"]] == [1, 3]
    assert [row["record"] for row in found["failures"]] == [2, 4]


def test_a_folder_of_everything(tmp_path, run):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "b.md").write_text("# Bridge\n\nCritics say so.\n")
    (folder / "a.html").write_bytes(PAGE)
    (folder / "c.jsonl").write_bytes(LINES)
    (folder / "photo.png").write_bytes(b"\x89PNG")
    (folder / ".gitignore").write_text("*\n")
    (folder / "bad.txt").write_bytes(b"\x00\x01\x02\x00")
    _, found = run(folder)
    assert ids(found["documents"]) == [*(row["id"] for row in ARTICLES), str(folder / "a.html"), str(folder / "b.md")]
    assert found["documents"][-1]["format"] == "markdown"
    assert [(row["id"], row["file"], row["cause"]) for row in found["failures"]] == [(str(folder / "bad.txt"),) * 2 + ("binary",)]


def test_the_same_file_twice_is_read_once(tmp_path, run):
    (tmp_path / "a.jsonl").write_bytes(LINES)
    totals, _ = run(tmp_path / "a.jsonl", tmp_path / "a.jsonl", tmp_path)
    assert totals.documents == 7


def test_uris(tmp_path, tables):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(LINES)
    (tmp_path / "in" / "b.md").write_text("Critics say so.")
    totals = run_corpus(Order([f"file://{tmp_path}/in"], f"file://{tmp_path}/out", jobs=1))
    assert totals.documents == 8
    found = tables(tmp_path / "out")
    assert ids(found["documents"])[-1] == f"file://{tmp_path}/in/b.md"


def test_fsspec_knows_more(tmp_path):
    fsspec = pytest.importorskip("fsspec", reason="fsspec is no part of the extra")
    with fsspec.open("memory://bucket/a.jsonl.gz", "wb") as file:
        file.write(gzip.compress(LINES))
    totals = run_corpus(Order(["memory://bucket/"], str(tmp_path / "out"), jobs=1))
    assert totals.documents == 7


@pytest.mark.parametrize(
    ("name", "content", "columns", "says"),
    [
        ("a.jsonl", '{"x": 1, "y": {"z": 2}}', Columns(), "no column that looks like the text of articles; it has “x”, “y”, “y.z”"),
        ("a.jsonl", '{"body": "x"}', Columns(text="txt"), "no column “txt”; it has “body”"),
        ("a.csv", "a,b\n1,2\n", Columns(), "it has “a”, “b”; name one with --text-column"),
        ("a.json", '[\n{"text": "x"}\n]', Columns(), "jq"),
        ("a.docx", "x", Columns(), "is of no known kind"),
    ],
)
def test_inputs_that_cannot_be_used(name, content, columns, says, tmp_path, run):  # noqa: PLR0917 — four of them are one case
    (tmp_path / name).write_text(content)
    with pytest.raises(UsageError) as raised:
        run(tmp_path / name, columns=columns)
    assert says in str(raised.value)
    assert str(tmp_path / name) in str(raised.value)
    assert not (tmp_path / "out").exists()


def test_inputs_that_are_not_there(tmp_path, run):
    for missing in ("no.jsonl", "none*.jsonl", "."):
        with pytest.raises(UsageError, match=r"no|matches|holds"):
            run(tmp_path / missing)
    with pytest.raises(UsageError, match="foo://"):
        run_corpus(Order(["foo://x/y"], str(tmp_path / "out")))


def test_kinds():
    assert kind_of("A.WARC.GZ") == ("warc", "gzip")
    assert kind_of("a.tsv") == ("csv", "")
    with pytest.raises(UsageError):
        kind_of("a.parquet.gz")


def test_an_object_store_of_ones_own(tmp_path, tables, monkeypatch):
    """Options behind the question mark go with every file that is found, and are shown nowhere."""
    server = pytest.importorskip("moto.server", reason="moto, a server that speaks S3, is not installed")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    here = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    here.start()
    try:
        host, port = here.get_host_and_port()
        options = f"endpoint_override={host}:{port}&scheme=http&region=us-east-1"
        keys = "s3://key:{}@corpus/{}?" + options
        system, _ = fs.FileSystem.from_uri(f"s3://key:word@corpus?allow_bucket_creation=true&{options}")
        system.create_dir("corpus")
        with system.open_output_stream("corpus/in/a part.jsonl") as stream:
            stream.write(LINES)
        order = Order([keys.format("word", "in")], keys.format("word", "out"), jobs=1)
        assert run_corpus(order).documents == 7
        assert run_corpus(order).resumed == 7
        fs.copy_files("corpus/out", str(tmp_path / "out"), source_filesystem=system, destination_filesystem=fs.LocalFileSystem())
        assert ids(tables(tmp_path / "out")["documents"]) == [row["id"] for row in ARTICLES]
        with pytest.raises(UsageError) as raised:
            run_corpus(replace(order, inputs=[keys.format("word", "none")]))
        assert "s3://key@corpus/none: " in str(raised.value)
        assert "word" not in str(raised.value)
    finally:
        here.stop()
