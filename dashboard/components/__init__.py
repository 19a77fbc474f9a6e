"""Components: pure functions from words and frames to Dash components."""

from dashboard.components.cards import chart_card, chart_values
from dashboard.components.cards import outputs as chart_outputs
from dashboard.components.controls import button, field, pill_link, pill_select, switch
from dashboard.components.icons import icon
from dashboard.components.page import page_body, page_head, section, strip, strips
from dashboard.components.shares import mcnemar, share_text, share_verdict, wilson
from dashboard.components.states import empty_state, note, skeleton, toast
from dashboard.components.tables import Column, data_table

__all__ = [
    "Column",
    "button",
    "chart_card",
    "chart_outputs",
    "chart_values",
    "data_table",
    "empty_state",
    "field",
    "icon",
    "mcnemar",
    "note",
    "page_body",
    "page_head",
    "pill_link",
    "pill_select",
    "section",
    "share_text",
    "share_verdict",
    "skeleton",
    "strip",
    "strips",
    "switch",
    "toast",
    "wilson",
]
