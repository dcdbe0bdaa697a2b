"""auditor: could a reader check this? Audits how well a text is sourced."""

from __future__ import annotations

from auditor.audit import Audit, audit_text
from auditor.errors import AuditorError, ConfigError, ReadError, RuleError, UsageError
from auditor.rules import load_rules

__all__ = ["Audit", "AuditorError", "ConfigError", "ReadError", "RuleError", "UsageError", "audit_text", "load_rules"]
__version__ = "0.1.0"
