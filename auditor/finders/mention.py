"""Whether words are used or talked about: an article on HTML may show a tag, one on chatbots a chatbot's phrase."""

from __future__ import annotations

from auditor.lexicon import lazy

_NEAR = 24   # bytes looked at on each side
_MARKS = "\"'`“”‘’«»„"
_NAMED_AFTER = lazy(r"""^["'`”’»)]*[\s,]*(?:html |xml |closing |opening )?(?:tags?|elements?|entit(?:y|ies)|attributes?|tokens?|shortcodes?|characters?|markers?|syntax|parameters?|placeholders?|selectors?|comments?|symbols?)\b""")
_NAMED_BEFORE = lazy(
    r"""(?:\b(?:tags?|elements?|entit(?:y|ies)|attributes?|tokens?|shortcodes?|characters?|string|called|named|like|such as|syntax|parameters?|placeholders?|symbols?),?)\s*[("'`“‘«]*$"""
)


def mentioned(data: bytes, start: int, end: int) -> bool:
    """Tell whether ``data[start:end]`` is named rather than used: alone in quotation marks, or beside “tag”, “entity”, “token” …

    >>> mentioned(b"Close it with the </b> tag.", 18, 22)
    True
    """
    before = data[max(0, start - _NEAR) : start].decode("utf-8", "ignore")
    after = data[end : end + _NEAR].decode("utf-8", "ignore")
    if before[-1:] and after[:1] and before[-1] in _MARKS and after[0] in _MARKS:
        return True
    return _NAMED_AFTER.search(after.encode()) is not None or _NAMED_BEFORE.search(before.encode()) is not None
