"""Evidence in a file: what was asked and answered, so that the same audit can be made again without a network."""

from __future__ import annotations

import json
from typing import get_args

from auditor.errors import UsageError
from auditor.model import NetworkAnswer, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VERSION = 1
ANSWERS: tuple[str, ...] = get_args(NetworkAnswer)


def dump(evidence: Mapping[str, Verdict]) -> str:
    """Give evidence as JSON, a line a target, in order of targets."""
    rows = [
        json.dumps(
            {"target": v.target, "answer": v.answer, "when": v.when, "facts": dict(sorted(v.facts.items()))}, ensure_ascii=True
        )
        for _, v in sorted(evidence.items())
    ]
    return f'{{"evidence": {VERSION}, "verdicts": [\n' + ",\n".join(rows) + "\n]}\n"


def load(path: Path) -> dict[str, Verdict]:
    """Read what `dump` gave. Raises `UsageError` for a file that is missing or something else."""
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise UsageError(f"--evidence {path}: no such file; --online asks and writes it") from None
    except OSError as error:
        raise UsageError(f"--evidence {path}: cannot be read ({error.strerror})") from None
    except ValueError as error:
        raise UsageError(f"--evidence {path}: is no evidence of auditor (no JSON: {error})") from None
    if not isinstance(data, dict) or data.get("evidence") != VERSION or not isinstance(data.get("verdicts"), list):
        raise UsageError(f"--evidence {path}: is no evidence of auditor, or of another version than {VERSION}")
    verdicts = [_verdict(path, number, row) for number, row in enumerate(data["verdicts"], 1)]
    return {verdict.target: verdict for verdict in verdicts}


def _verdict(path: Path, number: int, row: object) -> Verdict:
    facts = row.get("facts") if isinstance(row, dict) else None
    if not isinstance(row, dict) or not isinstance(facts, dict) or row.get("answer") not in ANSWERS:
        raise UsageError(f"--evidence {path}: verdict {number} is damaged; ask anew with --online")
    words = (row.get("target"), row.get("when"), *facts.values())
    if not all(isinstance(word, str) for word in words):
        raise UsageError(f"--evidence {path}: verdict {number} is damaged; ask anew with --online")
    return Verdict(row["target"], row["answer"], row["when"], facts)
