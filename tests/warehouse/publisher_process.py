"""Publishers as processes of their own that can be killed, forked by one that has imported everything.

It reads lines: `publish`, a folder and perhaps a step (with tabs between) begins a publish; `wait` waits
until it has ended and says how: 0, or minus the signal that killed it; `kill` kills it first.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable

from warehouse.home import Home
from warehouse.programme import programme_tables
from warehouse.publish import engine, publish


def publish_once(folder: str, deadly_step: str) -> None:
    """Publish; kill this process with SIGKILL on reaching the step, if one is named."""

    def on_step(step: str) -> None:
        if step == deadly_step:
            os.kill(os.getpid(), signal.SIGKILL)

    publish(Home.at(folder), on_step)


def begin(folder: str, deadly_step: str) -> int:
    """Fork a process that publishes and ends; return its id."""
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        publish_once(folder, deadly_step)
        code = 0
    finally:
        os._exit(code)


def main(lines: Iterable[str]) -> None:
    """Do what the lines say, one by one; first whatever a process does once, so that none has to."""
    engine()
    programme_tables()
    process = 0
    for line in lines:
        verb, *said = line.rstrip("\n").split("\t")
        if verb == "publish":
            process = begin(*said)
            continue
        if verb == "kill":
            os.kill(process, signal.SIGKILL)
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)


if __name__ == "__main__":
    main(iter(sys.stdin.readline, ""))
