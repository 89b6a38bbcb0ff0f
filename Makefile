# Needs Python 3.11 or newer and make; everything else comes into .venv from the locked lists.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin/python
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
STAMP := $(VENV)/.installed
# Without addresses and without this machine's own settings, so that the lists hold everywhere.
COMPILE := $(VENV)/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links $(if $(UPGRADE),--upgrade)

.DEFAULT_GOAL := help
REDOCLY := @redocly/cli@2.77.0
VALIDATE := html-validate@9.7.1

.PHONY: help run setup lint check contract test browser prove shot guide lock messages

help:  ## list these commands
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 18

run: setup  ## the demo on http://127.0.0.1:8000 (PORT= changes it)
	$(RUN) manage.py prepare_demo
	@echo "Jejak: http://127.0.0.1:$(PORT)"
	SITE_URL=http://127.0.0.1:$(PORT) exec $(RUN) -m gunicorn config.wsgi --worker-class gthread --threads 8 \
		--no-control-socket --bind 127.0.0.1:$(PORT)

setup: $(STAMP) $(CATALOGUES)  ## .venv with the locked packages, and compiled translations

# uv installs in seconds what takes pip a minute; pip fetches only uv, by the same locked hash.
$(STAMP): requirements/setup.txt requirements/dev.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed."; exit 1; }
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/setup.txt
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(VENV)/bin/uv pip sync -q --require-hashes requirements/dev.txt
	@touch $@

%.mo: %.po $(STAMP)
	$(RUN) -c 'import polib, sys; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])' $< $@

lint: setup  ## style and formatting
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

check: lint  ## every check that runs nothing: style, imports, types, Django's own
	$(VENV)/bin/lint-imports
	$(VENV)/bin/mypy
	$(RUN) -W error manage.py check
	$(RUN) manage.py makemigrations --check --dry-run

contract:  ## the API's contract against the rules of OpenAPI (needs node)
	npx --yes $(REDOCLY) lint docs/openapi.yaml

test: setup  ## the suite on SQLite, then on a PostgreSQL of its own
	env -u DATABASE_URL $(RUN) -m pytest -q -n 2 --dist worksteal
	$(RUN) -m tests.postgres $(RUN) -m pytest -q -n 2 --dist worksteal

prove: setup  ## the long proofs with their full figures
	env -u DATABASE_URL $(RUN) -m pytest -q -m proof
	$(RUN) -m tests.postgres $(RUN) -m pytest -q -m proof

shot: setup  ## pictures of the main pages and papers, into shots/ (needs chromium)
	SHOTS=shots $(RUN) -m pytest -q -m browser tests/browser/test_walk.py \
		tests/browser/test_refused_forms.py tests/browser/test_states.py \
		tests/browser/test_administration.py

guide: setup  ## the pictures of docs/panduan/, taken anew (needs chromium)
	GUIDE=1 $(RUN) -m pytest -q -m browser tests/browser/test_guide.py

browser: setup  ## the tests that need Debian's chromium, qpdf, poppler-utils and node
	rm -rf pages
	PAGES=pages $(RUN) -m pytest -q -n 2 --dist worksteal -m browser tests/browser
	npx --yes $(VALIDATE) pages
	$(RUN) -m pytest -q -m tools tests/documents

lock: setup  ## resolve requirements/ again from pyproject.toml (UPGRADE=1 takes newer versions)
	$(COMPILE) --group setup --output-file requirements/setup.txt
	$(COMPILE) pyproject.toml --output-file requirements/run.txt
	$(COMPILE) pyproject.toml --extra dev --constraint requirements/setup.txt \
		--constraint requirements/run.txt --output-file requirements/dev.txt

messages: setup  ## collect translatable texts into locale/ (needs GNU gettext)
	$(RUN) manage.py makemessages --all --no-obsolete --no-wrap --add-location file \
		--ignore '.venv/*' --ignore 'tests/*'
