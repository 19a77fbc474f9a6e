"""Commands of the importers: `python -m etl load | check | undo | formats | work`."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from etl import formats, worker
from etl.days import parse_day
from etl.desk import FileReport, saved_formats
from etl.names import class_name, school_year
from etl.pipeline import any_refused, check, load, undo
from etl.problems import Problem
from etl.seeds import pairs
from etl.tidy import Decisions
from etl.work_kinds import WORK_KINDS
from warehouse.home import Home
from warehouse.staff.registers import registers

STATUS = {
    "loaded": "загружен",
    "same": "уже загружен",
    "refused": "не загружен",
    "asks": "нужен ответ",
}
SIGNS = {"error": "✗", "warning": "!", "info": "·"}
SHOWN_PROBLEMS = 20


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all went well, 1 when something was refused, 2 on wrong use."""
    args = parser().parse_args(argv)
    home = Home.at(args.data)
    run = {"load": _load, "check": _load, "undo": _undo, "formats": _formats, "work": _work}
    return run[args.command](home, args)


def parser() -> argparse.ArgumentParser:
    """Return the commands and their options."""
    top = argparse.ArgumentParser(prog="python -m etl", description="Загрузка файлов в Педсовет")
    commands = top.add_subparsers(dest="command", required=True)
    for name, text in (("load", "загрузить файлы, папки, архивы"),
                       ("check", "показать, что изменится; ничего не записывать")):  # fmt: skip
        command = commands.add_parser(name, help=text)
        command.add_argument("paths", nargs="+", type=Path)
        command.add_argument("--school-year", default="", help="учебный год, если файл не говорит")
        command.add_argument(
            "--class", dest="class_name", default="", help="класс, если файл не говорит"
        )
        command.add_argument("--period", default="", help="период: q1–q4, t1–t3, h1, h2, year")
        command.add_argument("--subject", default="", help="предмет, если файл не говорит")
        command.add_argument("--kind", default="", help=f"вид работы: {', '.join(WORK_KINDS)}")
        command.add_argument("--grade", default="", help="за какой класс работа: 1–11")
        command.add_argument("--label", default="", help="название работы, если таких несколько")
        command.add_argument("--held-on", default="", help="день работы или опроса: 20.04.2026")
        command.add_argument("--survey", default="", help="какая это анкета: tses12, zamfir, new …")
        command.add_argument(
            "--register", default="", help="какой это реестр педагогов: courses, events…"
        )
    commands.add_parser("undo", help="отменить загрузку").add_argument("batch", type=int)
    commands.add_parser("formats", help="какие отчёты программа узнаёт")
    commands.add_parser("work", help="проверять и публиковать, пока не остановят")
    for command in commands.choices.values():
        command.add_argument("--data", type=Path, default=None, help="папка данных")
        command.add_argument("--json", action="store_true", help="ответ в JSON")
    return top


def _load(home: Home, args: argparse.Namespace) -> int:
    decisions = Decisions(
        school_year=args.school_year, class_name=args.class_name, period=args.period,
        subject=args.subject, kind=args.kind, work_grade=args.grade, label=args.label,
        held_on=args.held_on, survey=args.survey, register=args.register,
    )  # fmt: skip
    if wrong := _wrong(decisions):
        print(wrong, file=sys.stderr)
        return 2
    missing = [path for path in args.paths if not path.exists()]
    if missing:
        print(f"Нет такого файла или папки: {', '.join(map(str, missing))}", file=sys.stderr)
        return 2
    reports = (
        load(home, args.paths, decisions, processes=os.cpu_count() or 1)
        if args.command == "load"
        else check(home, args.paths, decisions)
    )
    if args.json:
        print(json.dumps({"files": [report.as_json() for report in reports]}, ensure_ascii=False))
    else:
        _print_reports(reports, args.command)
    return int(any_refused(reports))


def _wrong(decisions: Decisions) -> str:
    """Return what is wrong with what was said of the files on the command line, "" where nothing is."""
    if decisions.register and decisions.register not in registers():
        return f"--register: «{decisions.register}» не реестр; пишите одно из: {', '.join(registers())}"
    if decisions.class_name and not class_name(decisions.class_name):
        return f"--class: «{decisions.class_name}» не класс; пишите, например, 7А"
    if decisions.school_year and not school_year(decisions.school_year):
        return f"--school-year: «{decisions.school_year}» не учебный год; пишите, например, 2021/22"
    if decisions.period and decisions.period not in pairs("period_names"):
        return f"--period: «{decisions.period}» не период; есть {', '.join(pairs('period_names'))}"
    return _wrong_of_work(decisions)


def _wrong_of_work(decisions: Decisions) -> str:
    """Return what is wrong with what was said of a work, "" where nothing is."""
    grade, day = decisions.work_grade, decisions.held_on
    if decisions.kind and decisions.kind not in WORK_KINDS:
        return f"--kind: «{decisions.kind}» не вид работы; есть {', '.join(WORK_KINDS)}"
    if grade and grade not in map(str, range(1, 12)):
        return f"--grade: «{grade}» не класс; пишите число от 1 до 11"
    if day and not parse_day(day):
        return f"--held-on: «{day}» не день; пишите, например, 20.04.2026"
    return ""


def _print_reports(reports: Sequence[FileReport], command: str) -> None:
    for report in reports:
        done = (
            STATUS[report.status]
            if command == "load" or report.status != "loaded"
            else "можно загрузить"
        )
        batch = f", загрузка № {report.batch}" if report.batch else ""
        print(f"{report.file}: {done}{batch}")
        if report.status == "loaded":
            c = report.changes
            print(
                f"  добавлено {c.added}, изменено {c.changed}, удалено {c.removed}, то же {c.same}"
            )
            if c.control:
                print(f"  контрольных значений {c.control}, расходится {c.control_differences}")
        for problem in report.problems[:SHOWN_PROBLEMS]:
            print("  " + _line(problem))
        if len(report.problems) > SHOWN_PROBLEMS:
            print(f"  … и ещё {len(report.problems) - SHOWN_PROBLEMS}")
        for question in report.questions:
            print(f"  ? {question['what']}")
            for value, label in question["proposals"] if question["field"] == "survey" else ():
                print(f"      --survey {value.rpartition(':')[2]}  {label}")


def _line(problem: Problem) -> str:
    place = f"{problem.sheet}!{problem.column}{problem.row}: " if problem.row else ""
    value = f" «{problem.value}»" if problem.value else ""
    what = f"{problem.what.rstrip('.')}{value}."
    return f"{SIGNS[problem.severity]} {place}{what} {problem.fix}"


def _undo(home: Home, args: argparse.Namespace) -> int:
    undone = undo(home, args.batch)
    words = "отменена" if undone else "не найдена или уже отменена"
    print(json.dumps({"batch": args.batch, "undone": undone}) if args.json
          else f"Загрузка № {args.batch} {words}")  # fmt: skip
    return int(not undone)


def _formats(home: Home, args: argparse.Namespace) -> int:
    found = [*formats.shipped(), *saved_formats(home.ledger)]
    if args.json:
        print(json.dumps({"formats": [fmt.as_json() for fmt in found]}, ensure_ascii=False))
    else:
        for fmt in found:
            print(f"{fmt.id}: {fmt.title}")
    return 0


def _work(home: Home, args: argparse.Namespace) -> int:
    with contextlib.suppress(KeyboardInterrupt):
        worker.work(home)
    return 0


if __name__ == "__main__":
    sys.exit(main())
