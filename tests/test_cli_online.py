"""`auditor verify` and `auditor check --online` as users run them, against a real site on loopback."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest
import trustme

AUDITOR = [sys.executable, "-P", "-m", "auditor"]
WORDS = "The office counts rents in every district of the town and writes down what it finds each spring. " * 12
PAGE = (200, {}, f"<title>Rents of the year</title><h1 id=top>Rents</h1><p>{WORDS}</p>")


@pytest.fixture
def run(site, tmp_path):
    """Run the command in a directory with an article that cites the site; gives status, output and errors."""
    site.pages |= {"/ok": PAGE, "/gone": 404, "/bots": 403, "/down": 503}
    links = " ".join(f"[{name}]({site.url('/' + name)})" for name in ("ok", "gone", "bots", "down"))
    (tmp_path / "a.md").write_text(f"# Rents\n\nThe rents rose, as these say: {links}.\n")
    environment = {**os.environ, "AUDITOR_CACHE_DIR": str(tmp_path / "cache"), "COLUMNS": "80"}

    def run(*args, cached=False, stdin=None, **more):
        options = [] if cached or args[0] == "check" else ["--no-cache"]
        done = subprocess.run(
            [*AUDITOR, *args, *options],
            input=stdin,
            cwd=tmp_path,
            env={**environment, **more},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    return run


def test_verify_tells_what_was_asked_and_answered(run, site):
    status, out, err = run("verify", "a.md", "--allow-private")
    assert (status, err) == (1, "")
    assert max(map(len, out.split("\n"))) <= 80
    assert "gone     " + site.url("/gone") in out
    assert "403: it turns programs away" in out
    assert "“Rents of the year”" in out
    assert "4 sources: 1 there, 1 gone, of 2 nobody could tell (answered 403: 1; answered" in out


def test_verify_for_programs(run, site):
    status, out, _ = run("verify", "a.md", "--allow-private", "--format", "json")
    value = json.loads(out)
    assert status == 1
    answers = {source["target"].rpartition("/")[2]: source["answer"] for source in value["texts"][0]["sources"]}
    assert answers == {"ok": "ok", "gone": "gone", "bots": "unknown", "down": "unknown"}
    assert value["summary"] == {"gone": 1, "differs": 0, "moved": 0, "unknown": 2, "ok": 1, "not_asked": 0}
    assert WORDS[:40] not in out


def test_private_addresses_are_not_asked_unless_told_so(run, site):
    status, out, _ = run("verify", "a.md")
    assert (status, site.asked) == (0, [])
    assert "--allow-private" in out


def test_certainty_can_be_asked_for(run):
    assert run("verify", "a.md", "--require-answers")[0] == 3
    status, out, _ = run("check", "a.md", "--online", "--require-answers", "--no-cache")
    assert status == 3
    assert "of 4 sources nobody could tell" in out


def test_check_online_finds_the_dead_link_and_fails(run, site):
    status, out, _ = run("check", "a.md", "--online", "--allow-private", "--no-cache", "--ignore", "links")
    assert status == 1
    assert "error  dead-link" in out
    assert "Looked up online" in out
    assert "1 gone" in out
    assert "bots" not in out.partition("error  dead-link")[2].partition("FAILED")[0].partition("^")[2]


def test_a_plain_check_asks_nobody(run, site):
    status, out, _ = run("check", "a.md", "--ignore", "links")
    assert (status, site.asked) == (0, [])
    assert "nothing was looked up online" in " ".join(out.split())


def test_the_same_audit_offline_gives_the_same_bytes(run, site, tmp_path):
    online = run("check", "a.md", "--online", "--allow-private", "--no-cache", "--evidence", "seen.json", "--format", "json")
    site.close()
    offline = run("check", "a.md", "--evidence", "seen.json", "--format", "json")
    assert offline == online
    shown = run("verify", "a.md", "--offline", "--evidence", "seen.json")
    assert "gone     " in shown[1]


def test_evidence_never_replaces_an_article(run, tmp_path):
    before = (tmp_path / "a.md").read_text()
    status, _, err = run("verify", "a.md", "--evidence", "a.md")
    assert status == 2
    assert "is no evidence of auditor" in err
    assert (tmp_path / "a.md").read_text() == before


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["verify", "a.md", "--max-age", "soon"], "no age such as"),
        (["verify", "a.md", "--header", "nonsense"], "HOST:NAME=ENV"),
        (["verify", "a.md", "--header", "a.example:Authorization=NO_SUCH_VARIABLE"], "no variable NO_SUCH_VARIABLE"),
        (["verify", "a.md", "--header", "a.example:host=PATH"], "“Host” is what the address says"),
        (["verify", "a.md", "--offline"], "--evidence FILE"),
        (["verify", "a.md", "--offline", "--evidence", "none.json"], "no such file"),
        (["verify", "a.md", "--confirm", "2"], "--no-cache"),
        (["check", "a.md", "--timeout", "3"], "--online"),
        (["check", "a.md", "--evidence", "none.json"], "no such file"),
    ],
)
def test_wrong_options(run, args, said):
    status, out, err = run(*args)
    assert (status, out) == (2, "")
    assert said in " ".join(err.split())


def test_a_header_is_sent_and_not_shown(run, site):
    result = run("verify", "a.md", "--allow-private", "--header", "127.0.0.1:X-Key=MY_KEY", MY_KEY="s3cret", cached=False)
    assert {one.headers.get("x-key") for one in site.asked} == {"s3cret"}
    assert "s3cret" not in "".join(map(str, result))


def test_a_header_goes_to_no_other_host_and_is_kept_nowhere(run, site, tmp_path):
    site.pages |= {"/gone": (302, {"Location": site.url("/there", "127.0.0.2")}, ""), "/there": PAGE}
    options = ["--allow-private", "--evidence", "seen.json", "--header", "127.0.0.1:X-Key=MY_KEY"]
    result = run("verify", "a.md", *options, MY_KEY="s3cret", cached=True)
    sent = {one.path: one.headers.get("x-key") for one in site.asked}
    assert (sent["/gone"], sent["/there"]) == ("s3cret", None)
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) > 2
    assert not any(b"s3cret" in text for text in (*kept, *(str(part).encode() for part in result)))


def test_a_secret_that_cannot_stand_in_a_header(run, site):
    status, _, err = run("verify", "a.md", "--header", "127.0.0.1:X-Key=MY_KEY", MY_KEY="s3cret\nX-Other: 1")
    assert (status, site.asked) == (2, [])
    assert "the variable MY_KEY holds cannot stand in a header" in " ".join(err.split())
    assert "s3cret" not in err


def test_authorities_that_are_not_there(run, site):
    status, out, err = run("verify", "a.md", "--allow-private", SSL_CERT_FILE="/no/such.pem")
    assert (status, out, site.asked) == (2, "", [])
    assert "SSL_CERT_FILE=/no/such.pem: No such file or directory; name a file" in err


def test_what_was_good_is_kept(run, site):
    run("verify", "a.md", "--allow-private", cached=True)
    site.forget()
    run("verify", "a.md", "--allow-private", cached=True)
    assert "/ok" not in site.paths()
    assert "/gone" in site.paths()


def test_age_and_confirmation_are_a_users_choice(run, site, tmp_path):
    gone = site.url("/gone", "127.0.0.2")
    (tmp_path / "b.md").write_text(f"The rents [rose]({site.url('/ok')}), and then they [fell]({gone}).\n")
    assert run("verify", "b.md", "--allow-private", "--max-age", "0", cached=True)[0] == 1
    status, out, _ = run("verify", "b.md", "--allow-private", "--confirm", "2", cached=True)
    assert (status, sorted(site.paths())) == (0, ["/gone", "/gone", "/ok"])
    assert "404, not found, on 1 of the 2 days that --confirm asks for" in " ".join(out.split())
    run("verify", "b.md", "--allow-private", "--max-age", "0", cached=True)
    assert site.paths().count("/ok") == 2


def test_services_and_settings_of_the_configuration(run, site, tmp_path):
    work = {"title": ["Friction in worm gears"], "author": [{"family": "Otieno"}], "issued": {"date-parts": [[2011]]}}
    site.pages["/crossref/works/10.1234/bees.7"] = (200, {}, {"message": work})
    (tmp_path / "auditor.toml").write_text(f'[online]\ntimeout = 3\n[online.services]\ncrossref = "{site.url("/crossref")}"\n')
    (tmp_path / "b.md").write_text(
        "Bees sleep [1].\n\n## References\n\n1. Holm, A. (2019). Sleep in bees. Journal of Bees, 4(2), 10–19. doi:10.1234/bees.7\n"
    )
    status, out, _ = run("verify", "b.md")
    assert status == 1
    said = " ".join(out.split())
    assert "differs doi:10.1234/bees.7" in said
    assert "title differs: there “Friction in worm gears”; authors differ: there Otieno; year differs: there 2011" in said
    status, out, _ = run("check", "b.md", "--online", "--no-cache")
    assert status == 1
    assert "doi-mismatch" in out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[online]\nmailto = "jörg@a.example"\n', "“online.mailto” must be an address of mail in ASCII"),
        ("[online]\ntimeout = 0\n", "“online.timeout” must be a number of seconds above 0"),
        ("[online]\ntimeuot = 1\n", "unknown key “online.timeuot”; did you mean “timeout”?"),
        ("online = true\n", "“online” must be a table"),
        ('[online.services]\ncrosref = "http://x.example"\n', "did you mean “crossref”?"),
        ('[online.services]\ncrossref = "x"\n', "must be a web address"),
    ],
)
def test_mistakes_in_the_configuration(run, tmp_path, text, said):
    (tmp_path / "auditor.toml").write_text(text)
    status, _, err = run("check", "a.md")
    assert status == 2
    assert said in err


def test_a_certificate_out_of_date_is_named(run, site, tmp_path):
    from datetime import UTC, datetime

    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    port = site.secure(authority.issue_cert("127.0.0.1", not_after=datetime(2020, 1, 1, tzinfo=UTC)))
    (tmp_path / "t.md").write_text(f"See [this](https://127.0.0.1:{port}/ok) for the rents.\n")
    status, out, _ = run("verify", "t.md", "--allow-private", SSL_CERT_FILE=str(tmp_path / "ca.pem"))
    assert status == 0
    assert "has a certificate that is out of date" in out


def test_an_interruption_keeps_what_is_known(run, site, tmp_path):
    async def slow(_site, _asked, _writer):
        await asyncio.sleep(60)

    site.pages["/down"] = slow
    environment = {**os.environ, "AUDITOR_CACHE_DIR": str(tmp_path / "cache")}
    command = [*AUDITOR, "verify", "a.md", "--allow-private", "--timeout", "60", "--evidence", "seen.json"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as work:
        for _ in range(600):
            if len(site.asked) >= 4:
                break
            time.sleep(0.1)
        time.sleep(0.5)
        work.send_signal(signal.SIGINT)
        out, err = work.communicate(timeout=60)
    assert work.returncode == 130
    assert "interrupted" in err
    assert "gone     " + site.url("/gone") in out
    assert "was not asked: interrupted" in out
    seen = json.loads((tmp_path / "seen.json").read_text())["verdicts"]
    assert {row["target"].rpartition("/")[2]: row["answer"] for row in seen} == {
        "ok": "ok",
        "gone": "gone",
        "bots": "blocked",
        "down": "unknown",
    }
    site.pages["/down"] = 404
    site.forget()
    run("verify", "a.md", "--allow-private", cached=True)
    assert "/ok" not in site.paths()  # what was good is kept
    assert "/gone" in site.paths()


@pytest.mark.skipif(not shutil.which("unshare"), reason="no way to unplug the network")
def test_without_a_network_nothing_is_accused(run, tmp_path):
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("not allowed to unplug the network")
    entry = "1. Holm, A. (2019). Sleep in bees. doi:10.1234/bees.7"
    links = "".join(f"Bees sleep, as [they say](https://bees-{n % 90}.example.com/{n}).\n\n" for n in range(199))
    (tmp_path / "b.md").write_text(f"Bees sleep [1].\n\n{links}## References\n\n{entry}\n")
    begun = time.monotonic()
    done = subprocess.run(
        ["unshare", "-rn", *AUDITOR, "check", "b.md", "--online", "--no-cache", "--select", "online"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "no errors or warnings" in done.stdout
    assert "Not checked: whether the 200 sources exist and say this: there is no network." in " ".join(done.stdout.split())
    assert time.monotonic() - begun < 5  # half a second where nothing else runs; a name server alone would be waited for longer


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals here")
def test_progress_tells_which_hosts_are_waited_for(run, site, tmp_path):
    async def slow(_site, _asked, _writer):
        await asyncio.sleep(4)
        return PAGE

    site.pages["/down"] = slow
    ours, theirs = os.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    command = [*AUDITOR, "verify", "a.md", "--allow-private", "--no-cache", "--timeout", "20"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=theirs) as work:
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # how a terminal ends on Linux
            while piece := os.read(ours, 4096):
                shown += piece
        out = work.stdout.read().decode()
    os.close(ours)
    lines = [re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line).strip() for line in shown.decode().replace("\r", "\n").split("\n")]
    drawn = [line for line in lines if line.startswith("asking")]
    assert any(re.fullmatch(r"asking \S+ 3/4 0:00:0[1-9] 127\.0\.0\.1 1", line) for line in drawn)
    assert "asking" not in shown.decode().rpartition("\x1b[2K")[2]  # wiped
    assert out.startswith("a.md\n")


@pytest.mark.parametrize(
    ("room", "said"),
    [
        (80, "slow.example 3, …s-very-long.example 2, doi 1 and 1 more"),
        (50, "slow.example 3, …s-very-long.example 2 and 2 more"),
        (30, "slow.example 3 and 3 more"),
        (10, "4 hosts"),
        (3, ""),
        (-9, ""),
    ],
)
def test_as_many_hosts_are_named_as_there_is_room_for(room, said):
    from auditor.cli.progress import Hosts

    hosts = Hosts()
    long = "https://a-host-whose-name-is-very-long.example"
    hosts.begin([*(f"https://slow.example/{n}" for n in range(3)), f"{long}/a", f"{long}/b", "doi:10.1/x", "https://b.example"])
    assert hosts.words(room) == said
    hosts.close()


# --- auditor fix ------------------------------------------------------------------------------------------------

DATED = (200, {}, f"<title>Rents of the year</title><meta name=date content=2019-05-12><p>{WORDS}</p>")
CITED = (
    "---\ndate: 2019-06-01\n---\n# Rents\n\nThe rents rose [1], and the [tables]({gone}) say by how much.\n\n"
    "## References\n\n1. {ok}\n"
)


@pytest.fixture
def cited(run, site, tmp_path):
    """An article with a bare address and a dead link, and what it is with a name for the address."""
    site.pages["/ok"] = DATED
    (tmp_path / "a.md").write_text(CITED.format(ok=site.url("/ok"), gone=site.url("/gone")))
    named = CITED.format(ok=f"[Rents of the year]({site.url('/ok')}), 12 May 2019", gone=site.url("/gone"))
    return tmp_path / "a.md", named


def test_fix_online_names_addresses_and_links_copies(run, site, cited):
    file, named = cited
    before = file.read_text()
    status, out, err = run("fix", "a.md", "--online", "--allow-private", "--diff")
    assert (status, out) == (0, "")
    assert "1 unsafe fix not made" in err
    status, _, err = run("fix", "a.md", "--online", "--allow-private", "--unsafe-fixes", "--evidence", "seen.json")
    assert (status, file.read_text()) == (0, named)
    assert err.startswith("MENDED  1 place in 1 of 1 file")
    site.close()
    seen = file.with_name("seen.json")
    copy = f"https://web.archive.org/web/20190602000000/{site.url('/gone')}"
    seen.write_text(seen.read_text().replace('"reason": "404, not found"', f'"archive": "{copy}", "reason": "404, not found"'))
    right = named.replace(site.url("/gone"), copy)
    status, out, _ = run("fix", "-", "--stdin-filename", "a.md", "--evidence", "seen.json", "--unsafe-fixes", stdin=before)
    assert (status, out) == (0, right)
    file.write_text(before)
    status, _, _ = run("fix", "a.md", "--evidence", "seen.json", "--unsafe-fixes", "--require-answers")
    assert (status, file.read_text()) == (0, right)


def test_check_online_mends_first(run, cited):
    file, named = cited
    status, out, err = run("check", "a.md", "--fix", "--unsafe-fixes", "--online", "--allow-private", "--no-cache")
    assert file.read_text() == named
    assert "mended 1 place in 1 file" in err
    assert "bare-url" not in out
    assert status == 1


def test_fix_that_needs_answers_fails_without(run, cited, site):
    site.pages["/ok"] = 503
    status, _, err = run("fix", "a.md", "--online", "--allow-private", "--require-answers")
    assert status == 3
    assert "of 1 source nobody could tell" in err


def test_fix_without_the_network_asks_nobody(run, site, cited):
    status, out, _ = run("fix", "a.md", "--unsafe-fixes", "--diff")
    assert (status, out, site.asked) == (0, "", [])
    status, out, err = run("fix", "a.md", "--timeout", "3")
    assert (status, out) == (2, "")
    assert "--online" in err
