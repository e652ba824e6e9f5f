PY := .venv/bin/python
# The window starts from compiled files; nothing else leaves any behind.
test check test-fast faults bench screens: export PYTHONDONTWRITEBYTECODE := 1

.DEFAULT_GOAL := help

.PHONY: help setup run test check test-fast faults bench screens lock

build:
	@mkdir -p build

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: ## system libraries, .venv and pinned dependencies
	@tools/setup.sh

run: setup ## open the window on a demonstration store; without a display, walk the main job
	@$(PY) -m tools.run

test: setup check ## every check and every test
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -n 2

check: setup build ## ruff, mypy and import-linter
	$(PY) -m ruff format --check -q .
	$(PY) -m ruff check -q .
	$(PY) -m mypy
	PYTHONPATH=. .venv/bin/lint-imports --no-cache >build/lint-imports.txt 2>&1 || { cat build/lint-imports.txt; exit 1; }

test-fast: setup ## the pure tests only
	$(PY) -m pytest -q tests/checks tests/merge tests/records tests/planning tests/test_polish.py

faults: setup ## long counts of kills, hostile histories and altered bundles
	$(PY) -m tests.faults.all

bench: setup ## speed and size as ratios
	$(PY) -m tests.bench.all

screens: setup ## pictures of every screen in build/tour
	QT_QPA_PLATFORM=offscreen $(PY) -m tools.run --tour

lock: ## pin the newest dependencies with hashes
	cd requirements && for name in run dev; do \
	  ../.venv/bin/pip-compile -q --upgrade --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url \
	    --no-emit-trusted-host --no-emit-find-links --no-header -o $$name.txt $$name.in; done
