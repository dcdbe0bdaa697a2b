"""Help in sections: a command with forty options shows them by what they are about."""

from __future__ import annotations

import click

# The options by their names in the code, in the order in which help shows them; what is in no section comes first.
SECTIONS: dict[str, tuple[str, ...]] = {
    "Report": ("format_", "output", "diff", "dry_run", "notes", "full", "show_ignored", "timing", "quiet", "color", "help"),
    "Gate": ("fail_on", "fail_under", "max_warnings"),
    "Old texts": ("baseline", "no_baseline", "strict_baseline", "fail_on_drop", "changed_since"),
    "Rules": ("select", "ignore", "profile", "preview", "packs", "config_file", "no_ignores"),
    "Fixes": ("fix", "unsafe_fixes"),
    "Files": ("include", "exclude", "force_exclude", "stdin_filename"),
    "Input": (
        "input_format", "text_column", "id_column", "url_column", "title_column", "date_column", "format_column"
    ),
    "Run": ("engine", "jobs", "ray_address", "batch_size", "max_failures", "cache", "cache_dir", "watch"),
    "Network": (
        "online", "offline", "evidence", "timeout", "max_age", "confirm", "no_archive", "no_polite", "allow_private", "headers",
        "require_answers", "no_cache",
    ),
}  # fmt: skip


class Sectioned(click.Command):
    """A command whose help shows its options in `SECTIONS`."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, each under its section."""
        options = {_name(param): param for param in self.get_params(ctx) if isinstance(param, click.Option)}
        left = {name: record for name, option in options.items() if (record := option.get_help_record(ctx)) is not None}
        found = {title: [left.pop(name) for name in names if name in left] for title, names in SECTIONS.items()}
        for title, records in {"Options": list(left.values()), **found}.items():
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)


def _name(option: click.Option) -> str:
    return "help" if "--help" in option.opts else option.name or ""  # versions of click call it differently
