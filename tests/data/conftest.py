"""Lists in the shapes in which they are published, served on loopback; the names in them are made up."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from functools import cache
from urllib.parse import parse_qs, urlsplit

import pytest

from auditor.data import perennial

AUDITOR = [sys.executable, "-P", "-m", "auditor"]
HEAD = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,RetractionDOI,"
    "RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes,"
).split(",")
NOTICES = [
    ("3/4/2021 0:00", "10.1234/bees.notice", "10.1234/Bees.2019.7", "31234567", "Retraction"),
    ("5/6/2020 0:00", "unavailable", "10.1234/doubted", "0", "Expression of concern"),
    ("5/6/2020 0:00", "10.1234/corr", "10.1234/corrected", "0", "Correction"),
    ("1/1/2018 0:00", "10.1234/r1", "10.1234/reinstated", "0", "Retraction"),
    ("1/1/2019 0:00", "10.1234/r2", "10.1234/reinstated", "0", "Reinstatement"),
]


def retractions(notices=NOTICES, *, fill=20_000, trailer=2):
    """Give the CSV file of Retraction Watch with these notices and many others."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(HEAD)
    for number, (day, notice, doi, pmid, nature) in enumerate(notices):
        rows.writerow(
            [
                *(number, "Of bees,\n“quoted”", "(B) Biology;", "Hive", "J", "P", "Norway", "A. Holm;", "", "Research Article;"),
                *(day, notice, "0", "12/8/2017 0:00", doi, pmid, nature, "+Error in Data;", "No", "", ""),
            ]
        )
    out.write(_others(fill))
    rows.writerows([[""] * len(HEAD)] * trailer)
    return out.getvalue().encode()


@cache
def _others(number):
    return "".join(
        f"{n},T,S,I,J,P,C,A,,R,1/2/2020 0:00,10.5555/n{n},0,1/2/2019 0:00,10.5555/w{n},0,Retraction,R,No,,\r\n"
        for n in range(number)
    )


def suffixes(more="", version="2026-10-30_08-00-00_UTC", *, fill=5_000):
    """Give a public suffix list."""
    rules = "\n".join(f"suffix{n}" for n in range(fill))
    return (
        f"// This Source Code Form …\n\n// VERSION: {version}\n\n// ===BEGIN ICANN DOMAINS===\n\n// com : https://example.com\ncom\n"
        f"org\n*.ck\n!www.ck\nuk\nco.uk\nzz\n{more}\n{rules}\n// ===END ICANN DOMAINS===\n// ===BEGIN PRIVATE DOMAINS===\n"
        "// A host\nlender.example\n// ===END PRIVATE DOMAINS===\n"
    ).encode()


ROWS = """
{| class="wikitable sortable perennial-sources"
! Source !! Status !! Last !! Summary !! Use
|- class="s-gu" id="Daily_Wire_of_Ys"
| data-sort-value="Wire" | [[Wire of Ys|''The Wire of Ys'']] {{WP:RSPSHORTCUT|WP:YS}}
| {{WP:RSPSTATUS|gu}}
| {{rsnl|1|2020}} [[WP:x|1]]
| {{WP:RSPLAST|2023}}
| It makes {{em|much}} of little. <!-- {{WP:RSPUSES|nobody.example}} -->
| {{WP:RSPUSES|wire-of-ys.example|www.ys.co.uk/wire/}}
|- class="s-d" id="Mill_Post"
| [[Mill Post]]
| {{WP:RSPSTATUS|d|b=y}}
| [[WP:y|1]]
| {{WP:RSPLAST|2019|stale=y}}
| No.
| {{WP:RSPUSES|millpost.example}}
|- class="s-gr" id="Mill_Post_(weather)"
| Mill Post (weather)
| {{WP:RSPSTATUS|gr}}
|
| {{WP:RSPLAST|2021}}
| Fine.
| {{WP:RSPUSES|millpost.example/weather}}
|}
"""


def pages(rows=ROWS, *, fill=150):
    """Give the pages of the list of perennial sources, by title: most rows stand on pages that the list includes."""
    others = "".join(
        f'|- class="s-gr" id="Paper_{n}"\n| [[Paper {n}]]\n| {{{{WP:RSPSTATUS|gr}}}}\n|\n| {{{{WP:RSPLAST|2022}}}}\n| x\n'
        f"| {{{{WP:RSPUSES|paper{n}.example}}}}\n"
        for n in range(fill)
    )
    return {
        perennial.TITLE: "{{/Header}}\n{{Wikipedia:Reliable sources/Perennial sources/1}}",
        f"{perennial.TITLE}/1": rows,
        f"{perennial.TITLE}/2": f"{{|\n{others}|}}",
        "Wikipedia:RSPSTATUS": "<includeonly>{{Icon}}</includeonly>",
    }


class Lists:
    """What a site serves as lists: `texts` by name, a dict of pages for the wiki. `revision` numbers their versions."""

    def __init__(self, site, tmp_path):
        self.site, self.folder, self.revision = site, tmp_path, 1000
        self.wiki, self.retractions, self.suffixes = pages(), retractions(), suffixes()
        self.headers = {"retractions": {"ETag": '"r1"'}, "suffixes": {"Last-Modified": "Fri, 30 Oct 2026 08:00:00 GMT"}}
        site.pages |= {
            "/retraction_watch.csv": self._file("retractions"),
            "/psl.dat": self._file("suffixes"),
            "/w/api.php": self._api,
        }
        self.addresses = {"perennial": "/w/api.php", "retractions": "/retraction_watch.csv", "suffixes": "/psl.dat"}
        lines = "".join(f'{name} = "{site.url(path)}"\n' for name, path in self.addresses.items())
        (tmp_path / "auditor.toml").write_text(f"[online.lists]\n{lines}")

    def _file(self, name):
        async def answer(_site, asked, _writer):
            headers = self.headers[name]
            validators = {"if-none-match": headers.get("ETag"), "if-modified-since": headers.get("Last-Modified")}
            if any(value and asked.headers.get(key) == value for key, value in validators.items()):
                return 304, headers, b""
            return 200, {"Content-Type": "text/plain; charset=utf-8", **headers}, getattr(self, name)

        return answer

    async def _api(self, _site, asked, _writer):
        """Answer as the MediaWiki API does, two pages at a time."""
        query = {key: value[0] for key, value in parse_qs(urlsplit(asked.path).query).items()}
        assert (query["action"], query["format"], query["formatversion"], query["prop"]) == ("query", "json", "2", "revisions")
        assert query["titles"] == perennial.TITLE
        titles = [title for title in self.wiki if (title != perennial.TITLE) == ("generator" in query)]
        start = int(query.get("gtlcontinue", 0))
        some = titles[start : start + 2]
        value = {"batchcomplete": True, "query": {"pages": [self._page(title, "content" in query["rvprop"]) for title in some]}}
        if start + 2 < len(titles):
            value["continue"] = {"gtlcontinue": str(start + 2), "continue": "gtlcontinue||"}
        return 200, {}, value

    def _page(self, title, content):
        number = self.revision + list(self.wiki).index(title)
        revision = {"revid": number, "parentid": 1, "timestamp": "2026-11-20T10:11:12Z"}
        if content:
            main = {"contentmodel": "wikitext", "contentformat": "text/x-wiki", "content": self.wiki[title]}
            revision["slots"] = {"main": main}
        return {"pageid": number, "ns": 4, "title": title, "revisions": [revision]}

    def run(self, *args, **more):
        """Run the command; gives status, output and errors."""
        environment = {**os.environ, "AUDITOR_CACHE_DIR": str(self.folder / "cache"), "COLUMNS": "100", **more}
        done = subprocess.run(
            [*AUDITOR, *args], cwd=self.folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout, done.stderr


@pytest.fixture
def lists(site, tmp_path, monkeypatch):
    monkeypatch.setenv("AUDITOR_CACHE_DIR", str(tmp_path / "cache"))
    return Lists(site, tmp_path)
