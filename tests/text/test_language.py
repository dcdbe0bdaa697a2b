from __future__ import annotations

import time

import pytest

import auditor
from auditor.text.language import is_english

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


def test_rules_that_need_no_language_apply_to_all() -> None:
    text = OTHERS["German"] * 3 + "Das steht im Bericht.:contentReference[oaicite:3]{index=3}\n"
    assert "citation-token" in {f.rule.id for f in auditor.audit_text(text, name="x.txt").findings}


def test_long_texts_are_told_apart_quickly() -> None:
    text = (OTHERS["Polish"] * 20_000).lower().encode()
    before = time.perf_counter()
    assert not is_english(text)
    assert time.perf_counter() - before < 0.5
