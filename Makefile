# Each target does all the set-up that it needs; a fresh clone and Python 3.11 are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
STATIC := src/timbrespace/app/static
PAGE := $(STATIC)/index.html
PAGE_SOURCES := $(shell find web/src web/build web/index.html web/package-lock.json web/*.ts -type f 2>/dev/null)

.PHONY: help demo test page install lint benchmarks clean

help: ## Say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: export TIMBRESPACE_SET_UP_BEGAN_S := $(shell date +%s)
demo: $(VENV)/base page ## Map the built-in recordings and open the page
	$(BIN)/timbrespace demo $(ARGS)

test: $(VENV)/dev page browser ## Run the tests
	$(BIN)/python scripts/npm.py test
	$(BIN)/python -m pytest --numprocesses logical --dist loadfile -m "not browser"
	$(BIN)/python -m pytest tests/browser --numprocesses logical --dist loadfile -m "not real_time"
	$(BIN)/python -m pytest tests/browser -m real_time

install: $(VENV)/base page ## Make the environment, without PyTorch

page: $(PAGE) ## Build the page

lint: $(VENV)/dev ## Check style and types
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

clean: ## Remove the environment and the page's build
	rm -rf $(VENV) $(STATIC)/assets $(PAGE) web/node_modules

$(VENV)/made:
	$(PYTHON) -c 'import sys; sys.exit("timbrespace needs Python 3.11 or later; name one: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/base: $(VENV)/made pyproject.toml constraints.txt
	$(PIP) --editable .
	@touch $@

$(VENV)/dev: $(VENV)/base
	$(PIP) --editable '.[models,notebook,dev]'
	@touch $@

$(PAGE): $(PAGE_SOURCES) | $(VENV)/base
	$(BIN)/python scripts/npm.py ci --silent
	$(BIN)/python scripts/npm.py run build --silent

.PHONY: browser
browser: $(VENV)/dev
	@$(BIN)/python scripts/find_browser.py
