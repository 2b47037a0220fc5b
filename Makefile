# Everything runs in .venv, which is made from the locks; nothing is installed outside it.
PYTHON ?= python3
VENV := .venv
ALLY := $(VENV)/bin/ally
# The sample corpus has a data folder of its own, apart from what the user asks Ally about.
DATA ?= .ally-sample

.PHONY: demo run test check soak bench quality docs lock clean

demo: $(VENV)/.runtime
	ALLY_DATA=$(DATA) $(ALLY) ingest examples/corpus
	ALLY_DATA=$(DATA) $(ALLY) ask "Should alliance managers have a vote in the JSC?"

run: $(VENV)/.runtime
	ALLY_DATA=$(DATA) $(ALLY) ingest examples/corpus
	ALLY_DATA=$(DATA) $(ALLY) serve

test: $(VENV)/.development
	$(VENV)/bin/pytest -n auto

soak: $(VENV)/.development
	$(VENV)/bin/pytest --soak

check: $(VENV)/.development
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/python scripts/refresh_docs.py --check

# DATA is the folder that holds the data of each benchmark in a folder of its name.
bench: $(VENV)/.development
	for each in contracts meetings chinese followups injection; do \
		$(ALLY) eval bench $$each --data $(DATA)/$$each || exit 1; done
	$(ALLY) eval bench questions --data examples

# The same beside a plain LangChain pipeline, written into docs/quality.md.
quality: $(VENV)/.development
	set -e; figures=$$(mktemp -d); trap 'rm -r $$figures' EXIT; \
	for each in contracts meetings chinese; do \
		$(ALLY) eval bench $$each --data $(DATA)/$$each --baseline --json $$figures/$$each.json; done; \
	for each in followups injection; do \
		$(ALLY) eval bench $$each --data $(DATA)/$$each --json $$figures/$$each.json; done; \
	$(ALLY) eval bench questions --data examples --json $$figures/questions.json; \
	$(VENV)/bin/python scripts/quality_page.py $$figures/*.json

docs: $(VENV)/.development
	$(VENV)/bin/python scripts/refresh_docs.py

# Written without addresses, so that any registry can serve them.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q pyproject.toml requirements-build.in -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q --extra dev --extra eval pyproject.toml requirements-build.in -c requirements.lock -o requirements-dev.lock

$(VENV)/.runtime: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.development: $(VENV)/.runtime requirements-dev.lock
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

clean:
	rm -rf $(VENV) .ally-sample
