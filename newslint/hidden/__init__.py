"""Characters that no reader sees, and letters that are not what they look like."""

from newslint.hidden.marks import Hidden, bidi, invisible, selectors, suspicious, tags, zero_width
from newslint.hidden.scripts import homoglyphs, mixes

__all__ = ["Hidden", "bidi", "homoglyphs", "invisible", "mixes", "selectors", "suspicious", "tags", "zero_width"]
