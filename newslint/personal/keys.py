"""Is it a key: sums that services put into their tokens, and how mixed the characters are."""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Sequence

from newslint.patterns import compiled

_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SUMMED = compiled(r"(?:gh[pousr]|npm)_([A-Za-z0-9]{30})([A-Za-z0-9]{6})")
_SAMPLE = compiled(r"(?i)example|sample|placeholder|your[_-]|xxxx|0000000|1234567890|redacted|\*\*\*")
_BITS = 3.0


def bits(text: str) -> float:
    """How mixed the characters are, in bits each.

    >>> bits("aaaa"), bits("abcd")
    (0.0, 2.0)
    """
    shares = [count / len(text) for count in Counter(text).values()]
    return -sum(share * math.log2(share) for share in shares) + 0.0


def checked_key(value: str, _: Sequence[str]) -> bool | None:
    """Not a sample from a manual; where the service sums its tokens (GitHub, npm: CRC-32), the sum must hold."""
    if "PRIVATE" in value or ("@" not in value and ":" in value and "/" not in value and len(value) < 40):
        return True
    if _SAMPLE.search(value) or bits(value) < _BITS:
        return False
    if found := _SUMMED.fullmatch(value):
        number = 0
        for char in found[2]:
            number = number * 62 + _BASE62.index(char)
        return True if number == zlib.crc32(found[1].encode()) else None
    return True
