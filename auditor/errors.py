"""The exceptions auditor raises, in one tree.

::

    AuditorError               the root: the command line catches this and nothing else
    ├── UsageError             something the user wrote is wrong: exit status 2
    │   ├── ConfigError        a configuration file, with its key
    │   └── RuleError          a rule file, with its key
    └── ReadError              one source cannot be audited: exit status 3, the others go on
"""

from __future__ import annotations


class AuditorError(Exception):
    """Root of every error auditor raises; its text names what is wrong, where, and what to do."""


class UsageError(AuditorError):
    """A wrong option or argument."""


class ConfigError(UsageError):
    """A configuration file that cannot be read or has a wrong key or value."""


class RuleError(UsageError):
    """A rule file that cannot be read or does not keep the form of a rule."""


class ReadError(AuditorError):
    """A source that cannot be audited: missing, unreadable, binary, or without prose."""
