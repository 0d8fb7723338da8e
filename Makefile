# Two commands: `make start` runs Alongside, `make test` tests it. Neither asks a question.

SHELL := /bin/sh
# uv from this machine, else fetched with pip into .tools, which belongs to this folder alone.
UV := $(shell command -v uv 2>/dev/null || echo PYTHONPATH=.tools .tools/bin/uv)
# Some machines tell Python to keep no compiled modules: each start would compile all of Rasa again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: start test uv

start: uv
	@$(UV) sync --quiet --locked --no-dev
	@exec env $(UV) run --no-sync alongside start

test: uv
	@$(UV) sync --quiet --locked
	@$(UV) run --no-sync python tests/run.py

uv:
	@command -v uv >/dev/null 2>&1 || [ -x .tools/bin/uv ] || { echo "Fetching uv with pip"; \
	  PIP_ROOT_USER_ACTION=ignore PIP_DISABLE_PIP_VERSION_CHECK=1 \
	  "$$(command -v python3.11 || command -v python3 || echo python3)" \
	  -m pip install --quiet --target .tools uv || { \
	  echo "uv could not be fetched: see the lines above, install pip or uv, then try again."; exit 1; } }
	@[ -d .venv ] || echo "Fetching what Alongside needs: about 900 MB, a few minutes"
