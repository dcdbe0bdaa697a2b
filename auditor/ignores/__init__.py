"""What authors set aside, in a text or by its path: kept, counted, not held against them; and what is wrong with it."""

from __future__ import annotations

from auditor.ignores.heed import CATEGORY, Heeded, Ignores, fault_hits, ignores, ran

__all__ = ["CATEGORY", "Heeded", "Ignores", "fault_hits", "ignores", "ran"]
