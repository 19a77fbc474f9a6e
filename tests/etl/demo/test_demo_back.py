"""A file of every layout and kind of the sample school, given back marked, is understood as before."""

from __future__ import annotations

from pathlib import Path

from etl.demo import Truths
from etl.desk import Desk, Understood
from etl.markup.back import batch_back
from etl.pipeline import load
from etl.tidy import Decisions
from warehouse.home import Home

GIVEN = Decisions()


def one_of_each(folder: Path, desk: Desk, files: list[str]) -> dict[tuple[str, str], str]:
    """Return a file for each format and kind of file."""
    found: dict[tuple[str, str], str] = {}
    firsts = {(Path(name).suffix, Path(name).name.split()[0].split("_")[0]): name for name in files}
    for name in firsts.values():
        fmt = desk.understand(folder / name, name, GIVEN).fmt
        found.setdefault((fmt.id, Path(name).suffix), name)
    return found


def said(found: Understood) -> tuple[object, ...]:
    parsed = found.parsed
    # A column may be an array, which does not compare as a list does; an empty cell is no equal of itself.
    tables = {
        name: {column: [repr(value) for value in values] for column, values in columns.items()}
        for name, columns in parsed.tables.items()
    }
    return (found.fmt.id, tables, parsed.problems, parsed.questions, parsed.facts)


def test_every_layout_comes_back_the_same(
    short_school: tuple[Path, Truths], tmp_path: Path
) -> None:
    folder, truths = short_school
    home = Home.at(tmp_path / "home")
    desk = Desk(home)
    chosen = one_of_each(folder, desk, sorted(truths.files))
    assert len({fmt for fmt, _ in chosen}) >= 6
    assert {suffix for _, suffix in chosen} >= {".xlsx", ".xls", ".csv", ".html", ".ods"}
    for name in chosen.values():
        loaded = load(home, [folder / name])[0]
        marked = batch_back(home, loaded.batch or 0)
        assert marked is not None, name
        path = tmp_path / marked.name
        path.write_bytes(marked.content)
        before = desk.understand(folder / name, Path(name).name, GIVEN)
        assert said(desk.understand(path, marked.name, GIVEN)) == said(before), name
