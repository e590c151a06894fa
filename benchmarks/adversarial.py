"""What every shipped rule costs on texts made to cost much, worst first.

    python benchmarks/adversarial.py [CHARACTERS] [CODE ...]

Each text is one line of the length asked for (100,000), and again of half of it. Printed, in
process time: milliseconds for the whole, growth from half to whole (2 is linear), and the text's
name, for each rule its worst text. The aim is 50 ms and a growth of 2.5 at most. Rules run as in a
check, each alone: on texts that hold none of their literals they cost nothing; segmentation is not counted.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence

from newslint.engine import Engine
from newslint.model import Article, Block
from newslint.packs import load_rules
from newslint.plugins import Plugins
from newslint.segment import DefaultSegmenter

BASE64 = "decode base64 "
TEXTS: dict[str, str] = {
    "letters": "a",
    "words": "quay ",
    "sentences": "The board voted. ",
    "capitals": "HARBOUR BOARD ",
    "digits": "1234567890",
    "numbers": "12.345,67 ",
    "telephone numbers": "+44 20 7946 0018 ",
    "groups of digits": "2025 55 01 42, ",
    "blanks": " ",
    "dots": ".",
    "commas": ", ",
    "quotation marks": '" ',
    "curly marks": "“ ",
    "brackets": "([",
    "tags": "<p style='",
    "open tags": "<a ",
    "entities": "&#1",
    "addresses": "https://a.example/",
    "at signs": "a@a.",
    "hashes": "#a @b ",
    "turning marks": "a\u202e",
    "turned pairs": "\u2067a\u2069 ",
    "isolates": "\u2067a ",
    "blanks of no width": "a\u200b",
    "mixed blanks": "\u200b\u200c",
    "selectors": "\ufe00\ufe01",
    "tag characters": "\U000e0061",
    "mixed alphabets": "pаy ",
    "long mixed word": "aа",
    "misread bytes": "Ã¤",
    "decode and base64": BASE64,
    "base64 letters": BASE64 + "A" * 20 + " ",
    "send conversation": "send our conversation ",
    "citation ends": "\ue200a",
    "citations": "turn0search",
    "citation brackets": "【1†",
    "ignore all": "ignore all of the your ",
    "said": "said Olsen, ",
    "embargo": "embargo ",
    "names": "Marta Olsen ",
    "swearing": "f.u.c.k ",
    "dashes": "- ",
    "stars": "* ",
    "underscores": "_",
    "emoji": "👩\u200d",
    "Arabic": "ميناء ",
    "Chinese": "港口",
    "new lines": "Follow\n",
    "blank lines": "The board voted.\n\n",
}


def timed(job: Callable[[], object]) -> float:
    """Milliseconds in process time, the better of two runs where it is quick."""
    best = 1e9
    for _ in range(2):
        start = time.process_time()
        job()
        best = min(best, (time.process_time() - start) * 1000)
        if best > 200:
            break
    return best


SEGMENTER = DefaultSegmenter()


def blocks_of(text: str) -> list[tuple[Article, Sequence[Block]]]:
    """The text's articles, read once for all rules."""
    return list(Engine([], SEGMENTER).read(text))


def main(size: int, codes: Sequence[str]) -> None:
    """Measure and print."""
    plugins = Plugins(discover=False)
    rules, _ = load_rules(plugins.packs, plugins.kinds)
    engines = {item.rule.code: Engine([item], SEGMENTER) for item in rules if not codes or item.rule.code in codes}
    worst: dict[str, tuple[float, float, str]] = dict.fromkeys(engines, (0.0, 0.0, "-"))
    for name, piece in TEXTS.items():
        whole = (piece * (size // len(piece) + 1))[:size]
        half, full = blocks_of(whole[: size // 2]), blocks_of(whole)
        for code, engine in engines.items():
            took = timed(lambda e=engine, pairs=full: [e.run_rules(*pair, []) for pair in pairs])  # type: ignore[misc]
            if took > worst[code][0]:
                before = timed(lambda e=engine, pairs=half: [e.run_rules(*pair, []) for pair in pairs])  # type: ignore[misc]
                worst[code] = took, took / max(before, 0.01), name
    print(f"{size:,} characters, {len(TEXTS)} texts, {len(engines)} rules")
    for code, (took, growth, name) in sorted(worst.items(), key=lambda row: -row[1][0]):
        over = " over" if took > 50 or (growth > 2.5 and took > 5) else ""
        print(f"{code} {took:9.1f} ms  x{growth:5.1f}  {name}{over}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, sys.argv[2:])
