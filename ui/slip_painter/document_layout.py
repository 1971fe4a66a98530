"""Where everything in a document stands: its pieces from the top, page after page, in dots of an eighth of a mm."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from PySide6.QtCore import QRectF

from kiosk.slips.document import Block, Code, Document, Gap, Pictures, Plot, Rule, SignatureLine, Table, Text, TextRole
from kiosk.slips.qr import Matrix, qr_matrix
from kiosk.texts.catalogue import Texts
from ui.slip_painter.document_form import (
    DOCUMENT_MEASURES,
    FOOT_MM,
    MANY_COLUMNS,
    DocumentForm,
    Sheet,
    sheet_of,
)
from ui.slip_painter.form import DOTS_PER_MM, Style
from ui.slip_painter.layout import PlotItem, RuleItem, TextItem
from ui.slip_painter.paragraph import Side, set_text
from ui.slip_painter.piece import (
    Desk,
    Piece,
    code_piece,
    gap_piece,
    pictures_piece,
    rule_piece,
    signature_piece,
    text_pieces,
)
from ui.slip_painter.plot import plot_piece
from ui.slip_painter.table import TablePieces, table_pieces
from ui.slip_painter.typeset import slip_font

BELOW_HEADING_MM = 16.0
"""A heading goes to the next page with what it is for."""
GAP_MM = 4.0
FRAME_MM = 4.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and its top on the page, in whole dots."""

    top: float
    piece: Piece


@dataclass(slots=True)
class Page:
    """What stands on one page, or on one strip of a roll, down to `bottom`."""

    placed: list[Placed] = field(default_factory=list)
    bottom: float = 0.0

    def put(self, piece: Piece) -> None:
        """Put `piece` below what is there."""
        self.placed.append(Placed(self.bottom, piece))
        self.bottom += piece.height


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPages:
    """A document laid out for one paper; knows every page."""

    document: Document
    form: DocumentForm
    sheet: Sheet
    pages: tuple[Page, ...]

    @property
    def written(self) -> str:
        """Each character that stands in it, once."""
        pieces = chain.from_iterable(page.placed for page in self.pages)
        items = chain.from_iterable(placed.piece.items for placed in pieces)
        return "".join({char for item in items if isinstance(item, TextItem | PlotItem) for char in item.text})

    def height_of(self, page: Page) -> float:
        """The dots from the top to the end of what is printed: of a roll what is used, of A4 the whole sheet."""
        if self.form.is_roll:
            return page.bottom
        return self.sheet.height_dots + FOOT_MM * DOTS_PER_MM


Codes = Mapping[str, Matrix]
"""QR codes by their text."""


def document_codes(document: Document) -> Codes:
    """Work out the document's QR codes: 20 ms each, without Qt, so best on another thread."""
    return {block.text: qr_matrix(block.text) for block in document.blocks if isinstance(block, Code)}


def laid_out(
    document: Document, form: DocumentForm, *, codes: Codes | None = None
) -> Generator[None, None, DocumentPages]:
    """Lay `document` out on `form` in pieces of some milliseconds; a table's rows take 0.2 ms each."""
    sheet = sheet_of(form, crosswise=not form.is_roll and _has_many_columns(document))
    narrow = form.is_roll or document.is_card
    desk = _desk(form if form.is_roll or not narrow else DocumentForm.MM80, sheet)
    flow = _Flow(sheet, repeats_header=not narrow)
    flow.add(_head(document, desk, centered=narrow))
    yield
    for block in document.blocks:
        match block:
            case Table():
                pieces = yield from table_pieces(block, desk, may_stack=narrow)
                yield from flow.add_table(pieces)
            case Code():
                matrix = (codes or {}).get(block.text) or qr_matrix(block.text)
                style = desk.measures.roles[TextRole.BODY]
                flow.add([code_piece(block, matrix, desk, style=style, beside=not narrow)])
            case _:
                flow.add(_pieces(block, desk, centered=narrow))
        yield
    flow.add([gap_piece(desk.gap)])
    pages = tuple(flow.pages)
    if document.is_card and not form.is_roll:
        _frame(pages, desk)
    elif not form.is_roll and len(pages) > 1:
        _number(pages, document, sheet)
    return DocumentPages(document=document, form=form, sheet=sheet, pages=pages)


def _has_many_columns(document: Document) -> bool:
    """Two columns of figures take the room of one of words."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return any(len(table.headings) - len(table.numeric) / 2 > MANY_COLUMNS for table in tables)


def _desk(look: DocumentForm, sheet: Sheet) -> Desk:
    """The sizes and the width of `look`, which a card has on every paper."""
    width = min(sheet.width_dots, sheet_of(look, crosswise=False).width_dots) if look.is_roll else sheet.width_dots
    return Desk(measures=DOCUMENT_MEASURES[look], width=width)


class _Flow:
    """Fills page after page."""

    def __init__(self, sheet: Sheet, *, repeats_header: bool) -> None:
        self.pages = [Page()]
        self._room = sheet.height_dots
        self._repeats_header = repeats_header

    def add(self, pieces: Iterable[Piece], *, header: Piece | None = None) -> None:
        """Add the pieces, each whole; `header` comes again at the top of each page that begins here."""
        for piece in pieces:
            page = self.pages[-1]
            if page.placed and page.bottom + piece.height + piece.wants_below > self._room:
                page = Page()
                self.pages.append(page)
                if header is not None and self._repeats_header:
                    page.put(header)
            page.put(piece)

    def add_table(self, table: TablePieces) -> Generator[None, None, None]:
        """Add the header with the first row below it, then the other rows."""
        header = table.header
        if header is not None:
            first = table.rows[0].height if table.rows else 0.0
            self.add([Piece(items=header.items, height=header.height, wants_below=first)])
        for number, row in enumerate(table.rows):
            self.add([row], header=header)
            if number % 100 == 99:
                yield


def _head(document: Document, desk: Desk, *, centered: bool) -> list[Piece]:
    side = Side.MIDDLE if centered else Side.LEFT
    measures = desk.measures
    head = [gap_piece(desk.gap)] if centered else []
    head += text_pieces(document.title, measures.title, desk, side=side)
    head += text_pieces(document.subtitle, measures.subtitle, desk, side=side)
    return [*head, rule_piece(desk)] if head else []


def _pieces(block: Block, desk: Desk, *, centered: bool) -> list[Piece]:
    roles = desk.measures.roles
    match block:
        case Text(text, role):
            return _text(text, role, desk, centered=centered)
        case Rule():
            return [rule_piece(desk)]
        case Gap():
            return [gap_piece(GAP_MM * DOTS_PER_MM)]
        case Pictures():
            return [pictures_piece(block, desk, style=roles[TextRole.BODY])]
        case SignatureLine():
            return [signature_piece(block, desk, style=roles[TextRole.SMALL])]
        case Plot():
            plot = plot_piece(block, desk)
            note = [] if not block.note else text_pieces(block.note, roles[TextRole.SMALL], desk, side=Side.LEFT)
            below = plot.height + sum(piece.height for piece in note)
            return [*_heading(block.title, desk, wants_below=below), *note, plot]
    raise TypeError(type(block).__name__)


def _text(text: str, role: TextRole, desk: Desk, *, centered: bool) -> list[Piece]:
    style = desk.measures.roles[role]
    if role is TextRole.HEADING:
        return _heading(text, desk, wants_below=BELOW_HEADING_MM * DOTS_PER_MM)
    side = Side.MIDDLE if role is TextRole.FIGURE or (centered and role is not TextRole.BODY) else Side.LEFT
    return [*text_pieces(text, style, desk, side=side), gap_piece(desk.gap / 2)]


def _heading(text: str, desk: Desk, *, wants_below: float) -> list[Piece]:
    style = desk.measures.roles[TextRole.HEADING]
    heading = text_pieces(text, _in_one_size(style), desk, side=Side.LEFT, wants_below=wants_below)
    return [gap_piece(desk.gap), *heading, gap_piece(desk.gap / 2)]


def _in_one_size(style: Style) -> Style:
    return Style(ems_mm=style.ems_mm[-1:], weight=style.weight)


def _number(pages: tuple[Page, ...], document: Document, sheet: Sheet) -> None:
    """Say on each page what it belongs to, and which it is of how many."""
    texts = Texts(document.language)
    font = slip_font(em_mm=3.6, weight=Style(ems_mm=(3.6,)).weight)
    top = round(sheet.height_dots + 2 * DOTS_PER_MM)
    half = sheet.width_dots * 0.7
    for number, page in enumerate(pages, 1):
        words = texts("desk-print-page", page=number, pages=len(pages))
        title = set_text(document.title, font, left=0, top=top, width=half, most_lines=1)
        which = set_text(words, font, left=half, top=top, width=sheet.width_dots - half, side=Side.RIGHT, most_lines=1)
        page.placed.append(Placed(0.0, Piece(items=(title, which), height=0.0)))


def _frame(pages: tuple[Page, ...], desk: Desk) -> None:
    """Show where a card is to be cut out of its sheet."""
    out, line = FRAME_MM * DOTS_PER_MM, 1.0
    for page in pages:
        whole = QRectF(0, 0, desk.width, page.bottom).adjusted(-out, -out, out, out)
        sides = (
            QRectF(whole.left(), whole.top(), whole.width(), line),
            QRectF(whole.left(), whole.bottom(), whole.width(), line),
            QRectF(whole.left(), whole.top(), line, whole.height()),
            QRectF(whole.right(), whole.top(), line, whole.height()),
        )
        page.placed.append(Placed(0.0, Piece(items=tuple(RuleItem(rect=side) for side in sides), height=0.0)))
