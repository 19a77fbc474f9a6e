"""Readers go on through publishes and through killed publishers; nothing accepted is lost."""

from __future__ import annotations

import random
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
COUNT = "SELECT count(*) AS n, count(DISTINCT subject) AS subjects FROM marks"


def add_file(home: Home, number: int) -> None:
    """Accept one more file with three marks of its own subject."""
    cells = {(NAME, date(2023, 4, day)): "4" for day in (3, 4, 5)}
    accept(home, Lessons(subject=f"Предмет {number}", cells=cells))


def start(home: Home, deadly_step: str = "") -> subprocess.Popen[str]:
    """Start a publisher process and wait until it is ready to publish."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.warehouse.publisher_process", str(home.path), deadly_step],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout and process.stdout.readline().strip() == "ready"
    return process


def go(process: subprocess.Popen[str]) -> None:
    """Let a waiting publisher publish."""
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


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


def test_readers_go_on_through_twenty_publishes(home: Home) -> None:
    with Watch(home).watching() as watch:
        for number in range(1, 21):
            add_file(home, number)
            publish(home)
    assert watch.failures == []
    assert watch.reads > 20
    assert marks_count(home) == 3 * 21


@pytest.mark.parametrize("step", STEPS)
def test_a_publisher_killed_at_a_step_loses_nothing(home: Home, step: str) -> None:
    with Watch(home).watching() as watch:
        before = home.ledger.current_snapshot()
        add_file(home, 1)
        process = start(home, step)
        go(process)
        assert process.wait(60) < 0
        assert home.ledger.current_snapshot()["number"] == before["number"]
        assert marks_count(home) == 3
        publish(home)
    assert watch.failures == []
    assert marks_count(home) == 6
    assert verify(home) == []
    assert {path.suffix for path in home.snapshots.iterdir()} == {".duckdb"}


@pytest.mark.slow
def test_fifty_kills_at_random_moments_lose_nothing(home: Home) -> None:
    moments = random.Random(20230403)
    with Watch(home).watching() as watch:
        for number in range(1, 51):
            add_file(home, number)
            process = start(home)
            go(process)
            time.sleep(moments.uniform(0, 0.45))
            process.kill()
            process.wait(60)
        publish(home)
    assert watch.failures == []
    assert marks_count(home) == 3 * 51
    assert verify(home) == []
