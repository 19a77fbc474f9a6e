"""`make bench`: what the speed promises are held to, as ratios and shares of one run on this machine."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineWorkbook

from etl.pipeline import check, load
from tests.bench.heatmap import p95_under_load
from tests.bench.region import write_region
from tests.bench.school_files import write_files
from warehouse.home import Home
from warehouse.publish import rebuild
from warehouse.queries import deficits
from warehouse.snapshots import Reader

REGION = 25_000
REGION_TURNS = 3
LARGEST = (
    "SELECT school_id, assessment_id FROM mart_deficit_by_class_task"
    " GROUP BY school_id, assessment_id ORDER BY count(*) DESC, school_id LIMIT 1"
)


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare_read(files: list[Path]) -> int:
    """Read every cell with calamine and nothing else; return how many cells there are."""
    cells = 0
    for path in files:
        workbook = CalamineWorkbook.from_path(path)
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python()
            cells += len(rows) * (len(rows[0]) if rows else 0)
    return cells


def main() -> None:
    """Print every figure with its promise."""
    with tempfile.TemporaryDirectory() as folder:
        files_at = Path(folder) / "files"
        files_at.mkdir()
        what = write_files(files_at)
        files = sorted(files_at.rglob("*.xlsx"))
        print(f"Файлы: {what}, {len(files)} книг")
        home = Home.at(Path(folder) / "home")
        load_ratio(files, home)
        one_class(files, home)
        show("тепловая карта, 32 человека, 2 процесса: p95, мс", p95_under_load(home), 50)
        region_ratio(Path(folder))
        worker_memory(Path(folder), files)


def load_ratio(files: list[Path], home: Home) -> None:
    """Load everything against calamine's bare read of the same files: ≤ 3 times."""
    cells = bare_read(files)
    bare = min(timed(lambda: bare_read(files)) for _ in range(3))
    whole = timed(lambda: load(home, files, processes=2))
    show("загрузка целиком / чтение calamine", whole / bare, 3.0, f"{cells} ячеек, {whole:.2f} с")


def one_class(files: list[Path], home: Home) -> None:
    """Check one class workbook and publish it into all the years: ≤ 1 s each."""
    with tempfile.TemporaryDirectory() as folder:
        path = changed_copy(files[len(files) // 2], Path(folder))
        show("проверка книги одного класса, с", timed(lambda: check(home, [path])), 1.0)
        show("загрузка и публикация одного класса, с", timed(lambda: load(home, [path])), 1.0)


def region_ratio(folder: Path) -> None:
    """Load a region's file of 25,000 participants against calamine's bare read of it: ≤ 3 times.

    The first load of a process reads formats and opens engines, so both are the best of several.
    """
    path = write_region(folder, REGION)
    homes = [Home.at(folder / f"region_home_{turn}") for turn in range(REGION_TURNS)]
    bare, whole = [], []
    for home in homes:
        bare.append(timed(lambda: bare_read([path])))
        whole.append(timed(lambda home=home: load(home, [path])))
    show("загрузка региона / чтение calamine", min(whole) / min(bare), 3.0,
         f"{REGION} строк, {min(whole):.2f} с")  # fmt: skip
    region_heatmap(homes[-1])
    seconds = timed(lambda: rebuild(homes[-1], folder / "region.duckdb"))
    show("снимок региона заново, с", seconds, 20)


def region_heatmap(home: Home) -> None:
    """Ask for the heatmap of one school and for all schools' tasks of a region's work: ≤ 10 ms."""
    with Reader(home).cursor() as con:
        found = con.execute(LARGEST).fetchone()
        points = con.execute("SELECT count(*) FROM task_points").fetchone()
        if found is None or points is None:
            raise RuntimeError("the region has no results")
        school, assessment = found
        heatmap = timed_best(lambda: deficits.tasks(con, school=school, assessment=assessment))
        outside = timed_best(lambda: deficits.outside(con, school=school, assessment=assessment))
    show("карта дефицитов школы в базе региона, мс", heatmap * 1000, 10, f"баллов: {points[0]}")
    show("та же работа по всему региону, мс", outside * 1000, 10)


def timed_best(work: Callable[[], object]) -> float:
    """Return the seconds of a short piece of work at its quickest."""
    return min(timed(work) for _ in range(20))


def changed_copy(path: Path, folder: Path, ballast: bytes = b"bench") -> Path:
    """Return a copy of a workbook with other bytes and the same cells, heavier by the ballast."""
    copy = folder / path.name
    copy.write_bytes(path.read_bytes())
    with zipfile.ZipFile(copy, "a") as archive:
        archive.writestr("docProps/note.bin", ballast)
    return copy


def worker_memory(folder: Path, files: list[Path]) -> None:
    """Check and publish a zip of 200 MB in a worker process: peak memory ≤ 600 MB."""
    archive = folder / "school.zip"
    picture = os.urandom((190 << 20) // len(files))
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as target:
        for number, path in enumerate(files):
            heavy = changed_copy(path, folder, picture)
            target.write(heavy, f"{number:05d}/{path.name}")
            heavy.unlink()
    home = Home.at(folder / "zip_home")
    subprocess.run(
        [sys.executable, "-m", "tests.bench.zip_worker", str(home.path), str(archive)], check=True
    )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    show("память рабочего процесса на архиве, МБ", peak, 600, f"{archive.stat().st_size >> 20} МБ")


def show(name: str, value: float, promise: float, note: str = "") -> None:
    """Print one figure beside its promise."""
    sign = "✓" if value <= promise else "✗"
    print(f"{sign} {name}: {value:.2f} (обещано ≤ {promise:g}) {note}", flush=True)


if __name__ == "__main__":
    main()
