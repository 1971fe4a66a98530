"""A slip as plain text, for a person at a terminal or a program that reads aloud."""

from __future__ import annotations

from kiosk.slips.compose import SlipContent


def slip_text(content: SlipContent) -> str:
    """Return the slip's lines in the order of the paper, unsigned and without the text of its QR code."""
    head = (content.station_name, content.number, content.worker_line)
    work = (content.trade_name, content.pay, content.paid_when, content.days, content.hours)
    where = (content.place, content.transport, content.contact, content.phone)
    help_lines = (content.station_phone, content.wage_line, content.issued_at)
    blocks = (head, work, where, help_lines)
    return "\n\n".join("\n".join(filter(None, block)) for block in blocks)
