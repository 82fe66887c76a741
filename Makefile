# `make` alone lists the recipes.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
export UV_COMPILE_BYTECODE := 1

.PHONY: help install demo demo-reset test check fix docs pictures bench lock clean

help: ## list the recipes
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(UV):
	@command -v uv >/dev/null && uv venv --quiet --python $(PYTHON) $(VENV) && ln -sf "$$(command -v uv)" $(UV) \
	  || { rm -rf $(VENV) && $(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install --quiet --disable-pip-version-check uv; }

$(VENV)/runtime.stamp: lock/runtime.txt pyproject.toml | $(UV)
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r lock/runtime.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

$(VENV)/development.stamp: lock/development.txt $(VENV)/runtime.stamp
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r lock/development.txt
	@touch $@

install: $(VENV)/runtime.stamp ## make .venv with everything the program needs

demo: install ## install, create the demonstration city 云川市, serve it on 127.0.0.1:8000 (PORT= changes it)
	$(BIN)/gongkai demo --port $(PORT)

demo-reset: install ## throw the demonstration city away and create it afresh
	$(BIN)/gongkai demo --port $(PORT) --reset

test: $(VENV)/development.stamp ## install and run every test, on SQLite and, where DATABASE_URL names one, on PostgreSQL
	env -u DATABASE_URL $(BIN)/pytest -n auto --dist loadgroup $(ARGS)
	@if [ -n "$$DATABASE_URL" ]; then echo "again, on $${DATABASE_URL%%:*}"; $(BIN)/pytest -n auto --dist loadgroup tests/apps tests/web tests/browser $(ARGS); fi

check: $(VENV)/development.stamp ## format, lint, types, import contracts, migrations, templates, generated docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --check src
	$(BIN)/djlint --quiet --lint src
	GONGKAI_HOME=$$(mktemp -d) $(BIN)/gongkai manage makemigrations --check --dry-run
	$(BIN)/python docs/generate.py --check

fix: $(VENV)/development.stamp ## format and mend what can be mended by machine
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djlint --quiet --reformat src || true

docs: $(VENV)/development.stamp ## write the generated pages anew
	$(BIN)/python docs/generate.py
	WRITE_ADDRESSES=1 $(BIN)/pytest -q tests/web/test_roles_and_addresses.py -k every_address

pictures: $(VENV)/development.stamp ## take the manual's pictures anew, from the browser tests
	MANUAL_PICTURES=$(CURDIR)/docs/manual/images $(BIN)/pytest -q tests/browser/test_pictures.py tests/browser/test_whole_path.py

bench: $(VENV)/development.stamp ## measure against peers, as ratios of one run
	$(BIN)/python bench/working_days.py
	$(BIN)/python bench/report_reading.py
	$(BIN)/python bench/rendering.py
	$(BIN)/python bench/corpus.py

lock: $(UV) ## resolve the dependencies anew and lock them by hash
	$(UV) pip compile pyproject.toml --upgrade --universal --generate-hashes --no-emit-index-url --no-annotate \
	  --quiet --custom-compile-command "make lock" -o lock/runtime.txt
	$(UV) pip compile pyproject.toml --all-extras --group dev -c lock/runtime.txt --universal --generate-hashes --no-emit-index-url --no-annotate \
	  --quiet --custom-compile-command "make lock" -o lock/development.txt

clean: ## remove what can be made again (the demonstration city too)
	rm -rf $(VENV) .demo .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
