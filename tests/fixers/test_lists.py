"""Lists of references: what moves when entries are merged or numbered anew, and when nothing may."""

from __future__ import annotations

import time

import pytest

from auditor.finders.entries import find_duplicate_entries
from auditor.fix import mend
from auditor.fixers import fixes_of
from auditor.pipeline import audit_text
from auditor.read import READERS
from auditor.rules import load_rules

QUAY = "Harbour authority, “Quay wall survey”, 1963, https://harbour.example/quay"
MINUTES = "Town archive, “Minutes of the works committee”, 1972, https://archive.example/minutes"
LEDGER = "Harbour authority, “Crane ledger”, 1958, https://harbour.example/cranes"
AGAIN = "“Quay wall survey”, 1963, http://www.harbour.example/quay/"


def mended(text, fmt="text", **how):
    def again(one):
        return audit_text(one, format=fmt)

    return mend(again(text), again, **how).text


def page(body, *entries, label="[{}]", heading="References"):
    return f"{body}\n\n{heading}\n\n" + "\n".join(f"{label.format(n)} {entry}" for n, entry in entries) + "\n"


def test_a_source_listed_twice_is_merged_and_every_marker_follows():
    body = "It was built [1] and widened [2, 3]. Its cranes were sold [4]. It sank [2-4]. It rose [3][4]."
    text = page(body, (1, QUAY), (2, MINUTES), (3, AGAIN), (4, LEDGER))
    body = "It was built [1] and widened [1, 2]. Its cranes were sold [3]. It sank [1-3]. It rose [1][3]."
    assert mended(text) == page(body, (1, QUAY), (2, MINUTES), (3, LEDGER))


def test_the_fuller_entry_stays():
    text = page("It was built [1] and widened [2].", (1, "Quay wall survey: https://harbour.example/quay"), (2, QUAY))
    assert mended(text) == page("It was built [1] and widened [1].", (1, QUAY))


def test_markdown_lists_are_merged_too():
    text = page(
        "It was built [1], widened [2] and sold [3].", (1, QUAY), (2, AGAIN), (3, LEDGER), label="{}.", heading="## References"
    )
    right = page("It was built [1], widened [1] and sold [2].", (1, QUAY), (2, LEDGER), label="{}.", heading="## References")
    assert mended(text, "markdown") == right


def test_several_repetitions_go_wherever_they_stand():
    text = page("A [1]. B [2]. C [3]. D [4]. E [5]. F [6].", (1, QUAY), (2, AGAIN), (3, AGAIN), (4, LEDGER), (5, AGAIN), (6, QUAY))
    assert mended(text) == page("A [1]. B [1]. C [1]. D [2]. E [1]. F [1].", (1, QUAY), (2, LEDGER))


def test_a_gap_in_the_numbers_is_closed():
    text = page("It was built [1], widened [2] and sold [5].", (1, QUAY), (2, MINUTES), (5, LEDGER))
    assert mended(text) == page("It was built [1], widened [2] and sold [3].", (1, QUAY), (2, MINUTES), (3, LEDGER))


def test_a_list_is_numbered_in_the_order_of_first_use():
    text = page("It was built [4], widened [1] and sold [2].", (1, QUAY), (2, MINUTES), (4, LEDGER))
    assert mended(text) == page("It was built [1], widened [2] and sold [3].", (1, LEDGER), (2, QUAY), (3, MINUTES))


def test_a_list_in_the_order_of_the_alphabet_keeps_it():
    text = page("It was built [4], widened [1] and sold [2].", (1, LEDGER), (2, QUAY), (4, MINUTES))
    assert mended(text) == page("It was built [3], widened [1] and sold [2].", (1, LEDGER), (2, QUAY), (3, MINUTES))


def test_raised_numbers_follow_in_their_own_form():
    text = page("It was built,¹ widened² and sold.⁵ It sank.²˒⁵", (1, QUAY), (2, MINUTES), (5, LEDGER), label="{}.")
    done = mended(text)
    assert "sold.³" in done
    assert "sank.²˒³" in done


@pytest.mark.parametrize(
    "body",
    [
        "It was built [1] and sold [4]; for the cranes see note 4.",  # spoken of in words
        "It was built [1] and sold [4, p. 12].",  # a form that is not known
    ],
)
def test_where_a_number_could_not_follow_nothing_moves(body):
    text = page(body, (1, QUAY), (4, LEDGER))
    assert mended(text) == text


def test_a_number_that_leads_nowhere_never_comes_to_lead_somewhere():
    text = page("It was built [1], widened [4], sold [5] and lost [3].", (1, QUAY), (4, AGAIN), (5, LEDGER), (6, MINUTES))
    assert "lost [3]" in mended(text)
    assert "[3] " not in mended(text).partition("References")[2]


def test_a_number_given_twice_tells_nobody_which_entry_is_meant():
    text = page(
        "It was built [1], widened [2] and sold [3].", (1, QUAY), (2, MINUTES), (2, LEDGER), (3, "Town archive, “Accounts”, 1973")
    )
    assert mended(text) == text


def test_two_works_that_each_say_something_of_their_own_are_merged_on_request_only():
    one = "Holm, I., & Lind, A. (2004). The sinking quay walls of the northern harbours. Harbour Studies, 12(3), 133–141."
    other = "Holm I, Lind A. The sinking quay walls of the northern harbours. Harbour Stud 2004;12:133-41."
    text = page("The quay sinks [1] and the cranes lean [2], as was seen again [3].", (1, one), (2, LEDGER), (3, other))
    assert mended(text) == text
    right = page("The quay sinks [1] and the cranes lean [2], as was seen again [1].", (1, one), (2, LEDGER))
    assert mended(text, unsafe=True) == right


# --- a list that nothing cites ------------------------------------------------------------------------------------

STORY = (
    "The harbour opened to steamships in the spring of 1871, after nine years of building and two bankruptcies. Its first quay was "
    "of timber and rotted within a generation. The present one took eleven years and cost three times the estimate. {} When the "
    "coal trade ended the cranes were sold, one by one, to ports further south. Most of the men went home in winter."
)
PACKET = (
    "“The granite quay of the north,” The Northern Packet, 1902.",
    "“Last crane leaves the harbour,” The Northern Packet, 1958.",
)
NAMED = "Under “The granite quay of the north” The Northern Packet called it a wonder{}."


@pytest.mark.parametrize(("fmt", "bullet", "label"), [("text", "", "[{}] "), ("text", "- ", "[{}] "), ("markdown", "- ", "{}. ")])
def test_a_list_is_numbered_and_cited_where_it_is_named_on_request_only(fmt, bullet, label):
    entries = [PACKET[0], PACKET[1], "Harbour board, “Ledger of the quay”, 1960, https://harbour.example/1960"]
    text = f"{STORY.format(NAMED.format(''))}\n\nReferences\n\n" + "\n".join(f"{bullet}{entry}" for entry in entries) + "\n"
    text = text.replace("References", "## References") if fmt == "markdown" else text
    assert mended(text, fmt) == text
    done = mended(text, fmt, unsafe=True)
    assert NAMED.format(" [1]") in done
    assert done.count("[1]") + done.count("[2]") == (1 if fmt == "markdown" else 3)
    assert all(f"\n{label.format(n)}{entry}" in done for n, entry in enumerate(entries, 1))


def test_a_sentence_that_could_mean_two_entries_is_not_cited():
    entries = [PACKET[0], "“The granite quay of the north,” Northern Packet, second part, 1903.", *PACKET[1:]]
    text = f"{STORY.format(NAMED.format(''))}\n\nReferences\n\n" + "\n".join(entries) + "\n"
    assert NAMED.format("") in mended(text, unsafe=True)


# --- lists of HTML, and footnotes -----------------------------------------------------------------------------------


def web(body, *entries, tag="ol"):
    items = "\n".join(entry if entry.startswith("<") else f"<li>{entry}</li>" for entry in entries)
    return f"<p>{body}</p>\n<h2>References</h2>\n<{tag}>\n{items}\n</{tag}>\n"


def test_a_list_of_html_is_merged_and_its_own_numbers_close_up():
    text = web("It was built [1], widened [2], sold [3] and lost [4].", QUAY, LEDGER, AGAIN, MINUTES)
    assert mended(text, "html") == web("It was built [1], widened [2], sold [1] and lost [3].", QUAY, LEDGER, MINUTES)


def test_links_to_an_entry_that_goes_lead_to_the_one_that_stays():
    def cited(*rows):
        return "It was built" + ", then sold".join(f'<sup><a href="#r{name}">[{number}]</a></sup>' for name, number in rows)

    def named(*rows):
        return [f'<li id="r{name}">{entry}</li>' for name, entry in rows]

    text = web(cited((1, 1), (2, 2), (3, 3), (4, 4)), *named((1, QUAY), (2, LEDGER), (3, AGAIN), (4, MINUTES)))
    right = web(cited((1, 1), (2, 2), (1, 1), (4, 3)), *named((1, QUAY), (2, LEDGER), (4, MINUTES)))
    assert mended(text, "html") == right


def test_a_number_alone_in_its_link_follows_and_a_raised_one_that_is_no_marker_stops_it():
    text = 'A<sup>[<a href="#a">1</a>]</sup>, b [2], c{} [3], d<sup>[<a href="#d">4</a>]</sup>.'
    entries = (QUAY, AGAIN, LEDGER, MINUTES)
    right = web('A<sup>[<a href="#a">1</a>]</sup>, b [1], c [2], d<sup>[<a href="#d">3</a>]</sup>.', QUAY, LEDGER, MINUTES)
    assert mended(web(text.format(""), *entries), "html") == right
    raised = web(text.format(" m<sup>3</sup>"), *entries)
    assert mended(raised, "html") == raised


@pytest.mark.parametrize("entry", [f'<li value="3">{AGAIN}</li>', f'<li><a id="x"></a>{AGAIN}</li>', f"<li>{AGAIN}"])
def test_entries_that_could_not_be_told_apart_for_certain_stay(entry):
    text = web("It was built [1], widened [2], sold [3] and lost [4].", QUAY, LEDGER, entry, MINUTES)
    assert mended(text, "html") == text


def test_numbers_written_out_in_html_are_closed_up():
    rows = [f"<p>[{n}] {entry}</p>" for n, entry in ((1, QUAY), (2, MINUTES), (4, LEDGER))]
    done = mended("<p>It was built [1], widened [2] and sold [4].</p>\n<h2>References</h2>\n" + "\n".join(rows), "html")
    assert "sold [3]" in done
    assert f"<p>[3] {LEDGER}</p>" in done


NOTES = "It was built.[^a] It sank.[^2] It was sold.[^3]\n\n[^a]: {}\n\n[^2]: {}\n\n[^3]: {}\n"


def test_footnotes_that_say_the_same_are_merged():
    right = f"It was built.[^a] It sank.[^2] It was sold.[^a]\n\n[^a]: {QUAY}\n\n[^2]: {LEDGER}\n"
    assert mended(NOTES.format(QUAY, LEDGER, QUAY), "markdown").rstrip() == right.rstrip()
    assert mended(NOTES.format(QUAY, QUAY, LEDGER), "markdown") == (
        f"It was built.[^a] It sank.[^a] It was sold.[^3]\n\n[^a]: {QUAY}\n\n[^3]: {LEDGER}\n"
    )


@pytest.mark.parametrize("other", [f"{QUAY}, p. 4", AGAIN, "Ibid."])
def test_footnotes_that_say_something_of_their_own_stay(other):
    text = NOTES.format(QUAY, LEDGER, other)
    assert mended(text, "markdown") == text
    text = NOTES.format("Ibid.", "Ibid.", LEDGER)
    assert mended(text, "markdown") == text


def test_footnotes_named_in_code_stay():
    text = NOTES.format(QUAY, LEDGER, QUAY) + "\nWrite `[^3]` for it.\n"
    assert mended(text, "markdown") == text


def test_numbers_stand_within_the_items_of_html():
    body = f"<p>{' '.join(['The quay was built of granite and the coal trade ended in the north.'] * 8)}</p>"
    text = f"{body}\n<h2>References</h2>\n<ul>\n<li>{QUAY}</li>\n<li>{LEDGER}</li>\n</ul>\n"
    right = text.replace(f"<li>{QUAY}", f"<li>[1] {QUAY}").replace(f"<li>{LEDGER}", f"<li>[2] {LEDGER}")
    assert mended(text, "html", unsafe=True) == right


def _footnotes(count):
    marks = "".join(f"It grew[^a{i}] a lot[^b{i}].\n\n" for i in range(count))
    return marks + "\n".join(f"[^a{i}]: Smith, https://e.com/{i}\n[^b{i}]: Smith, https://e.com/{i}" for i in range(count))


def _lists(count):
    entry = "- Smith, J. (2001). A study of towns {0}. https://e.com/{0}\n"
    return "It grew.\n\n" + "".join(f"## References\n\n{(entry * 2).format(i)}\n" for i in range(count))


@pytest.mark.parametrize("text", [_footnotes, _lists])
def test_many_repetitions_in_hostile_text_take_linear_time(text):
    rule = load_rules().get("duplicate-entry")

    def seconds(count):
        document = READERS["markdown"](text(count), "x")
        found = list(find_duplicate_entries(document))
        assert len(found) == count
        start = time.process_time()
        assert all(fixes_of(document, rule, match) for match in found)
        return time.process_time() - start

    seconds(10)
    assert seconds(240) < 8 * max(seconds(60), 0.01)
