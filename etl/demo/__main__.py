"""`python -m etl.demo OUT_DIR [--seed N] [--small]`: write the sample school's files."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from etl.demo.school import write_school


def main() -> int:
    """Write the files and say how many there are."""
    parser = argparse.ArgumentParser(prog="python -m etl.demo", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT_DIR")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--small", action="store_true", help="six classes of two years")
    options = parser.parse_args()
    jobs = 1 if options.small else min(4, os.cpu_count() or 1)
    truths = write_school(options.out, options.seed, options.small, jobs)
    print(f"Файлов: {len(truths.files)} и {len(truths.unknown_files)} в неизвестном виде")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
