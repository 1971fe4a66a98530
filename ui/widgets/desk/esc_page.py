"""A step as large as its screen that Esc leaves, without leaving the screen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class EscPage(QWidget):
    """`closed` asks for the way back; the desk's window emits it for the innermost step that is open when Esc comes."""

    closed = Signal()
