"""Sheets of A4 with our typeface, which has the letters of all our languages in both scripts."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import as_file, files
from io import BytesIO

_TYPEFACE = "Open Sans"
_FACES = {"": "OpenSans-Regular.ttf", "B": "OpenSans-Bold.ttf", "I": "OpenSans-Italic.ttf"}
_POINT = 25.4 / 72  # millimetres

# Each letter that is left out of a typeface would be a line of the log.
logging.getLogger("fontTools").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Line:
    """Of `size` points, with `gap` millimetres below it."""

    text: str
    size: float = 12
    style: str = ""
    gap: float = 2


class Paper:
    def __init__(self, title: str, language: str, at: datetime, *, is_wide: bool) -> None:
        """`language` as in RFC 5646; `at` is when it was made."""
        from fpdf import FPDF  # noqa: PLC0415 - 26 MB that only a line needs that prints

        self._pdf = FPDF(orientation="landscape" if is_wide else "portrait", format="A4")
        self._pdf.set_title(title)
        self._pdf.set_lang(language)
        self._pdf.set_creation_date(at)
        self._pdf.set_margins(18, 16)
        self._pdf.set_auto_page_break(auto=True, margin=16)
        for style, name in _FACES.items():
            with as_file(files("ttf_opensans") / "ttf" / name) as path:
                self._pdf.add_font(_TYPEFACE, style, path)
        self._pdf.add_page()

    def frame(self) -> None:
        pdf = self._pdf
        pdf.set_draw_color(90)
        pdf.set_line_width(0.8)
        pdf.rect(10, 10, pdf.w - 20, pdf.h - 20)

    def down(self, millimetres: float) -> None:
        self._pdf.ln(millimetres)

    def say(self, *lines: Line, is_centred: bool = False) -> None:
        for line in lines:
            if line.text:
                self._pdf.set_font(_TYPEFACE, line.style, line.size)
                self._pdf.multi_cell(
                    0,
                    line.size * _POINT * 1.4,
                    line.text,
                    align="C" if is_centred else "L",
                    new_x="LMARGIN",
                    new_y="NEXT",
                )
                self._pdf.ln(line.gap)

    def picture(self, png: bytes, width: float) -> None:
        """In the middle; `width` in millimetres."""
        self._pdf.image(BytesIO(png), x=(self._pdf.w - width) / 2, w=width)

    def table(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
    ) -> None:
        """The head stands on every page; `widths` are shares."""
        from fpdf.fonts import FontFace  # noqa: PLC0415 - as above

        self._pdf.set_font(_TYPEFACE, "", 9)
        with self._pdf.table(
            col_widths=tuple(widths),
            headings_style=FontFace(emphasis="BOLD", fill_color=(235, 235, 235)),
            borders_layout="ALL",
            line_height=5.5,
            text_align="L",
        ) as table:
            for cells in (head, *rows):
                row = table.row()
                for cell in cells:
                    row.cell(cell)

    def written(self) -> bytes:
        return bytes(self._pdf.output())
