# `make` alone lists what there is. Every target sets up what it needs first.
PYTHON ?= python3
python := .venv/bin/python
# Tests that start browsers, screens or servers.
slow := tests/power_cut tests/agent/faults tests/e2e tests/privacy tests/ui tests/central tests/agent/trial tests/agent/uplink tests/agent/sense tests/agent/test_run.py
# Tests that kill what they test: more rounds find what one round misses.
killing := tests/agent/report/test_ledger.py tests/agent/uplink/test_exactly_once.py tests/central/test_store_kill.py tests/e2e/test_agent_killed.py tests/e2e/test_nothing_lost.py
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup setup-packing run demo test test-full check static packages windows packages-rounds release bench fresh clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: ## Install what is needed: system packages, .venv, node_modules
	@PYTHON="$(PYTHON)" packaging/linux/setup

run: setup ## Start central and the companion, on the desktop or on a virtual display
	@exec .venv/bin/plimsoll run

demo: setup ## Show a paste being warned about in a real browser; pictures in build/demo
	@.venv/bin/plimsoll demo

check: static ## Format, lint, types, layers and the quick tests: under a minute
	$(python) -m pytest -q $(addprefix --ignore ,$(slow))

test: static ## The same with every test: real browsers, a real screen, real servers
	$(python) -m pytest -q

test-full: test ## Every test, 10,000 canaries, 35 days offline, power cuts, full disks, five real AI commands, the matrix of editors, ten more rounds of killing
	PLIMSOLL_CYCLES=200 $(python) -m pytest -q -s tests/agent/report/test_upgrade.py
	PLIMSOLL_DAYS_OFFLINE=35 $(python) -m pytest -q -s tests/agent/uplink/test_long_offline.py
	PLIMSOLL_CANARIES=10000 $(python) -m pytest -q -s tests/privacy/test_canaries.py
	$(python) -m bench.kills
	$(python) -m bench.forged
	$(python) -m bench.derivable
	$(python) -m bench.power_cuts
	$(python) -m bench.full_disk
	$(python) -m bench.real_commands
	$(python) -m bench.browser_matrix
	@for round in 1 2 3 4 5 6 7 8 9 10; do \
		$(python) -m pytest -q $(killing) || exit 1; \
	done

static: setup
	ruff format --check .
	ruff check .
	mypy
	mypy --platform win32 --cache-dir .mypy_cache/win32 --exclude '/(linux|macos|posix|trial)/' -p agent.native -p agent.browsers -p agent.children -p agent.uplink -p ui -m agent.agent -m agent.run -m agent.host -m agent.cli -m agent.settings
	mypy --platform darwin --cache-dir .mypy_cache/darwin --exclude '/(linux|windows|trial)/|windows_clipboard' -p agent.native -p agent.browsers -p agent.children -p agent.uplink -p ui -m agent.agent -m agent.run -m agent.host -m agent.cli -m agent.settings
	lint-imports
	tsc --project ui/browser

setup-packing:
	@PYTHON="$(PYTHON)" packaging/linux/setup packaging/linux/packing-packages.txt

packages: setup-packing ## The deb: frozen, packed, tried in throw-away Debian 12 and 13; build/linux
	packaging/linux/build
	packaging/linux/try-deb

windows: setup-packing ## The MSI: frozen under Wine 10, packed, installed and tried; build/windows
	packaging/windows/build

packages-rounds: setup-packing ## Install, upgrade over a running companion, remove, 20 times: deb and MSI
	packaging/linux/try-deb --rounds 20
	packaging/windows/build rounds

release: setup-packing ## Everything that Debian can build, with sums and bills of materials; build/release
	packaging/release/build

bench: setup ## Measure, side by side with others
	@for file in bench/*.py; do name=$$(basename $$file .py); echo "== $$name"; $(python) -m bench.$$name; done

fresh: ## Prove it: `make test` and `make demo` in a bare Debian 12
	@packaging/linux/fresh

clean: ## Remove what was made: .venv, node_modules, build, caches
	rm -rf .venv node_modules build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
	find agent ui central rules tests bench -name __pycache__ -prune -exec rm -rf {} +
