"""Other tools on the same text, in one run on one core; what is not installed is left out and named.

    python -m benchmarks peers [KILOBYTES]

All are given the same articles, one text each: codespell, proselint and ftfy through their Python
functions, datatrove's C4 filter document by document, ripgrep as a process that searches for 1,000 fixed strings
in one file. They do different things; only what a text costs is compared. Starting up is not counted,
except for ripgrep.
"""

from __future__ import annotations

import contextlib
import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.data import literals, texts_of
from benchmarks.timing import cpu, machine, speed
from newslint.engine import Engine
from newslint.packs import labels_of, load_rules
from newslint.plugins import Plugins
from newslint.segment import DefaultSegmenter

Job = Callable[[list[str], Path], object]


def newslint() -> Job:
    """The shipped rules, all of a check."""
    plugins = Plugins(discover=False)
    loaded, _ = load_rules(plugins.packs, plugins.kinds)
    engine = Engine([item for item in loaded if item.rule.default], DefaultSegmenter(labels_of(loaded)))
    return lambda texts, _: [engine.check_text(text) for text in texts]


def codespell() -> Job:
    """Its command line function on a folder of files; what an empty file costs is taken off."""
    from codespell_lib import main

    def job(texts: list[str], folder: Path) -> object:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return main(str(folder))

    return job


def proselint() -> Job:
    """All of its default checks."""
    from proselint.checks import __register__
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    CheckRegistry().register_many(__register__)
    return lambda texts, _: [LintFile("article", text).lint() for text in texts]


def ftfy() -> Job:
    """`fix_text`."""
    from ftfy import fix_text

    return lambda texts, _: [fix_text(text) for text in texts]


def datatrove() -> Job:
    """The C4 quality filter as it is set by default; its sentence splitter needs spacy."""
    from datatrove.data import Document
    from datatrove.pipeline.filters import C4QualityFilter

    c4 = C4QualityFilter()
    c4.filter(Document(text="The board voted. It met again.", id="0"))
    return lambda texts, _: [c4.filter(Document(text=text, id=str(number))) for number, text in enumerate(texts)]


def ripgrep() -> Job:
    """1,000 fixed strings, case-blind, on one thread."""
    command = shutil.which("rg")
    if not command:
        raise ImportError("no command `rg`")

    def job(texts: list[str], folder: Path) -> object:
        (folder.parent / "words").write_text("\n".join(item.matched for item in literals(1000)), encoding="utf-8")
        given = [command, "-j1", "-n", "-o", "-i", "-F", "-f", str(folder.parent / "words"), str(folder)]
        return subprocess.run(given, capture_output=True, check=False)

    return job


PEERS = (newslint, codespell, proselint, datatrove, ftfy, ripgrep)


@contextlib.contextmanager
def folder_of(texts: list[str]) -> Iterator[Path]:
    """A folder with a file for each text."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "articles"
        folder.mkdir()
        for number, text in enumerate(texts):
            (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
        yield folder


def spent(job: Job, texts: list[str], runs: int = 2) -> float:
    """Seconds of process time, those of child processes with it."""
    with folder_of(texts) as folder:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        own = cpu(lambda: job(texts, folder), runs)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return own + (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) / runs


def main(kilobytes: int) -> None:
    """Measure and print."""
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    print(machine("codespell", "proselint", "datatrove", "ftfy"))
    texts = texts_of(kilobytes * 1000)
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} articles, {size:,} bytes")
    ours = 0.0
    for peer in PEERS:
        try:
            job = peer()
            empty = spent(job, [""]) if peer is codespell else 0.0
            took = max(spent(job, texts) - empty, 1e-6)
        except ImportError as error:
            print(f"{peer.__name__}: left out, {error}")
            continue
        ours = ours or took
        print(f"{peer.__name__}: {speed(size, took)}, newslint is {took / ours:.2f} times as fast")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
