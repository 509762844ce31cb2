# Everything a user or a developer runs. `make run` and `make test` need nothing before them.
PYTHON ?= $(firstword $(foreach p,python3.13 python3.12 python3.11 python3,$(if $(shell $(p) -c 'import sys; print(sys.version_info >= (3, 11))' 2>/dev/null | grep True),$(p))))
PORT ?= 8501
VENV := .venv
PY := $(VENV)/bin/python

.PHONY: run test bench soak nginx lint clean reports build chromium

run: $(VENV)/.run build  ## build the data and serve on http://127.0.0.1:$(PORT)
	exec $(PY) -m streamlit run app.py --server.port $(PORT)

build: $(VENV)/.run
	$(PY) -m etl build

test: $(VENV)/.dev chromium nginx  ## unit, page and browser tests
	$(PY) -m pytest -n 3 --dist worksteal

lint: $(VENV)/.dev  ## ruff and sqlfluff
	$(VENV)/bin/ruff check .
	$(VENV)/bin/sqlfluff lint queries etl

bench: $(VENV)/.dev chromium nginx  ## everything timed beside its floor: writes docs/BENCHMARKS.md
	$(PY) -m tests.bench

soak: $(VENV)/.dev  ## an hour of 20 readers and 10 builds: writes docs/SOAK.md
	$(PY) -m tests.bench.soak --out docs/SOAK.md

reports: $(VENV)/.run  ## make reports DIR=folder: take report files in, by their hash
	$(PY) -m etl reports --from "$(DIR)"

chromium: $(VENV)/.dev
	@$(PY) -m tests.chromium

nginx:
	@sh tests/deploy/nginx.sh

clean:  ## what can be made again; reports and reviewed data stay
	rm -rf $(VENV) data/build .pytest_cache .hypothesis .ruff_cache test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed (python3 on PATH, or make PYTHON=...)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(PY) -m pip install --quiet --requirement requirements.txt
	@touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(PY) -m pip install --quiet --requirement requirements-dev.txt
	@touch $@ $(VENV)/.run
