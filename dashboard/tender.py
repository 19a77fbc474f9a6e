"""A child process that is kept going: started, started again when it dies, stopped with us."""

from __future__ import annotations

import logging
import subprocess
import threading
from collections.abc import Sequence
from types import TracebackType

log = logging.getLogger("dashboard.tender")

FIRST_REST = 1.0
LONGEST_REST = 60.0
CALM_SECONDS = 60.0
STOP_SECONDS = 10.0


class Tender:
    """Keeps one command running while the `with` block lasts; a second rest is twice the first."""

    def __init__(self, command: Sequence[str], first_rest: float = FIRST_REST) -> None:
        self.command = list(command)
        self.first_rest = first_rest
        self.starts = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._tend, name="tender", daemon=True)

    def __enter__(self) -> Tender:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopping.set()
        self._thread.join(STOP_SECONDS)

    def _tend(self) -> None:
        rest = self.first_rest
        while not self._stopping.is_set():
            calm = self._run_once()
            rest = self.first_rest if calm else min(rest * 2, LONGEST_REST)
            if not self._stopping.is_set():
                log.warning("the background worker ended; starting it again in %.0f s", rest)
            self._stopping.wait(rest)

    def _run_once(self) -> bool:
        """Run the command to its end, or stop it; return whether it had worked calmly for a while."""
        self.starts += 1
        child = subprocess.Popen(self.command, stdin=subprocess.DEVNULL)
        waited = 0.0
        while child.poll() is None and not self._stopping.wait(0.25):
            waited += 0.25
        if child.poll() is None:
            _stop(child)
        return waited >= CALM_SECONDS


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(STOP_SECONDS / 2)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
