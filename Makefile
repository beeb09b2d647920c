# Two commands matter: `make run` and `make test`. The work is done in tools/.

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(shell command -v $(name) 2>/dev/null)))
SETUP = $(if $(PYTHON),$(PYTHON),$(error Meepraat needs Python 3.11 or newer, and there is no python3 on the PATH)) -m tools.setup
VENV_PYTHON = .venv/bin/python

.PHONY: run test test-fast check bench lock catalogue clean
.NOTPARALLEL:

run: ## set everything up and serve on 127.0.0.1:$PORT
	@$(SETUP) run
	@exec $(VENV_PYTHON) -m tools.serve

test: ## every test, those in a real browser included
	@$(SETUP) test
	@$(VENV_PYTHON) -m tools.suite

test-fast: ## every test that needs no browser
	@$(SETUP) test-fast
	@$(VENV_PYTHON) -m tools.suite --fast

check: ## lint, types, import rules, translations
	@$(SETUP) check
	@$(VENV_PYTHON) -m tools.check

bench: ## weigh the pages and count submissions per second
	@$(SETUP) test
	@$(VENV_PYTHON) -m tools.bench

lock: ## compile requirements/*.in again; UPGRADE=1 takes newer versions
	@$(SETUP) lock

catalogue: ## bring translations/ up to date with the code; LANGUAGE=xx starts a new one
	@$(SETUP) check
	@$(VENV_PYTHON) -m tools.catalogue update $(LANGUAGE)

clean: ## remove everything that was made, except the data in instance/
	@rm -rf .venv node_modules panel/static/dist tests/artifacts
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@find translations -name '*.mo' -delete
