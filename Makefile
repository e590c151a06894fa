.PHONY: test lint fix bench schema

test:
	sh scripts/test

lint:
	.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy

fix:
	.venv/bin/ruff check --fix . && .venv/bin/ruff format .

bench:
	.venv/bin/python -m benchmarks

schema:
	.venv/bin/python -m newslint.schema
