"""Evidence in a file: what was asked and answered, so that the same audit can be made again without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from auditor.errors import UsageError
from auditor.model import NetworkAnswer, Verdict

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


def load(path: Path, said: str = "--evidence") -> dict[str, Verdict]:
    """Read what `dump` gave. Raises `UsageError`, which begins with ``said``, for a file that is missing or something else."""
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise UsageError(f"{said} {path}: no such file; --online asks and writes it") from None
    except OSError as error:
        raise UsageError(f"{said} {path}: cannot be read ({error.strerror})") from None
    except ValueError as error:
        raise UsageError(f"{said} {path}: is no evidence of auditor (no JSON: {error})") from None
    if not isinstance(data, dict) or data.get("evidence") != VERSION or not isinstance(data.get("verdicts"), list):
        raise UsageError(f"{said} {path}: is no evidence of auditor, or of another version than {VERSION}")
    found = {}
    for number, row in enumerate(data["verdicts"], 1):
        verdict = _verdict(row)
        if verdict is None:
            raise UsageError(f"{said} {path}: verdict {number} is damaged; ask anew with --online")
        found[verdict.target] = verdict
    return found


def _verdict(row: object) -> Verdict | None:
    """Give the verdict in a row of a file; None where it is none."""
    facts = row.get("facts") if isinstance(row, Mapping) else None
    if not isinstance(row, Mapping) or not isinstance(facts, Mapping) or row.get("answer") not in ANSWERS:
        return None
    words = (row.get("target"), row.get("when"), *facts, *facts.values())
    return Verdict(row["target"], row["answer"], row["when"], dict(facts)) if all(isinstance(w, str) for w in words) else None


def given(evidence: object) -> dict[str, Verdict]:
    """Read evidence that a program gives: the path of such a file, or a mapping of targets to verdicts.

    A verdict is a `Verdict`, or a mapping as in such a file: ``answer``, and ``when`` and ``facts`` where they are known. Raises
    `UsageError` for a file that cannot be used or a verdict that is none, `TypeError` for anything else.
    """
    if isinstance(evidence, (str, Path)):
        return load(Path(evidence), "evidence")
    if not isinstance(evidence, Mapping):
        raise TypeError(f"evidence is a mapping of targets to verdicts, or the path of a file, not {type(evidence).__name__}")
    found = {}
    for target, value in evidence.items():
        row = {"when": "", "facts": {}, **value, "target": target} if isinstance(value, Mapping) else None
        verdict = value if isinstance(value, Verdict) else _verdict(row)
        if not isinstance(target, str) or verdict is None:
            shape = f'a Verdict or {{"answer": one of {", ".join(ANSWERS)}; "when" and "facts": strings}}'
            raise UsageError(f"evidence for {target!r}: is {value!r:.200}, which is no verdict; it must be {shape}")
        found[target] = verdict
    return found
