import io
import sys

import pytest

from auditor.errors import BinaryError, EmptyError, MissingError, ReadError
from auditor.model import Failure, Source
from auditor.read.sources import Found, decode, format_of, read_document, read_source, walk

WORDS = "The café closed – “for good”, they said. The price was £9."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_and_without_a_mark(encoding: str):
    assert decode(WORDS.encode(encoding)) == WORDS


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_that_lacks_its_mark(encoding: str):
    assert decode("Plain words in English.".encode(encoding)) == "Plain words in English."


def test_windows_1252_is_told_from_a_few_bytes():
    assert decode(WORDS.encode("cp1252") + b" More plain words follow here." * 20).startswith(WORDS)


def test_a_legacy_alphabet_is_guessed():
    words = "Порт насчитал меньше судов, чем год назад, и опубликовал свои данные. " * 20
    assert decode(words.encode("cp1251")) == words


def test_a_page_declares_its_encoding():
    page = '<html><head><meta charset="windows-1251"></head><body>Суда</body></html>'
    assert decode(page.encode("cp1251"), html=True) == page


def test_utf_8_with_a_damaged_byte_stays_utf_8():
    assert decode((WORDS * 40).encode()[:-60] + b"\xff end").count("café") > 30


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"PK\x03\x04abc", b"\x89PNG\r\n", b"abc\x00\x01\x02def", bytes(range(32)) * 40])
def test_binary_files_are_refused(data: bytes):
    with pytest.raises(BinaryError, match=r"^x\.md: is .*"):
        decode(data, "x.md")


def test_utf_16_cut_in_half_is_an_error_that_says_what_to_do():
    with pytest.raises(ReadError, match="save the file as UTF-8"):
        decode(b"\xff\xfea")


def test_offsets_count_from_after_a_byte_order_mark(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xef\xbb\xbfShips fell.")
    document = read_document(read_source(file))
    assert document.source == "Ships fell."
    assert document.offsets.to_source(0, 5).start == 0


def test_files_that_cannot_be_read_say_why(tmp_path):
    with pytest.raises(MissingError, match="no such file"):
        read_source(tmp_path / "none.md")
    with pytest.raises(ReadError, match="is a directory"):
        read_source(tmp_path)
    with pytest.raises(MissingError, match="web address"):
        read_source("https://example.org/a")
    with pytest.raises(ReadError, match="cannot be read"):
        read_source("a\0b")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", " \n"),
        ("a.md", "---\ntitle: T\n---\n"),
        ("a.html", "<html><body><nav>Home</nav></body></html>"),
        ("b.md", "```\ncode\n```"),
    ],
)
def test_a_source_without_words_is_empty_and_no_other_failure(name: str, text: str):
    with pytest.raises(EmptyError) as caught:
        read_document(Source(name, text.encode()))
    assert caught.value.kind == "empty"


def test_stdin(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"# Ships")))
    source = read_source("-", stdin_name="a.md")
    assert (source.name, source.data, format_of(source)) == ("a.md", b"# Ships", "markdown")


def test_the_format_is_what_is_stated_then_the_media_type_then_the_suffix():
    assert format_of(Source("a.md", b"", "text")) == "text"
    assert format_of(Source("a.md", b"", None, "text/html; charset=utf-8")) == "html"
    assert format_of(Source("a.HTM", b"")) == "html"
    assert format_of(Source("a.rst", b"")) == "text"
    assert format_of(Source("a.md.txt", b"")) == "markdown"
    assert format_of(Source("a.rst.txt", b"")) == "text"


@pytest.fixture
def tree(tmp_path, monkeypatch):
    for name in [
        "a.md",
        "b.html",
        "c.png",
        "LICENSE.md",
        "CHANGELOG.md",
        ".hidden.md",
        "deep/d.txt",
        "deep/e.rst",
        "deep/i.rst.txt",
        "node_modules/f.md",
        "drafts/g.md",
        "keep.tmp.md",
        "h.tmp.md",
    ]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Ships fell.")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("drafts/\n*.tmp.md\n!keep.tmp.md\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(found) -> list[str]:
    return [one.path for one in found if isinstance(one, Found)]


def test_a_walk_takes_known_suffixes_and_leaves_out_what_nobody_writes(tree):
    assert names(walk(["."])) == ["a.md", "b.html", "deep/d.txt", "keep.tmp.md"]
    assert "drafts/g.md" in names(walk(["."], gitignore=False))


def test_a_gitignore_above_counts_too(tree):
    (tree / "deep" / "x.tmp.md").write_text("Ships.")
    assert names(walk(["deep"])) == ["deep/d.txt"]


def test_include_and_exclude(tree):
    assert names(walk(["."], include=["*.rst"])) == ["deep/e.rst"]
    assert names(walk(["."], exclude=["deep/", "b.*"])) == ["a.md", "keep.tmp.md"]


def test_named_files_are_given_whatever_they_are_and_each_once(tree):
    assert list(walk(["LICENSE.md", "none.md", "./LICENSE.md", "-"])) == [
        Found("LICENSE.md", named=True),
        Found("none.md", named=True),
        Found("-", named=True),
    ]


def test_globs(tree):
    assert list(walk(["*.md"])) == [Found(n, named=False) for n in ("a.md", "h.tmp.md", "keep.tmp.md")]
    assert names(walk(["**/*.rst"])) == ["deep/e.rst"]


def test_nothing_found_is_a_failure_that_names_the_place(tree):
    assert [type(one) for one in walk(["drafts", "*.zip"])] == [Failure, Failure]
    assert [one.name for one in walk(["drafts", "*.zip"])] == ["drafts", "*.zip"]


def test_links_that_go_round_in_circles(tree):
    (tree / "deep" / "loop").symlink_to(tree)
    assert names(walk(["deep"])) == ["deep/d.txt"]


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("a.md", True),
        ("sub/a.md", True),
        ("gone.md", True),  # reading it says that it is missing
        ("drafts/a.md", False),
        ("node_modules/x/a.md", False),
        (".github/a.md", False),
        ("LICENSE.md", False),
        ("code.py", False),
        ("-", True),
    ],
)
def test_named_files_can_be_held_to_what_a_walk_leaves_out(tmp_path, monkeypatch, path, given):
    monkeypatch.chdir(tmp_path)
    found = list(walk([path], exclude=["drafts/"], force_exclude=True))
    assert [one.path for one in found] == [path] * given
    assert not any(one.named for one in found if path != "-")  # so that one without prose is passed over


def test_directories_around_the_current_one_leave_nothing_out(tmp_path, monkeypatch):
    (tmp_path / "build" / "repo").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "build" / "repo")
    named = [str(tmp_path / "build" / "repo" / "a.md"), "../b.md"]
    assert [one.path for one in walk(named, force_exclude=True)] == named
