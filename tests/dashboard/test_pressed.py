"""A press is known by the inputs of the callback, whatever letters the id of the button has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from dash import Dash
from dash._callback_context import context_value
from dash._utils import AttributeDict

from dashboard.pressed import is_pressed, pressed

KEY = "talent_pool|5|методист||2021-10-24"


@contextmanager
def called(clicks: int | None, key: str) -> Iterator[None]:
    """Call as Dash does: the id as the browser writes it, its value asked by the id as the server writes it."""
    Dash(__name__)
    own = {"key": key, "type": "act"}
    sent = json.dumps(own, ensure_ascii=False, separators=(",", ":"))
    known = {json.dumps(own, separators=(",", ":")) + ".n_clicks": clicks}
    inputs: list[Any] = [[{"id": {"key": "other", "type": "act"}, "property": "n_clicks"},
                          {"id": own, "property": "n_clicks", "value": clicks}]]  # fmt: skip
    prop = f"{sent}.n_clicks"
    token = context_value.set(AttributeDict(
        triggered_inputs=[{"prop_id": prop, "value": known.get(prop)}], inputs_list=inputs,
    ))  # fmt: skip
    try:
        yield
    finally:
        context_value.reset(token)


@pytest.mark.parametrize("key", ["plain", KEY])
def test_a_pressed_button_is_told_from_one_just_drawn(key: str) -> None:
    with called(1, key):
        assert is_pressed()
    with called(None, key):
        assert not is_pressed()


def test_a_press_told_in_one_call_with_buttons_just_drawn_is_found() -> None:
    Dash(__name__)
    drawn, own = ({"key": key, "type": "act"} for key in ("drawn", KEY))
    props = [f"{json.dumps(one, ensure_ascii=False)}.n_clicks" for one in (drawn, own)]
    inputs: list[Any] = [[{"id": drawn, "property": "n_clicks"},
                          {"id": own, "property": "n_clicks", "value": 1}]]  # fmt: skip
    triggered = [{"prop_id": prop, "value": None} for prop in props]
    token = context_value.set(AttributeDict(triggered_inputs=triggered, inputs_list=inputs))
    try:
        assert pressed() == own
    finally:
        context_value.reset(token)
    with called(None, KEY):
        assert pressed() is None
