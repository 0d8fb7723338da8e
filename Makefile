# Two commands: `make start` runs Alongside, `make test` tests it. Neither asks a question.

SHELL := /bin/sh
# uv from this machine, else fetched with pip into .tools, which belongs to this folder alone.
UV := $(shell command -v uv 2>/dev/null || echo PYTHONPATH=.tools .tools/bin/uv)
# Some machines tell Python to keep no compiled modules: each start would compile all of Rasa again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: start test

start: .tools/ready
	@$(UV) sync --quiet --locked --no-dev
	@exec env $(UV) run --no-sync alongside start

test: .tools/ready
	@$(UV) sync --quiet --locked
	@$(UV) run --no-sync python tests/run.py

.tools/ready:
	@mkdir -p .tools
	@command -v uv >/dev/null 2>&1 || { echo "Fetching uv with pip"; \
	  "$$(command -v python3.11 || command -v python3)" -m pip install --quiet --disable-pip-version-check --target .tools uv; }
	@touch $@
