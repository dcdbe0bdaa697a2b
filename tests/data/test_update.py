"""`auditor data`: lists in their documented shapes come over real HTTP; what is broken changes nothing."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import replace

import pytest

from auditor.data import keep, perennial, retractions, suffixes
from auditor.data import update as module
from auditor.data.form import BrokenError
from auditor.data.keep import clear
from auditor.data.update import update
from auditor.kept import clear as clear_cache
from auditor.kept import prepare
from auditor.lists import ListsError, Notice, decisions, lists_path, notices, stored, suffix_list
from auditor.verify.options import Lists, Online
from tests.data import conftest as shapes

ALL = ("perennial", "retractions", "suffixes")


@pytest.fixture
def load(lists, monkeypatch):
    """Load lists in this process; gives what came of them by name. Short ones will do, so that all of this takes seconds."""
    for reader in (retractions, suffixes, perennial):
        monkeypatch.setattr(reader, "_LEAST", 100)
    monkeypatch.setattr(module, "_ROUNDS", 4)
    lists.wiki, lists.retractions, lists.suffixes = shapes.pages(fill=100), shapes.retractions(fill=200), shapes.suffixes(fill=200)
    addresses = Lists(**{name: lists.site.url(path) for name, path in lists.addresses.items()})

    def load(*names, **more):
        online = replace(Online(lists=addresses, agent="auditor/9", polite=False), **more)
        return {one.name: one for one in update(names or ALL, online, timeout=3.0)}

    return load


def digest():
    return hashlib.sha256(lists_path().read_bytes()).hexdigest()


# --- what is loaded ------------------------------------------------------------------------------------------------


def test_all_lists_are_loaded_and_told(load):
    outcomes = load()
    assert [(one.problem, one.new) for one in outcomes.values()] == [("", True)] * 3
    kept = stored()
    assert {name: one.rows for name, one in kept.items()} == {"perennial": 103, "retractions": 205, "suffixes": 208}
    assert (kept["perennial"].date, kept["suffixes"].date) == ("2026-11-20", "2026-10-30")
    assert kept["retractions"].size == len(shapes.retractions(fill=200))
    assert kept["retractions"].date == kept["retractions"].fetched == kept["retractions"].checked


def test_what_is_in_the_lists_can_be_looked_up(load):
    load()
    found, date = notices(["doi:10.1234/bees.2019.7", "pmid:31234567", "doi:10.1234/corrected", "doi:10.1234/unknown"])
    notice = Notice("retraction", "2021-03-04", "10.1234/bees.notice")
    assert found == {"doi:10.1234/bees.2019.7": [notice], "pmid:31234567": [notice]}
    assert date == stored()["retractions"].date
    assert [one.nature for one in notices(["doi:10.1234/reinstated"])[0]["doi:10.1234/reinstated"]] == [
        "retraction",
        "reinstatement",
    ]
    ((first, second), day) = decisions("news.millpost.example")
    assert (first.name, first.status, first.year, first.path) == ("Mill Post", "deprecated; blacklisted", "2019", "")
    assert (second.name, second.path) == ("Mill Post (weather)", "/weather")
    assert day == "2026-11-20"
    assert decisions("ys.co.uk")[0][0].path == "/wire"
    assert decisions("nobody.example") == decisions("example") == ([], "")
    assert suffix_list().encode() == shapes.suffixes(fill=200)


def test_many_targets_are_one_question(load, lists):
    lists.retractions = shapes.retractions(fill=1_500)
    load("retractions")
    assert len(notices(f"doi:10.5555/w{n}" for n in range(1_500))[0]) == 1_500


def test_publishers_learn_who_asks(load, lists):
    load(mailto="desk@example.org")
    assert {one.headers["user-agent"] for one in lists.site.asked} == {"auditor/9 (mailto:desk@example.org)"}


# --- what is asked again --------------------------------------------------------------------------------------------


def test_what_has_not_changed_is_not_loaded_again(load, lists):
    load()
    lists.site.forget()
    assert [(one.new, one.problem) for one in load().values()] == [(False, "")] * 3
    by_path = {one.path: one for one in lists.site.asked}
    assert by_path["/retraction_watch.csv"].headers["if-none-match"] == '"r1"'
    assert by_path["/psl.dat"].headers["if-modified-since"] == "Fri, 30 Oct 2026 08:00:00 GMT"
    assert not any("content" in path for path in by_path if path.startswith("/w/"))


def test_a_server_without_validators_is_asked_for_all_and_nothing_is_written(load, lists):
    lists.headers = {"retractions": {}, "suffixes": {}}
    load()
    before = digest()
    assert not any(one.new for one in load().values())
    assert digest() == before


def test_what_has_changed_is_loaded(load, lists):
    load()
    lists.revision += 1
    lists.wiki = shapes.pages(shapes.ROWS.replace("millpost.example", "mill.example"), fill=100)
    lists.retractions = shapes.retractions([*shapes.NOTICES, ("5/5/2026 0:00", "", "10.1234/new", "0", "Retraction")], fill=200)
    lists.suffixes = shapes.suffixes("co.zz", fill=200, version="2026-11-01")
    lists.headers = {"retractions": {"ETag": '"r2"'}, "suffixes": {"Last-Modified": "Sun, 01 Nov 2026 08:00:00 GMT"}}
    assert all(one.new for one in load().values())
    assert "doi:10.1234/new" in notices(["doi:10.1234/new"])[0]
    assert decisions("millpost.example") == ([], "")
    assert decisions("mill.example")[0]
    assert (stored()["suffixes"].date, stored()["suffixes"].rows) == ("2026-11-01", 209)


def test_another_address_is_another_list(load, lists):
    load("suffixes")
    lists.site.pages["/other.dat"] = lists.site.pages["/psl.dat"]
    lists.addresses["suffixes"] = "/other.dat"
    lists.site.forget()
    online = Online(lists=Lists(suffixes=lists.site.url("/other.dat")))
    assert update(["suffixes"], online)[0].new
    assert "if-modified-since" not in lists.site.asked[0].headers


def test_a_list_that_has_moved(load, lists):
    lists.site.pages["/new.dat"] = lists.site.pages["/psl.dat"]
    lists.site.pages["/psl.dat"] = (302, {"Location": "/new.dat"})
    assert load("suffixes")["suffixes"].kept.final == lists.site.url("/new.dat")
    assert not load("suffixes")["suffixes"].new


# --- what is broken -------------------------------------------------------------------------------------------------


async def _breaks_off(_site, _asked, writer):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n" + shapes.retractions(fill=200))
    await writer.drain()
    writer.close()


def _as(body, **headers):
    return 200, headers, body


WHOLE = shapes.retractions(fill=200)
RULES = shapes.suffixes(fill=200)
BROKEN = {
    "not there": ("retractions", 404, "answers 404"),
    "a page that says so nicely": ("retractions", _as("<!doctype html><title>Sorry</title>"), "lacks the column RetractionDate"),
    "broken off": ("retractions", _breaks_off, "broke off before its end"),
    "cut within a cell": ("retractions", _as(WHOLE.partition(b"quoted")[0]), "stops in the middle of a row"),
    "cut within a row": ("retractions", _as(WHOLE[:-60].rpartition(b",,R,")[0]), "stops short in row"),
    "cut between rows": (
        "retractions",
        _as(WHOLE[: len(WHOLE) // 4].rpartition(b"\n")[0] + b"\n"),
        "a whole list has 100 at least",
    ),
    "another column": ("retractions", _as(WHOLE.replace(b"RetractionNature", b"Nature")), "lacks the column RetractionNature"),
    "other words": ("retractions", _as(WHOLE.replace(b"Retraction,R", b"Zurueck,R")), "say nothing known"),
    "an unclosed cell": ("retractions", _as(WHOLE + b'"' + b"x" * (1 << 21) + b'"\r\n'), "is no CSV"),
    "half of it": ("suffixes", _as(RULES[:1_500]), "lacks “===END ICANN DOMAINS===”"),
    "no text": ("suffixes", _as(b"\xff\xfe" + RULES), "is no UTF-8"),
    "few rules": ("suffixes", _as(RULES.replace(b"suffix", b"//")), "has 8 rules"),
    "a rule that is none": ("suffixes", _as(shapes.suffixes("a/b", fill=200)), "has “a/b”, which is no rule"),
    "no com": ("suffixes", _as(RULES.replace(b"\ncom\n", b"\n")), "lacks the rule “com”"),
    "no answer of the API": ("perennial", _as("<html>"), "is no answer of the MediaWiki API"),
    "another answer": ("perennial", _as({"batchcomplete": True}), "is no answer of the MediaWiki API"),
    "refused": (
        "perennial",
        _as({"error": {"code": "ratelimited", "info": "You've exceeded your rate limit."}}),
        "exceeded your rate",
    ),
    "without end": ("perennial", _as({"query": {"pages": []}, "continue": {"continue": "x"}}), "more than 4 answers"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_broken_changes_nothing_and_stops_no_other(load, lists, case):
    name, answer, said = BROKEN[case]
    load(name, "suffixes", "retractions")
    before = digest()
    good = lists.site.pages[lists.addresses[name]]
    lists.site.pages[lists.addresses[name]] = answer
    lists.revision += 1
    others = {"suffixes", "retractions"} - {name}
    outcomes = load(name, *others)
    assert said in outcomes[name].problem
    assert outcomes[name].kept == stored()[name]
    assert all(not outcomes[other].problem for other in others)
    assert digest() == before
    lists.site.pages[lists.addresses[name]] = good
    assert not load(name)[name].problem


def test_what_never_came_is_not_there(load, lists):
    lists.site.pages["/psl.dat"] = 403
    outcomes = load("suffixes", "retractions")
    assert (outcomes["suffixes"].kept, outcomes["suffixes"].problem) == (None, f"{lists.site.url('/psl.dat')}: answers 403")
    assert set(stored()) == {"retractions"}


def test_a_list_that_lost_its_members_is_not_taken(load, lists):
    lists.retractions = shapes.retractions(fill=300)
    load("retractions")
    lists.retractions = shapes.retractions(fill=210)
    lists.headers["retractions"] = {}
    assert "has 215 entries, and the one that is kept 305" in load("retractions")["retractions"].problem
    clear(["retractions"])
    assert load("retractions")["retractions"].new


def test_a_full_disk_costs_nothing_that_is_kept(load, lists, monkeypatch):
    load("retractions")
    before = digest()
    lists.headers["retractions"], lists.retractions = {}, shapes.retractions(fill=201)

    def full(_self):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keep._Draft, "publish", full)
    assert load("retractions")["retractions"].problem == "cannot be kept (No space left on device)"
    assert digest() == before
    assert not list(lists_path().parent.glob(".*.part"))


def test_who_writes_waits_for_whoever_else_does(load):
    """Two commands at one time: neither takes the other's list away."""
    load("suffixes", "retractions")
    path = lists_path()
    kept = stored()["retractions"]
    with closing(keep._Draft(path)) as draft:
        other = threading.Thread(target=keep.write, args=(path, kept._replace(checked="2031-01-01"), {}))
        other.start()
        time.sleep(0.2)
        assert other.is_alive()
        draft.db.execute("update lists set checked = '2030-01-01' where name = 'suffixes'")
        draft.publish()
    other.join(10)
    assert {name: one.checked for name, one in stored().items()} == {"suffixes": "2030-01-01", "retractions": "2031-01-01"}


def test_what_a_process_that_died_has_left_is_taken_away(load):
    load("suffixes")
    left = lists_path().with_name(f".{lists_path().name}.999999.part")
    left.write_bytes(b"half of it")
    load("retractions")
    assert not left.exists()
    left.write_bytes(b"half of it")
    clear(ALL)
    assert not left.parent.exists()


def test_drafts_alone_are_cleared_as_well(lists):
    folder = lists_path().parent
    prepare(folder)
    (folder / f".{lists_path().name}.999999.part").write_bytes(b"half of it")
    assert clear(ALL) == []
    assert not folder.exists()


def test_a_list_of_which_nobody_can_tell_that_it_is_whole_is_not_taken(load, lists):
    async def answer(_site, _asked, writer):
        whole = lists.retractions
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n\r\n" + whole[: whole.rindex(b"\n", 0, -100) + 1])
        await writer.drain()
        writer.close()

    lists.site.pages["/retraction_watch.csv"] = answer
    assert "does not say how long it is" in load("retractions")["retractions"].problem
    assert stored() == {}


def test_a_fault_of_auditors_own_stops_no_other_list(load, monkeypatch):
    monkeypatch.setitem(module._READERS, "suffixes", lambda _data: 1 / 0)
    outcomes = load()
    assert "internal error (ZeroDivisionError" in outcomes["suffixes"].problem
    assert set(stored()) == {"perennial", "retractions"}


def test_private_addresses_need_a_word_of_the_user(site, tmp_path, monkeypatch):
    monkeypatch.setenv("AUDITOR_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(module, "Lists", lambda: Lists(suffixes=site.url("/psl.dat")))  # as if it were the usual address
    (outcome,) = update(["suffixes"], Online(lists=Lists(suffixes=site.url("/psl.dat"))))
    assert "is a private address" in outcome.problem
    assert site.asked == []


# --- the file -------------------------------------------------------------------------------------------------------


def test_the_cache_and_the_lists_are_cleared_apart(load):
    load("suffixes")
    folder = lists_path().parent
    (folder / "results.db").write_bytes(b"x")
    assert clear_cache(folder)[0] == 1
    assert set(stored()) == {"suffixes"}
    (folder / "results.db").write_bytes(b"x")
    assert clear(ALL) == ["suffixes"]
    assert (folder / "results.db").exists()
    assert clear_cache(folder)[0] == 3
    assert not folder.exists()
    assert clear(ALL) == []


def test_a_damaged_file_is_told_and_can_be_thrown_away(load):
    load("suffixes")
    lists_path().write_bytes(b"no database at all, but long enough to be looked at" * 100)
    with pytest.raises(ListsError, match=r"cannot be read .*auditor data clear"):
        stored()
    with pytest.raises(ListsError, match="cannot be read"):
        notices(["doi:10.1/x"])
    assert suffix_list() == ""
    with pytest.raises(ListsError):
        load("suffixes")
    assert clear(ALL)
    assert load("suffixes")["suffixes"].new


def test_the_file_of_another_version_counts_as_none(load):
    load("suffixes")
    with sqlite3.connect(lists_path()) as db:
        db.execute("pragma user_version = 99")
    db.close()
    assert stored() == {}
    assert load("suffixes")["suffixes"].new
    assert set(stored()) == {"suffixes"}


def test_a_directory_of_somebody_elses_is_left_alone(load, tmp_path, monkeypatch):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "a.txt").write_text("x")
    monkeypatch.setenv("AUDITOR_CACHE_DIR", str(tmp_path / "theirs"))
    with pytest.raises(ListsError, match="no cache of auditor's"):
        load("suffixes")
    assert [path.name for path in (tmp_path / "theirs").iterdir()] == ["a.txt"]


def test_a_file_without_lists_is_no_trouble(tmp_path, monkeypatch):
    monkeypatch.setenv("AUDITOR_CACHE_DIR", str(tmp_path / "cache"))
    prepare(tmp_path / "cache")
    assert (stored(), suffix_list(), notices(["doi:10.1/x"]), decisions("a.example")) == ({}, "", ({}, ""), ([], ""))


# --- the shapes -----------------------------------------------------------------------------------------------------


def test_rows_of_the_wiki_are_read_as_they_are_written(monkeypatch):
    monkeypatch.setattr(perennial, "_LEAST", 1)
    rows = """
{|
|- class="s-nc" id="Fox_(politics)"
| data-sort-value="Fox" | [[Fox|The <i>Fox</i>]] (politics) {{WP:RSPSHORTCUT|WP:FOX}}
| {{WP:RSPSTATUS|nc}} {{WP:RSPSTATUS|gu|b=y}}
| {{WP:RSPLAST|2024|stale=n}}
| {{ WP:RSPUSES | https://www.Fox.example/ | *.fox.co.uk/a/b/ | note=x | no domain }}
|- id="Plain"
| Plain
| {{RSPSTATUS|d}}
| {{RSPUSES|plain.example}}
|-
| No status
| {{WP:RSPUSES|none.example}}
|}
<nowiki>
|- class="s-d"
| Example
| {{WP:RSPSTATUS|d}}
| {{WP:RSPUSES|example.example}}
</nowiki>
"""
    status = "no consensus, or it depends; generally unreliable; blacklisted"
    assert perennial.read([rows], "2026-01-01").tables["decisions"] == [
        ("fox.example", "", "The Fox (politics)", status, "2024"),
        ("fox.co.uk", "/a/b", "The Fox (politics)", status, "2024"),
        ("plain.example", "", "Plain", "deprecated", ""),
    ]


def test_short_lists_are_not_the_lists():
    with pytest.raises(BrokenError, match=r"has 3 sources .* 150 at least"):
        perennial.read([shapes.ROWS], "")
    with pytest.raises(BrokenError, match=r"has 205 rows, .* 20,000 at least"):
        retractions.read(WHOLE)
    with pytest.raises(BrokenError, match=r"has 208 rules, .* 5,000 at least"):
        suffixes.read(RULES)


def test_bytes_that_are_no_letters_are_no_damage(load):
    data = WHOLE.replace("“quoted”".encode(), b"\xffquoted")
    assert retractions.read(data).entries == 205


def test_a_byte_order_mark_is_no_rule(load):
    assert suffixes.read(b"\xef\xbb\xbf" + RULES).entries == 208


# --- the command ----------------------------------------------------------------------------------------------------


def test_the_command_from_nothing_to_nothing(lists):
    status, out, err = lists.run("data", COLUMNS="80")
    assert (status, err) == (0, "")
    assert max(map(len, out.split("\n")[1:])) <= 80
    assert "no list is kept" in out
    assert "licence: CC BY-SA 4.0" in out
    lists.site.pages["/psl.dat"] = 404
    status, out, err = lists.run("data", "update")
    assert status == 3
    assert f"auditor: suffixes: {lists.site.url('/psl.dat')}: answers 404; none is kept" in err
    assert "retractions   20,005 entries" in out
    status, out, _ = lists.run("data", "--format", "json")
    value = json.loads(out)
    assert (status, value["version"], [one["name"] for one in value["lists"] if one["kept"]]) == (
        0,
        1,
        ["perennial", "retractions"],
    )
    assert lists.run("data", "clear")[1].endswith("lists.sqlite: cleared perennial, retractions\n")


def test_mistakes_of_users_are_told(lists):
    status, _, err = lists.run("data", "update", "suffixs")
    assert status == 2
    assert "perennial" in err
    (lists.folder / "auditor.toml").write_text('[online.lists]\nsuffixs = "https://a.example/"\n')
    status, _, err = lists.run("data", "update")
    assert status == 2
    assert "unknown key “online.lists.suffixs”; did you mean “suffixes”?" in err
    assert lists.site.asked == []
