"""`auditor lsp` as an editor sees it: real sessions over standard input and output."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.config import Config, Selections, select_rules
from auditor.lsp.audits import Text, audited
from auditor.lsp.client import Client
from auditor.lsp.diagnostics import diagnostics
from auditor.lsp.settings import Chosen

AUDITOR = [sys.executable, "-P", "-m", "auditor"]
MIXED = (
    "# 😀 Ünited\r\n\r\n"
    "😀 Zoë: Critics say it fell; see < strong >the 𝒳 report< / strong > \u2028\x85 and experts say so.\r\n\r\n"
    "😀😀 It's a fact that costs&nbsp;rose, as&amp;nbsp;said.\r"
    "Experts say so.\r\n"
)


def damaged():
    """Texts with much to mend, of every format, with both line ends, letters of every size."""
    html = '<p>😀 Ünits: A &amp;mdash; < em >word< / em > in Zoë’s hand&amp;nbsp;here.</p>\n<p><a href="">Empty</a> 𝒳.</p>\n'
    text = "😀 Zoë said &mdash; and &nbsp; it < b >was< / b > so.\nItâ€™s 𝒳 here.\n"
    link = "[this](https://example.org/a?utm_source=chat&b=1)"
    markdown = f"# 😀\n\nSee {link}, < strong >Zoë:< / strong > &amp;mdash; 𝒳.\n\nItâ€™s [](x) so.\n"
    bodies = {"a.md": markdown, "a.html": html, "a.txt": text}
    ends = {"lf": "\n", "crlf": "\r\n"}
    return {f"{end}-{name}": body.replace("\n", ends[end]) for name, body in bodies.items() for end in ends}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_places_are_told_in_the_units_of_the_editor(editor, shared, encoding):
    one = shared if encoding == "utf-16" else editor(abilities={"general": {"positionEncodings": [encoding, "utf-16"]}})
    assert one.encoding == encoding
    found = one.open("mixed.md", MIXED)
    said = [(d["code"], one.words(MIXED, d["range"])) for d in found]
    assert said == [
        ("unnamed-voices", "Critics say"),
        ("spaced-tag", "< strong >"),
        ("spaced-tag", "< / strong >"),
        ("unnamed-voices", "experts say"),
        ("escaped-entity", "&amp;nbsp;"),
        ("unnamed-voices", "Experts say"),
    ]
    assert {d["source"] for d in found} == {"auditor"}
    assert [d["severity"] for d in found[:2]] == [2, 1]


def test_a_change_is_audited_when_the_writer_pauses_and_only_its_last_version(shared):
    assert [d["code"] for d in shared.open("typing.md", "Critics say so.\n")] == ["unnamed-voices"]
    for version in range(2, 9):
        shared.change("typing.md", "Critics say so. Experts say so."[: 24 + version] + "\n", version)
    del shared.heard[:]
    assert shared.diagnostics("typing.md", 8)
    told = [m["params"]["version"] for m in shared.heard if m.get("method") == "textDocument/publishDiagnostics"]
    assert told == [8]
    shared.change("typing.md", "The harbour lies in the north.\n", 9)
    assert shared.diagnostics("typing.md", 9) == []
    shared.tell("textDocument/didClose", {"textDocument": {"uri": shared.uri("typing.md")}})
    assert shared.diagnostics("typing.md") == []


def test_a_code_leads_to_the_page_of_its_rule():
    chosen = Chosen("/", Config(), Selections(select_rules(Config())), None, (), {})
    found = audited(Text("file:///a.md", "/a.md", "markdown", 1, "Critics say so.\n"), chosen, "utf-16")
    linked, plain = (diagnostics(found, Client(linked=knows), "https://example.org/rules")[0] for knows in (True, False))
    assert linked.code_description.href == "https://example.org/rules/attribution/unnamed-voices.toml"
    assert plain.code_description is None


# --- fixes ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def mended(tmp_path_factory):
    """What `auditor fix` makes of the damaged texts, in bytes."""
    folder = tmp_path_factory.mktemp("mended")
    for name, text in damaged().items():
        (folder / name).write_bytes(text.encode())
    subprocess.run([*AUDITOR, "fix", "."], cwd=folder, check=True, capture_output=True)
    return {name: (folder / name).read_bytes() for name in damaged()}


@pytest.mark.parametrize("name", damaged())
def test_all_that_is_safe_is_mended_as_auditor_fix_mends_it(shared, mended, name):
    text = damaged()[name]
    shared.open(name, text)
    nowhere = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
    (action,) = shared.actions(name, nowhere, only=["source.fixAll"])
    assert action["kind"] == "source.fixAll.auditor"
    after = shared.applied(name, text, action)
    assert after != text
    assert after.encode() == mended[name]
    shared.change(name, after, 2)
    shared.diagnostics(name, 2)
    assert shared.actions(name, nowhere, only=["source"]) == []


def test_a_fix_belongs_to_its_diagnostic_and_takes_it_away(shared):
    found = shared.open("fixes.md", MIXED)
    tag = next(d for d in found if d["code"] == "spaced-tag")
    action, *_ = shared.actions("fixes.md", tag["range"], [tag], ["quickfix"])
    assert (action["title"], action["kind"], action["isPreferred"]) == ("Makes the tags markup again", "quickfix", True)
    assert action["diagnostics"] == [tag]
    assert action["edit"]["documentChanges"][0]["textDocument"]["version"] == 1
    after = shared.applied("fixes.md", MIXED, action)
    assert after == MIXED.replace("< strong >", "**").replace("< / strong >", "**")
    shared.change("fixes.md", after, 2)
    assert "spaced-tag" not in [d["code"] for d in shared.diagnostics("fixes.md", 2)]


def test_a_suggestion_is_offered_as_one(shared):
    text = "The board wrote [a report](https://board.example/quay) in May.\n\nThe quay sank. See their latest report here.\n"
    found = shared.open("suggestion.md", text)
    pointer = next(d for d in found if d["code"] == "dangling-here")
    actions = shared.actions("suggestion.md", pointer["range"], [pointer])
    (offered,) = [a for a in actions if a["title"].endswith("(a suggestion)")]
    assert not offered.get("isPreferred")
    assert shared.applied("suggestion.md", text, offered).count("(https://board.example/quay)") == 2
    hover = shared.hover("suggestion.md", pointer["range"]["start"])
    assert "*Suggestion:* It may mean" in hover["contents"]["value"]


# --- ignoring -------------------------------------------------------------------------------------------------

IN_PLACES = {
    "paragraph.md": "# Harbour\r\n\r\nCritics say so.\r\n",
    "item.md": "- One.\n- Critics say so.\n- Experts say so.\n",
    "cell.md": "| who | what |\n|---|---|\n| Critics say so. | yes |\n",
    "code.md": "The town is `old`. Critics say `so`\n",
    "page.html": "<ul><li>One.</li><li>Critics say so.</li></ul>\n",
}


@pytest.mark.parametrize("name", IN_PLACES)
def test_a_finding_is_ignored_where_it_stands(shared, name):
    text = IN_PLACES[name]
    found = shared.open(name, text, "html" if name.endswith("html") else "markdown")
    critics = next(d for d in found if "Critics" in d["message"])
    (action,) = [a for a in shared.actions(name, critics["range"], [critics]) if a["title"].startswith("Ignore")]
    assert action["title"] == "Ignore unnamed-voices here"
    after = shared.applied(name, text, action)
    assert after.count("<!-- auditor: ignore unnamed-voices -->") == 1
    assert ("\r\n" in text) == ("-->\r\n" in after)
    shared.change(name, after, 2)
    left = shared.diagnostics(name, 2)
    assert [d["message"] for d in left] == [d["message"] for d in found if "Critics" not in d["message"]]


def test_plain_text_has_no_comments_to_ignore_with(shared):
    (found,) = shared.open("plain.txt", "Critics say so.\n", "plaintext")
    assert shared.actions("plain.txt", found["range"], [found]) == []


# --- hover ----------------------------------------------------------------------------------------------------


def test_hovering_explains_the_rule(shared):
    shared.open("hover.md", "<!-- auditor: ignore no-byline -->\n😀 Critics *say* <b>so</b>.\n")
    told = shared.hover("hover.md", {"line": 1, "character": 6})
    words = told["contents"]["value"]
    assert told["contents"]["kind"] == "markdown"
    assert "**`unnamed-voices`** · warning" in words
    assert all(title in words for title in ("*Why it matters:*", "*How to mend it:*", "*What it costs:*"))
    assert "15 points for “attribution”" in words
    assert told["range"]["start"] == {"line": 1, "character": 3}
    assert "**`no-byline`**" in shared.hover("hover.md", {"line": 0, "character": 24})["contents"]["value"]
    assert shared.hover("hover.md", {"line": 7, "character": 70}) is None


def test_words_of_an_article_are_no_markup_of_the_hover(shared):
    text = "See < img src=x onerror=alert(1) > and [x](command:evil) here.\n"
    (first, *_) = shared.open("evil.md", text)
    words = shared.hover("evil.md", first["range"]["start"])["contents"]["value"]
    assert "< img" not in words.replace("\\<", "")


# --- what holds for a text ------------------------------------------------------------------------------------


def test_the_nearest_configuration_holds_and_a_new_one_is_noticed(editor, tmp_path):
    (tmp_path / "posts").mkdir()
    (tmp_path / "auditor.toml").write_text('exclude = ["drafts/"]\nnotes = true\n')
    one = editor()
    text = "Critics say so. It was told last week.\n"
    assert sorted(d["code"] for d in one.open("posts/a.md", text)) == ["undated-claim", "unnamed-voices"]
    assert one.open("drafts/a.md", text) == []
    assert one.open("CHANGELOG.md", text) == []
    asked = one.until(lambda m: m.get("method") == "client/registerCapability") if not _registered(one) else _registered(one)[0]
    assert asked["params"]["registrations"][0]["method"] == "workspace/didChangeWatchedFiles"
    own = tmp_path / "posts" / "auditor.toml"
    own.write_text('ignore = ["undated-claim"]\n[rules.unnamed-voices]\nlevel = "error"\n')
    one.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": own.as_uri(), "type": 1}]})
    assert [(d["code"], d["severity"]) for d in one.diagnostics("posts/a.md")] == [("unnamed-voices", 1)]
    own.write_text('ignroe = ["no-byline"]\n')
    one.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": own.as_uri(), "type": 2}]})
    told = one.until(lambda m: m.get("method") == "window/showMessage")["params"]
    assert "“ignroe”" in told["message"]
    assert "posts/auditor.toml" in told["message"]
    assert len(one.diagnostics("posts/a.md")) == 2


def _registered(one):
    return [m for m in one.heard if m.get("method") == "client/registerCapability"]


def test_each_workspace_folder_is_a_run_of_its_own(editor, tmp_path):
    for name in ("one", "two", "three"):
        (tmp_path / name / "in").mkdir(parents=True)
    for name in ("two", "three"):
        (tmp_path / name / "auditor.toml").write_text("notes = true\nexclude = ['in/b.md']\n")
    one = editor(roots=[tmp_path / "one", tmp_path / "two"])
    text = "It was told last week.\n"
    assert one.open("one/in/a.md", text) == []
    assert [d["code"] for d in one.open("two/in/a.md", text)] == ["undated-claim"]
    assert one.open("two/in/b.md", text) == []
    assert [d["code"] for d in one.open("three/in/a.md", text)] == ["undated-claim"]  # in no folder: that of the file itself
    told = {"added": [{"uri": one.uri("three"), "name": "three"}], "removed": []}
    assert [d["code"] for d in one.open("three/in/b.md", text)] == ["undated-claim"]
    one.tell("workspace/didChangeWorkspaceFolders", {"event": told})
    assert one.diagnostics("three/in/b.md") == []


def test_an_editor_that_watches_nothing_is_told_all_the_same(editor, tmp_path):
    one = editor(abilities={})
    assert len(one.open("a.md", "Critics say so.\n")) == 1
    (tmp_path / "pyproject.toml").write_text('[tool.auditor]\nignore = ["unnamed-voices"]\n')
    assert one.diagnostics("a.md") == []


def test_what_the_baseline_knows_is_not_shown(editor, tmp_path):
    (tmp_path / "auditor.toml").write_text('baseline = "auditor-baseline.json"\n')
    (tmp_path / "a.md").write_text("Critics say so.\n")
    subprocess.run([*AUDITOR, "baseline", "write", "."], cwd=tmp_path, check=True, capture_output=True)
    one = editor()
    found = one.open("a.md", "Critics say so.\n\nExperts say so.\n")
    assert [d["message"][:8] for d in found] == ["“Experts"]
    (tmp_path / "auditor-baseline.json").write_text("[]")
    one.tell("textDocument/didSave", {"textDocument": {"uri": one.uri("a.md")}})
    assert "auditor-baseline.json" in one.until(lambda m: m.get("method") == "window/showMessage")["params"]["message"]
    assert len(one.diagnostics("a.md")) == 2


def test_options_of_the_command_line_hold(editor):
    one = editor("--preview", "--profile", "wiki", "--notes", "--stdio")
    said = "“We never saw the second {} until it was on us,”"
    text = f"{said.format('boat')} said Ola Berg. {said.format('ship')} he said.\n"
    (found,) = [d for d in one.open("untitled:One", text) if d["code"] == "quote-changed"]
    (related,) = found["relatedInformation"]
    assert (related["message"], related["location"]["uri"]) == ("the words before", "untitled:One")
    assert one.words(text, related["location"]["range"]).startswith("“We never saw the second boat")
    one.open("untitled:Two", "Critics say it fell.\n")
    assert "profile wiki" in one.hover("untitled:Two", {"line": 0, "character": 1})["contents"]["value"]
    one.open("untitled:Three", "The [lamp](https://www.amazon.com/dp/B000000000?tag=lampdigest-20) stood the test.\n")
    first, *_ = one.actions("untitled:Three", {"start": {"line": 0, "character": 5}, "end": {"line": 0, "character": 5}})
    assert first["title"] == "Takes the mark of who earns out of the address (unsafe: read it)"
    assert "isPreferred" not in first


def test_an_editor_that_pulls_is_not_sent_anything(editor):
    one = editor(abilities={"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}})
    told = {"uri": one.uri("a.md"), "languageId": "markdown", "version": 1, "text": "Critics say so.\n"}
    one.tell("textDocument/didOpen", {"textDocument": told})
    report = one.ask("textDocument/diagnostic", {"textDocument": {"uri": one.uri("a.md")}})
    assert report["kind"] == "full"
    assert [d["code"] for d in report["items"]] == ["unnamed-voices"]
    one.change("a.md", "All is well.\n", 2)
    assert one.ask("textDocument/diagnostic", {"textDocument": {"uri": one.uri("a.md")}})["items"] == []
    Path(one.folder, "auditor.toml").write_text("notes = true\n")
    one.tell("workspace/didChangeWatchedFiles", {"changes": []})
    one.until(lambda m: m.get("method") == "workspace/diagnostic/refresh")
    assert not [m for m in one.heard if m.get("method") == "textDocument/publishDiagnostics"]


# --- what cannot be audited -----------------------------------------------------------------------------------


def test_a_text_that_cannot_be_audited_says_so_once_and_goes_on(shared):
    (found,) = shared.open("front.md", "---\nauditor: {profil: wiki}\n---\n\nCritics say so.\n")
    assert (found["code"], found["range"]["start"]) == ("not-audited", {"line": 0, "character": 0})
    assert found["message"].startswith("This text is not audited: front matter has “auditor:profil”")
    everything = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
    assert shared.actions("front.md", everything) == []
    shared.change("front.md", "---\nauditor: {profile: wiki}\n---\n\nCritics say so.\n", 2)
    assert "not-audited" not in [d["code"] for d in shared.diagnostics("front.md", 2)]


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", "\0\x1b[31m", "\r", "\ud83d"])
def test_a_text_without_words_has_nothing_to_tell(shared, text):
    name = f"empty{len(shared.heard)}.md"
    assert [d["code"] for d in shared.open(name, text) if d["code"] in ("not-audited", "internal-error")] == []
    everything = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 9}}
    assert isinstance(shared.actions(name, everything), list)


def test_a_byte_order_mark_is_no_part_of_the_text(shared):
    text = "\ufeffCritics say < strong >so< / strong >.\n\nExperts say so.\n"
    found = shared.open("mark.md", text)
    assert [shared.words(text, d["range"]) for d in found] == ["Critics say", "< strong >", "< / strong >", "Experts say"]
    (action,) = shared.actions("mark.md", found[1]["range"], only=["source.fixAll.auditor"])
    assert shared.applied("mark.md", text, action) == "\ufeffCritics say **so**.\n\nExperts say so.\n"


def test_texts_in_other_languages_are_left_alone(shared):
    told = {"uri": shared.uri("a.py"), "languageId": "python", "version": 1, "text": "# Critics say so.\n"}
    shared.tell("textDocument/didOpen", {"textDocument": told})
    everything = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 9}}
    assert shared.actions("a.py", everything) == []
    assert shared.hover("a.py", {"line": 0, "character": 3}) is None
    assert [d["code"] for d in shared.open("untitled:Untitled-1", "Critics say so.\n", "plaintext")] == ["unnamed-voices"]


# --- the process ----------------------------------------------------------------------------------------------


def test_it_opens_no_socket(editor, tmp_path):
    hook = tmp_path / "site" / "sitecustomize.py"
    hook.parent.mkdir()
    asked = tmp_path / "asked"
    hook.write_text(
        "import sys\n"
        f"told = open({str(asked)!r}, 'a')\n"
        "def hook(event, args):\n"
        "    if event.startswith('socket.') and not (event == 'socket.__new__' and args[1] == 1):\n"  # 1: a pair inside of asyncio
        "        print(event, args, file=told, flush=True)\n"
        "sys.addaudithook(hook)\n"
    )
    one = editor(environment={"PYTHONPATH": str(hook.parent)})
    found = one.open("a.md", "As of my last knowledge update, see https://example.org/gone and doi:10.1000/182.\n")
    one.actions("a.md", found[0]["range"])
    assert one.leave() == 0
    assert asked.read_text() == ""


def test_an_editor_that_dies_ends_it(editor):
    one = editor()
    one.work.stdin.close()
    assert one.work.wait(timeout=30) == 1


def test_without_the_library_it_says_how_to_install_it(tmp_path):
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "pygls.py").write_text("raise ModuleNotFoundError('not there', name='pygls')\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "none")}
    streams = {"stdin": subprocess.DEVNULL, "capture_output": True, "encoding": "utf-8"}
    done = subprocess.run([*AUDITOR, "lsp"], env=environment, check=False, **streams)
    assert done.returncode == 2
    assert "pip install" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
