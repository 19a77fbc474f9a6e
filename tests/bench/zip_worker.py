"""The worker's part in a process of its own: check an archive, accept all of it, publish."""

from __future__ import annotations

import sys
from pathlib import Path

from etl import uploads, worker
from warehouse.home import Home


def main(folder: str, archive: str) -> None:
    """Take an archive in as the upload page does and work until nothing is left."""
    home = Home.at(folder)
    with Path(archive).open("rb") as file:
        uploads.receive(home, file, "школа.zip", "bench")
    while worker.step(home):
        pass
    uploads.accept(home, [u.upload_id for u in uploads.uploads(home, states=("ready",))], "bench")
    while worker.step(home):
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
