# Two commands matter: `make report` builds the book, `make test` tests it. `make help` lists the rest.
PYTHON ?= python3
VENV ?= .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready

# Bytecode makes every later command faster; some images switch it off.
unexport PYTHONDONTWRITEBYTECODE
export PYTHON

.PHONY: report html pdf test check check-seeds live reference bench clean help

report: $(READY) ## Build website and PDF into _build/html and _build/pdf
	@$(RUN) -m evidence build html
	@tools/packages pdf
	@$(RUN) -m evidence build pdf

html: $(READY) ## Build the website alone
	@$(RUN) -m evidence build html

pdf: $(READY) ## Build the PDF alone
	@tools/packages pdf
	@$(RUN) -m evidence build pdf

test: $(READY) ## Run every test (installs what they need)
	@tools/packages pdf
	@tools/packages test
	@$(RUN) -m pytest

check: $(READY) ## Check the data
	@$(RUN) -m evidence check

check-seeds: $(READY) ## Check the digests in seeds/ against the articles: SEEDS=folder make check-seeds
	@test -n "$(SEEDS)" || { echo "Name the folder that holds the two articles: SEEDS=folder make check-seeds" >&2; exit 2; }
	@$(RUN) -m evidence seeds "$(SEEDS)"

live: $(READY) ## Build, serve on http://127.0.0.1:8000 and rebuild on every save
	@$(RUN) -m evidence live

reference: $(READY) ## Execute the chapters and renew the reference outputs that tests compare with
	@$(RUN) -m evidence reference

bench: $(READY) ## Measure builds and print the times
	@$(RUN) -m evidence bench

clean: ## Remove everything built (the environment stays)
	rm -rf _build

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

$(READY): requirements.txt pyproject.toml
	@tools/packages python
	@echo "Creating the environment in $(VENV)"
	@date +%s > .ready.start
	@$(PYTHON) -m venv --clear $(VENV)
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements.txt
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@echo $$(( $$(date +%s) - $$(cat .ready.start) )) > $(READY) && rm -f .ready.start
	@echo "Environment: done after $$(cat $(READY)) s"
