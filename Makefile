# Everything a person does here. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help install run test test-quick check score-language lock benchmark clean

help: ## what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

$(VENV)/.installed: requirements.lock pyproject.toml
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@echo "Installing what requirements.lock pins (once, a minute or two) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

install: $(VENV)/.installed ## .venv/ with everything in it

run: install ## start Huiban; without credentials that is the playground
	@$(BIN)/huiban serve

test: install ## the tests, with whatever of PostgreSQL and Chromium the machine has
	@$(BIN)/python -m pytest -n auto --dist loadfile

test-quick: install ## the tests without the slow ones
	@$(BIN)/python -m pytest -n auto --dist loadfile -m "not slow"

check: install ## lint, format, types, import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

score-language: install ## how well what people type is understood, by category
	@$(BIN)/python -m tests.reading.scoring

benchmark: install ## ingress, handling and start-up against their yardsticks
	@$(BIN)/python -m benchmarks

lock: ## pin again (needs uv)
	@uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --output-file requirements.lock

clean: ## remove what was built; data/ stays
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build *.egg-info
