PYTHON ?= python3
BIN := .venv/bin
# errors alone: what a package index lacks is none of a reader's business
PIP := pip install --quiet --quiet --disable-pip-version-check
export PATH := $(CURDIR)/$(BIN):$(PATH)
export NO_MKDOCS_2_WARNING := 1

# a page or several, below docs/: make seeds PAGES="guide/importance beyond/width"
PAGES ?=
# files that have mutants, all of them if none is named: make mutants FILES=src/initdocs/training.py
FILES ?=
# processors for everywhere, all of its list if none is named: make everywhere KERNELS="Haswell Zen"
KERNELS ?=

.PHONY: serve build test quick newcomer test-engines everywhere seeds sensitivity accept \
  mutants frameworks check builders teaching zensical bench offline full lock

serve: .venv/ready  ## the site on localhost, a page anew when it changes
	mkdocs serve --dirty

build: .venv/ready  ## the site in site/, every warning an error
	mkdocs build --strict

# a process a core runs the tests: more threads in each would only wait for each other
test: export OPENBLAS_NUM_THREADS := 1
test: .venv/ready node_modules/.package-lock.json  ## every test, in a real browser too
	.ci/browser
	python -m initdocs_site.prepare
	python -m pytest -n auto

quick: .venv/ready node_modules/.package-lock.json  ## what needs no browser, no lab, no other seeds and no framework
	python -m pytest -n auto -m "not browser and not slow" --ignore=tests/frameworks

newcomer: export INITDOCS_WHOLE := 1
newcomer: .venv/ready node_modules/.package-lock.json  ## what CONTRIBUTING says to touch is enough
	python -m pytest tests/newcomer

everywhere: .venv/ready  ## every cell, exercise and lab under other processors' kernels
	python -m initdocs_site.maintain.everywhere $(KERNELS:%=--only=%) $(PAGES)

seeds: .venv/ready  ## every page under twenty other seeds, what holds recorded beside it
	python -m initdocs_site.maintain.seeds $(PAGES)

sensitivity: .venv/ready  ## how far digits move over kernels and Pyodide, and what fences allow
	python -m initdocs_site.maintain.sensitivity $(PAGES)

accept: .venv/ready  ## take over what cells print, after showing the difference
	python -m initdocs_site.maintain.accept $(PAGES)

mutants: .venv/ready node_modules/.package-lock.json  ## small faults, each of which a test of its own room must see
	python -m initdocs_site.maintain.mutants $(FILES)

test-engines: .venv/ready node_modules/.package-lock.json  ## every cell in Firefox and WebKit too
	.ci/browser
	python -m pytest tests/engines tests/browser/test_cells.py -o python_files='test_*.py long_*.py'

frameworks: .venv/frameworks  ## PyTorch, Keras, JAX and Flax: tests hold the reference against them

builders: .venv/builders  ## ProperDocs and Zensical: tests hold what they build against MkDocs

teaching: .venv/teaching  ## nbgrader: tests have it grade the exercises

zensical: .venv/builders  ## the site in site/ by Zensical, Material's successor
	python -m initdocs_site.zensical

check: .venv/ready node_modules/.package-lock.json  ## lint, types, and who imports whom
	ruff check .
	ruff format --check .
	mypy
	lint-imports --no-cache
	node node_modules/typescript/bin/tsc --project .

bench: .venv/ready node_modules/.package-lock.json  ## the measured ratios
	.ci/browser
	python -m pytest tests/bench -o python_files='bench_*.py' -n 0 -q -s

offline: build  ## a copy of the site in offline/ that needs no network
	python -m initdocs_site.publish.offline

full: .venv/ready  ## a lab at full size, its table recorded: make full LAB=glorot-2010
	python -m initdocs_site.labs.full $(LAB)

lock: .venv/ready  ## every lock anew
	pip install --quiet uv
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-annotate --no-header --quiet --output-file requirements/dev.txt
	npm install --package-lock-only --silent
	python -m initdocs_site.publish.cdn lock

.venv/ready: requirements/dev.txt pyproject.toml
	@echo "setting up .venv, once: about a minute"
	@$(PYTHON) -m venv .venv
	@$(PIP) --require-hashes --requirement requirements/dev.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/frameworks: pyproject.toml | .venv/ready
	@echo "setting up PyTorch, Keras, JAX and Flax, once"
	@$(PIP) --no-build-isolation --editable ".[frameworks]"
	@touch $@

.venv/builders: pyproject.toml | .venv/ready
	@echo "setting up ProperDocs and Zensical, once"
	@$(PIP) --no-build-isolation --editable ".[builders]"
	@touch $@

.venv/teaching: pyproject.toml | .venv/ready
	@echo "setting up nbgrader, once"
	@$(PIP) --no-build-isolation --editable ".[teaching]"
	@touch $@

node_modules/.package-lock.json: package-lock.json | .venv/ready
	@npm ci --silent --no-audit --no-fund
