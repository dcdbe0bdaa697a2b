"""Whether a text is English, which all rules can read, and which other language it is in, which few can."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_FEW_WORDS = 40  # a shorter text is taken for English unless its letters tell otherwise
_THE = 300  # English has one "the" in so many bytes
_SAMPLE = 40_000  # bytes that are looked at word by word, where "the" is rare
_LEAST = 20  # one word in so many belongs to the frame of any language's sentences
_ENGLISH = frozenset(
    b"the and of to in that is was for with this it not are from by be have has had will would can which they you your we our "
    b"their what when there or if at as an on were been but his her she he more all its about how who than i do does".split()
)
_OTHERS = frozenset(  # of Spanish, French, German, Italian, Portuguese, Dutch, Scandinavian, Slavic and other languages
    b"el la los las que y en del por para con una como se su lo le les des du et est dans pour une sur pas qui au aux ce sont il "
    b"elle der die und das den ist von mit nicht ein eine einen zu auf dem im sich auch wird wurde bei oder aus nach di che per "
    b"della sono anche nel gli dei da os uma em ao mais foi pelo het een van dat te zijn voor met niet naar ook wordt och att det "
    b"som av har inte og til ikke ja ei ve bir bu na z nie jest je az hogy nem dan yang ini dengan untuk dari pada ng mga ang de "
    b"ne si kan om er til sa va sau sunt este pe din cu".split()
)
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NOT_LETTERS = bytes(set(range(256)) - set(_LETTERS))
# First bytes of the characters of Greek, Cyrillic, Hebrew, Arabic, Indic, Georgian, East Asian and other scripts.
_OTHER_SCRIPTS = (*range(0xCD, 0xE2), *range(0xE3, 0xEE))
_NOT_OTHER_SCRIPTS = bytes(set(range(256)) - set(_OTHER_SCRIPTS))
_NOT_EAST_ASIAN = bytes(set(range(256)) - set(range(0xE3, 0xEE)))  # a character there says as much as two or three letters
_ACCENTED = bytes(set(range(256)) - set(range(0xC3, 0xC6)))  # all but the first bytes of accented Latin letters
_ONLY_LETTERS = bytes(c if chr(c).isalpha() and c < 128 else 32 for c in range(256))


_LOOKED_AT = 4000  # characters in which a language is recognised
_SURE = 0.9  # of the texts that are recognised with less, one in three is taken for a language near to its own


def is_english(lower: bytes) -> bool:
    """Tell whether a prose in lower case is English, or at least not evidently in another language."""
    if not lower.isascii():
        others = len(lower.translate(None, _NOT_OTHER_SCRIPTS)) + len(lower.translate(None, _NOT_EAST_ASIAN))
        if others * 2 > len(lower.translate(None, _NOT_LETTERS)):
            return False
    if lower.count(b" the ") * _THE > len(lower):
        return True
    words = lower[:_SAMPLE].translate(_ONLY_LETTERS).split() if lower.count(b" ") >= _FEW_WORDS else []
    if len(words) < _FEW_WORDS:
        return True
    english, others = _count(words, _ENGLISH), _count(words, _OTHERS)
    if others > 2 * english and others * _LEAST > len(words):
        return False
    accents = len(lower[:_SAMPLE].translate(None, _ACCENTED))
    return english * _LEAST > len(words) or accents * _LEAST < len(words)


def _count(words: Iterable[bytes], known: frozenset[bytes]) -> int:
    return sum(word in known for word in words)


def language_of(data: bytes) -> str:
    """Recognise the language of a prose that is not English: its code in ISO 639, or nothing where that is not certain."""
    import gcld3  # noqa: PLC0415, TID251 — the one module that may; English texts, nearly all, pay nothing

    sample = data[: _LOOKED_AT * 4].decode("utf-8", "replace")[:_LOOKED_AT]
    found = gcld3.NNetLanguageIdentifier(0, _LOOKED_AT).FindLanguage(text=sample)
    code: str = found.language.partition("-")[0]  # "zh-Latn", "bg-Latn": in Latin letters
    sure = found.is_reliable and found.probability >= _SURE
    return _CODES.get(code, code) if sure and code != "en" else ""


def language_name(code: str) -> str:
    """Give the English name of a language, or its code where this module knows no name."""
    return _NAMES.get(code, f"the language “{code}”")


_CODES = {"iw": "he", "fil": "tl"}
_NAMES = dict(
    pair.split("=")
    for pair in (
        "af=Afrikaans ar=Arabic az=Azerbaijani be=Belarusian bg=Bulgarian bn=Bengali bs=Bosnian ca=Catalan cs=Czech cy=Welsh "
        "da=Danish de=German el=Greek en=English eo=Esperanto es=Spanish et=Estonian eu=Basque fa=Persian fi=Finnish fr=French "
        "ga=Irish gl=Galician gu=Gujarati he=Hebrew hi=Hindi hr=Croatian hu=Hungarian hy=Armenian id=Indonesian is=Icelandic "
        "it=Italian ja=Japanese ka=Georgian kk=Kazakh km=Khmer kn=Kannada ko=Korean la=Latin lb=Luxembourgish lt=Lithuanian "
        "lv=Latvian mk=Macedonian ml=Malayalam mn=Mongolian mr=Marathi ms=Malay mt=Maltese my=Burmese ne=Nepali nl=Dutch "
        "no=Norwegian pa=Punjabi pl=Polish ps=Pashto pt=Portuguese ro=Romanian ru=Russian si=Sinhala sk=Slovak sl=Slovenian "
        "so=Somali sq=Albanian sr=Serbian sv=Swedish sw=Swahili ta=Tamil te=Telugu th=Thai tl=Filipino tr=Turkish uk=Ukrainian "
        "ur=Urdu uz=Uzbek vi=Vietnamese zh=Chinese"
    ).split()
)
