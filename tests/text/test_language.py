from __future__ import annotations

import subprocess
import sys
import time

import pytest

import auditor
from auditor.config import Config, select_rules
from auditor.errors import RuleError
from auditor.read.text import read_text
from auditor.report.common import caveats
from auditor.rules import load_rule, load_rules
from auditor.text.language import is_english, language_name, language_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OTHERS = {
    "Spanish": "El puente de la ciudad se abrió en 1932 y costó 12 millones de coronas. Los críticos dicen que el "
    "plan no es bueno para los vecinos. Según el alcalde, la obra creó 300 empleos en el puerto y una "
    "parte del dinero viene de los pueblos del valle, que no la querían. ",
    "French": "Le pont de la ville a été ouvert en 1932 et il a coûté 12 millions de couronnes. Des experts disent "
    "que le plan est mauvais pour les voisins. Selon le maire, les travaux ont créé 300 emplois dans le "
    "port et une partie de la somme vient des villages de la vallée. ",
    "German": "Die Brücke der Stadt wurde 1932 eröffnet und kostete 12 Millionen Kronen. Kritiker sagen, dass der "
    "Plan nicht gut für die Nachbarn ist. Nach Angaben der Bürgermeisterin hat der Bau 300 Stellen im "
    "Hafen geschaffen, und ein Teil des Geldes kommt aus den Dörfern im Tal. ",
    "Dutch": "De brug van de stad werd in 1932 geopend en kostte 12 miljoen kronen. Critici zeggen dat het plan "
    "niet goed is voor de buren. Volgens de burgemeester zijn er met het werk 300 banen in de haven bij "
    "gekomen, en een deel van het geld komt uit de dorpen. ",
    "Polish": "Most w mieście otwarto w 1932 roku i kosztował on 12 milionów koron. Krytycy mówią, że plan nie "
    "jest dobry dla sąsiadów. Burmistrz twierdzi, że na budowie powstało 300 miejsc pracy w porcie, a "
    "część pieniędzy pochodzi z wiosek w dolinie. ",
    "Russian": "Мост в городе открыли в 1932 году, и он стоил 12 миллионов крон. Критики говорят, что план плох для соседей. ",
    "Greek": "Η γέφυρα της πόλης άνοιξε το 1932 και κόστισε 12 εκατομμύρια κορώνες. Οι επικριτές λένε ότι το σχέδιο είναι κακό. ",
    "Chinese": "这座桥于1932年通车，耗资1200万克朗。批评者说这个计划对邻居不好。市长说工程创造了300个工作岗位。",
    "Japanese": "この橋は1932年に開通し、1200万クローネかかった。批評家はこの計画が隣人に良くないと言う。",
    "Korean": "이 다리는 1932년에 개통되었고 1200만 크로네가 들었다. 비평가들은 이 계획이 이웃에게 좋지 않다고 말한다.",
    "Arabic": "افتتح الجسر في عام 1932 وبلغت تكلفته 12 مليون كرونة. يقول النقاد إن الخطة سيئة للجيران.",
}
ENGLISH = (
    ("The bridge was opened in 1932 and cost 12 million crowns. Critics say that the plan is poor. "),
    ("Bake bread. Buy apples, pears, plums. Sell jam. "),
    (
        "Ada Byron met Carl Moss near Calle de la Luz, Plaza del Sol, and El Pais printed a story of theirs "
        "about Los Alamos, with a note. "
    ),
    ("name: harbour\nsize: 40\ncolour: green\nowner: Moss\nvalue: 12\nunit: crown\n"),
    (
        "“Le pont n'est pas pour les voisins,” Byron wrote in her diary, and she never said it in English, "
        "as far as her sister knew. "
    ),
)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("times", [2, 20])
def test_other_languages_are_not_rated(language: str, times: int) -> None:
    text = OTHERS[language] * times
    assert not is_english(text.lower().encode())
    audit = auditor.audit_text(text, name="x.txt")
    assert audit.score.value is None
    assert "not English" in audit.score.verdict
    assert not [f for f in audit.findings if f.rule.category in ("attribution", "evidence", "pointers")]
    assert not audit.claims


@pytest.mark.parametrize("text", ENGLISH)
@pytest.mark.parametrize("times", [1, 20])
def test_english_and_what_has_no_sentences_is_english(text: str, times: int) -> None:
    assert is_english((text * times).lower().encode())


def test_a_few_words_are_english_unless_their_letters_are_not() -> None:
    assert is_english(b"el puente de la ciudad")
    assert is_english(b"")
    assert not is_english("мост".encode())


def test_a_text_in_east_asian_letters_is_none_in_english_for_its_foreign_names() -> None:
    names = "Peer-Mediated Interventions, Journal of Harbour Studies; Officials of the Port Authority (2021). "
    assert not is_english((OTHERS["Chinese"] * 2 + names).lower().encode())
    assert is_english((OTHERS["Chinese"] + names * 6).lower().encode())  # a word or two is quoted in it


def test_rules_that_need_no_language_apply_to_all() -> None:
    text = OTHERS["German"] * 3 + "Das steht im Bericht.:contentReference[oaicite:3]{index=3}\n"
    assert "citation-token" in {f.rule.id for f in auditor.audit_text(text, name="x.txt").findings}


def test_long_texts_are_told_apart_quickly() -> None:
    text = (OTHERS["Polish"] * 20_000).lower().encode()
    before = time.process_time()
    assert not is_english(text)
    assert time.process_time() - before < 0.5


CODES = {"Spanish": "es", "French": "fr", "German": "de", "Dutch": "nl", "Polish": "pl", "Russian": "ru", "Greek": "el",
         "Chinese": "zh", "Japanese": "ja", "Korean": "ko", "Arabic": "ar"}  # fmt: skip


@pytest.mark.parametrize("language", OTHERS)
def test_the_language_is_named(language: str) -> None:
    document = read_text(OTHERS[language] * 2, "x")
    assert document.language == CODES[language]
    assert language_name(document.language) == language


def test_what_is_not_certain_is_not_named() -> None:
    mixed = OTHERS["German"][:60] + OTHERS["Polish"][:60] + OTHERS["Greek"][:40] + OTHERS["Korean"][:30]
    assert language_of(b"\xd0\xbc" * 40) == ""
    assert language_of("12 34 — ¡! 56".encode()) == ""
    assert language_of(ENGLISH[0].encode()) == ""  # asked only of texts that are not English
    assert language_of(mixed.encode()) in ("", "de", "pl", "el", "ko")
    assert language_name("xx") == "the language “xx”"


def test_english_texts_do_not_load_the_library() -> None:
    code = "import sys, auditor; auditor.audit_text('The mill closed in 2019. Critics say so.'); assert 'gcld3' not in sys.modules"
    subprocess.run([sys.executable, "-P", "-c", code], check=True)


def test_a_report_says_which_language_and_which_rules() -> None:
    audit = auditor.audit_text(OTHERS["German"] * 3, name="x.txt")
    told = " ".join(caveats(audit))
    assert "Detected: German. Did not run" in told
    assert f"{len(audit.unread)} rules" in told
    assert {rule.language for rule in audit.unread} == {"en"}
    assert {"unnamed-voices", "no-sources", "dangling-here"} <= {rule.id for rule in audit.unread}
    assert not {"empty-link", "no-locator", "citation-token"} & {rule.id for rule in audit.unread}
    assert "not English but German" in audit.score.verdict
    assert auditor.audit_text(ENGLISH[0] * 3, name="x.txt").unread == ()


def test_only_rules_that_are_shown_are_named_as_not_run() -> None:
    config = Config(select=("links", "unnamed-voices"))
    assert [r.id for r in auditor.audit_text(OTHERS["German"] * 3, name="x.txt", config=config).unread] == ["unnamed-voices"]


RULE = """summary = "s"
message = "“{text}”?"
level = "error"
status = "stable"
since = "0.1"
language = "LANGUAGE"
why = "w"
fix = "f"
references = ["r"]
find = { with = "pattern", patterns = ["kritiker sagen"] }
[[bad]]
text = "Kritiker sagen"
flags = ["Kritiker sagen"]
[[good]]
text = "a"
[[good]]
text = "b"
"""


@pytest.fixture
def pack(tmp_path: Path) -> Callable[[str], Path]:
    def make(language: str) -> Path:
        (tmp_path / "haus").mkdir(exist_ok=True)
        (tmp_path / "haus" / "kritiker.toml").write_text(RULE.replace("LANGUAGE", language), "utf-8")
        return tmp_path

    return make


@pytest.mark.parametrize(("language", "german", "english"), [("de", 1, 0), ("en", 0, 1), ("any", 1, 1), ("fr", 0, 0)])
def test_a_rule_runs_on_texts_in_its_language(pack: Callable[[str], Path], language: str, german: int, english: int) -> None:
    config = Config(packs=(pack(language),))
    assert not select_rules(config).problems

    def found(text: str) -> int:
        return sum(f.rule.id == "kritiker" for f in auditor.audit_text(text, name="x.txt", config=config).findings)

    assert found(OTHERS["German"] * 3) == german * 3
    assert found(ENGLISH[0] * 3 + "Kritiker sagen so.") == english


def test_a_language_is_a_code(pack: Callable[[str], Path]) -> None:
    with pytest.raises(RuleError, match="“language” is 'german'; allowed are"):
        load_rule(pack("german") / "haus" / "kritiker.toml")


def test_rules_that_look_at_no_words_run_on_all_languages() -> None:
    rules = {rule.id: rule.language for rule in load_rules()}
    anywhere = ("markers-without-list", "marker-not-in-list", "no-locator", "duplicate-entry", "empty-link", "literal-tag")
    assert {rules[name] for name in (*anywhere, "citation-token", "placeholder", "date-conflict")} == {"any"}
    assert {rule.language for rule in load_rules() if rule.category in ("attribution", "evidence")} == {"en"}
