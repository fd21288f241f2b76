# The two commands of the README: `make demo` and `make test`. Nothing but python3 (3.11 or newer),
# pip and make is expected; everything else is set up in .venv, from locked and hashed packages.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCKED := $(PIP) install --quiet --require-hashes --no-deps
# a process a core, each with a cluster and a browser of its own; WORKERS=0 is one process, to debug
WORKERS ?= logical
BESIDE := --numprocesses $(WORKERS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: demo test bench bench-pages bench-webhook screenshots lint format lock clean help

help:
	@echo "make demo    set up and serve the demo hotel"
	@echo "make test    set up and run every test, browser included"
	@echo "make bench   what the appliance costs beside a model; prints a table"
	@echo "make bench-pages what pages cost with 5,000 conversations; prints a table"
	@echo "make bench-webhook how long WhatsApp waits for its 200, whatever it sends"
	@echo "make screenshots  every page and state of dashboard and widget as pictures, in docs/screenshots"
	@echo "make lint    ruff and mypy"
	@echo "make format  let ruff format"
	@echo "make lock    write requirements/*.lock anew (needs uv)"
	@echo "make clean   remove the virtual environment and the demo's data"

demo: $(VENV)/run.ready
	@exec $(BIN)/nocturn demo

test: $(VENV)/dev.ready
	@scripts/get-browser $(BIN)/python
	$(BIN)/python -m pytest $(BESIDE) $(TESTS)

bench: $(VENV)/dev.ready
	$(BIN)/python -m bench $(BENCH)

bench-pages: $(VENV)/dev.ready
	$(BIN)/python -m bench.pages

bench-webhook: $(VENV)/dev.ready
	$(BIN)/python -m bench.webhook

screenshots: $(VENV)/dev.ready
	@scripts/get-browser $(BIN)/python
	$(BIN)/python -m tests.browser.screenshots $(SHOTS)

lint: $(VENV)/dev.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/dev.ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock:
	scripts/lock

clean:
	rm -rf $(VENV) .nocturn

$(VENV)/bin/python:
	@echo "→ making a virtual environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "python 3.11 or newer is needed, this is " + sys.version)'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.ready: requirements/run.lock requirements/frontend.lock pyproject.toml | $(VENV)/bin/python
	@echo "→ installing locked packages (a minute or two, once)"
	@$(LOCKED) --requirement requirements/run.lock
	@$(LOCKED) --requirement requirements/frontend.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/dev.ready: $(VENV)/run.ready requirements/dev.lock
	@echo "→ installing the test tools"
	@$(LOCKED) --requirement requirements/dev.lock
	@touch $@
