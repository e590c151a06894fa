"""Run newslint as `python -m newslint`."""

from __future__ import annotations

from newslint.cli import main

if __name__ == "__main__":
    main()
