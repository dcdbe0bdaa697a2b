"""Finders: how things are found. One phenomenon a file, each a function from a `Document` to matches.

A finder's keyword-only parameters are the schema of ``[find]`` in the rules that name it. Finders read the document and
nothing else: what the network said stands in ``document.evidence``.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Literal, cast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.model import Match

    Finder = Callable[..., Iterator[Match]]


class _Finders(dict[str, Any]):
    """Finders by the names that rules give them; the file of one is imported when it is asked for: few texts need them all."""

    def __getitem__(self, name: str) -> Finder:
        found = super().__getitem__(name)
        if isinstance(found, str):
            file, _, function = found.partition(".")
            found = self[name] = getattr(import_module(f"{__name__}.{file}"), function)
        return cast("Finder", found)


# The file and the function of each.
FINDERS = _Finders(
    {
        "empty-link": "links.find_empty_links",
        "malformed-url": "links.find_malformed_urls",
        "non-public-host": "links.find_non_public_hosts",
        "search-or-share-link": "links.find_search_or_share_links",
        "self-links-only": "links.find_self_links_only",
        "shortened-url": "links.find_shortened_urls",
        "text-target-mismatch": "links.find_text_target_mismatches",
        "tracking-parameter": "links.find_tracking_parameters",
        "vague-link-text": "links.find_vague_link_texts",
        "in-source": "source.find_in_source",
        "in-targets": "source.find_in_targets",
        "literal-tags": "tags.find_literal_tags",
        "mojibake": "encoding.find_mojibake",
        "citation-tokens": "citation_tokens.find_citation_tokens",
        "repeated": "repeated.find_repeated",
        "stray-characters": "encoding.find_stray_characters",
        "spaced-tags": "tags.find_spaced_tags",
        "spacing-damage": "spacing.find_spacing_damage",
        "tag-tails": "tags.find_tag_tails",
        "unbalanced-marks": "unbalanced.find_unbalanced_marks",
        "empty-citation": "empty_citation.find_empty_citations",
        "missing-media": "media.find_missing_media",
        "author-year-unmatched": "citations.find_unmatched_author_years",
        "bad-identifier": "identifiers.find_bad_identifiers",
        "bare-url": "entries.find_bare_urls",
        "broken-numbering": "entry_use.find_broken_numbering",
        "duplicate-entry": "entries.find_duplicate_entries",
        "empty-reference-section": "entries.find_empty_sections",
        "flattened-markers": "citations.find_flattened_markers",
        "generic-entry": "hollow_entries.find_generic_entries",
        "homepage-only": "entries.find_homepages",
        "impossible-date": "hollow_entries.find_impossible_dates",
        "list-never-cited": "entry_use.find_lists_never_cited",
        "malformed-marker": "citations.find_malformed_markers",
        "marker-not-in-list": "citations.find_missing_entries",
        "marker-stack": "citations.find_marker_stacks",
        "markers-without-list": "citations.find_markers_without_list",
        "missing-core-field": "entries.find_missing_core_fields",
        "mixed-systems": "citations.find_mixed_systems",
        "placeholder-entry": "hollow_entries.find_placeholder_entries",
        "no-locator": "entries.find_unlocated_entries",
        "missing-nearby-link": "nearby_link.find_missing_nearby_link",
        "missing-numbered-item": "numbered_item.find_missing_numbered_items",
        "no-claim-sourced": "coverage.find_no_claim_sourced",
        "no-sources": "coverage.find_no_sources",
        "pattern": "pattern.find_pattern",
        "plural-from-one": "plural_from_one.find_plural_from_one",
        "unattributed-quote": "unattributed_quote.find_unattributed_quote",
        "vague-voice": "vague_voice.find_vague_voice",
        "pointer": "pointers.find_pointers",
        "single-source": "dominance.find_single_source",
        "unsourced-number": "coverage.find_unsourced_number",
        "unsourced-run": "coverage.find_unsourced_run",
        "uncited-entry": "entry_use.find_uncited_entries",
        "lookalike-domain": "lookalike.find_lookalike_domains",
        "no-outbound-links": "links.find_no_outbound_links",
        "cautioned": "sites.find_cautioned",
        "circular-source": "sites.find_circular_sources",
        "own-coverage": "sites.find_own_coverage",
        "release-as-study": "sites.find_release_as_study",
        "sole-support": "sites.find_sole_support",
        "syndicated-copy": "sites.find_syndicated_copies",
        "undisclosed-promotion": "promotion.find_undisclosed_promotion",
        "unlocated-post": "posts.find_unlocated_posts",
        "accusation-by-one-anonymous": "anonymous_accusation.find_accusations_by_one_anonymous",
        "number-conflict": "number_conflict.find_number_conflicts",
        "poll-without-method": "polls.find_polls_without_method",
        "undated-claim": "undated.find_undated_claims",
        "unsourced-claim": "unsourced_claim.find_unsourced_claims",
        "weekday-mismatch": "weekday.find_weekday_mismatches",
        "without": "without.find_without",
        "changed-quote": "changed_quote.find_changed_quotes",
        "headline-quote": "headline_quote.find_headline_quotes",
        "stranger": "stranger.find_strangers",
        "chart-source": "chart_source.find_unsourced_charts",
        "truncated": "truncated.find_truncated",
        "no-byline": "masthead.find_no_byline",
        "no-date": "masthead.find_no_date",
        "no-publisher": "masthead.find_no_publisher",
        "no-corrections-link": "masthead.find_no_corrections_link",
        "generic-byline": "masthead.find_generic_byline",
        "date-conflict": "publication_day.find_date_conflict",
        "dateline-conflict": "publication_day.find_dateline_conflict",
        "bare-correction": "corrections.find_bare_corrections",
        "uncredited-agency": "agency.find_uncredited_agency",
        "unlabelled-opinion": "opinion.find_unlabelled_opinion",
        "book-without-page": "books.find_books_without_page",
        "backward-pages": "entry_pages.find_backward_pages",
        "identifier-mismatch": "identifier_mismatch.find_identifier_mismatches",
        "preprint-unlabelled": "preprints.find_unlabelled_preprints",
        "relative-reference-date": "entry_dates.find_relative_dates",
        "source-newer-than-text": "entry_dates.find_entries_after_text",
        "year-only-news": "entry_dates.find_year_only_news",
        "directive-fault": "directives.find_directive_faults",
        "bad-certificate": "online.find_bad_certificates",
        "dead-link": "online.find_dead_links",
        "mismatched-entry": "online.find_mismatched_entries",
        "missing-fragment": "online.find_missing_fragments",
        "moved-link": "online.find_moved_links",
        "replaced-page": "online.find_replaced_pages",
        "retracted": "online.find_retracted",
        "weak-support": "weak_support.find_weak_support",
        "unknown-isbn": "online.find_unknown_isbns",
        "unknown-title": "online.find_unknown_titles",
        "unregistered": "online.find_unregistered",
        "absent-from-page": "says.find_absent",
    }
)

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
    "unlocated-post": "cue",
    "undated-claim": "patterns",
    "unsourced-claim": "patterns",
    "without": "patterns",
}

# Words with which these finders match even where no pattern can.
BESIDE: dict[str, tuple[str, ...]] = {"empty-citation": ("source", "sources", "citation", "citations", "credit", "reference")}

# The finders that match nothing where none of their option “cues” occurs, and where it is looked for.
HELD: dict[str, Literal["prose", "source"]] = {"repeated": "prose", "in-source": "source", "tag-tails": "source"}

# The finders that match nothing in a prose without one of these pieces of text.
HOLDING: dict[str, tuple[str, ...]] = {
    "literal-tags": ("<", "[/", "&lt;"),
    "malformed-marker": ("[", "]"),
    "spaced-tags": ("<",),
    "tag-tails": (">",),
    "number-conflict": (
        "%",
        "percent",
        "cent",
    ),
    "poll-without-method": (
        "poll",
        "polls",
        "polled",
        "polling",
        "survey",
        "surveys",
        "surveyed",
        "respondents",
    ),
    "weekday-mismatch": (
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
    ),
}

# The finders that judge a whole text: what they match, its first claim or its heading, is only where they say so.
WHOLE = frozenset(
    {
        "no-byline",
        "no-claim-sourced",
        "no-corrections-link",
        "no-date",
        "no-outbound-links",
        "no-publisher",
        "no-sources",
        "single-source",
    }
)
# The finders whose matches may be none on a later day: what they found holds for the day on which they found it.
PASSING: frozenset[str] = frozenset(("bad-identifier", "date-conflict", "impossible-date"))

# The finders that also read a list which is kept here (`auditor.lists`): what they find is shown where there is one.
LISTED: frozenset[str] = frozenset(("retracted",))

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
    "non-public-host": "all_links",
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
    "cautioned": "all_links",
    "circular-source": "all_links",
    "lookalike-domain": "links",
    "no-outbound-links": "claims",
    "own-coverage": "links",
    "release-as-study": "links",
    "sole-support": "all_links",
    "syndicated-copy": "all_links",
    "undisclosed-promotion": "all_links",
    "accusation-by-one-anonymous": "claims",
    "changed-quote": "quotes",
    "stranger": "attributions",
    "book-without-page": "references",
    "backward-pages": "references",
    "identifier-mismatch": "references",
    "preprint-unlabelled": "links",
    "relative-reference-date": "references",
    "source-newer-than-text": "references",
    "year-only-news": "references",
    "directive-fault": "faults",
    "absent-from-page": "evidence",
    "bad-certificate": "evidence",
    "dead-link": "evidence",
    "mismatched-entry": "evidence",
    "missing-fragment": "evidence",
    "moved-link": "evidence",
    "replaced-page": "evidence",
    "weak-support": "evidence",
    "unknown-isbn": "evidence",
    "unknown-title": "evidence",
    "unregistered": "evidence",
}
