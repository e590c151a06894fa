"""Worker processes: tasks out, their results back, whatever becomes of a worker."""

from __future__ import annotations

import os
import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from newslint.model import NewslintError, Problem
from newslint.results import origin

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Work: TypeAlias = "Callable[[Any], Iterator[Any]]"
"""Does a task: yields its result in pieces."""
_AHEAD = 2
_PATIENCE = 0.2
_DEATHS = 16
_DONE, _PIECE, _BROKE = range(3)


@dataclass(slots=True)
class Ticket:
    """A task on its way: the pieces that have come, and why no more of them will, where one did not get done."""

    task: Any
    pieces: list[Any] = field(default_factory=list)
    done: bool = False
    why: str = ""


class Workers(Protocol):
    """Takes tasks and gives their results; the processes that are many, or the one there is."""

    def submit(self, task: Any) -> Ticket:
        """Have a task done, now or later."""
        ...

    def result(self, ticket: Ticket) -> Ticket:
        """The ticket when its task is done, or lost."""
        ...


class Alone:
    """Does every task at once, in this process."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def submit(self, task: Any) -> Ticket:
        """Do it."""
        ticket = Ticket(task, done=True)
        try:
            ticket.pieces.extend(self._work(task))
        except Exception as error:
            ticket.why = _broke(error)
        return ticket

    def result(self, ticket: Ticket) -> Ticket:
        """It is there already."""
        return ticket


@dataclass(eq=False, slots=True)
class _Worker:
    """One process, the line to it, and what it was given and has not done; the first of it is under way."""

    process: Any
    line: Connection
    given: deque[Ticket] = field(default_factory=deque)


class Pool:
    """Up to `count` processes, begun as tasks come; `work` is made anew in each, or comes with its memory.

    Each has a task waiting beside the one it does, so that it never waits for this process. Where one dies,
    the task that it did is lost, with the reason in its ticket, and another process takes the others.
    `tick` is called now and then while a result is waited for. Raises NewslintError where they keep dying.
    """

    def __init__(self, work: Work, count: int, tick: Callable[[], None] | None = None) -> None:
        self._work = work
        self._count = count
        self._tick = tick
        self._workers: list[_Worker] = []
        self._backlog: deque[Ticket] = deque()
        self._deaths = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(at_once=kind is not None)

    def submit(self, task: Any) -> Ticket:
        """Give a task to a process, or keep it until one is free."""
        ticket = Ticket(task)
        self._backlog.append(ticket)
        self._serve(0)
        return ticket

    def result(self, ticket: Ticket) -> Ticket:
        """Wait for a task."""
        while not ticket.done:
            self._serve(_PATIENCE)
            if self._tick and not ticket.done:
                self._tick()
        return ticket

    def close(self, *, at_once: bool) -> None:
        """End all processes: when they are done, or, `at_once`, as soon as what they write is whole."""
        for worker in self._workers:
            try:
                worker.line.send(None)
            except OSError:
                at_once = True
            if at_once:
                worker.process.terminate()
        for worker in self._workers:
            worker.process.join(5)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.line.close()
        self._workers.clear()

    def _serve(self, patience: float) -> None:
        """Hand out tasks and take in what has come."""
        from multiprocessing.connection import wait

        self._hand_out()
        busy = [worker for worker in self._workers if worker.given]
        ready = wait([worker.line for worker in busy], patience) if busy else []
        for worker in busy:
            if worker.line in ready:
                self._take(worker)
        self._hand_out()

    def _take(self, worker: _Worker) -> None:
        while worker.line.poll() if worker.given else False:
            try:
                what, value = worker.line.recv()
            except (EOFError, OSError):
                self._bury(worker)
                return
            ticket = worker.given[0]
            if what == _PIECE:
                ticket.pieces.append(value)
                continue
            ticket.why = value or ""
            ticket.done = True
            worker.given.popleft()
            self._deaths = 0

    def _bury(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.line.close()
        worker.process.join()
        self._deaths += 1
        if self._deaths > _DEATHS:
            raise NewslintError(Problem("newslint", "worker processes keep dying", hint="try --jobs 1"))
        lost, *others = worker.given
        self._backlog.extendleft(reversed(others))
        lost.why = f"its worker process {_fate(worker.process.exitcode)}"
        lost.done = True

    def _hand_out(self) -> None:
        while self._backlog:
            worker = min(self._workers, key=lambda one: len(one.given), default=None)
            if (worker is None or worker.given) and len(self._workers) < self._count:
                worker = self._begin()
            if worker is None or len(worker.given) >= _AHEAD:
                return
            ticket = self._backlog.popleft()
            worker.given.append(ticket)
            try:
                worker.line.send(ticket.task)
            except OSError:
                self._take(worker)
                if worker in self._workers:
                    self._bury(worker)

    def _begin(self) -> _Worker:
        import multiprocessing

        context = multiprocessing.get_context()
        ours, theirs = context.Pipe()
        # A forked process holds our ends too; while it does, no other process sees that we are gone.
        inherited = [ours, *(one.line for one in self._workers)] if context.get_start_method() == "fork" else []
        process = context.Process(target=_serve, args=(theirs, inherited, self._work), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker


def _fate(code: int | None) -> str:
    """How a process ended, in words.

    >>> _fate(-9), _fate(3)
    ('was killed (SIGKILL)', 'ended with 3')
    """
    if code is None or code >= 0:
        return f"ended with {code}"
    try:
        return f"was killed ({signal.Signals(-code).name})"
    except ValueError:
        return f"was killed (signal {-code})"


def _broke(error: Exception) -> str:
    return f"newslint itself broke here ({type(error).__name__} {origin(error)})"


def _serve(line: Connection, inherited: list[Connection], work: Work) -> None:
    """What a worker process does until it is told to end, or nobody is there any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    for other in inherited:
        other.close()
    tasks: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(line, tasks), daemon=True).start()
    try:
        while (task := tasks.get()) is not None:
            try:
                for piece in work(task):
                    line.send((_PIECE, piece))
                line.send((_DONE, None))
            except OSError as error:
                if isinstance(error, BrokenPipeError | ConnectionError):
                    return
                line.send((_BROKE, _broke(error)))
            except Exception as error:
                line.send((_BROKE, _broke(error)))
    except (BrokenPipeError, ConnectionError):
        return


def _leave(number: int, _: object) -> None:
    """End by an exception, so that what is half written is cleared away."""
    raise SystemExit(128 + number)


def _receive(line: Connection, tasks: queue.SimpleQueue[Any]) -> None:
    """Take in tasks beside the work, so that whoever sends them never waits; end the work where he is gone."""
    try:
        while (task := line.recv()) is not None:
            tasks.put(task)
        tasks.put(None)
    except (EOFError, OSError):
        os.kill(os.getpid(), signal.SIGTERM)
