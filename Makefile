# make run       set everything up and open the application in the browser, on this machine only
# make test      set everything up and prove it: tests, lint, types, layers
# make examples  write one document of every kind and variant to out/
# make bench     measure against docxtpl, side by side, and write benchmarks/README.md
PYTHON ?= python3
VENV := .venv/bin
OUT ?= out
# One test at a time more than there are cores: many wait for a browser, a database or LibreOffice.
WORKERS ?= $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")
# A test that waits for ever says where, and fails; the longest takes a minute.
PATIENCE := -o faulthandler_timeout=600 -o faulthandler_exit_on_timeout=true

.PHONY: run examples test bench bench-batch load setup setup-dev tests lint types layers fresh pages pictures wheel lock clean

run: setup
	@$(VENV)/docgen serve

examples: setup
	@$(VENV)/python -m docgen.cli.demo $(OUT)

test: setup-dev lint types layers fresh tests wheel

bench: setup-dev
	@$(VENV)/python benchmarks/bench.py

# Runs of many documents: about half an hour, writes benchmarks/batch.md.
bench-batch: setup-dev
	@$(VENV)/python benchmarks/batch.py

# The application over HTTP with 10,000 documents: about five minutes, writes benchmarks/load.md.
load: setup-dev
	@$(VENV)/python benchmarks/load.py

setup:
	@$(PYTHON) requirements/install.py run

setup-dev:
	@$(PYTHON) requirements/install.py dev
	@requirements/tools.sh

tests:
	@$(VENV)/python -m pytest -q -n $(WORKERS) --dist worksteal $(PATIENCE)

lint:
	@$(VENV)/ruff check . && $(VENV)/ruff format --check .

types:
	@$(VENV)/mypy

layers:
	@$(VENV)/lint-imports

fresh:
	@$(VENV)/docgen templates build --check && $(VENV)/docgen templates dump --check && $(VENV)/docgen templates lint && $(VENV)/python -m docgen.cli.pages --check && $(VENV)/python -m web.catalogue --check

# The pages of docs/ that are made from the program: rules, errors, fields; and the catalogue of English texts.
pages:
	@$(VENV)/python -m docgen.cli.pages
	@$(VENV)/python -m web.catalogue

# The pictures of the guide, taken in Chromium on a store with the invented office.
pictures: setup-dev
	@DOCGEN_PICTURES=1 $(VENV)/python -m pytest -q tests/web/test_guide_pictures.py

# The same tests against the installed wheel, from a folder where the source cannot be imported.
wheel:
	@$(VENV)/python tests/installed_wheel.py

# Needs the tool uv: writes versions and hashes only, no package host.
lock:
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/run.txt
	uv pip compile pyproject.toml --group build --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/dev.txt

clean:
	rm -rf .venv out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
