# Needs Python 3.11 or later, make and git; everything else goes into .venv.
PYTHON ?= python3.11
WORKERS ?= auto

BIN := .venv/bin
# One stamp for each set of dependencies: installed once, and again whenever pyproject.toml changes.
RUNTIME := .venv/.runtime
DEV := .venv/.dev
BENCH := .venv/.bench
FUZZ := .venv/.fuzz
TRAINING := .venv/.training

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench faults fuzz vectors docs training corpus coverage clean

help:
	@echo "make demo      a company's desk in the browser, on an ordinary morning"
	@echo "make test      all tests, the quick ones first, those in a browser last"
	@echo "make lint      style, types, the line of imports; prints nothing when all is well"
	@echo "make coverage  what the tests reach; the core must be at 100 %"
	@echo "make docs      the pages, into build/docs"
	@echo "make bench     how fast, next to other engines"
	@echo "make training  the small models that reading uses; needs DATA, WEIGHTS and MESSAGES (training/README.md)"
	@echo "make faults    mail and replies while web and worker are killed again and again; takes a quarter of an hour"
	@echo "make corpus    reads every mail in a folder and names what is lost: make corpus MAILS=.."
	@echo "make vectors   conditions with what they come to, in all three readings: make vectors FILE=.."
	@echo "make fuzz      ten thousand changed books, a million conditions next to Google's CEL, all three readings of cases"

demo: $(RUNTIME)
	@$(BIN)/doable demo

test: $(DEV)
	@$(BIN)/python -m pytest -q -n $(WORKERS) tests/unit
	@$(BIN)/python -m pytest -q -n $(WORKERS) --ignore=tests/unit --ignore=tests/browser
	@$(BIN)/python -m tests.chromium
	@$(BIN)/python -m pytest -q -n $(WORKERS) tests/browser

lint: $(DEV)
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo "These files are not formatted; run: $(BIN)/ruff format"; $(BIN)/ruff format --check; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@report=$$($(BIN)/lint-imports --no-logo 2>&1) || { echo "$$report"; exit 1; }

bench: $(BENCH)
	@$(BIN)/python -m bench

faults: $(DEV)
	@timeout 900 $(BIN)/python -m tests.faults.desk --mails 1000 --kills 12
	@timeout 480 $(BIN)/python -m tests.faults.desk --quick --mails 100 --kills 10 --postgres
	@timeout 480 $(BIN)/python -m tests.faults.jobs

corpus: $(DEV)
	@test -n "$(MAILS)" || { echo "Say where they are: make corpus MAILS=folder"; exit 1; }
	@$(BIN)/python -m tests.corpus "$(MAILS)"

vectors: $(DEV)
	@test -n "$(FILE)" || { echo "Say where they are: make vectors FILE=vectors.jsonl"; exit 1; }
	@$(BIN)/python -m tests.vectors "$(FILE)"

fuzz: $(FUZZ)
	@$(BIN)/python -m tests.fuzz

docs: $(DEV)
	@$(BIN)/python docs/generate.py
	@$(BIN)/python docs/write_schemas.py
	@$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env docs build/docs
	@! grep -rnE '<(script|link|img|iframe)[^>]*(src|href)="(https?:)?//' --include='*.html' build/docs || { echo "These pages would fetch something from elsewhere."; exit 1; }
	@echo "The pages are in build/docs/index.html"

training: $(TRAINING)
	@test -n "$(DATA)" -a -n "$(WEIGHTS)" -a -n "$(MESSAGES)" || { echo "Say where they are: make training DATA=.. WEIGHTS=.. MESSAGES=..; training/README.md has more"; exit 1; }
	@$(BIN)/python -m training.distil --data "$(DATA)" --weights "$(WEIGHTS)"
	@$(BIN)/python -m training.hinting --book examples/copperline
	@$(BIN)/python -m training.feeling --messages "$(MESSAGES)"
	@$(BIN)/python -m training.causing --messages "$(MESSAGES)" --book examples/copperline
	@$(BIN)/python -m training.sounding

coverage: $(DEV)
	@$(BIN)/python -m pytest -q -n $(WORKERS) --ignore=tests/browser --cov --cov-report=
	@$(BIN)/coverage report
	@$(BIN)/coverage report --include="src/doable/policy/*,src/doable/understanding/*,src/doable/reply/*" --fail-under=100

clean:
	rm -rf build dist .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# A .venv made for another Python stays as it is: remove the folder to begin anew.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Doable needs Python 3.11 or later; name one with: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -m venv .venv

$(RUNTIME): pyproject.toml | .venv/bin/python
	$(call install,.[desk$(comma)print$(comma)prove$(comma)replay])
$(DEV): pyproject.toml | .venv/bin/python
	$(call install,.[dev])
	@! command -v java > /dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check ".[spark]" || echo "Apache Spark can't be installed here; its test is skipped."
$(BENCH): pyproject.toml | .venv/bin/python
	$(call install,.[dev$(comma)bench])
$(FUZZ): pyproject.toml | .venv/bin/python
	$(call install,.[dev$(comma)fuzz])
$(TRAINING): pyproject.toml | .venv/bin/python
	$(call install,.[training])

comma := ,
define install
	@echo "Installing $(1) into .venv; this happens once."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable "$(1)"
	@touch $@
endef
