"""`auditor cache`."""

from __future__ import annotations

import click

from auditor.cli.running import cache_dir_option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from auditor.errors import UsageError


@click.group(epilog="\b\nExamples:\n  auditor cache dir\n  auditor cache clear")
def cache() -> None:
    """Show where results of earlier runs are kept, or delete them."""


@cache.command("dir", epilog="\b\nExample:\n  auditor cache dir")
def dir_() -> int:
    """Print the directory of the cache.

    AUDITOR_CACHE_DIR sets it; else it is the place where your system keeps caches, and never the directory of the articles.
    """
    click.echo(_folder(None))
    return 0


@cache.command(epilog="\b\nExamples:\n  auditor cache clear\n  auditor cache clear --cache-dir .cache/auditor")
@cache_dir_option
def clear(cache_dir: Path | None) -> int:
    """Delete the results of earlier runs, and what the network has answered.

    The next run audits all texts anew. Lists stay: `auditor data clear` deletes those.
    """
    from auditor.kept import ForeignError  # noqa: PLC0415 — `--help` needs none of these
    from auditor.kept import clear as clear_cache  # noqa: PLC0415

    folder = _folder(cache_dir)
    try:
        files, size = clear_cache(folder)
    except ForeignError:
        raise _usage(f"{folder}: holds files that are no cache of auditor's; nothing was deleted") from None
    except OSError as error:
        raise _usage(f"{folder}: cannot be cleared ({error.strerror})") from error
    click.echo(f"{folder}: {f'cleared, {size / 1e6:.1f} MB' if files else 'nothing to clear'}")
    return 0


def _folder(given: Path | None) -> Path:
    from auditor.kept import default_folder  # noqa: PLC0415

    folder = given or default_folder()
    if folder is None:
        raise _usage("there is no home directory to keep results in; set AUDITOR_CACHE_DIR")
    return folder


def _usage(text: str) -> UsageError:

    from auditor.errors import UsageError  # noqa: PLC0415

    return UsageError(text)
