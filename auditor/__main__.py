"""``python -m auditor`` and the command ``auditor``: Ctrl-C is quiet from here on, also while the rest is being loaded."""

from __future__ import annotations

import sys


def main() -> None:
    """Load the command line and run it."""
    try:
        from auditor.cli import main as run  # noqa: PLC0415 — what takes time is loaded where an interruption is heard

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
