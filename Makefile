# Two commands matter: `make run` opens the line, `make check` is everything that CI runs.

PYTHON ?= python3
BIN := .venv/bin
# Half of a story's time is waiting for the other side of a socket.
WORKERS ?= $(shell $(PYTHON) -c "import os; print(2 * (os.cpu_count() or 1))")
# Every worker compiles all modules anew where nothing may be written: half of its start.
export PYTHONDONTWRITEBYTECODE :=
PACKAGES := bot handlers desk faq storage locales sandbox tests bench

.DEFAULT_GOAL := help
.PHONY: help install run check fmt lint types test everything i18n texts bench lock screenshots audit sbom clean

help: ## This list
	@grep -E '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

install: $(BIN)/.run ## What the line needs, and nothing else, as it is locked

run: $(BIN)/.run ## Open the line: with BOT_TOKEN on Telegram, without one in a sandbox of its own
	@$(BIN)/linja run

check: lint types i18n test ## Everything that CI runs

lint: $(BIN)/.dev ## Format and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(BIN)/.dev ## Types, tests too
	$(BIN)/mypy

i18n: $(BIN)/.dev ## Catalogues and the Cyrillic texts made from the Latin ones
	$(BIN)/python -m locales.catalogues check

test: $(BIN)/.dev ## Tests, on SQLite and PostgreSQL
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup

everything: $(BIN)/.dev ## Every story in every language on both databases: half an hour
	EVERYTHING=1 $(BIN)/pytest -n $(WORKERS) --dist loadgroup

fmt: $(BIN)/.dev ## Put the code into form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

texts: $(BIN)/.dev ## Take new words into the catalogues, and make the Cyrillic texts anew
	$(BIN)/python -m locales.catalogues update
	$(BIN)/python -m locales.catalogues cyrillic

bench: $(BIN)/.dev ## The figures of the documentation, measured anew
	$(BIN)/python -m bench.faq
	$(BIN)/python -m bench.desk
	$(BIN)/python -m bench.slots
	$(BIN)/python -m bench.booking
	$(BIN)/python -m bench.events
	$(BIN)/python -m bench.relay
	$(BIN)/python -m bench.crash
	$(BIN)/python -m bench.backup
	$(BIN)/python -m bench.fuzz
	$(BIN)/python -m bench.pace
	$(BIN)/python -m bench.replicas
	$(BIN)/python -m bench.peers
	$(BIN)/python -m bench.growth
	$(BIN)/python -m bench.soak

screenshots: $(BIN)/.dev ## The pictures of the documentation
	$(BIN)/python -m bench.screenshots

audit: .audit/.made ## Whether a known weakness is in what we depend on; ADVISORIES=FILE asks a stored list
	.audit/bin/python -m bench.audit $(if $(ADVISORIES),--advisories $(ADVISORIES))

sbom: .audit/.made ## What we are made of, with hashes: build/sbom.json (CycloneDX)
	@mkdir -p build
	.audit/bin/cyclonedx-py requirements --pyproject pyproject.toml --mc-type application --sv 1.6 \
		--output-reproducible --of JSON -o build/sbom.json requirements.lock

lock: ## New versions of what we depend on, with hashes
	uv pip compile pyproject.toml --extra build --extra postgres --extra semantic --extra dev --universal --generate-hashes \
		--no-header -q -o requirements-dev.lock
	uv pip compile pyproject.toml --extra build --extra postgres --universal --generate-hashes \
		--no-header -q -c requirements-dev.lock -o requirements.lock
	uv pip compile audit.in --universal --generate-hashes --no-header -q -o requirements-audit.lock

clean:
	rm -rf .venv .audit build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -m venv .venv

$(BIN)/.run: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(BIN)/.dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@ $(BIN)/.run

.audit/.made: requirements-audit.lock
	$(PYTHON) -m venv .audit
	.audit/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.lock
	touch $@
