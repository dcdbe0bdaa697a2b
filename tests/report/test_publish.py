from __future__ import annotations

import gc
import weakref

import pytest

from auditor.gate import Gate, Tally
from auditor.report import REPORTERS, publish
from auditor.report.common import Settings
from auditor.report.github import MOST


@pytest.mark.parametrize("names", [*([name] for name in REPORTERS), list(REPORTERS)])
def test_reports_come_out_whole_and_documents_are_let_go(make, names):
    alive: list[weakref.ref] = []
    tally = Tally(Gate())

    def results():
        for n in range(70):
            audit = make.audit("Critics say so.\n", [(make.vague, "Critics say")], name=f"{n}.txt")
            alive.append(weakref.ref(audit.document))
            yield audit
            del audit
            if n % 35 == 34:
                gc.collect()
                assert sum(ref() is not None for ref in alive) <= 4

    written: dict[str, list[str]] = {name: [] for name in names}
    publish(tally.watch(results()), [(REPORTERS[name], Settings(tally=tally), written[name].append) for name in names])
    for name, pieces in written.items():
        told = range(MOST) if name == "github" else range(70)
        assert all(f"{n}.txt" in "".join(pieces) for n in told), name
