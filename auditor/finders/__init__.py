"""Finders: how things are found. One phenomenon a file, each a function from a `Document` to matches.

A finder's keyword-only parameters are the schema of ``[find]`` in the rules that name it. Finders read the document and
nothing else: what the network said stands in ``document.evidence``.
"""

from __future__ import annotations

from typing import Literal

from auditor.finders import citations, coverage, dominance, entries, entry_use, hollow_entries, identifiers, links, masthead
from auditor.finders.agency import find_uncredited_agency
from auditor.finders.chart_source import find_unsourced_charts
from auditor.finders.corrections import find_bare_corrections
from auditor.finders.empty_citation import LABEL_WORDS, find_empty_citations
from auditor.finders.encoding import find_mojibake, find_stray_characters
from auditor.finders.media import find_missing_media
from auditor.finders.nearby_link import find_missing_nearby_link
from auditor.finders.numbered_item import find_missing_numbered_items
from auditor.finders.opinion import find_unlabelled_opinion
from auditor.finders.outbound import find_no_outbound_links
from auditor.finders.pattern import find_pattern
from auditor.finders.plural_from_one import find_plural_from_one
from auditor.finders.pointers import find_pointers
from auditor.finders.publication_day import find_date_conflict, find_dateline_conflict
from auditor.finders.repeated import find_repeated
from auditor.finders.source import find_in_source, find_in_targets
from auditor.finders.spacing import find_spacing_damage
from auditor.finders.tags import find_literal_tags, find_spaced_tags, find_tag_tails
from auditor.finders.truncated import find_truncated
from auditor.finders.unattributed_quote import find_unattributed_quote
from auditor.finders.unbalanced import find_unbalanced_marks
from auditor.finders.vague_voice import find_vague_voice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.model import Match

    Finder = Callable[..., Iterator[Match]]

FINDERS: dict[str, Finder] = {
    "empty-link": links.find_empty_links,
    "malformed-url": links.find_malformed_urls,
    "non-public-host": links.find_non_public_hosts,
    "search-or-share-link": links.find_search_or_share_links,
    "self-links-only": links.find_self_links_only,
    "shortened-url": links.find_shortened_urls,
    "text-target-mismatch": links.find_text_target_mismatches,
    "tracking-parameter": links.find_tracking_parameters,
    "vague-link-text": links.find_vague_link_texts,
    "in-source": find_in_source,
    "in-targets": find_in_targets,
    "literal-tags": find_literal_tags,
    "mojibake": find_mojibake,
    "repeated": find_repeated,
    "stray-characters": find_stray_characters,
    "spaced-tags": find_spaced_tags,
    "spacing-damage": find_spacing_damage,
    "tag-tails": find_tag_tails,
    "unbalanced-marks": find_unbalanced_marks,
    "empty-citation": find_empty_citations,
    "missing-media": find_missing_media,
    "author-year-unmatched": citations.find_unmatched_author_years,
    "bad-identifier": identifiers.find_bad_identifiers,
    "bare-url": entries.find_bare_urls,
    "broken-numbering": entry_use.find_broken_numbering,
    "duplicate-entry": entries.find_duplicate_entries,
    "empty-reference-section": entries.find_empty_sections,
    "flattened-markers": citations.find_flattened_markers,
    "generic-entry": hollow_entries.find_generic_entries,
    "homepage-only": entries.find_homepages,
    "impossible-date": hollow_entries.find_impossible_dates,
    "list-never-cited": entry_use.find_lists_never_cited,
    "malformed-marker": citations.find_malformed_markers,
    "marker-not-in-list": citations.find_missing_entries,
    "marker-stack": citations.find_marker_stacks,
    "markers-without-list": citations.find_markers_without_list,
    "missing-core-field": entries.find_missing_core_fields,
    "mixed-systems": citations.find_mixed_systems,
    "placeholder-entry": hollow_entries.find_placeholder_entries,
    "no-locator": entries.find_unlocated_entries,
    "missing-nearby-link": find_missing_nearby_link,
    "missing-numbered-item": find_missing_numbered_items,
    "no-claim-sourced": coverage.find_no_claim_sourced,
    "no-sources": coverage.find_no_sources,
    "pattern": find_pattern,
    "plural-from-one": find_plural_from_one,
    "unattributed-quote": find_unattributed_quote,
    "vague-voice": find_vague_voice,
    "pointer": find_pointers,
    "single-source": dominance.find_single_source,
    "unsourced-number": coverage.find_unsourced_number,
    "unsourced-run": coverage.find_unsourced_run,
    "uncited-entry": entry_use.find_uncited_entries,
    "no-outbound-links": find_no_outbound_links,
    "chart-source": find_unsourced_charts,
    "truncated": find_truncated,
    "no-byline": masthead.find_no_byline,
    "no-date": masthead.find_no_date,
    "no-publisher": masthead.find_no_publisher,
    "no-corrections-link": masthead.find_no_corrections_link,
    "generic-byline": masthead.find_generic_byline,
    "date-conflict": find_date_conflict,
    "dateline-conflict": find_dateline_conflict,
    "bare-correction": find_bare_corrections,
    "uncredited-agency": find_uncredited_agency,
    "unlabelled-opinion": find_unlabelled_opinion,
}

# The finders that match nothing where a pattern cannot match, and the option that holds it: what its cues rule out is not run.
CUED: dict[str, str] = {
    "pattern": "patterns",
    "repeated": "patterns",
    "vague-voice": "patterns",
    "plural-from-one": "patterns",
    "pointer": "cue",
    "missing-media": "cue",
    "missing-nearby-link": "cue",
    "empty-citation": "patterns",
}

# Words with which these finders match even where no pattern can.
BESIDE: dict[str, tuple[str, ...]] = {"empty-citation": LABEL_WORDS}

# The finders that match nothing where none of their option “cues” occurs, and where it is looked for.
HELD: dict[str, Literal["prose", "source"]] = {"repeated": "prose", "in-source": "source"}

# The finders that match nothing in a prose without one of these pieces of text.
HOLDING: dict[str, tuple[str, ...]] = {
    "literal-tags": ("<",),
    "malformed-marker": ("[", "]"),
    "spaced-tags": ("<",),
    "tag-tails": (">",),
}

# The finders that match nothing in a document that has none of this, by the name of its view.
FED: dict[str, str] = {
    "author-year-unmatched": "markers",
    "bad-identifier": "references",
    "bare-url": "references",
    "broken-numbering": "references",
    "duplicate-entry": "references",
    "empty-link": "links",
    "empty-reference-section": "reference_lists",
    "flattened-markers": "references",
    "generic-entry": "references",
    "homepage-only": "references",
    "impossible-date": "references",
    "list-never-cited": "references",
    "malformed-url": "all_links",
    "marker-not-in-list": "markers",
    "marker-stack": "markers",
    "markers-without-list": "markers",
    "missing-core-field": "references",
    "mixed-systems": "markers",
    "no-claim-sourced": "claims",
    "no-locator": "references",
    "no-sources": "claims",
    "non-public-host": "links",
    "placeholder-entry": "references",
    "search-or-share-link": "links",
    "self-links-only": "all_links",
    "shortened-url": "all_links",
    "single-source": "claims",
    "text-target-mismatch": "links",
    "tracking-parameter": "all_links",
    "unattributed-quote": "quotes",
    "uncited-entry": "references",
    "unsourced-number": "claims",
    "unsourced-run": "claims",
    "vague-link-text": "links",
}
