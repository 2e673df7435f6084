# Everything runs from `.venv`, which is built from requirements.lock; `make help` lists the targets.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CODE := bot handlers domain models services views scheduling playbooks sandbox tests

# One for each core; three at least, since some tests wait for the programs that they have started.
WORKERS = $(shell $(BIN)/python -c "import os; print(max(3, os.cpu_count() or 1))")

# Without bytecode of our own code every start of the bot, and there are many in the tests, takes a quarter longer.
unexport PYTHONDONTWRITEBYTECODE

help:  ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/ready: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Loopkeeper needs Python 3.11 or newer: run make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up $(VENV) (once; a minute or two)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

setup: $(VENV)/ready  ## Install everything into .venv

demo: setup  ## Try Loopkeeper in a local Slack, no account needed
	@$(BIN)/python -m bot demo

run: setup  ## Run the bot on your Slack workspace (settings in .env)
	@$(BIN)/python -m bot run

test: setup  ## Run the tests (SQLite and a real PostgreSQL), without the browser's and the slow ones
	@$(BIN)/pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder -m "not browser and not slow"

test-browser: setup  ## Run the browser tests (needs Chromium)
	@$(BIN)/pytest -m browser

crash: setup  ## Kill the bot some 250 times, at every point, with faults; ten minutes
	@$(BIN)/pytest tests/crash -m "slow or not slow"

thorough: setup  ## What is sealed and what is said to come, in a hundred times as many random orders; some minutes
	@THOROUGH=100 $(BIN)/pytest -n 4 tests/services/test_sealing_sequences.py tests/services/test_preview.py

soak: setup  ## Ten simulated weeks of fifty roles and a thousand loops; most of an hour
	@$(BIN)/pytest tests/soak -m "slow or not slow"

lint: setup  ## Lint and check the formatting
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)

types: setup  ## Check the types, strictly
	@$(BIN)/mypy

docs: setup  ## Write the generated docs anew
	@$(BIN)/python -m bot.docs

check: lint types  ## Lint, types, and drift of the generated docs
	@$(BIN)/python -m bot.docs --check

format: setup  ## Format the code
	@$(BIN)/ruff format $(CODE)
	@$(BIN)/ruff check --fix --quiet $(CODE)

bench: setup  ## Measure speed and size against a bare Bolt app
	@$(BIN)/python -m tests.bench

lock: setup  ## Resolve the dependencies anew (needs uv)
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --upgrade -o requirements.lock
	uv pip compile pyproject.toml -c requirements.lock --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 -o requirements-run.lock

.PHONY: help setup demo run test test-browser crash thorough soak lint types docs check format bench lock
