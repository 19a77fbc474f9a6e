"""Settings: periods, the base, thresholds, names of subjects, people."""

from dash import dcc, html, register_page

from dashboard.components import skeleton
from dashboard.ids import SettingsIds

register_page(__name__, path="/settings", title="Настройки · Педсовет")


def layout(**_params: str) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    version = dcc.Store(id=SettingsIds.version, data=0)
    return html.Div(
        [version, html.Div(skeleton(500), id=SettingsIds.body, className="page-body")],
        className="page-body",
    )
