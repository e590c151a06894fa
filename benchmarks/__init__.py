"""Benchmarks: one command each, on articles made by a seeded generator; see `python -m benchmarks`."""
