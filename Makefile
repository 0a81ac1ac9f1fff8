# `make decks` builds every deck; `make test` sets up and runs all the tests. Nothing else is needed.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
SHELL := /bin/sh

.PHONY: decks test lint format schema bench measured clean

decks: $(VENV)/.installed
	@$(BIN)/quizgen build

test: $(VENV)/.installed-dev
	@sh tests/setup_browser.sh
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.installed-dev
	$(BIN)/python -m bench

measured: $(VENV)/.installed-dev
	$(BIN)/python -m tests.measuring

clean:
	rm -rf $(VENV) out dist .pytest_cache .mypy_cache .ruff_cache .page_tools_cache .hypothesis

$(VENV)/bin/python:
	@[ -n "$(PYTHON)" ] || { echo "quizgen needs Python 3.11 or newer: install it (Debian: apt-get install python3)" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "this Python has no venv: apt-get install $$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" >&2; exit 2; }
	@echo "Making an environment in $(VENV)" >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	@echo "Installing quizgen" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	@echo "Installing quizgen with what its tests need" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed

schema: $(VENV)/.installed
	@$(BIN)/python docs/make_pages.py
	@$(BIN)/python -c 'from pathlib import Path; from quizgen.decks.json_schema import SCHEMAS, format_schema; [Path("schema", n + ".schema.json").write_text(format_schema(n), "utf-8") for n in SCHEMAS]'
