"""What `auditor sources` says of the sites behind a text, and of how evenly its claims rest on its sources."""

from __future__ import annotations

from collections import Counter, defaultdict

from auditor.domains import caution, listing, publisher, registered_domain, rulings
from auditor.gate import count
from auditor.model.made import NamedTuple
from auditor.text.support import distinct_sources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.document import Document
    from auditor.domains import Listing, Ruling
    from auditor.model import Support

_FEW = 5  # sources below which a share says little
_CONCENTRATED = 0.25  # the Herfindahl index from which competition authorities long called a market highly concentrated
_MARKERS, _MOST = 10, 0.6  # citation numbers from which, and the share of them above which, one reference carries the text
PERENNIAL = "Wikipedia: Reliable sources/Perennial sources"
_UNLISTED = "on no list", "that says nothing for or against a site"


class Use(NamedTuple):
    """An address that a text gives as a source: how many claims rest on it there, and its line."""

    target: str
    times: int
    line: int


class Site(NamedTuple):
    """A site behind a text: its domain, how many claims rest on it, its lines, and what public decisions say of it.

    ``caution`` is one that auditor knows of, in words; ``rulings`` are those of the list of them that is kept here.
    """

    domain: str
    times: int
    lines: tuple[int, ...]
    caution: str
    rulings: tuple[Ruling, ...] = ()

    @property
    def advice(self) -> tuple[str, ...]:
        """What is decided about the site, in words, with whose decision it is and its date: the list's, which is newer, if any."""
        told = dict.fromkeys(
            f"{one.name}: {one.status} (Wikipedia's editors{f', {one.year}' if one.year else ''}; {PERENNIAL}, list of {one.date})"
            for one in self.rulings
        )
        return tuple(told) or ((self.caution,) if self.caution else ())


class Group(NamedTuple):
    """Sites of one kind: its name, what makes them that, and when that was looked at (empty for those on no list)."""

    kind: str
    basis: str
    date: str
    sites: tuple[Site, ...]


class Spread(NamedTuple):
    """How evenly claims rest on sources.

    ``concentration`` is the Herfindahl index of the sources' shares: 1 for one source behind everything, 1/sources where all are
    used equally. ``top`` is the source used most, by ``top_claims`` of the ``claims``.
    """

    claims: int
    sources: int
    concentration: float
    top: str
    top_claims: int


def kind_of(target: str) -> str:
    """Give the kind of place that an address leads to, "" where it is on no list."""
    found = listing(target)
    return found.kind if found else ""


def sites(uses: Iterable[Use]) -> list[Group]:
    """Group addresses by the kind of their sites, the most used kind first, those on no list last."""
    where: dict[tuple[str, str, str], dict[str, list[Use]]] = defaultdict(lambda: defaultdict(list))
    for use in uses:
        found = listing(use.target)
        where[_kind(found)][registered_domain(use.target)].append(use)
    groups = []
    for (kind, basis, date), members in where.items():
        found_sites = [_site(domain, found) for domain, found in members.items() if domain]
        if found_sites:
            groups.append(Group(kind, basis, date, tuple(sorted(found_sites, key=lambda s: (-s.times, -len(s.lines), s.domain)))))
    return sorted(groups, key=lambda g: (g.kind == _UNLISTED[0], -sum(s.times for s in g.sites), g.kind, g.basis))


def _kind(found: Listing | None) -> tuple[str, str, str]:
    return (found.kind, found.basis, found.date) if found else (*_UNLISTED, "")


def _site(domain: str, uses: Sequence[Use]) -> Site:
    known = caution(uses[0].target)
    said = f"{known.decision} ({known.basis}; {known.date})" if known else ""
    decided = tuple(dict.fromkeys(one for use in uses for one in rulings(use.target)))
    return Site(domain, sum(use.times for use in uses), tuple(sorted(use.line for use in uses)), said, decided)


def spread(document: Document) -> Spread | None:
    """Measure how evenly the claims rest on sources; None where there are fewer than five of these."""
    uses: Counter[str] = Counter()
    names: dict[str, str] = {}
    claims = [claim for claim in document.claims if claim.support]
    targets = {link.start: link.target for link in document.all_links}
    entries = {entry.label or str(n): entry.fields.get("url", "") for n, entry in enumerate(document.references, 1)}
    for claim in claims:
        keys = set()
        for support in claim.support:
            target = targets.get(support.start, "") if support.kind == "link" else entries.get(support.name, "")
            one = distinct_sources((claim._replace(support=(support,)),), document.references, document.bodies)
            for key in one:
                keys.add(_apart(key, support, target))
                names.setdefault(
                    _apart(key, support, target), support.name if support.kind == "voice" else _apart(key, support, target)
                )
        uses.update(keys)
    if len(uses) < _FEW:
        return None
    total = uses.total()
    top = min(uses, key=lambda key: (-uses[key], key))
    concentration = sum((n / total) ** 2 for n in uses.values())
    return Spread(len(claims), len(uses), concentration, names[top], uses[top])


def _apart(key: str, support: Support, target: str) -> str:
    """Give a source's key: works that one service leads to, or keeps copies of, are not one source."""
    if support.kind not in ("link", "marker") or not target or key != registered_domain(target):
        return key
    return publisher(target) or (f"[{support.name}]" if support.kind == "marker" else target)


def in_words(found: Spread) -> str:
    """Say what a spread means to a reader."""
    share = round(100 * found.top_claims / found.claims)
    top = f"reference {found.top}" if found.top.startswith("[") else found.top
    most = f"The one used most, {top}, stands behind {found.top_claims} of the claims ({share} %)."
    if found.top_claims == 1:
        means = "None stands behind more than one of them."
    elif found.concentration >= _CONCENTRATED:
        means = f"{most} The text leans on few of them: an error there is an error in most of the text."
    else:
        means = f"{most} None carries the text alone."
    scale = f"{1 / found.sources:.2f} were all used equally, 1.00 were there only one"
    measure = f"Concentration {found.concentration:.2f} (Herfindahl index: {scale})."
    return f"{count(found.sources, 'source')} stand behind {count(found.claims, 'claim')}. {means} {measure}"


def load(document: Document) -> str:
    """Say that one reference carries most of the citation numbers of a text; "" where none does or the numbers are few."""
    keys = [key for marker in document.markers for key in marker.keys]
    if len(keys) < _MARKERS:
        return ""
    key, times = Counter(keys).most_common(1)[0]
    if times <= _MOST * len(keys):
        return ""
    return f"{times} of the {len(keys)} citation numbers point to one reference, [{key}]."
