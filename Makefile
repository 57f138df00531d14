# Everything one needs, from a clean copy: `make show`, `make test`.
# Needs git, make and Python 3.11 or newer; `make show PYTHON=python3.12` picks one.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help show stage test test-heavy check page bench clean

help: ## say what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1 - /p' Makefile

show: $(VENV)/installed ## perform the first act: its odds and its replay (ARGS="--no-open")
	@$(BIN)/kaleidostage show $(ARGS)

stage: $(VENV)/installed-stage ## open the live page: rehearse and watch (ARGS="--port 0")
	@$(BIN)/kaleidostage stage $(ARGS)

test: check ## all checks and all tests but the long ones
	@$(BIN)/python -m pytest -q -m "not heavy" -n auto --dist loadfile $(ARGS)

test-heavy: $(VENV)/installed-test ## the long tests: minutes
	@$(BIN)/python -m pytest -q -m heavy $(ARGS)

check: $(VENV)/installed-test ## style, format and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy

page: ## check and build the scripts of the pages anew (needs node)
	@cd web && npm ci --no-audit --no-fund && npm run build

bench: $(VENV)/installed ## run the measurements in benchmarks/
	@for file in benchmarks/*.py; do echo "$$file"; $(BIN)/python "$$file" || exit 1; done

clean: ## remove all that was made here
	rm -rf $(VENV) dist out web/node_modules .pytest_cache .mypy_cache .ruff_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# The empty files `made` and `installed` tell that a step was done.
$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "$(PYTHON) is missing or older than Python 3.11: install a newer one, or name one, such as PYTHON=python3.12" >&2; exit 1; }
	@echo "making $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "$(PYTHON) cannot make a virtual environment: install its venv part (on Debian and Ubuntu the package python3-venv)" >&2; \
	  rm -rf $(VENV); exit 1; }
	@touch $@

$(VENV)/installed: pyproject.toml $(VENV)/made
	@echo "installing kaleidostage into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-stage: pyproject.toml $(VENV)/made
	@echo "installing kaleidostage and what its live page needs into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[stage]"
	@touch $@ $(VENV)/installed

$(VENV)/installed-test: pyproject.toml $(VENV)/made
	@echo "installing kaleidostage and its test tools into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	@touch $@ $(VENV)/installed $(VENV)/installed-stage
