"""A publisher as a process of its own that can be killed: waits for a line, then publishes."""

from __future__ import annotations

import os
import signal
import sys

from warehouse.home import Home
from warehouse.publish import publish


def main(folder: str, deadly_step: str) -> None:
    """Publish once; kill this process with SIGKILL on reaching the step, if one is named."""

    def on_step(step: str) -> None:
        if step == deadly_step:
            os.kill(os.getpid(), signal.SIGKILL)

    home = Home.at(folder)
    print("ready", flush=True)
    sys.stdin.readline()
    publish(home, on_step)
    print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
