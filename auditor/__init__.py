"""auditor: could a reader check this? Audits how well a text is sourced.

>>> import auditor
>>> found = auditor.audit_text("As of my last knowledge update, nobody had replied.").findings
>>> [(finding.rule.id, finding.line) for finding in found]
[('cutoff-disclaimer', 1)]

Names are imported when they are first used, so that ``import auditor`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module

from auditor.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.audited import Audit
    from auditor.config import Config, load_config
    from auditor.document import Document
    from auditor.errors import AuditorError, ConfigError, EmptyError, MissingError, ReadError, RuleError, UsageError
    from auditor.fix import Mended, fix_text
    from auditor.model import (
        Attribution,
        Claim,
        Edit,
        Failure,
        Finding,
        Fix,
        Part,
        Place,
        Quote,
        Reference,
        Rule,
        Score,
        Source,
        Span,
        Step,
        Support,
        Verdict,
    )
    from auditor.pipeline import audit, audit_text
    from auditor.rules import RuleSet, load_rules
    from auditor.verify.options import Online

__version__ = VERSION
__all__ = [
    "Attribution",
    "Audit",
    "AuditorError",
    "Claim",
    "Config",
    "ConfigError",
    "Document",
    "Edit",
    "EmptyError",
    "Failure",
    "Finding",
    "Fix",
    "Mended",
    "MissingError",
    "Online",
    "Part",
    "Place",
    "Quote",
    "ReadError",
    "Reference",
    "Rule",
    "RuleError",
    "RuleSet",
    "Score",
    "Source",
    "Span",
    "Step",
    "Support",
    "UsageError",
    "Verdict",
    "audit",
    "audit_text",
    "fix_text",
    "load_config",
    "load_rules",
]

_HOMES = {
    "auditor.audited": ("Audit",),
    "auditor.pipeline": ("audit", "audit_text"),
    "auditor.config": ("Config", "load_config"),
    "auditor.document": ("Document",),
    "auditor.errors": ("AuditorError", "ConfigError", "EmptyError", "MissingError", "ReadError", "RuleError", "UsageError"),
    "auditor.fix": ("Mended", "fix_text"),
    "auditor.rules": ("RuleSet", "load_rules"),
    "auditor.verify.options": ("Online",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module “auditor” has no attribute “{name}”")
    return getattr(import_module(_HOME.get(name, "auditor.model")), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
