"""Known holes in what we depend on: pip-audit over the pinned requirements. `python .ci/audit.py requirements-dev.txt`.

Fails for a hole alone. Where nobody could be asked (offline, a mirror without advisories) it says that it was skipped:
pip-audit by itself would say "no known vulnerabilities" of packages that it never judged.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

LONGEST_SECONDS = 180
QUIETLY = ("--no-deps", "--disable-pip", "--progress-spinner", "off", "--timeout", "15", "--format", "json")


def main(requirements: str = "requirements-dev.txt") -> int:
    told, why = asked(requirements)
    if told is None:
        print(f"audit skipped: {why}")
        return 0
    lines, failed = judged(told)
    print("\n".join(lines))
    return 1 if failed else 0


def asked(requirements: str) -> tuple[dict[str, Any] | None, str]:
    """What pip-audit found, or why there is nothing."""
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "found.json"
        command = [
            sys.executable,
            "-m",
            "pip_audit",
            "--requirement",
            requirements,
            *QUIETLY,
            "--output",
            str(found),
        ]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return None, f"no answer within {LONGEST_SECONDS} seconds"
        if not found.exists():
            return None, (done.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1][:200]
        return json.loads(found.read_text(encoding="utf-8")), ""


def judged(told: dict[str, Any]) -> tuple[list[str], bool]:
    """Lines for a person, and whether there is a hole."""
    packages = told["dependencies"]
    unknown = [one["name"] for one in packages if "skip_reason" in one]
    if len(unknown) == len(packages):
        return [
            f"audit skipped: the package index here knows no advisories ({len(packages)} packages)"
        ], False
    holes = [
        f"{one['name']} {one['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for one in packages
        for hole in one.get("vulns", ())
    ]
    skipped = [f"audit skipped for: {', '.join(unknown)}"] if unknown else []
    summary = f"audit: {len(packages) - len(unknown)} packages, {len(holes)} known holes"
    return [*holes, *skipped, summary], bool(holes)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
