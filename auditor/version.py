"""The version of auditor; `pyproject.toml` has the same."""

from __future__ import annotations

VERSION = "0.1.0"
