# make demo   set up, build a graph from seeds/, ask three questions, write graph.html
# make test   set up, and run the gates and the suite
# make docs   build the documentation into build/docs
# make check  the gates alone: format, lint, types, layers
# make bundles  make the scripts anew that pages carry from npm (needs Node.js; their output is committed)
# make model  train the bundled English pipeline anew (hours; needs the corpora in ../shared)

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
KG     := $(BIN)/kg
CORPORA ?= ../shared/corpora

.PHONY: demo test docs check format bundles model clean .types .format .lint .layers
.DEFAULT_GOAL := demo

$(VENV)/.base: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "kg needs Python 3.11 or later; say which with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.base
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(VENV)/.base
	$(KG) build seeds -o seeds.kg
	@echo; echo '── Who asserted that Russia demands regions, and in whose words?'
	$(KG) trace seeds.kg "Russia demands regions"
	@echo; echo '── Who says that somebody hosts something?'
	$(KG) query seeds.kg who-asserted --param predicate=host
	@echo; echo '── What is said not to be so, and by whom?'
	$(KG) query seeds.kg denials
	$(KG) draw seeds.kg -o graph.html

test: check
	$(BIN)/python -m pytest -n 2 --dist loadfile

docs: $(VENV)/.dev
	$(BIN)/sphinx-build -q -W --keep-going docs build/docs
	@echo "open build/docs/index.html"

check: $(VENV)/.dev
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target .types .format .lint .layers

.types: ; $(BIN)/mypy
.format: ; $(BIN)/ruff format --check .
.lint: ; $(BIN)/ruff check .
.layers: ; $(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

model: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	$(BIN)/python -m kg.nlp.training all --corpora $(CORPORA)

bundles:
	cd kg/web/bundle && npm run build
	sh kg/draw/bundle/build.sh

clean:
	rm -rf $(VENV) seeds.kg graph.html build docs/generated .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
