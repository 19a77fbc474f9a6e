"""The few looks of a cell in the sample workbooks."""

from __future__ import annotations

_ALIGN = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
# name → (font, fill, border, number format, is centred)
_LOOKS = {
    "plain": (0, 0, 0, 0, False),
    "title": (2, 0, 0, 0, True),
    "label": (1, 0, 0, 0, False),
    "head": (1, 2, 1, 0, True),
    "upright": (1, 2, 1, 0, True),
    "text": (0, 0, 1, 0, False),
    "mark": (0, 0, 1, 0, True),
    "number": (0, 0, 1, 2, True),
}

STYLES = {name: number for number, name in enumerate(_LOOKS)}


def _look(name: str) -> str:
    font, fill, border, number, is_centred = _LOOKS[name]
    align = _ALIGN.replace("<alignment", '<alignment textRotation="90"', name == "upright")
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" '
        f'applyNumberFormat="1" applyAlignment="1">{align if is_centred else ""}</xf>'
    )


STYLES_XML = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="16"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFD3D3D3"/></patternFill></fill></fills>'
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
    '<border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/>'
    "<diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="{len(_LOOKS)}">{"".join(map(_look, _LOOKS))}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
