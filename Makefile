# Words for people; `make` alone lists them. Needs Python >= 3.11 and make, nothing else.
PYTHON ?= python3
PORT ?= 8501
WORKERS ?= 3
PY := .venv/bin/python
BIN := .venv/bin
export PYTHONUNBUFFERED := 1
# Compiled once, not anew by each process of a run.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: bench help setup setup-browser run run-empty test check demo-reset fix migration screens strings

help: ## list these words
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup:
	@$(PYTHON) tools/setup.py

setup-browser:
	@$(PYTHON) tools/setup.py --browser

run: setup ## set up if needed, fill the demo on first start, serve on 127.0.0.1:8501 (PORT=…)
	@$(PY) -m hub demo --port $(PORT)

run-empty: setup ## an empty ward with its first administrator, in var-empty (WARD=13111 NAME=… KANA=… PORT=…)
	@HUB_DATA_DIR=$(CURDIR)/var-empty HUB_TOTP=staff $(PY) -m hub init --letter --port $(PORT) \
	  $(if $(WARD),--ward $(WARD)) $(if $(NAME),--name "$(NAME)") $(if $(KANA),--kana "$(KANA)")

test: setup-browser ## set up incl. a browser, all tests on both engines (ARGS=…)
	@$(PY) -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: setup ## format, lint, types, import contracts, strings in step
	@$(PY) -m tools.check

demo-reset: setup ## throw the demo data away and make them anew
	@$(PY) -m hub demo --reset

fix: setup ## format, safe lint fixes, files made from tokens
	@$(PY) -m pages.kit.tokens
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .

migration: setup ## new empty revision: make migration NAME="add x to y"
	@$(BIN)/alembic revision -m "$(NAME)"

screens: setup-browser ## pictures of every page of every role in var/screens (ALL=1: all sizes)
	@$(PY) -m tools.screens $(if $(ALL),--all)

bench: setup-browser ## measure: kills, pages under load, half an hour of load, matching, amounts, schedules, every screen
	@$(PY) -m hub bench kill
	@$(PY) -m hub bench races
	@$(PY) -m hub bench pages --sessions 200 --think 10 --seconds 60 --processes 1
	@$(PY) -m hub bench pages --sessions 100 --think 10 --seconds 1800
	@$(PY) -m hub bench match --set tests/bench/matching --scale 1000,10000
	@$(PY) -m hub bench subsidy --cases 1000000 --workers 2
	@$(PY) -m hub bench schedule --sizes 100,1000,5000 --seeds 0 --profile both --replan --brute 2000
	@$(PY) -m hub bench odd_rounds
	@$(PY) -m hub bench ledger
	@$(PY) -m hub bench claims
	@$(PY) -m hub bench guards
	@$(PY) -m hub bench trials
	@$(PY) -m hub bench imports
	@$(PY) -m hub bench post
	@$(PY) -m hub bench sign_in
	@$(PY) -m hub bench gates

strings: setup ## extract texts and update hub.po
	@$(PY) -m tools.strings
