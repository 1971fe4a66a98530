"""The readiness report: what the examination found, as lines, as JSON, and as a dated sheet of paper."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from kiosk.domain.finding import Finding, Light, worst
from kiosk.slips import document as paper
from kiosk.texts.catalogue import Texts

MARK = {Light.GREEN: "✓", Light.AMBER: "!", Light.RED: "✗"}
"""Nothing is told by colour alone."""
COLUMNS = ("light", "what", "found", "do")
WEIGHTS = (1.6, 2.2, 3.8, 3.8)


def line_of(finding: Finding, texts: Texts) -> str:
    """One line for a terminal: the light, what was looked at, what was found, and what to do."""
    line = texts(
        "doctor-line", light=_light(finding, texts), what=texts(finding.name_key), found=said_of(finding, texts)
    )
    advice = advice_of(finding, texts)
    return f"{line}\n    → {advice}" if advice else line


def said_of(finding: Finding, texts: Texts) -> str:
    """Return what was found, in words."""
    if finding.case == "broken":
        return texts("doctor-broken", **finding.details)
    return texts(finding.said_key, **finding.details)


def advice_of(finding: Finding, texts: Texts) -> str:
    """Return what to do; empty where nothing is."""
    if finding.advice_key is None:
        return ""
    return texts("doctor-do-broken") if finding.case == "broken" else texts(finding.advice_key, **finding.details)


def summary_of(findings: Sequence[Finding], texts: Texts) -> str:
    """Return the whole in one sentence."""
    counts = {light: sum(finding.light is light for finding in findings) for light in Light}
    key = {Light.GREEN: "doctor-ready", Light.AMBER: "doctor-ready-but", Light.RED: "doctor-not-ready"}
    return texts(key[worst(tuple(findings))], red=counts[Light.RED], amber=counts[Light.AMBER])


def report_json(findings: Sequence[Finding], texts: Texts, *, at: datetime) -> str:
    """Return the report for programs: ISO time, the worst light, and each finding with its details and words."""
    return json.dumps(
        {
            "at": at.isoformat(timespec="seconds"),
            "light": worst(tuple(findings)),
            "findings": [
                {
                    "check": finding.check,
                    "case": finding.case,
                    "light": finding.light,
                    "details": dict(finding.details),
                    "said": said_of(finding, texts),
                    "advice": advice_of(finding, texts),
                }
                for finding in findings
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def report_paper(findings: Sequence[Finding], texts: Texts, *, station_name: str, at: datetime) -> paper.Document:
    """Return the dated report; what is red stands first, then what is amber."""
    order = list(reversed(Light))
    rows = sorted(findings, key=lambda finding: order.index(finding.light))
    return paper.Document(
        language=texts.language,
        title=texts("doctor-report"),
        subtitle=f"{station_name}  {at:%Y-%m-%d %H:%M}".strip(),
        blocks=(
            paper.Text(summary_of(findings, texts), paper.TextRole.STRONG),
            paper.Table(
                tuple(texts(f"doctor-head-{column}") for column in COLUMNS),
                tuple(_row(finding, texts) for finding in rows),
                WEIGHTS,
            ),
            paper.Gap(),
            paper.Text(texts("doctor-signed")),
        ),
    )


def _row(finding: Finding, texts: Texts) -> tuple[str, ...]:
    return _light(finding, texts), texts(finding.name_key), said_of(finding, texts), advice_of(finding, texts)


def _light(finding: Finding, texts: Texts) -> str:
    return f"{MARK[finding.light]} {texts(f'doctor-light-{finding.light}')}"
