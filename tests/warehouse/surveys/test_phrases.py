"""Free answers grouped by lemma and phrase; names of people hidden."""

from __future__ import annotations

from warehouse.surveys.phrases import Names, groups, pieces

NOBODY = Names()


def told(*texts: str, names: Names = NOBODY) -> dict[str, int]:
    """Return the groups of answers by their labels."""
    return {g.label: g.count for g in groups([(str(n), t) for n, t in enumerate(texts)], names)}


def test_words_of_any_form_are_one_group() -> None:
    assert told("Сложные задания", "Не понимаю заданий!", "В задании ошибка") == {"задание": 3}


def test_what_is_said_together_is_a_phrase_and_its_words_are_left_to_it() -> None:
    found = told(
        "Не хватает времени на проверку", "времени совсем не хватает", "Не хватает времени"
    )
    assert found["не хватает времени"] == 2
    assert found["не хватать"] == 3
    assert "хватать" not in found
    assert told("Помощь в подготовке", "помощь при подготовке") == {"помощь в подготовке": 2}


def test_an_answer_that_repeats_itself_counts_once_and_clauses_do_not_join() -> None:
    assert told("курсы, курсы и ещё раз курсы", "опыт. Курсы") == {"курс": 2}


def test_names_in_any_case_are_hidden_and_make_no_group() -> None:
    names = Names(["Осокина Вера Петровна", "Мороз Пётр Ильич"])
    said = "Спасибо Вере Петровне Осокиной и петру морозу, верю в вас"
    hidden = [piece for piece, is_name in pieces(said, names) if is_name]
    assert hidden == ["Вере", "Петровне", "Осокиной", "петру", "морозу"]
    assert "".join(piece for piece, _ in pieces(said, names)) == said
    assert told("Осокина помогает", "Осокиной помогают", names=names) == {"помогать": 2}


def test_common_words_that_are_names_too_stay_in_lower_case() -> None:
    names = Names(["Белова Надежда Олеговна"])
    assert [p for p, is_name in pieces("есть надежда на отдых", names) if is_name] == []
