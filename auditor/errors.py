"""The exceptions auditor raises, in one tree.

::

    AuditorError               the root: the command line catches this and nothing else
    ├── UsageError             something the user wrote is wrong: exit status 2
    │   ├── ConfigError        a configuration file, with its key
    │   └── RuleError          a rule file, with its key
    └── ReadError              one source cannot be audited: exit status 3, the others go on
        ├── MissingError       nothing stands there
        ├── BinaryError        what stands there is not text
        └── EmptyError         it is text without a word of prose: an error only for a source that was named
"""

from __future__ import annotations

from typing import ClassVar, Literal


class AuditorError(Exception):
    """Root of every error auditor raises; its text names what is wrong, where, and what to do. ``status`` is that of a command."""

    status = 3


class UsageError(AuditorError):
    """A wrong option or argument."""

    status = 2


class ConfigError(UsageError):
    """A configuration file that cannot be read or has a wrong key or value."""


class RuleError(UsageError):
    """A rule file that cannot be read or does not keep the form of a rule."""


class ReadError(AuditorError):
    """A source that cannot be audited: missing, unreadable, binary, or without prose. ``kind`` is the `Failure`'s."""

    kind: ClassVar[Literal["missing", "unreadable", "binary", "empty"]] = "unreadable"


class MissingError(ReadError):
    """No such file, or a directory without articles."""

    kind = "missing"


class BinaryError(ReadError):
    """A file that holds no text."""

    kind = "binary"


class EmptyError(ReadError):
    """A text without a word of prose."""

    kind = "empty"
