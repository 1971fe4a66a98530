"""Small signs drawn with a pen, for people who read pictures: day, hour, place, ride, person, phone."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen

PEN_WIDTH = 0.1
"""Of the sign's side: 5 dots on a sign of 6 mm."""


class Symbol(Enum):
    DAY = "day"
    HOUR = "hour"
    PLACE = "place"
    RIDE = "ride"
    PERSON = "person"
    PHONE = "phone"


def paint_symbol(painter: QPainter, symbol: Symbol, rect: QRectF) -> None:
    """Draw `symbol` in black into the square `rect`."""
    painter.save()
    painter.translate(rect.topLeft())
    painter.scale(rect.width(), rect.height())
    painter.setPen(QPen(Qt.GlobalColor.black, PEN_WIDTH, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _DRAWINGS[symbol](painter)
    painter.restore()


def _day(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(0.1, 0.2, 0.8, 0.7), 0.08, 0.08)
    painter.fillRect(QRectF(0.1, 0.2, 0.8, 0.22), Qt.GlobalColor.black)
    for x in (0.32, 0.68):
        painter.drawLine(QPointF(x, 0.08), QPointF(x, 0.25))
    painter.fillRect(QRectF(0.54, 0.58, 0.2, 0.2), Qt.GlobalColor.black)


def _hour(painter: QPainter) -> None:
    painter.drawEllipse(QRectF(0.08, 0.08, 0.84, 0.84))
    painter.drawPolyline([QPointF(0.5, 0.26), QPointF(0.5, 0.52), QPointF(0.69, 0.62)])


def _place(painter: QPainter) -> None:
    drop = QPainterPath(QPointF(0.5, 0.95))
    drop.cubicTo(0.4, 0.72, 0.17, 0.58, 0.17, 0.36)
    drop.cubicTo(0.17, 0.16, 0.32, 0.05, 0.5, 0.05)
    drop.cubicTo(0.68, 0.05, 0.83, 0.16, 0.83, 0.36)
    drop.cubicTo(0.83, 0.58, 0.6, 0.72, 0.5, 0.95)
    drop.addEllipse(QPointF(0.5, 0.37), 0.14, 0.14)
    painter.fillPath(drop, Qt.GlobalColor.black)


def _ride(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(0.06, 0.18, 0.88, 0.56), 0.1, 0.1)
    painter.drawLine(QPointF(0.06, 0.46), QPointF(0.94, 0.46))
    painter.drawLine(QPointF(0.5, 0.2), QPointF(0.5, 0.46))
    painter.setBrush(QBrush(Qt.GlobalColor.white))
    for x in (0.28, 0.72):
        painter.drawEllipse(QPointF(x, 0.76), 0.12, 0.12)


def _person(painter: QPainter) -> None:
    body = QPainterPath()
    body.addEllipse(QPointF(0.5, 0.28), 0.22, 0.22)
    body.moveTo(0.08, 0.95)
    body.cubicTo(0.08, 0.4, 0.92, 0.4, 0.92, 0.95)
    body.closeSubpath()
    painter.fillPath(body, Qt.GlobalColor.black)


def _phone(painter: QPainter) -> None:
    painter.setBrush(QBrush(Qt.GlobalColor.black))
    handset = QPainterPath(QPointF(0.12, 0.14))
    handset.lineTo(0.3, 0.08)
    handset.lineTo(0.42, 0.32)
    handset.lineTo(0.32, 0.43)
    handset.cubicTo(0.36, 0.54, 0.46, 0.64, 0.57, 0.68)
    handset.lineTo(0.68, 0.58)
    handset.lineTo(0.92, 0.7)
    handset.lineTo(0.86, 0.88)
    handset.cubicTo(0.46, 1.0, 0.02, 0.54, 0.12, 0.14)
    painter.strokePath(handset, QPen(Qt.GlobalColor.black, PEN_WIDTH / 2, j=Qt.PenJoinStyle.RoundJoin))
    painter.fillPath(handset, Qt.GlobalColor.black)


_DRAWINGS = {
    Symbol.DAY: _day,
    Symbol.HOUR: _hour,
    Symbol.PLACE: _place,
    Symbol.RIDE: _ride,
    Symbol.PERSON: _person,
    Symbol.PHONE: _phone,
}
