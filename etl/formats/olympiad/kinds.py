"""What may be wrong with a protocol of the olympiad."""

from __future__ import annotations

from etl.formats.findings import Kind
from etl.formats.own_school import SCHOOL_KINDS

OLYMPIAD_KINDS = {
    **SCHOOL_KINDS,
    "no_protocol": Kind(
        "error",
        "В~файле нет таблицы участников олимпиады",
        "Проверьте, что в~шапке есть имя участника, балл и~статус",
    ),
    "row_without_name": Kind(
        "warning",
        "В~строке нет имени участника: она не~загружена",
        "Впишите фамилию, имя и~отчество или удалите строку",
    ),
    "class_unclear": Kind(
        "warning",
        "Класс не~понят: участие загружено без него",
        "Напишите класс числом и~буквой, например 9А",
    ),
    "points_unclear": Kind(
        "warning",
        "Балл не~понят: участие загружено без него",
        "Исправьте ячейку: ожидается число",
    ),
    "points_above": Kind(
        "warning",
        "Балл больше максимального: участие загружено без балла",
        "Проверьте балл и~максимум",
    ),
    "status_unclear": Kind(
        "warning",
        "Статус не~понят: записан как участник",
        "Напишите: победитель, призёр или участник",
    ),
    "not_present": Kind(
        "info",
        "Участник не~явился: участие не~засчитано",
        "Делать ничего не~надо",
        50,
    ),
    "subject_unknown": Kind(
        "warning",
        "В~строке нет предмета: она не~загружена",
        "Впишите предмет в~этой строке или выше",
    ),
}  # fmt: skip
