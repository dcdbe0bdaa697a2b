"""What follows the title of a reference: journal and volume, place and publisher, edition, “In:”, date, each with its weight.

The weights are points: they are compared with those of the stop before (`titles`), and a follower of 3 points is a sure one.
"""

from __future__ import annotations

from auditor.lexicon import later
from auditor.model.made import NamedTuple
from auditor.text.fields.dates import MONTH
from auditor.text.fields.places import CITY

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_CAPITAL = "[A-ZÀ-ÞĀ-ŽА-Я]"
_PUBLISHES = (
    r"(?:Press|Presses|University|Université|Universität|Universidad|Verlag|Éditions?|Editions?|Éd\.|Editora|Editorial|Edizioni"
    r"|Publish\w+|Publications?|Books|Wiley|Springer|Elsevier|Routledge|Sage|SAGE|Penguin|Harvard|MIT|Blackwell|Macmillan|McGraw"
    r"|Prentice|Gallimard|Seuil|L['’]Harmattan|Larcier|Flammarion|Dissertation|Thèse|Th[eé]sis|Ph\.\s?D|Mémoire|Proceedings|Proc\."
    r"|Conference|Symposium|Workshop|Congress|Annual Meeting|Addison-Wesley|Morgan Kaufmann?|Kluwer|North-Holland|CRC|Dover|Norton"
    r"|Knopf|Doubleday|Viking|Random House|HarperCollins|Simon (?:&|and) Schuster|Oxford UP|Cambridge UP|Harvard UP|Eerdmans)"
)
_NO_PART = r"(?!Vol|Part\b|Tome|Book\b|Band\b)"  # “Volume 1: Fundamental Algorithms” is of the title
_VOLUME = (
    r"(?:[Vv]ols?|[Vv]olume|no|No|n°|N°|nr|t|tome|Bd|Band|Jg|№|v|Issue|issue|[Ss]eries|[Ss]er|num|[Nn]úm|pp?|S"
    r"|(?:Special |Technical |Professional )?(?:Paper|Bulletin|Memoir|Monograph|Report|Circular|Publication))"
)


class Follower(NamedTuple):
    """A kind of thing that follows a title."""

    name: str
    points: float
    pattern: re.Pattern[str]


def _of(name: str, points: float, *patterns: str) -> Follower:
    return Follower(name, points, later("|".join(patterns)))


FOLLOWERS = (
    _of("in-colon", 6.0, r"[Ii]n:\s"),
    _of("in", 4.0, r"(?:[Ii]n|[Dd]ans|En)(?::\s*|\s+)(?:[“\"«‘]|[A-ZÀ-Þ]|\d{4}\s|the Proc)"),
    _of(
        "edition",
        4.0,
        r"\(?\d+\s?(?:st|nd|rd|th|e|a|ª)?\.?\s?(?:[EeÉé]d(?:n|s|ition|\b)|[Rr]ev|Aufl)",
        r"\(?(?:First|Second|Third|Fourth|Fifth|Revised|Rev\.|New|International) [Ee]d",
    ),
    _of(
        "city",
        4.0,
        rf"\(?{CITY}(?:,\s(?:[A-Z][\w.]{{1,14}}(?:\s[A-Z][a-z]+)?)|\s[A-Z]{{2}})?(?:\s?[;/&–-]\s?[A-Z][\w. ]{{2,20}}){{0,3}}"
        r"\s?(?:[:,.;)(]|$|\d)",
    ),
    _of(
        "place-and-state",
        4.0,
        r"\(?[A-ZÀ-Þ](?:[\w’' -]|(?<=St)\.){1,30}(?:,\s(?:[A-Z]{2}|[A-Z][a-z]{3,10}|[A-Z][a-z]{2,4}\.|[A-Z]\.\s?[A-Z]\.)){1,2}"
        r"\s?:\s?[A-ZÀ-Þ]",
    ),
    _of(
        "place-publisher-year",
        3.0,
        rf"\(?{_NO_PART}[A-ZÀ-ÞА-Я][\w’'. -]{{1,24}}"
        r"\s?:\s?[A-ZÀ-Þ«А-Я][^:]{2,50}(?:,\s|\s\(?|\.\s)(?:1[5-9]|20)\d\d",
    ),
    _of(
        "place-publisher",
        2.5,
        rf"\(?{_NO_PART}[A-ZÀ-ÞА-Я][\w’'-]{{2,16}}"
        r"(?: [A-Z][\w’'-]{2,16})?\s?:\s?[A-ZÀ-Þ«А-Я][^:.,]{2,40}[.,)]?\s?$",
    ),
    _of("publisher", 3.0, rf"(?:the\s)?\(?[A-ZÀ-Þ][^.,;:()]{{0,70}}?\b{_PUBLISHES}", _PUBLISHES),
    _of(
        "volume-or-pages",
        4.0,
        r"\(?(?:[Vv]ol|pp?|no|n°|N°|Nr|tome|t|[Hh]eft|S|s|Bd|issue|cap|ch|chap|pages?)\b\.?\s?[\dIVXLC]|\d+\s?(?:p|pp|S|s|с)\b",
        r"\(?[Cc]oll(?:ection|\.)\s",
    ),
    _of(
        "kind-of-work",
        3.0,
        r"\(?(?:Unpublished|Technical [Rr]eport|Tech\.|Working [Pp]aper|Paper presented|Presented at|Discussion [Pp]aper|Retrieved"
        r"|Available|Accessed|URL|Recuperado|Disponib?le|Disponível|Online|online|\[?[Ee]n ligne|\[[Oo]nline|\[[Ii]nternet|\[PDF"
        r"|Traduction|Tradução|Web\b|doi|[Mm]aster|Doctoral|Diss\.|Habilitation|U\.S\. Patent|US Patent|[Uu]npublished|[Aa]r[Xx]iv"
        r"|CoRR|bioRxiv|Epub|M\.\s?(?:S|A|Sc|Phil)\.|MSc|Introduction by|With |Preface|Foreword|Vols?\.|Documentation|Rapport)",
    ),
    _of(
        "editor-in-brackets",
        4.0,
        r"\([^()]{3,70}?,? (?:[Tt]rans|[Ee]ds?|[Ee]ditors?|Hrsg|[Dd]ir)\.?\)",
        r"\[(?:Motion|Film|Video|Computer|Editorial|Letter|Abstract|Review|Data|Television|Kindle|CD|DVD|Audio|Blog|Press|Web)",
    ),
    _of("editors", 4.5, r"[A-ZÀ-Þ][^,;:()]{3,40}\((?:[Ee]ds?|Hrsg|Hg|Hgg|dir|éd)\.?\)"),
    _of("law-journal", 4.0, r"\d{1,3}\s(?:[A-Z][\w.'’]*\s(?:&\s|and\s|of\s)?){1,8}\d+"),  # 40 Harbour L. Rev. 567
    _of(
        "journal-by-name",
        3.0,
        r"(?:[Tt]he )?(?:IEEE|ACM|Proceedings|Transactions|Journal|International Journal|American Journal|European Journal"
        r"|British Journal|Annals|Archives|Bulletin|Revue|Zeitschrift|Annales|Cahiers|Lecture Notes|Advances in|Handbook of"
        r"|Encyclop\w+|Quaderni|Rivista|Revista|Archiv|Jahrbuch|Annual Review|Acta)\b",
        r"\d+(?:st|nd|rd|th)\s(?:[A-Z]\w+\s){0,4}(?:Annual|Conference|Meeting|Symposium|Congress|Workshop)",
    ),
    _of("edited-by", 5.0, r"\(?(?:[Tt]ranslated|[Tt]rans\.|[Ee]dited|[Ee]ds?\.|éd\.|[Tt]rad\.|[Dd]ir\.)"),
    _of("journal-roman", 3.0, r"[A-ZÀ-Þ][^.,;:()\d]{2,60},?\s(?:[Vv]ol|v|t|tome)\.?\s[IVXLC]+\b"),
    _of(
        "publisher-city-year",
        3.5,
        rf"[A-ZÀ-Þ][^.,;:()\d]{{1,40}},\s{CITY}\s?,?\s?(?:\d|$)",
        r"[A-ZÀ-Þ][^.,;:()\d ]{2,20},\s[A-ZÀ-Þ][^.,;:()\d]{2,30},\s(?:19|20)\d\d\b",
        r"(?=[^,]{12})[A-ZÀ-Þ][^.,;:\d ]*\s[^.,;:\d]{4,90},\s[A-ZÀ-Þ][\w’'-]+(?:[ -][A-ZÀ-Þ][\w’'-]+)?,\s(?:19|20)\d\d\b",
    ),
    _of("date", 2.0, rf"\(?(?:(?:1[5-9]|20)\d\d[a-z]?(?![-–/\d])|{MONTH}\s(?:\d|\())", rf"\d{{1,2}}\.?\s{MONTH}"),
    _of(
        "journal",
        3.0,
        rf"(?:the\s)?[“\"]?{_CAPITAL}[^.,;:()\[\]\d]{{0,90}}(?:(?<=\w)[.:][^.,;:()\d]{{1,24}}){{0,6}}(?:\([^()]{{2,30}}\))?"
        rf"[.,:;”\"]{{0,2}}\s*{_VOLUME}?\b\.?\s?\(?(?!(?:1[6-9]|20)\d\d\s?[–-])\d{{1,4}}(?:[A-Z]\b)?\s?"
        r"(?=[(:,;.)–-]|$|\s?(?:st|th|nd|rd)\b|/|\s(?:[(\[\d]|no|p|[A-Z][a-z]{2}\b))",
    ),
    _of("seen-online", 3.0, r"(?:[Tt]he\s)?[A-ZÀ-Þ][^.,;:()\[\]\d]{1,50}[.,]\s?(?:Retrieved|Available|Accessed|Web\b|Epub)"),
    _of("newspaper", 3.0, rf"(?:the\s)?[A-ZÀ-Þ][^.,;:()\[\]\d]{{1,60}},?\s\(?(?:\d{{1,2}}\s)?{MONTH}"),
    _of("end", 1.0, r"[*†]*\s*$"),
    _of("publisher-and-city", 4.0, rf"[A-ZÀ-Þ][^.;:()\d]{{2,60}}(?:(?:Inc|Ltd|Co|Corp)\.)?,\s{CITY}\b"),
)
_JOURNAL_PARTS = later(r"[.:]\s?(?=\S)")
_SHORT = later(r"(?:^|\s)(?:[\w’'-]{1,4}|[\w’'-]{1,8}[^aeiouy\W\d])$")


def follower_points(tail: str, stop: str, *, comma: bool) -> float:
    """Say how much ``tail`` looks like what follows a title, in points; 0 for nothing of the kind.

    ``stop`` is the kind of stop before it, ``comma`` tells that this style sets its parts off by commas.
    """
    sentence = stop in ("full", "ask")
    for follower in FOLLOWERS:
        match = follower.pattern.match(tail)
        if match is None:
            continue
        name = follower.name
        if name == "journal" and (stop == "colon" or not _is_journal(match[0], within=stop == "comma" and not comma)):
            continue
        if name == "publisher-and-city" and (comma or not sentence):
            continue  # “Title, subtitle, Paris”
        if name.startswith("in") and tail[0] == "i" and stop in ("open", "dash", "colon", "semi"):
            continue  # the title goes on: “The tide: in Kent and …”
        return follower.points
    return 0.0


def _is_journal(words: str, *, within: bool) -> bool:
    """Tell a journal's name before its volume from a further sentence of the title: a full stop in it ends an abbreviation.

    ``within`` tells that a comma stands before it in a style of full stops: one long word and a full stop are then the title's.
    """
    parts = _JOURNAL_PARTS.split(words.rstrip(" .,:;(0123456789"))
    if within and len(parts) > 1 and len(parts[0]) >= 6 and " " not in parts[0]:
        return False
    return all(_SHORT.search(part.strip()) and len(part.split()) <= 3 for part in parts[:-1]) and len(words) <= 110
