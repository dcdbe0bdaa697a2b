"""Which stretches of a complete page are its article: not its menus, teasers, comments, forms and notices.

The page's elements are weighed by the paragraphs they hold; the article is the element that holds most of them, without the
parts in it that are named or built like furniture. Names of classes are those that publishing systems share.
"""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from auditor.read.tags import Tag

_NODES = frozenset(
    b"html body article aside blockquote center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    b"header hgroup label li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul dialog caption "
    b"address".split()
)
_IMPLIED = {
    b"p": frozenset((b"p",)),
    b"li": frozenset((b"li", b"p")),
    b"td": frozenset((b"td", b"th", b"p")),
    b"th": frozenset((b"td", b"th", b"p")),
    b"tr": frozenset((b"td", b"th", b"tr", b"p")),
    b"dd": frozenset((b"dt", b"dd", b"p")),
    b"dt": frozenset((b"dt", b"dd", b"p")),
}
_FURNITURE = frozenset((b"nav", b"aside", b"footer", b"form", b"dialog", b"menu", b"label", b"fieldset"))
_ALWAYS_FURNITURE = _FURNITURE - {b"form", b"fieldset"}  # some systems wrap the whole page in a form
_KEPT = frozenset((b"html", b"body", b"main", b"article"))
_FURNITURE_NAMES = later(
    rb"""(?:^|[\s_-])(?:ads?|advert\w*|sponsor\w*|promo\w*|banner\w*|cookies?|consent|gdpr|newsletter\w*|subscri\w+|sign-?up|
    paywall|popup|modal|overlay|social\w*|shar(?:e|ing)\w*|follow|related\w*|recommend\w*|trending|popular|most-?read|read-?more|
    more-?(?:on|from|stories|news)|also-?(?:read|like)|outbrain|taboola|comments?\w*|disqus|respond|replies|rating|vote|
    breadcrumbs?|pag(?:er|ination)|nav|navbar|navigation|menu|sidebar\w*|side-?bar|rail|footer|masthead|toolbar|widgets?|
    tags?|taglist|topics|keywords|categor(?:y|ies)|by-?line\w*|author-?(?:bio|box|info|card)|bio|dateline|timestamp|
    post-?(?:meta|tags|info)|entry-?(?:meta|footer)|article-?(?:meta|footer|info)|meta|credits?|copyright|disclaimer|
    caption\w*|hidden|hide|screen-reader\w*|sr-only|visually-?hidden|skip|print|toc|jump-?links?|teaser\w*|card|carousel|gallery|
    slideshow|syndication|correction-link|feedback|login|search)(?:$|[\s_-])""".replace(b"\n    ", b""),
    re.IGNORECASE,
)
_ARTICLE_NAMES = later(rb"article|story|content|entry|post|body|text|main|prose|markdown", re.IGNORECASE)
_BODY_NAMES = later(
    rb"""itemprop\s*=\s*["']?articleBody|\b(?:article|entry|post|story)[-_]{0,2}(?:body|content|text)\b""", re.IGNORECASE
)
_HIDDEN = later(rb"""display\s*:\s*none|(?:^|\s)hidden(?:$|[\s=/])|aria-hidden\s*=\s*["']?true""", re.IGNORECASE)
_NAMED = later(rb"""\b(?:class|id|role|data-component)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_HOST = later(rb"""\bhref\s*=\s*["']?\s*(?:https?:)?//(?:www\.)?([^/"'\s?#:>]+)""", re.IGNORECASE)
_SITE = later(rb"//(?:www\.)?([^/?#:]+)")
_PARAGRAPH = 40  # bytes of words that make a paragraph worth counting
_MOST_LINKED = 0.5  # share of words in links from which a stretch is a list of links
_MOST_WEIGHT = 0.75  # share of a page's paragraphs that its article holds at least
_LEAST_WEIGHT = 0.3  # share of a page's paragraphs that furniture leaves over
_NO_PARAGRAPHS = frozenset((b"h1", b"h2", b"h3", b"h4", b"h5", b"h6", b"html"))
_LEAVES = frozenset((b"p", b"h1", b"h2", b"h3", b"h4", b"h5", b"h6", b"li", b"blockquote"))
_LINK_HOLDERS = frozenset((b"ul", b"ol", b"div", b"section", b"table", b"dl", b"header", b"figure"))
_DEEPEST = 512


class _Tree:
    """The elements of a page in order of their start, as parallel lists; text lengths are bytes without white space around."""

    def __init__(self, data: bytes, tags: Sequence[Tag]) -> None:
        self.names: list[bytes] = [b""]
        self.parents: list[int] = [0]
        self.first: list[int] = [0]  # indexes of tags
        self.last: list[int] = [len(tags)]
        self.words: list[int] = [0]  # of the element's own lines, links included
        self.linked: list[int] = [0]  # of these, in links
        self.furniture: list[bool] = [False]
        self._open: list[int] = [0]
        self._counts: dict[bytes, int] = {}
        self._fill(data, tags)

    def _fill(self, data: bytes, tags: Sequence[Tag]) -> None:
        at, in_link, here = 0, False, 0
        words, linked, opened = self.words, self.linked, self._open
        for index, (name, closing, raw, start, end, _) in enumerate(tags):
            if start > at:
                size = len(data[at:start].strip())
                if size:
                    words[here] += size
                    if in_link:
                        linked[here] += size
            at = end
            if name == b"a":
                in_link = not closing
            elif name in _NODES:
                if closing:
                    self._close(name, index + 1)
                else:
                    self._begin(name, raw, index)
                here = opened[-1]
        while len(opened) > 1:
            self.last[opened.pop()] = len(tags)

    def _begin(self, name: bytes, raw: bytes, index: int) -> None:
        open_ = self._open
        implied = _IMPLIED.get(name)
        while implied and self.names[open_[-1]] in implied:
            self._end(index)
        if len(open_) >= _DEEPEST:
            return
        node, parent = len(self.names), open_[-1]
        self.names.append(name)
        self.parents.append(parent)
        self.first.append(index)
        self.last.append(index)
        self.words.append(0)
        self.linked.append(0)
        self.furniture.append(name in _FURNITURE or (name not in _KEPT and bool(raw) and _is_furniture(raw)))
        open_.append(node)
        self._counts[name] = self._counts.get(name, 0) + 1

    def _close(self, name: bytes, index: int) -> None:
        if self._counts.get(name):
            while self.names[self._open[-1]] != name:
                self._end(index - 1)
            self._end(index)

    def _end(self, index: int) -> None:
        node = self._open.pop()
        self.last[node] = index
        self._counts[self.names[node]] -= 1

    def paragraph(self, node: int) -> int:
        """Give the words of an element where they make a paragraph, not a heading, a label or a list of links; else 0."""
        size = self.words[node]
        if size < _PARAGRAPH or self.linked[node] >= _MOST_LINKED * size or self.names[node] in _NO_PARAGRAPHS:
            return 0
        return size

    def total(self, own: Sequence[int]) -> list[int]:
        """Sum what the elements have of their own over all that is in them."""
        sums = list(own)
        for node in range(len(sums) - 1, 0, -1):
            sums[self.parents[node]] += sums[node]
        return sums


def _is_furniture(raw: bytes) -> bool:
    lower = raw.lower()
    if (b"hidden" in lower or b"display" in lower) and _HIDDEN.search(raw):
        return True
    return any(_names_furniture(match[1] or match[2] or match[3] or b"") for match in _NAMED.finditer(raw))


@lru_cache(maxsize=4096)  # the pages of a site, and the parts of a page, share their names
def _names_furniture(names: bytes) -> bool:
    return bool(_FURNITURE_NAMES.search(names)) and not _ARTICLE_NAMES.search(names)


def article(data: bytes, tags: Sequence[Tag], url: str | None = None) -> list[tuple[int, int]]:
    """Give the article as ranges of indexes of ``tags``, in order; the text between the tags of a range belongs to it.

    ``url`` is where the page stood: lists of links that lead away from there are sources, not menus.
    """
    tree = _Tree(data, tags)
    words, linked = tree.total(tree.words), tree.total(tree.linked)
    _pardon(tree, words, words[0])
    weights = _weights(tree)
    paragraphs = tree.total([tree.paragraph(node) for node in range(len(tree.names))])
    if sum(weights) < _LEAST_WEIGHT * paragraphs[0]:  # names have misled: the article itself was taken for furniture
        _pardon(tree, paragraphs, paragraphs[0])
        _pardon_bodies(tree, tags)
        weights = _weights(tree)
    top = _narrow(tree, tree.total(weights))
    host = _SITE.search((url or "").lower().encode())
    site = host[1] if host else b""

    def is_menu(node: int) -> bool:
        if tree.names[node] not in _LINK_HOLDERS or not words[node] or linked[node] <= _MOST_LINKED * words[node]:
            return False
        return not _leads_away(tags[tree.first[node] : tree.last[node]], site)

    return list(_without_furniture(tree, top, is_menu))


def _leads_away(tags: Sequence[Tag], site: bytes) -> bool:
    """Tell whether most links of a stretch lead to other sites."""
    links = [tag.raw for tag in tags if tag.name == b"a" and not tag.closing and b"href" in tag.raw]
    away = 0
    for raw in links:
        host = _HOST.search(raw)
        away += host is not None and host[1].lower() != site
    return away * 2 > len(links)


def _pardon(tree: _Tree, sizes: list[int], whole: int) -> None:
    """Take what holds most of a page for no furniture, whatever its name."""
    for node, is_furniture in enumerate(tree.furniture):
        if is_furniture and sizes[node] * 2 > whole and tree.names[node] not in _ALWAYS_FURNITURE:
            tree.furniture[node] = False


def _pardon_bodies(tree: _Tree, tags: Sequence[Tag]) -> None:
    """Take an element that is named as an article's body, and what it stands in, for no furniture."""
    for node in range(1, len(tree.names)):
        if _BODY_NAMES.search(tags[tree.first[node]].raw):
            while node:
                tree.furniture[node] = False
                node = tree.parents[node]  # noqa: PLW2901 — the way up


def _weights(tree: _Tree) -> list[int]:
    """What each element weighs of its own: the words of a paragraph, nothing for furniture and lists of links."""
    inside = list(tree.furniture)
    weights = [0] * len(inside)
    for node in range(1, len(inside)):
        inside[node] = inside[node] or inside[tree.parents[node]]
        if not inside[node]:
            weights[node] = tree.paragraph(node)
    return weights


def _narrow(tree: _Tree, weights: list[int]) -> int:
    """Go down from the page to the smallest element that still holds most of the paragraphs."""
    heaviest: dict[int, int] = {}
    for node in range(1, len(weights)):
        parent = tree.parents[node]
        if weights[node] > weights[heaviest.get(parent, 0)] or parent not in heaviest:
            heaviest[parent] = node
    top = 0
    while top in heaviest:
        inner = heaviest[top]
        if not weights[inner] or weights[inner] < _MOST_WEIGHT * weights[top] or tree.names[inner] in _LEAVES:
            break
        top = inner
    return top


def _without_furniture(tree: _Tree, top: int, is_menu: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
    at, end, node = tree.first[top], tree.last[top], top + 1
    count = len(tree.names)
    while node < count and tree.first[node] < end:
        if not tree.furniture[node] and not is_menu(node):
            node += 1
            continue
        if tree.first[node] > at:
            yield at, tree.first[node]
        at = max(at, tree.last[node])
        while node < count and tree.first[node] < at:
            node += 1
    if end > at:
        yield at, end
