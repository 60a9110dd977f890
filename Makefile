# Everything that is ever run. The commands to know are `make app`, `make check` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
STAMPS := .venv/.stamps

.PHONY: app setup check test lint audit bench endure docs words screenshots wheel-check lock clean

app: setup  ## set up, load the invented demo cluster, open the app
	$(BIN)/graphmap demo
	$(BIN)/graphmap app

setup: $(STAMPS)/app  ## make .venv with graphmap in it

check: $(STAMPS)/test lint  ## lint, types, and the tests that need no engine and no browser: under a minute
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow" --hypothesis-profile quick

test: $(STAMPS)/test lint  ## lint, types and every test
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder  # a file keeps its engines and browsers

lint: $(STAMPS)/test  ## style, types and the layers of the modules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

audit: $(STAMPS)/test  ## compare what is installed with the locks, and ask for its known faults
	$(BIN)/python -m tools.audit

bench: $(STAMPS)/test  ## time graphmap against the fastest alternatives; python -m benchmarks --quick or --national for other sizes
	$(BIN)/python -m benchmarks

endure: $(STAMPS)/test  ## kill, fill, damage and confuse graphmap for some hours, and write the figures into docs/endurance.md
	$(BIN)/python -m endurance -o build/endurance.json; $(BIN)/python -m endurance.report build/endurance.json

docs: $(STAMPS)/app  ## write the docs that are made from the code
	$(BIN)/python -m tools.docs

words: $(STAMPS)/app  ## update the catalogues of the app's languages from the code
	$(BIN)/python -m tools.catalogue

screenshots: $(STAMPS)/test  ## picture every page into build/pictures, and the docs' pictures; needs Chromium. STATES="nothing directory national" for other stores
	$(BIN)/python -m tools.screenshots $(STATES)

wheel-check: $(STAMPS)/app  ## install the wheel in an empty environment and load the demo with it
	rm -rf build/wheel && mkdir -p build/wheel
	$(BIN)/pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w build/wheel .
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	build/wheel/venv/bin/pip install --quiet --disable-pip-version-check --no-deps build/wheel/graphmap-*.whl
	cd build/wheel && venv/bin/graphmap demo --store embedded:store && venv/bin/graphmap metrics --store embedded:store -o metrics.csv
	cd build/wheel && venv/bin/graphmap db stop --store embedded:store
	rm -rf build/wheel

lock:  ## pin every dependency with hashes; needs uv
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --extra build --extra fast pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --extra build --extra fast --extra cluster --extra test -c requirements.lock pyproject.toml -o requirements-test.lock

$(STAMPS)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "graphmap needs Python 3.11 or newer: get it from python.org, or name one with make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	mkdir -p $(STAMPS) && touch $@

$(STAMPS)/app: requirements.lock pyproject.toml | $(STAMPS)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python graphmap/app/components/fetch_sigma.py
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(STAMPS)/test: requirements-test.lock $(STAMPS)/app
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	touch $@

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .cache
