"""Whether words are used or talked about: an article on HTML may show a tag, one on chatbots a chatbot's phrase."""

from __future__ import annotations

from auditor.lexicon import lazy

_NEAR = 24  # bytes looked at on each side
_MARKS = "\"'`“”‘’«»„"
_NAMES = (
    "tags?|elements?|entit(?:y|ies)|attributes?|tokens?|shortcodes?|characters?|syntax|parameters?|placeholders?|selectors?"
    "|comments?|symbols?"
)
_NAMED_AFTER = lazy(rf"""^["'`”’»)]*[\s,]*(?:html |xml |closing |opening )?(?:{_NAMES})\b""")
_NAMED_BEFORE = lazy(rf"""\b(?:{_NAMES}|string|called|named|like|such as),?\s*[("'`“‘«]*$""")


def mentioned(data: bytes, start: int, end: int) -> bool:
    """Tell whether ``data[start:end]`` is named rather than used: alone in quotation marks, or beside a word like “tag” or “token”.

    >>> mentioned(b"Close it with the </b> tag.", 18, 22)
    True
    """
    before = data[max(0, start - _NEAR) : start].decode("utf-8", "ignore")
    after = data[end : end + _NEAR].decode("utf-8", "ignore")
    if before[-1:] and after[:1] and before[-1] in _MARKS and after[0] in _MARKS:
        return True
    return _NAMED_AFTER.find(after.encode())[0] >= 0 or _NAMED_BEFORE.find(before.encode())[0] >= 0
