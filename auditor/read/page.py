"""Which stretches of a complete page are its article: not its menus, teasers, comments, forms and notices.

The page's elements are weighed by the paragraphs they hold; the article is the element that holds most of them, without the
parts in it that are named or built like furniture. Names of classes are those that publishing systems share.
"""

from __future__ import annotations

import re
from itertools import accumulate

from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from auditor.read.tags import Row

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
# these four are asked of attributes in lower case: patterns that heed no case take three times as long
_FURNITURE_NAMES = later(
    rb"""(?:^|[\s_-])(?:ads?|advert\w*|sponsor\w*|promo\w*|banner\w*|cookies?|consent|gdpr|newsletter\w*|subscri\w+|sign-?up|
    paywall|popup|modal|overlay|social\w*|shar(?:e|ing)\w*|follow|related\w*|recommend\w*|trending|popular|most-?read|read-?more|
    more-?(?:on|from|stories|news)|also-?(?:read|like)|outbrain|taboola|comments?\w*|disqus|respond|replies|rating|vote|
    breadcrumbs?|pag(?:er|ination)|nav|navbar|navigation|menu|sidebar\w*|side-?bar|rail|footer|masthead|toolbar|widgets?|
    tags?|taglist|topics|keywords|categor(?:y|ies)|by-?line\w*|author-?(?:bio|box|info|card)|bio|dateline|timestamp|
    post-?(?:meta|tags|info)|entry-?(?:meta|footer)|article-?(?:meta|footer|info)|meta|credits?|copyright|disclaimer|
    caption\w*|hidden|hide|screen-reader\w*|sr-only|visually-?hidden|skip|print|toc|jump-?links?|teaser\w*|card|carousel|gallery|
    slideshow|syndication|correction-link|feedback|login|search)(?:$|[\s_-])""".replace(b"\n    ", b"")
)
_ARTICLE_NAMES = later(rb"article|story|content|entry|post|body|text|main|prose|markdown")
_BODY_NAMES = later(
    rb"""itemprop\s*=\s*["']?articleBody|\b(?:article|entry|post|story)[-_]{0,2}(?:body|content|text)\b""", re.IGNORECASE
)
_HIDDEN = later(rb"""display\s*:\s*none|(?:^|\s)hidden(?:$|[\s=/])|aria-hidden\s*=\s*["']?true""")
_NAMED = later(rb"""\b(class|id|role|data-component)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_NOTES = later(rb"(?:^|[\s_-])(?:foot-?notes?|end-?notes?|references|bibliography|citations?)(?:$|[\s_-])")
_PLAIN_SECTION = later(rb"section|chapter|sect\d|level\d")
_ANCHOR = later(rb"""(?:\s+(?:name|id|title)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))+\s*/?""", re.IGNORECASE)
_HOST = later(rb"""\bhref\s*=\s*["']?\s*(?:https?:)?//(?:www\.)?([^/"'\s?#:>]+)""", re.IGNORECASE)
_SITE = later(rb"//(?:www\.)?([^/?#:]+)")
_PARAGRAPH = 40  # bytes of words that make a paragraph worth counting
_MOST_LINKED = 0.5  # share of words in links from which a stretch is a list of links
_MOST_WEIGHT = 0.75  # share of a page's paragraphs that its article holds at least
_LEAST_WEIGHT = 0.3  # share of a page's paragraphs that furniture leaves over
_NO_PARAGRAPHS = frozenset((b"h1", b"h2", b"h3", b"h4", b"h5", b"h6", b"html"))
_HEADINGS = _NO_PARAGRAPHS - {b"html"}
_SECTIONS = frozenset((b"section", b"div"))
_SLUG = 3  # hyphens in the id of a section from which it repeats the section's heading, and names no part of a page
_LEAVES = frozenset((b"p", b"h1", b"h2", b"h3", b"h4", b"h5", b"h6", b"li", b"blockquote"))
_LINK_HOLDERS = frozenset((b"ul", b"ol", b"div", b"section", b"table", b"dl", b"header", b"figure"))
_DEEPEST = 512


class _Tree:
    """The elements of a page in order of their start, as parallel lists; text lengths are bytes without white space around."""

    def __init__(self, data: bytes, tags: Sequence[Row], *, typed: bool = False) -> None:
        self.names: list[bytes] = [b""]
        self.parents: list[int] = [0]
        self.first: list[int] = [0]  # indexes of tags
        self.last: list[int] = [len(tags)]
        self.until: list[int] = [0]  # index of the next element that is not inside
        self.words: list[int] = [0]  # of the element's own lines, links included
        self.linked: list[int] = [0]  # of these, in links
        self.pardoned: set[int] = set()  # elements that are no furniture, whatever they are called
        self._tags = tags
        self._open: list[int] = [0]
        self._counts: dict[bytes, int] = {}
        self._known: dict[tuple[bytes, bytes], bool] = {}  # name, attributes -> whether they are furniture's: half are repeated
        self._fill(data, typed=typed)
        self._words, self._linked = [0, *accumulate(self.words)], [0, *accumulate(self.linked)]

    def _fill(self, data: bytes, *, typed: bool) -> None:
        at, in_link, here = 0, False, 0
        words, linked, opened, nodes = self.words, self.linked, self._open, _NODES
        for index, (name, closing, raw, start, end, inner) in enumerate(self._tags):
            if start > at:
                size = len(data[at:start].strip())
                if size:
                    words[here] += size
                    if in_link:
                        linked[here] += size
            at = end
            if name in nodes:
                if closing:
                    self._close(name, index)
                else:
                    self._begin(name, index)
                    if inner < end:
                        self._end_whole(index, end - inner if typed else 0)
                here = opened[-1]
            elif name == b"a":
                in_link = not closing and (b"href" in raw or not _ANCHOR.fullmatch(raw))  # many anchors are never closed
        while len(opened) > 1:
            self._end(len(self._tags))
        self.until[0] = len(self.names)

    def _begin(self, name: bytes, index: int) -> None:
        open_ = self._open
        if name in _IMPLIED:
            implied = _IMPLIED[name]
            while self.names[open_[-1]] in implied:
                self._end(index)
        if len(open_) >= _DEEPEST:
            return
        open_.append(len(self.names))
        self.names.append(name)
        self.parents.append(open_[-2])
        self.first.append(index)
        self.last.append(index)
        self.until.append(0)
        self.words.append(0)
        self.linked.append(0)
        self._counts[name] = self._counts.get(name, 0) + 1

    def _end_whole(self, index: int, size: int) -> None:
        """End an element whose tag covers all of it: code, or of a typed page so many bytes of words."""
        if self.first[self._open[-1]] == index:
            self.words[self._open[-1]] = size
            self._end(index + 1)

    def _close(self, name: bytes, index: int) -> None:
        if self._counts.get(name):
            while self.names[self._open[-1]] != name:
                self._end(index)
            self._end(index + 1)

    def _end(self, index: int) -> None:
        node = self._open.pop()
        self.last[node] = index
        self.until[node] = len(self.names)
        self._counts[self.names[node]] -= 1

    def all_words(self, node: int) -> int:
        """Give the words of an element and of all that is in it."""
        return self._words[self.until[node]] - self._words[node]

    def most_words(self) -> list[int]:
        """Give the elements that hold more than half of the words."""
        sums = self._words
        return [node for node, until in enumerate(self.until) if (sums[until] - sums[node]) * 2 > sums[-1]]

    def all_linked(self, node: int) -> int:
        """Give those of them that are in links."""
        return self._linked[self.until[node]] - self._linked[node]

    def paragraphs(self) -> dict[int, int]:
        """Give the words of the elements that are paragraphs, not headings, labels or lists of links, in order."""
        linked, names = self.linked, self.names
        return {
            node: size
            for node, size in enumerate(self.words)
            if size >= _PARAGRAPH and linked[node] < _MOST_LINKED * size and names[node] not in _NO_PARAGRAPHS
        }

    def total(self, own: Mapping[int, int]) -> list[int]:
        """Sum what some elements have of their own over all that hold them."""
        sums, parents = [0] * len(self.names), self.parents
        for node, size in own.items():
            sums[node] = size
        for node in range(len(sums) - 1, 0, -1):
            if sums[node]:
                sums[parents[node]] += sums[node]
        return sums

    def is_furniture(self, node: int) -> bool:
        """Tell whether an element is furniture by its name or attributes: asked of few, as most hold no paragraph."""
        name = self.names[node]
        if not node or node in self.pardoned or name in _KEPT:
            return False
        if name in _FURNITURE:
            return True
        raw = self._tags[self.first[node]][2]
        if (name, raw) not in self._known:
            self._known[name, raw] = _names_furniture(name, raw)
        return self._known[name, raw] and not (self.is_section(node) and self.is_section(self.parents[node]))

    def is_section(self, node: int) -> bool:
        """Tell whether an element is a section as documentation systems write it, without a name beside its id.

        Within another, its id repeats its heading, whatever that says.
        """
        return bool(node) and _is_plain_section(self.names[node], _names(self._tags[self.first[node]][2].lower()))

    def is_notes(self, node: int) -> bool:
        """Tell whether an element is a footnote or a list of sources by its attributes, however many links it holds."""
        return any(_NOTES.search(words) for _, words in _names(self._tags[self.first[node]][2].lower()))

    def in_furniture(self, nodes: Iterable[int]) -> set[int]:
        """Give those of some elements that are furniture or stand in some."""
        known = {0: False}
        for node in nodes:
            way, at = [], node
            while at not in known:
                if self.is_furniture(at):
                    known[at] = True
                else:
                    way.append(at)
                    at = self.parents[at]
            known.update(dict.fromkeys(way, known[at]))
        return {node for node in nodes if known[node]}


def _names_furniture(name: bytes, raw: bytes) -> bool:
    lower = raw.lower()
    if (b"hidden" in lower or b"display" in lower) and _HIDDEN.search(lower):
        return True
    found = _names(lower)
    for attribute, words in found:
        if attribute == b"id" and (name in _HEADINGS or (words.count(b"-") >= _SLUG and _is_plain_section(name, found))):
            continue  # made of a heading's words: “Requests for comment”, “How tags are read”
        asked = words.replace(b"paywall", b"") if name == b"p" else words  # a paragraph that is paid for, and no notice of that
        if _FURNITURE_NAMES.search(asked) and not _ARTICLE_NAMES.search(asked):
            return True
    return False


def _names(lower: bytes) -> list[tuple[bytes, bytes]]:
    """Give the attributes that name an element, each with its words."""
    return [(attribute, quoted or single or bare) for attribute, quoted, single, bare in _NAMED.findall(lower)]


def _is_plain_section(name: bytes, attributes: Sequence[tuple[bytes, bytes]]) -> bool:
    if name not in _SECTIONS:
        return False
    classes = [words for attribute, words in attributes if attribute == b"class"]
    return bool(_PLAIN_SECTION.fullmatch(classes[0])) if classes else name == b"section"


def article(data: bytes, tags: Sequence[Row], url: str | None = None, *, typed: bool = False) -> list[tuple[int, int]]:
    """Give the article as ranges of indexes of ``tags``, in order; the text between the tags of a range belongs to it.

    ``url`` is where the page stood: lists of links that lead away from there are sources, not menus. ``typed`` tells that the
    page's text was set with a typewriter's lines, in ``pre``.
    """
    tree = _Tree(data, tags, typed=typed)
    _pardon(tree, tree.most_words())
    paragraphs = tree.paragraphs()
    weights = _weights(tree, paragraphs)
    if sum(weights.values()) < _LEAST_WEIGHT * sum(paragraphs.values()):  # names have misled: the article was taken for furniture
        sums = tree.total(paragraphs)
        _pardon(tree, (node for node, size in enumerate(sums) if size * 2 > sums[0]))
        _pardon_bodies(tree, tags)
        weights = _weights(tree, paragraphs)
    top = _narrow(tree, tree.total(weights))
    host = _SITE.search((url or "").lower().encode())
    site = host[1] if host else b""

    def is_menu(node: int) -> bool:
        if tree.names[node] not in _LINK_HOLDERS or tree.all_linked(node) <= _MOST_LINKED * tree.all_words(node):
            return False
        return not tree.is_notes(node) and not _leads_away(tags[tree.first[node] : tree.last[node]], site)

    return list(_without_furniture(tree, top, is_menu))


def _leads_away(tags: Sequence[Row], site: bytes) -> bool:
    """Tell whether most links of a stretch lead to other sites."""
    links = [raw for name, closing, raw, *_ in tags if name == b"a" and not closing and b"href" in raw]
    away = 0
    for raw in links:
        host = _HOST.search(raw)
        away += host is not None and host[1].lower() != site
    return away * 2 > len(links)


def _pardon(tree: _Tree, nodes: Iterable[int]) -> None:
    """Take what holds most of a page for no furniture, whatever its name."""
    tree.pardoned.update(node for node in nodes if tree.names[node] not in _ALWAYS_FURNITURE)


def _pardon_bodies(tree: _Tree, tags: Sequence[Row]) -> None:
    """Take an element that is named as an article's body, and what it stands in, for no furniture."""
    for node in range(1, len(tree.names)):
        if _BODY_NAMES.search(tags[tree.first[node]][2]):
            while node:
                tree.pardoned.add(node)
                node = tree.parents[node]  # noqa: PLW2901 — the way up


def _weights(tree: _Tree, paragraphs: Mapping[int, int]) -> dict[int, int]:
    """Give the paragraphs that stand in no furniture."""
    furniture = tree.in_furniture(paragraphs)
    return {node: size for node, size in paragraphs.items() if node and node not in furniture}


def _narrow(tree: _Tree, weights: Sequence[int]) -> int:
    """Go down from the page to the smallest element that still holds most of the paragraphs."""
    heaviest: dict[int, int] = {}
    for node, weight in enumerate(weights):
        if weight and node:
            parent = tree.parents[node]
            if parent not in heaviest or weight > weights[heaviest[parent]]:
                heaviest[parent] = node
    top = 0
    while top in heaviest:
        inner = heaviest[top]
        if weights[inner] < _MOST_WEIGHT * weights[top] or tree.names[inner] in _LEAVES:
            break
        if weights[inner] < weights[top] and tree.is_section(inner):
            break  # the longest of a document's sections
        top = inner
    return top


def _without_furniture(tree: _Tree, top: int, is_menu: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
    at, end, node = tree.first[top], tree.last[top], top + 1
    count = len(tree.names)
    while node < count and tree.first[node] < end:
        if not tree.is_furniture(node) and not is_menu(node):
            node += 1
            continue
        if tree.first[node] > at:
            yield at, tree.first[node]
        at = max(at, tree.last[node])
        while node < count and tree.first[node] < at:
            node += 1
    if end > at:
        yield at, end
