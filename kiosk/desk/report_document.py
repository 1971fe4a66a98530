"""A report as it goes on paper: the figures first, then what is seen better than read, then the tables."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.desk.report_plots import report_plots, shows_days
from kiosk.desk.report_tables import Table, cell_text, report_tables
from kiosk.domain.report import Report
from kiosk.slips import document as paper
from kiosk.texts.catalogue import Texts

SUMMARY_WEIGHTS = (4.0, 1.8, 8.0)


def report_document(report: Report, texts: Texts, *, station_name: str) -> paper.Document:
    """Compose the paper of `report`; single days are on it only where the period is short."""
    summary, *tables = report_tables(report, texts)
    if not shows_days(report):
        tables = [table for table in tables if table.title != texts("report-days")]
    return paper.Document(
        language=texts.language,
        title=summary.title,
        subtitle=station_name,
        blocks=(
            *_summary(summary, texts),
            *report_plots(report, texts),
            *(block for table in tables for block in _table(table)),
        ),
    )


def _summary(table: Table, texts: Texts) -> Iterator[paper.Block]:
    """What is words, not a figure, stands above: in the column of figures it would be broken."""
    for item, figure, how in table.rows:
        if isinstance(figure, str) and figure:
            yield paper.Text(texts("report-said", item=cell_text(item), said=figure), paper.TextRole.STRONG)
            yield paper.Text(cell_text(how), paper.TextRole.SMALL)
    rows = tuple(row for row in table.rows if not isinstance(row[1], str) or not row[1])
    yield paper.Table(table.headings, tuple(map(_cells, rows)), SUMMARY_WEIGHTS, numeric=frozenset({1}))


def _table(table: Table) -> Iterator[paper.Block]:
    yield paper.Text(table.title, paper.TextRole.HEADING)
    if table.note:
        yield paper.Text(table.note, paper.TextRole.SMALL)
    yield paper.Table(table.headings, tuple(map(_cells, table.rows)), numeric=table.numeric)


def _cells(row: tuple[str | int | float, ...]) -> tuple[str, ...]:
    return tuple(map(cell_text, row))
