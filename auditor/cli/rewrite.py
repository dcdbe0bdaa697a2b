"""Mended files put in the place of the old: whole or not at all, and never over what somebody else wrote meanwhile."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from auditor.errors import AuditorError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.fix import Rewritten


class RewriteError(AuditorError):
    """A file that could not be mended where it lies; it is as it was."""


def put_back(one: Rewritten) -> None:
    """Write a mended file beside the old one, which it then replaces, with its permissions and owner.

    Raises `RewriteError` where the file has changed since it was read, or cannot be written; it is as it was then.
    """
    target = os.path.realpath(one.path)
    draft = f"{os.path.dirname(target)}/.auditor-{os.getpid()}-{id(one):x}.part"  # noqa: PTH120 — strings throughout
    try:
        if not os.access(target, os.W_OK):
            raise PermissionError(13, "Permission denied")
        with open(draft, "xb") as file:  # noqa: PTH123
            file.write(one.after)
            file.flush()
            os.fsync(file.fileno())
        _like(target, draft)
        if Path(target).read_bytes() != one.before:
            raise RewriteError(f"{one.path}: has changed since it was read; nothing was written, mend it again")
        os.replace(draft, target)  # noqa: PTH105
    except OSError as error:
        raise RewriteError(f"{one.path}: cannot be written ({error.strerror}); it is as it was") from error
    finally:
        with suppress(OSError):
            os.unlink(draft)  # noqa: PTH108 — it is gone where all went well


def _like(target: str, draft: str) -> None:
    """Give the draft what the file has: permissions, owner, extended attributes; its time is now."""
    there = os.stat(target)  # noqa: PTH116
    with suppress(OSError):  # only the administrator gives files away
        os.chown(draft, there.st_uid, there.st_gid)
    shutil.copystat(target, draft)
    os.utime(draft)
