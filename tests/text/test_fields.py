"""The fields of a reference, in the styles that articles use."""

from __future__ import annotations

import time

import pytest

from auditor.text.fields import parse_entry

# style, entry, author, date, title
STYLES = [
    (
        "APA",
        "Marlow, E. J., Quill-Dane, P., & van der Tarrant, R. (2014). Granite quays: A survey. Harbour Studies, 12(3), 45–67.",
        "Marlow, E. J., Quill-Dane, P., & van der Tarrant, R.",
        "2014",
        "Granite quays: A survey",
    ),
    (
        "APA, newspaper",
        "Marlow, E. (2014, March 3). Last crane leaves the harbour. The Northern Packet, p. 4.",
        "Marlow, E.",
        "2014, March 3",
        "Last crane leaves the harbour",
    ),
    (
        "MLA",
        "Marlow, Edith, and Paul Quill. “The Last Crane.” The Northern Packet, 3 Mar. 2014, p. 4.",
        "Marlow, Edith, and Paul Quill",
        "3 Mar. 2014",
        "The Last Crane",
    ),
    (
        "Chicago, author and date",
        "Marlow, Edith B., and Paul Quill. 2014. The Granite Quay: Harbours and Towns. New York: Northern Press.",
        "Marlow, Edith B., and Paul Quill",
        "2014",
        "The Granite Quay: Harbours and Towns",
    ),
    (
        "Chicago, newspaper",
        "Marlow, Edith. 2014. “Last Crane Leaves the Harbour.” Northern Packet, March 3.",
        "Marlow, Edith",
        "2014 March 3",
        "Last Crane Leaves the Harbour",
    ),
    (
        "IEEE",
        "E. Marlow, P. Quill, and R. Tarrant, “Weight of ships on granite,” J. Harbour Eng., vol. 12, no. 3, pp. 45–67, 2014.",
        "E. Marlow, P. Quill, and R. Tarrant",
        "2014",
        "Weight of ships on granite",
    ),
    (
        "Vancouver",
        "Marlow EJ, Quill P, Tarrant-Okafor R, et al. Weight of ships on granite: a cohort. Int J Harbour Med. 2014;12(3):45-67.",
        "Marlow EJ, Quill P, Tarrant-Okafor R, et al.",
        "2014",
        "Weight of ships on granite: a cohort",
    ),
    (
        "Wikipedia",
        'Marlow, Edith (3 March 2014). "Last crane leaves the harbour". The Northern Packet. Retrieved 4 May 2015.',
        "Marlow, Edith",
        "3 March 2014",
        "Last crane leaves the harbour",
    ),
    ("a body", "Harbour Commission (HC). 2011. Quay Wall Survey. Leeds.", "Harbour Commission (HC)", "2011", "Quay Wall Survey"),
    (
        "Harvard without points",
        "Marlow E. & Quill P. 1998 Timber piles in cold water. Harbour Studies, 4: 12-30.",
        "Marlow E. & Quill P.",
        "1998",
        "Timber piles in cold water",
    ),
    (
        "commas throughout",
        "Edith Marlow, The Granite Quay and its Builders, Paris, Gallimard, 1985.",
        "Edith Marlow",
        "1985",
        "The Granite Quay and its Builders",
    ),
    (
        "a title of two sentences",
        "Marlow, E. (2004). Granite. The stone of the north. Quay Studies, 27(2), 5-19.",
        "Marlow, E.",
        "2004",
        "Granite. The stone of the north",
    ),
    (
        "an abbreviation in the title",
        "Marlow, E. (2004). Ships vs. quays: the case of St. Ives. Quay Studies, 27(2), 5-19.",
        "Marlow, E.",
        "2004",
        "Ships vs. quays: the case of St. Ives",
    ),
    (
        "years in the title",
        "Marlow, Edith. Coal and the Harbour, 1871–1914. Oxford: Northern Press, 2002.",
        "Marlow, Edith",
        "2002",
        "Coal and the Harbour, 1871–1914",
    ),
    (
        "pages that look like years",
        "Marlow, E. Granite in water. Stone 2009, 19, 1973–1979.",
        "Marlow, E.",
        "2009",
        "Granite in water",
    ),
]


@pytest.mark.parametrize(("style", "entry", "author", "date", "title"), STYLES, ids=[row[0] for row in STYLES])
def test_styles(style, entry, author, date, title):
    fields = parse_entry(entry)
    assert {name: fields.get(name) for name in ("author", "date", "title")} == {"author": author, "date": date, "title": title}


def test_numbers_and_bullets_are_no_part_of_the_author():
    for label in ("[12] ", "12. ", "12) ", "12-", "[12]. ", "• "):
        assert (
            parse_entry(f"{label}Marlow EJ, Quill P. Weight of ships. Harbour Stud. 2014;12:45-67.")["author"]
            == "Marlow EJ, Quill P."
        )


def test_a_dash_for_the_same_author_is_no_title():
    fields = parse_entry("———. The Last Crane. London: Northern Press, 1966.")
    assert fields["title"] == "The Last Crane"
    assert "author" not in fields


def test_editors_are_no_authors():
    assert "author" not in parse_entry("Marlow, E., & Quill, P. (Eds.). (2001). Granite. Leeds: Northern Press.")


def test_physics_without_titles():
    fields = parse_entry("E. Marlow, P. Quill, Phys. Lett. B301 (1993) 12.")
    assert "title" not in fields
    assert fields["date"] == "1993"


@pytest.mark.parametrize(
    ("entry", "url"),
    [
        ("Quay survey. https://harbour.example/a_(b)/c.", "https://harbour.example/a_(b)/c"),
        ("Quay survey (https://harbour.example/a).", "https://harbour.example/a"),
        ("Quay survey. http://www. harbour.org/reports/quay.", "http://www.harbour.org/reports/quay"),
        ("Quay survey. https://harbour.example/reports/ quay-wall.pdf", "https://harbour.example/reports/quay-wall.pdf"),
        ("Quay survey. https://harbour.example/a. And more words.", "https://harbour.example/a"),
        ("Quay survey. https://harbour.example/a- https://packet.example/b", "https://harbour.example/a-"),
        ("Marlow, Edith. “Cranes.” Northern Packet, 3 May 2014, packet.example.org/2014/cranes.", "packet.example.org/2014/cranes"),
        ("Quay survey. Retrieved from www.harbour.example/quay", "www.harbour.example/quay"),
        ("Quay survey, 3 May 2014, www. quay.harbour.example", "www.quay.harbour.example"),
    ],
)
def test_addresses(entry, url):
    assert parse_entry(entry)["url"] == url


def test_a_title_that_ends_in_www_gives_no_address():
    fields = parse_entry("Marlow, Edith. Passing documents on through the www. STONE Bulletin, September 1996.")
    assert "url" not in fields
    assert fields["container"] == "STONE Bulletin"


@pytest.mark.parametrize(
    ("entry", "doi"),
    [
        ("Marlow, E. (2014). Granite. Stone 3(1), 4. doi:10.1234/stone.2014.05.047.", "doi:10.1234/stone.2014.05.047"),
        ("Marlow, E. (2014). Granite. Stone 3(1), 4. DOI: 10.1234/ stone. 2014.46", "DOI: 10.1234/ stone. 2014.46"),
        ("Marlow, E. (2014). Granite. Stone 3(1), 4. (doi: 10.1234/0123-4567(94)00089-X)", "doi: 10.1234/0123-4567(94)00089-X"),
    ],
)
def test_digital_object_identifiers(entry, doi):
    assert parse_entry(entry)["doi"] == doi


@pytest.mark.parametrize(
    "bait", ["Ab-", "Ab Cd ", "Ab, C. ", "A.B.", "“a “b” ", "Smith, J., ", "A", "doi:10.1000/a. ", "https://a.b/c- "]
)
def test_hostile_entries_take_no_time(bait):
    parse_entry("warm. Up, A. (2001).")
    began = time.process_time()
    parse_entry(bait * (1200 // len(bait)))
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("entry", "container"),
    [
        ("S. Gale et al., “Harbour walls,” IEEE Trans. Harb. Eng., vol. 61, no. 5, pp. 36–47, 2014.", "IEEE Trans. Harb"),
        ("S. Gale et al., “Harbour walls,” IEEE Trans. Civ. Eng., vol. 61, no. 5, pp. 36–47, 2014.", "IEEE Trans. Civ. Eng"),
        (
            "V. Jay and H. Song, “Tides,” in Proc. Int. Conf. Neural Inf. Process. Syst., Dec. 2008, pp. 9–16.",
            "Proc. Int. Conf. Neural Inf. Process. Syst",
        ),
        (
            "Ribe, M. (2016) ‘Trusting a tide table today’, Proceedings of the 22nd Harbour Conference, pp. 35–44.",
            "Proceedings of the 22nd Harbour Conference",
        ),
        ("Marlow, E. (2009). Introduction to Quays (3rd ed.). Northern Press.", "Northern Press"),
        ("Marlow E, Tarrant H. Quays and cranes. Lancet Oncol. 2018;19(8):51-60.", "Lancet Oncol"),
        (
            "Marlow, E. “Quays.” In Harbours of the North: A Survey, edited by H. Tarrant, pp. 53–64. Leeds: Island Press, 2006.",
            "Harbours of the North",
        ),
        (
            "Marlow, E. (2016). Rot in quays. Journal of Experimental Rot: General, 145(9), 1228.",
            "Journal of Experimental Rot: General",
        ),
    ],
)
def test_what_an_article_appeared_in(entry, container):
    assert parse_entry(entry)["container"] == container


def test_place_and_publisher_are_not_a_title_with_its_subtitle():
    fields = parse_entry("Marlow, E. “Quays.” In Harbours of the North: A Survey, edited by H. Tarrant. Leeds: Island Press, 2006.")
    assert (fields["place"], fields["publisher"]) == ("Leeds", "Island Press")


@pytest.mark.parametrize(
    ("entry", "italics", "expected"),
    [
        (
            "Ida Marlow, Granite Harbours (2nd ed., Springer, 1994), for the walls.",
            ["Granite Harbours"],
            ("Ida Marlow", "Granite Harbours"),
        ),
        (
            "Marlow, E. (1997). The Art of Quays, Volume 1: Walls. Northern Press.",
            ["The Art of Quays, Volume 1: Walls"],
            ("Marlow, E.", "The Art of Quays, Volume 1: Walls"),
        ),
        (
            "Marlow, E. (1997). Weeds of Fucus in quays. Port Life, 6(1), 41–80.",
            ["Fucus", "Port Life"],
            ("Marlow, E.", "Weeds of Fucus in quays"),
        ),
    ],
)
def test_emphasised_words_are_the_title_of_a_book_or_the_name_of_a_journal(entry, italics, expected):
    fields = parse_entry(entry, italics=italics)
    assert (fields["author"], fields["title"]) == expected


def test_a_linked_title_leaves_its_author_and_its_site():
    fields = parse_entry(
        "Z. Lind et al., A quay for the twenties, Packet, May 2, 2022.", ["https://p.example/q"], ["A quay for the twenties"]
    )
    assert fields == {
        "url": "https://p.example/q",
        "title": "A quay for the twenties",
        "author": "Z. Lind et al.",
        "date": "May 2, 2022",
        "container": "Packet",
    }


@pytest.mark.parametrize(
    ("entry", "field", "value"),
    [
        ("[1] D. Ramey, “Object Files (.obj),” harbour.example, October 1995.", "title", "Object Files (.obj)"),
        ("Hafenamt. Preise. hafen.example. Abgerufen am 29. August 2026.", "date", None),
        ("W. Dong, “Walls,” Harb. J., vol. 22, no. 4, pp. 1620–1630, Apr. 2013.", "date", "Apr. 2013"),
        (
            "Harbour Alliance. (2013). Mortar Conditions. Retrieved October 31, 2020, from https://a.example/b",
            "title",
            "Mortar Conditions",
        ),
        ("Edwin M. Ripley et al., Early Quays (London: Macmillan, 1989), p. 155.", "author", "Edwin M. Ripley et al."),
        (
            "Harms, I. (1990). Two Plays on the Grief of Ports. “The Long Tide Family” and “The Broken Jug”. Leeds.",
            "title",
            "Two Plays on the Grief of Ports",
        ),
    ],
)
def test_fields_that_styles_hide(entry, field, value):
    assert parse_entry(entry).get(field) == value
