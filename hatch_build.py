"""Build hook: check every rule strictly and ship the rules, and the words of English, compiled.

A start then reads one file, and a broken rule makes no wheel.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from zlib import crc32

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRules(BuildHookInterface):  # type: ignore[type-arg]
    """Puts ``auditor/_rules/compiled.json`` and ``auditor/_rules/english.txt`` into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the rules of this source tree; a rule that breaks the form ends the build."""
        sys.path.insert(0, self.root)
        from auditor.english import compile_words  # noqa: PLC0415 — importable from here on

        if version == "editable":  # a checkout reads the rule files themselves
            words = Path(self.root) / "build" / "english.txt"
            words.parent.mkdir(exist_ok=True)
            words.write_bytes(compile_words())
            return
        from auditor.compiled import code_digest  # noqa: PLC0415 — importable from here on
        from auditor.profiles import read_profiles  # noqa: PLC0415
        from auditor.rules import compile_rules, read_rules  # noqa: PLC0415

        loaded = read_rules(Path(self.root) / "rules")
        profiles, problems = read_profiles(Path(self.root) / "rules", loaded.rules)
        if loaded.problems or problems:
            raise SystemExit("\n".join(map(str, (*loaded.problems, *problems))))
        made = Path(mkdtemp())
        words = compile_words()
        state = [code_digest(Path(self.root) / "auditor"), crc32(words)]  # by which a cache knows one build from another
        data = {"state": state, **compile_rules(loaded, profiles)}
        # In ASCII: one emoji makes four bytes of every character of the whole, and a start takes twice as long to read it.
        (made / "compiled.json").write_text(json.dumps(data, separators=(",", ":")), encoding="ascii")
        (made / "english.txt").write_bytes(words)
        for name in ("compiled.json", "english.txt"):
            build_data["force_include"][str(made / name)] = f"auditor/_rules/{name}"
