"""What `make check` makes of an audit of our dependencies."""

import importlib.util
import subprocess
from pathlib import Path

import pytest

PATH = Path(__file__).parents[1] / ".ci/audit.py"


@pytest.fixture
def audit():
    spec = importlib.util.spec_from_file_location("audit", PATH)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GOOD = {"name": "flask", "version": "3.1.2", "vulns": []}
BAD = {"name": "jinja2", "version": "2.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"]}]}
UNKNOWN = {"name": "ours", "skip_reason": "Dependency not found on PyPI"}


def test_a_hole_fails_and_says_what_mends_it(audit) -> None:
    lines, failed = audit.judged({"dependencies": [GOOD, BAD, UNKNOWN]})
    assert failed
    assert lines == [
        "jinja2 2.0: PYSEC-1, mended in 2.1",
        "audit skipped for: ours",
        "audit: 2 packages, 1 known holes",
    ]


def test_no_hole_passes(audit) -> None:
    assert audit.judged({"dependencies": [GOOD]}) == (["audit: 1 packages, 0 known holes"], False)


def test_what_nobody_judged_is_not_called_sound(audit) -> None:
    (line,), failed = audit.judged({"dependencies": [UNKNOWN, UNKNOWN]})
    assert line.startswith("audit skipped") and not failed


@pytest.mark.parametrize("failure", ["unreachable", "hangs", "missing"])
def test_a_service_that_cannot_be_asked_fails_nothing(audit, monkeypatch, capsys, failure) -> None:
    def run(command, **_):
        if failure == "hangs":
            raise subprocess.TimeoutExpired(command, 1)
        errors = {
            "unreachable": "Traceback\nConnectionError: no such host",
            "missing": "No module named pip_audit",
        }
        return subprocess.CompletedProcess(command, 1, "", errors[failure])

    monkeypatch.setattr(audit.subprocess, "run", run)
    assert audit.main() == 0
    assert capsys.readouterr().out.startswith("audit skipped: ")
