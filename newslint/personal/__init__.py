"""Personal data and secrets: what proves them, and how they are kept out of every report."""

from newslint.personal.checks import CHECKS, Check, Verdict
from newslint.personal.mask import NO_MASK, Mask, shape

__all__ = ["CHECKS", "NO_MASK", "Check", "Mask", "Verdict", "shape"]
