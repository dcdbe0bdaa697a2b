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
_NAMED_BEFORE = lazy(rf"""\b(?:{_NAMES}|string|called|named|like|such as|recogni[sz]es?),?\s*[("'`“‘«]*$""")
_QUOTED_AS = lazy(r"^[^\"”’'\n]{0,80}[\"”’']\s+(?:[\w-]+\s+)?(?:strings?|formats?|templates?|patterns?|prompts?|placeholders?)\b")
_LONGEST = 140
_PROMPT = lazy(r"^\s*(?:>>>|\.\.\.|\$|In \[\d+\]:) ")
_ASSIGNED = lazy(r"\b[A-Z][A-Z0-9_]{2,}=[\"']?$", ignore_case=False)
_SHELL = lazy(r";\s*(?:do|then|done|fi)\b|\b(?:if|while) \[\[? |\$\(|\bexport [a-z_]+=|\b(?:printf|format)[ (]+[\"']")


def mentioned(data: bytes, start: int, end: int) -> bool:
    """Tell whether ``data[start:end]`` is named rather than used: alone in quotation marks, or beside a word like “tag” or “token”.

    So are the commands of a shell and of an interpreter, and what stands in quotation marks as a “string” or a “template”.

    >>> mentioned(b"Close it with the </b> tag.", 18, 22)
    True
    """
    before = data[max(0, start - _NEAR) : start].decode("utf-8", "ignore")
    after = data[end : end + _NEAR].decode("utf-8", "ignore")
    if before[-1:] and after[:1] and before[-1] in _MARKS and after[0] in _MARKS:
        return True
    if before[-1:] and before[-1] in _MARKS and _QUOTED_AS.find(data[end : end + _LONGEST])[0] >= 0:
        return True
    if _ASSIGNED.find(before.encode())[0] >= 0:
        return True
    first, last = data.rfind(b"\n", 0, start) + 1, data.find(b"\n", end)
    line = data[max(first, start - 2 * _LONGEST) : min(last if last >= 0 else len(data), end + _LONGEST)]
    if _PROMPT.find(line)[0] >= 0 or _SHELL.find(line)[0] >= 0:
        return True
    return _NAMED_AFTER.find(after.encode())[0] >= 0 or _NAMED_BEFORE.find(before.encode())[0] >= 0
