"""Readers go on through publishes and through killed publishers; nothing accepted is lost."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.files_in_code import Lessons, accept
from warehouse.home import Home
from warehouse.publish import STEPS, publish
from warehouse.snapshots import Reader
from warehouse.verify import verify

ROOT = Path(__file__).parents[2]
NAME = "Белова Анна Игоревна"
REST_SECONDS = 0.02  # of a reader between two reads, so that publishers get on
PUBLISHES = 10
KILLS = 24
COUNT = "SELECT count(*) AS n, count(DISTINCT subject) AS subjects FROM marks"


def add_file(home: Home, number: int) -> None:
    """Accept one more file with three marks of its own subject."""
    cells = {(NAME, date(2023, 4, day)): "4" for day in (3, 4, 5)}
    accept(home, Lessons(subject=f"Предмет {number}", cells=cells))


class Publishers:
    """Publisher processes, one at a time, that can be killed."""

    def __init__(self) -> None:
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.warehouse.publisher_process"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def start(self, home: Home, deadly_step: str = "") -> None:
        """Let a new process publish."""
        self._say(f"publish\t{home.path}\t{deadly_step}")

    def wait(self) -> int:
        """Wait for the process and return how it ended: 0, or minus the signal that killed it."""
        return self._say("wait")._answer()

    def kill(self) -> int:
        """Kill the process, unless it has ended, and return how it ended."""
        return self._say("kill")._answer()

    def close(self) -> None:
        """Let the process that forks them end."""
        self._nursery.communicate(timeout=60)

    def _say(self, line: str) -> Publishers:
        assert self._nursery.stdin
        self._nursery.stdin.write(line + "\n")
        self._nursery.stdin.flush()
        return self

    def _answer(self) -> int:
        assert self._nursery.stdout
        return int(self._nursery.stdout.readline())


@pytest.fixture(scope="module")
def publishers() -> Iterator[Publishers]:
    """The processes of this module."""
    started = Publishers()
    yield started
    started.close()


class Watch:
    """Readers in threads: every read must answer with whole files, and never with fewer than before."""

    def __init__(self, home: Home) -> None:
        self.reads = 0
        self.failures: list[str] = []
        self._home = home
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._read) for _ in range(3)]

    def _read(self) -> None:
        reader, seen = Reader(self._home), 0
        while not self._stopping.is_set():
            try:
                with reader.cursor() as con:
                    marks, subjects = con.execute(COUNT).fetchone() or (0, 0)
            except Exception as error:
                self.failures.append(repr(error))
                continue
            self.reads += 1
            if marks != 3 * subjects or marks < seen:
                self.failures.append(f"{marks} marks of {subjects} files after {seen}")
            seen = marks
            self._stopping.wait(REST_SECONDS)

    @contextmanager
    def watching(self) -> Iterator[Watch]:
        """Read for the length of a block."""
        for thread in self._threads:
            thread.start()
        try:
            yield self
        finally:
            self._stopping.set()
            for thread in self._threads:
                thread.join()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with one published file."""
    home = Home.at(tmp_path)
    add_file(home, 0)
    publish(home)
    return home


def marks_count(home: Home) -> int:
    """Return how many marks readers see."""
    return int(Reader(home).frame(COUNT)["n"][0])


def test_readers_go_on_through_publishes(home: Home) -> None:
    with Watch(home).watching() as watch:
        for number in range(1, PUBLISHES + 1):
            add_file(home, number)
            publish(home)
    assert watch.failures == []
    assert watch.reads > PUBLISHES
    assert marks_count(home) == 3 * (PUBLISHES + 1)


@pytest.mark.parametrize("step", STEPS)
def test_a_publisher_killed_at_a_step_loses_nothing(
    home: Home, publishers: Publishers, step: str
) -> None:
    with Watch(home).watching() as watch:
        before = home.ledger.current_snapshot()
        add_file(home, 1)
        publishers.start(home, step)
        assert publishers.wait() == -signal.SIGKILL
        assert home.ledger.current_snapshot()["number"] == before["number"]
        assert marks_count(home) == 3
        publish(home)
    assert watch.failures == []
    assert marks_count(home) == 6
    assert verify(home) == []
    assert {path.suffix for path in home.snapshots.iterdir()} == {".duckdb"}


def seconds_of_one(home: Home, publishers: Publishers) -> float:
    """Return how long a publisher that nobody kills takes on this machine."""
    began = time.monotonic()
    publishers.start(home)
    assert publishers.wait() == 0
    return time.monotonic() - began


@pytest.mark.slow
def test_kills_at_random_moments_lose_nothing(home: Home, publishers: Publishers) -> None:
    moments, ends = random.Random(20230403), set()
    with Watch(home).watching() as watch:
        add_file(home, 1)
        longest = seconds_of_one(home, publishers)
        for number in range(2, KILLS + 2):
            add_file(home, number)
            publishers.start(home)
            time.sleep(moments.uniform(0, longest))
            ends.add(publishers.kill())
        publish(home)
    assert watch.failures == []
    assert -signal.SIGKILL in ends and ends <= {0, -signal.SIGKILL}
    assert marks_count(home) == 3 * (KILLS + 2)
    assert verify(home) == []
