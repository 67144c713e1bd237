"""The same six turns by others, each run by a Python of its own (see benchmarks/script.py)."""
