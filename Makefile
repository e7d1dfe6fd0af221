# make run: the practice room with the bot in it. Needs Python 3.11 or newer and make.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run install dev test check format pictures bench eval clean formats
.DEFAULT_GOAL := run

run: install
	@$(BIN)/parley room

install: .venv/.installed
dev: .venv/.installed-dev

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Parley needs Python 3.11 or newer; this machine has $$(python3 --version 2>&1 || echo none). Install one, or name it: make run PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "This Python has no venv module. On Debian and Ubuntu: apt install python3-venv. Then run make again."; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.installed: .venv/bin/python pyproject.toml
	@echo "Installing Parley into .venv (once; about a minute) ..."
	@$(PIP) -e .
	@touch $@

.venv/.installed-dev: .venv/.installed
	@echo "Installing what the tests need ..."
	@$(PIP) -e '.[dev]'
	@touch $@

test: dev
	@$(BIN)/pytest -n 3 --dist loadfile --reruns 2

check: dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/pytest -q tests/test_rooms.py
	@$(BIN)/parley check

format: dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

pictures: dev
	@PARLEY_PICTURES=1 $(BIN)/pytest -q tests/whole/test_browser_pictures.py

formats: dev
	@$(BIN)/parley format docs

eval: dev
	@$(BIN)/python -m benchmarks.eval

bench: dev
	@$(BIN)/python -m benchmarks.streaming

clean:
	rm -rf .venv build dist *.egg-info
