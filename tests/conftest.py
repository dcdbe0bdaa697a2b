from __future__ import annotations

import os
import sys

import pytest


@pytest.fixture(scope="session")
def command_path(tmp_path_factory):
    """An environment in which the command `auditor` is the auditor under test, not another one on the path."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "auditor"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m auditor "$@"\n')
    command.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory):
    """No test reads or writes the cache of whoever runs the tests."""
    os.environ["AUDITOR_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache") / "auditor")
