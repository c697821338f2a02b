# What CI runs, a person can run: `make help` lists it. Only python3.11 or later, pip and make are needed.
.DEFAULT_GOAL := help
.PHONY: help demo test lint types floors golden gate docs fuzz audit bench speed lock clean chromium screenshots load crowd
SHELL := /bin/bash

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
LOCKED := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	--no-emit-index-url --quiet

help: ## say what there is
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /\1|/' | while IFS='|' read -r name what; do \
		printf '  make %-11s %s\n' "$$name" "$$what"; done

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# A lock is all of it: pip adds nothing. The stamps stand for "what the lock says is installed"; a changed lock makes them anew.
$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) --no-deps --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src # so that the first command starts as quickly as the next
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(PIP) --no-deps --require-hashes -r requirements-dev.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@ $(VENV)/.installed

demo: $(VENV)/.installed ## code the sample reports into a store, print the incidents, write demo/index.html
	@mkdir -p demo
	@$(BIN)/dateline add samples/samples.jsonl --store demo/dateline.db
	@$(BIN)/dateline incidents --store demo/dateline.db
	@$(BIN)/dateline code samples/samples.jsonl --format html -o demo/index.html
	@echo
	@echo "Every report with its claims, each highlight tied to its claim: open demo/index.html in a browser."
	@echo "The store: $(BIN)/dateline claims --store demo/dateline.db (also incidents, tally, reports, sources)."
	@echo "To read and review in a browser: $(BIN)/dateline serve --store demo/dateline.db"

test: lint types floors docs chromium ## all that CI checks: style, types, floors, docs, scores, tests
	@if [ -f eval/gate.py ]; then $(BIN)/python eval/gate.py --quick; fi
	$(BIN)/python bench/ratios.py --quick
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile --ignore=tests/web/test_in_a_browser.py
	$(BIN)/pytest tests/web/test_in_a_browser.py # by itself: two browsers of Playwright cannot share a process

lint: $(VENV)/.installed-dev ## style, the layout of the code, and what bandit knows of dangers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml src

types: $(VENV)/.installed-dev ## mypy --strict
	$(BIN)/mypy

floors: $(VENV)/.installed-dev ## imports only go down
	$(BIN)/lint-imports --no-logo

golden: $(VENV)/.installed-dev ## the golden reports: what is wrong in those that may be read, totals of the others
	$(BIN)/python eval/gate.py --golden --show

gate: $(VENV)/.installed-dev ## the scores: none may fall below eval/baseline.json
	$(BIN)/python eval/gate.py

docs: $(VENV)/.installed-dev ## what the docs say is what the code does
	@if [ -f docs/generate.py ]; then $(BIN)/python docs/generate.py --check; fi

fuzz: $(VENV)/.installed-dev ## every reader against broken files (DATELINE_FUZZ: how many each; FUZZ_SECONDS: for how long each)
	$(BIN)/pytest -q -m heavy tests/hostile
	nice -n 19 $(BIN)/python -m tests.fuzz.guided --seconds $(or $(FUZZ_SECONDS),60)

audit: $(VENV)/.installed-dev ## bandit over the code; known faults of what the lock pins (3: no advisories could be had)
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml src
	@$(BIN)/python tests/audit.py requirements.lock

bench: $(VENV)/.installed-dev ## ratios of speed beside their pins, in under two minutes; a warning where one fell by a fifth
	$(BIN)/python bench/ratios.py

speed: $(VENV)/.installed-dev ## words a second, start-up, memory; a feed of 1,000 reports through `add`
	$(BIN)/python bench/speed.py
	$(BIN)/python bench/feed.py

load: $(VENV)/.installed-dev chromium ## 5,000 reports, 60,000 claims: milliseconds of every page; a map of 20,000 incidents
	$(BIN)/python bench/loaded.py
	$(BIN)/python bench/mapped.py

crowd: $(VENV)/.installed-dev ## 50 readers and 5 reviewers at a store that is being added to, for ten minutes
	$(BIN)/python bench/crowd.py $(CROWD)

chromium: ## the browser that the tests of the pages drive, where it is missing
	@command -v chromium > /dev/null || { apt-get update && apt-get install --yes --no-install-recommends chromium; }

screenshots: $(VENV)/.installed-dev chromium ## pictures of every page, light, dark and narrow, into docs/pictures
	$(BIN)/python docs/pictures.py

lock: $(VENV)/.installed-dev ## write the lock files anew, within what pyproject.toml allows
	$(BIN)/$(LOCKED) --extra build --extra dev --output-file requirements-dev.lock
	$(BIN)/$(LOCKED) --extra build --extra web --constraints requirements-dev.lock --output-file requirements.lock

clean: ## take away what these commands made
	rm -rf $(VENV) demo dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
