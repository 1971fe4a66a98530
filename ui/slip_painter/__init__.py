"""The slip as it looks: one layout and one drawing for screen, picture, PDF and printer."""

from ui.slip_painter.form import SlipForm
from ui.slip_painter.layout import SlipLayout
from ui.slip_painter.output import drawn_job, drawn_slip_pdf, slip_height_mm, slip_image, slip_job, slip_pdf, slip_png
from ui.slip_painter.paint import drawn_on, paint_slip

__all__ = [
    "SlipForm",
    "SlipLayout",
    "drawn_job",
    "drawn_on",
    "drawn_slip_pdf",
    "paint_slip",
    "slip_height_mm",
    "slip_image",
    "slip_job",
    "slip_pdf",
    "slip_png",
]
