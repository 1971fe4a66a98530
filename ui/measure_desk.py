"""What a screen of the desk really shows, measured from its widgets as laid out and from its pixels as painted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QToolButton,
    QWidget,
)

from ui.measure import contrast_in
from ui.measure_lists import headings, rows
from ui.measure_parts import Part, bold, text_area
from ui.widgets.desk.look import Look

FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)
