# `make run` and `make test` are all one needs. Everything lives in .venv beside this file.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
# One more than there are cores: some tests wait for processes that die, start, or run out of their lease.
AT_ONCE ?= $(shell expr $$(nproc 2>/dev/null || echo 2) + 1)

.PHONY: run test check bench lock clean

run: $(VENV)/.run
	@$(BIN)/python -m bot.cli demo --port $(PORT)

test: $(VENV)/.dev
	@bash .ci/tools
	$(BIN)/python -m pytest -n $(AT_ONCE) --dist worksteal

check: $(VENV)/.dev
	$(BIN)/python -m ruff check bot flows locales tests benchmarks wsgi.py
	$(BIN)/python -m mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m bot.cli flows check
	$(BIN)/python .ci/audit.py

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

lock: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --no-emit-index-url --no-emit-find-links --extra dev pyproject.toml -o requirements-dev.txt

clean:
	rm -rf $(VENV) build *.egg-info

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@ $(VENV)/.run
