"""`make bench`: every benchmark, each beside its baseline."""

import runpy
from pathlib import Path

for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
    print(f"== {path.stem}")
    runpy.run_path(str(path), run_name="__main__")
