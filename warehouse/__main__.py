"""Commands of the warehouse: query, checkpoints, rebuild, backup, restore, snapshots, verify."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from warehouse import backup, person_guard, vpr_guard
from warehouse.home import Home
from warehouse.publish import republish
from warehouse.queries.checkpoints import checkpoint_states
from warehouse.snapshots import NothingPublished, Reader
from warehouse.verify import verify

FORMULA = re.compile(r"[=+\-@\t\r].")
NUMBER = re.compile(r"[+\-]?\d+(?:[.,]\d+)?")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all went well, 1 when something was refused, 2 on wrong use."""
    args = parser().parse_args(argv)
    run = {"query": _query, "checkpoints": _checkpoints, "rebuild": _rebuild, "backup": _backup,
           "restore": _restore, "snapshots": _snapshots, "verify": _verify}  # fmt: skip
    try:
        return run[args.command](Home.at(args.data), args)
    except NothingPublished:
        print("Данных ещё нет: загрузите файлы командой python -m etl load", file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    """Return the commands and their options."""
    top = argparse.ArgumentParser(prog="python -m warehouse", description="Хранилище Педсовета")
    commands = top.add_subparsers(dest="command", required=True)
    commands.add_parser("query", help="запрос к данным, только чтение").add_argument("sql")
    states = commands.add_parser("checkpoints", help="контрольные точки на дату")
    states.add_argument("--as-of", type=date.fromisoformat, default=None)
    commands.add_parser("rebuild", help="построить данные заново из журнала загрузок")
    commands.add_parser("backup", help="сохранить всё в один файл").add_argument("file", type=Path)
    commands.add_parser("restore", help="вернуть из файла").add_argument("file", type=Path)
    commands.add_parser("snapshots", help="какие снимки есть")
    commands.add_parser("verify", help="проверить, что данные целы")
    for command in commands.choices.values():
        command.add_argument("--data", type=Path, default=None, help="папка данных")
        command.add_argument("--json", action="store_true", help="ответ в JSON")
        command.add_argument("--format", choices=("csv", "json", "table"), default="table")
    return top


def _query(home: Home, args: argparse.Namespace) -> int:
    try:
        vpr_guard.check(args.sql)
        person_guard.check(args.sql)
        frame = Reader(home).frame(args.sql)
    except (vpr_guard.BesideTeacher, person_guard.OfOnePerson) as refused:
        print(refused, file=sys.stderr)
        return 1
    except duckdb.Error as error:
        print(f"Запрос не выполнен: {error}", file=sys.stderr)
        return 2
    _print(frame, args)
    return 0


def _checkpoints(home: Home, args: argparse.Namespace) -> int:
    with Reader(home).cursor() as con:
        _print(checkpoint_states(con, as_of=args.as_of or date.today()), args)
    return 0


def _print(frame: pd.DataFrame, args: argparse.Namespace) -> None:
    if args.json or args.format == "json":
        print(
            frame.to_json(
                orient="records", force_ascii=False, date_format="iso", double_precision=15
            )
        )
    elif args.format == "csv":
        frame.map(_inert).to_csv(sys.stdout, index=False, lineterminator="\n")
    else:
        print(frame.to_string(index=False))


def _inert(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula: a text that may start one gets a quote."""
    if not isinstance(value, str) or not FORMULA.match(value) or NUMBER.fullmatch(value):
        return value
    return f"'{value}"


def _rebuild(home: Home, args: argparse.Namespace) -> int:
    number = republish(home)
    print(json.dumps({"snapshot": number}) if args.json else f"Построено заново: снимок {number}")
    return 0


def _backup(home: Home, args: argparse.Namespace) -> int:
    backup.backup(home, args.file)
    print(json.dumps({"file": str(args.file)}) if args.json else f"Сохранено: {args.file}")
    return 0


def _restore(home: Home, args: argparse.Namespace) -> int:
    try:
        backup.restore(home, args.file)
    except backup.CannotRestore as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps({"file": str(args.file)}) if args.json else f"Восстановлено из {args.file}")
    return 0


def _snapshots(home: Home, args: argparse.Namespace) -> int:
    rows = [dict(row) for row in home.ledger.rows("SELECT * FROM snapshots ORDER BY number")]
    _print(
        pd.DataFrame(rows, columns=["number", "seq", "engine", "published_at", "is_current"]), args
    )
    return 0


def _verify(home: Home, args: argparse.Namespace) -> int:
    troubles = verify(home)
    if args.json:
        print(json.dumps({"troubles": troubles}, ensure_ascii=False))
    else:
        print("\n".join(troubles) or "Всё цело: журнал, файлы и снимок сходятся")
    return int(bool(troubles))


if __name__ == "__main__":
    sys.exit(main())
