# Two commands are enough on a fresh machine (Python 3.11+ and make): `make report` and `make test`.
# Both set up .venv from the hash-locked requirements/; nothing is installed outside it.

PYTHON ?= python3
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
endif
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# The lock is complete, so nothing is resolved: exactly what it lists is installed, and `pip check` says whether that is enough.
PIP := $(BIN)/python -m pip --quiet install --require-hashes --no-deps
PIP_CHECK := $(BIN)/python -m pip --quiet check
AS_OF := 2021-09-20
LOCALE := src/anhorig_cli/locale/sv/LC_MESSAGES

.PHONY: report test coverage torture check format catalogs docs pictures lock groups golden bench growth fuzz hunt clean

# Compiled tests are kept for the next run, even if the environment tells Python not to write them.
unexport PYTHONDONTWRITEBYTECODE
AT_ONCE := --numprocesses=logical --dist=worksteal

report: .venv/compiled
	mkdir -p out
	$(BIN)/anhorig report plans/trelleborg --as-of $(AS_OF) -o out/trelleborg.md -o out/trelleborg.html

# Random and exhaustive tests try a third of their examples, the same ones each time.
test: .venv/dev
	$(BIN)/python -m pytest $(AT_ONCE) $(PYTEST)

# The same tests with all their examples, and which lines they cover; it takes three times as long.
coverage: .venv/dev
	ANHORIG_TORTURE=1 $(BIN)/python -m pytest $(AT_ONCE) --cov --cov-report=term $(PYTEST)

# Twenty times as many random edits, commands, kills, writers at once and plans with few people as CI: some minutes.
torture: .venv/dev
	ANHORIG_TORTURE=20 $(BIN)/python -m pytest -q -s tests/editing tests/cli/disk/test_writing.py tests/cli/disk/test_broken_off.py \
	  tests/cli/disk/test_taken_back.py
	ANHORIG_TORTURE=40 $(BIN)/python -m pytest -q -s $(AT_ONCE) tests/acceptance/test_nothing_is_disclosed_of_few.py

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/python tools/complexity.py
	$(BIN)/deptry .
	$(BIN)/python tools/catalogs.py --check
	$(BIN)/python tools/rule_pages.py --check
	$(BIN)/python tools/format_pages.py --check
	$(BIN)/python tools/template_pages.py --check
	$(BIN)/anhorig check plans --as-of $(AS_OF) --fail-on never > /dev/null

format: .venv/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

catalogs: .venv/dev
	$(BIN)/python tools/catalogs.py

docs: .venv/dev
	$(BIN)/python tools/rule_pages.py
	$(BIN)/python tools/format_pages.py
	$(BIN)/python tools/template_pages.py

# The pictures of sheets in the guide; needs LibreOffice and pdftoppm. Look at them afterwards.
pictures: .venv/dev
	$(BIN)/python tools/sheet_pictures.py

# Fails until INSTALL_FROM says where the tool is installed from, and the guide says the same.
release: .venv/dev
	$(BIN)/python tools/release.py --check

golden: .venv/dev
	$(BIN)/python -m pytest --update-golden -q --no-cov $(or $(PYTEST),tests)

bench: .venv/dev
	$(BIN)/python benchmarks/tables.py
	$(BIN)/python benchmarks/pairs.py

# Half an hour on a quiet machine; a part of it with GROWTH="--kinds cycle,units".
growth: .venv/dev
	$(BIN)/python benchmarks/growth.py $(GROWTH)

SECONDS := 60
fuzz: .venv/runtime
	$(PIP) -r requirements/fuzz.txt
	$(PIP_CHECK)
	mkdir -p out/fuzz out/fuzz-report
	$(BIN)/python fuzz/loader.py out/fuzz tests/rules -artifact_prefix=out/ -max_total_time=$(SECONDS) -max_len=4096
	$(BIN)/python fuzz/report.py out/fuzz-report tests/rules -dict=fuzz/markup.dict -artifact_prefix=out/ -max_total_time=$(SECONDS) -max_len=4096

SEED := 0
hunt: .venv/dev
	$(BIN)/python fuzz/commands.py --seconds $(SECONDS) --seed $(SEED)

lock: .venv/dev
	for group in runtime build uv dev fuzz; do \
	  $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 \
	    --custom-compile-command "make lock" requirements/$$group.in -o requirements/$$group.txt || exit 1; \
	done

# Each lock is enough on its own: it is installed alone in a new environment, by the pip that comes with Python.
groups:
	rm -rf out/groups
	for group in runtime build uv dev fuzz; do \
	  $(PYTHON) -m venv out/groups/$$group && \
	  out/groups/$$group/bin/python -m pip --quiet install --require-hashes --no-deps -r requirements/$$group.txt && \
	  out/groups/$$group/bin/python -m pip --quiet check || exit 1; \
	done
	rm -rf out/groups

# Like an installed package it is compiled, since some machines keep Python from doing so on its own.
# The package itself is installed from the checkout, without asking any index: its needs and its build backend are locked.
.venv/runtime: requirements/build.txt requirements/runtime.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) -r requirements/build.txt
	$(PIP) -r requirements/runtime.txt
	$(BIN)/python -m pip --quiet install --no-deps --no-build-isolation --no-index --editable .
	$(PIP_CHECK)
	$(BIN)/python -m compileall -q src
	touch $@

# The build hook compiles the Swedish when the package is installed; after that, whenever its source is newer.
$(LOCALE)/anhorig.mo: $(LOCALE)/anhorig.po | .venv/runtime
	$(BIN)/python tools/build_hook.py

.venv/compiled: .venv/runtime src/anhorig_cli/rendering/environment.py $(wildcard templates/*.j2 templates/*/*.j2) | $(LOCALE)/anhorig.mo
	$(BIN)/python tools/compiled_templates.py
	touch $@

.venv/dev: .venv/compiled requirements/dev.txt | $(LOCALE)/anhorig.mo
	$(PIP) -r requirements/dev.txt
	$(PIP_CHECK)
	touch $@

clean:
	rm -rf .venv out dist .coverage* .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
