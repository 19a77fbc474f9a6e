"""Which button called a callback: by the inputs, as `ctx.triggered` loses ids with Cyrillic letters.

Dash asks its values by the id as the server writes it (`"\\u0444"`), while the browser sends the letters as
they are, so that the value of such a button is always None there.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

from dash import ctx


def is_pressed() -> bool:
    """Tell whether a press of a button called the callback, rather than a button that has just been drawn."""
    called = ctx.triggered_id
    groups = (group if isinstance(group, list) else [group] for group in ctx.inputs_list)
    return bool(called) and any(_is_by(one, called) for one in chain.from_iterable(groups))


def pressed() -> Any:
    """Return the id of the button whose press called the callback, None where none was pressed.

    A press that comes while the callback of buttons just drawn is on its way is told to us in one call with
    theirs: the pressed one need not be the first.
    """
    called = list(ctx.triggered_prop_ids.values())
    groups = (group if isinstance(group, list) else [group] for group in ctx.inputs_list)
    found = (one["id"] for one in chain.from_iterable(groups)
             if one["property"] == "n_clicks" and one.get("value") and one["id"] in called)  # fmt: skip
    return next(found, None)


def _is_by(one: dict[str, Any], called: Any) -> bool:
    return one["id"] == called and one["property"] == "n_clicks" and bool(one.get("value"))
