"""The form of a walk-in: eight fields, each with its picker for the finger beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QCompleter, QGridLayout, QStackedWidget, QWidget

from kiosk.desk.walk_in import PersonField, PersonProblem, WalkIn
from kiosk.domain.person import Consent
from kiosk.domain.posting import Strength
from kiosk.domain.region import Region
from kiosk.texts.phrases import listed
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.field import Field
from ui.widgets.desk.focus import follow_focus
from ui.widgets.desk.keypad import Keypad
from ui.widgets.desk.look import RAIL_MM, Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.pick_row import PickRow
from ui.widgets.desk.picture_picker import PicturePicker
from ui.widgets.desk.region_picker import RegionPicker
from ui.widgets.desk.trade_picker import TradePicker
from ui.widgets.desk.words import Words
from ui.widgets.desk.year_picker import YearPicker

MOBILE_DIGITS, YEAR_DIGITS = 11, 4
SCROLL_BAR_MM = 9.0


class WalkInForm(QWidget):
    """Eight fields and their pickers; `with_pictures` adds the three pictures, which belong to the card.

    `changed` follows each key and touch; `phone_whole` when a mobile number is complete.
    """

    changed = Signal()
    phone_whole = Signal()
    pictures_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget, *, with_pictures: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("walk-in-form")
        self._look, self._texts = look, look.texts
        self._is_wide = look.panel.width_px > look.panel.height_px
        inside = look.panel.width_px - look.px(RAIL_MM) - 3 * look.sizes.margin
        self._fields_px = (inside // 2 if self._is_wide else inside) - look.px(SCROLL_BAR_MM)
        self._page = Page(look, "walk-in-page", self)
        self._fields = {
            field: Field(
                look, f"walk-in-{field}", self._label(field), self._page.content,
                digits=field in DIGITS, of_person=field is PersonField.NAME,
            )
            for field in TYPED
        }  # fmt: skip
        self._trades = self._row(PersonField.TRADES)
        self._pictures = self._row(PersonField.PICTURES)
        self._pictures.setVisible(with_pictures)
        self._strength = Choice(
            look,
            "walk-in-strength",
            [Option(each, self._texts(f"person-up-to-{each}")) for each in Strength],
            self._page.content,
            columns=3,
            width_px=self._fields_px,
        )
        self._build_pickers()
        self._arrange()
        self._connect()

    def _label(self, field: PersonField) -> str:
        return self._texts(f"person-field-{field.replace('_', '-')}")

    def _row(self, field: PersonField) -> PickRow:
        empty = self._texts("walk-in-touch-to-pick")
        return PickRow(self._look, f"walk-in-{field}", self._label(field), empty, self._page.content)

    def _build_pickers(self) -> None:
        look = self._look
        inside = look.panel.width_px - look.px(RAIL_MM) - 2 * look.sizes.margin
        width = inside // 2 - look.sizes.margin if self._is_wide else inside - look.sizes.margin
        self._pickers = QStackedWidget(self)
        self._trade_picker = TradePicker(look, "pick-trades", self._pickers, width_px=width)
        self._year_picker = YearPicker(look, "pick-year", self._pickers)
        self._region_picker = RegionPicker(look, "pick-region", self._pickers)
        self._picture_picker = PicturePicker(look, "pick-pictures", self._pickers)
        self._phone_pad = Keypad(look, self._fields[PersonField.PHONE].line, self._pickers)
        self._identity_pad = Keypad(look, self._fields[PersonField.IDENTITY_NUMBER].line, self._pickers, with_x=True)
        self._picker_of: dict[str, QWidget] = {
            PersonField.PHONE: self._phone_pad,
            PersonField.IDENTITY_NUMBER: self._identity_pad,
            PersonField.BIRTH_YEAR: self._year_picker,
            PersonField.REGION: self._region_picker,
            PersonField.TRADES: self._trade_picker,
            PersonField.PICTURES: self._picture_picker,
        }
        self._pages = {field: self._paged(picker) for field, picker in self._picker_of.items()}
        self._show_picker(PersonField.TRADES)

    def _paged(self, picker: QWidget) -> QWidget:
        """A picker that is higher than a small panel can be scrolled."""
        page = Page(self._look, f"{picker.objectName()}-scroll", self._pickers)
        page.column.setContentsMargins(0, 0, 0, 0)
        page.column.addWidget(picker)
        self._pickers.addWidget(page)
        return page

    def _show_picker(self, field: str) -> None:
        self._pickers.setCurrentWidget(self._pages.get(field, self._pages[PersonField.TRADES]))

    def _arrange(self) -> None:
        size = self._look.sizes
        grid = QGridLayout()
        grid.setHorizontalSpacing(size.margin)
        grid.setVerticalSpacing(size.gap)
        strength = QWidget(self._page.content)
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom, strength)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(size.gap // 4)
        label = self._label(PersonField.STRENGTH)
        column.addWidget(Words("walk-in-strength-label", label, strength, kind="strong"))
        column.addWidget(self._strength)
        of = self._fields
        places: tuple[tuple[QWidget, int, int, int], ...] = (
            (of[PersonField.NAME], 0, 0, 1), (of[PersonField.PHONE], 0, 1, 1),
            (of[PersonField.BIRTH_YEAR], 1, 0, 1), (of[PersonField.REGION], 1, 1, 1),
            (self._trades, 2, 0, 2), (strength, 3, 0, 2),
            (of[PersonField.IDENTITY_NUMBER], 4, 0, 1), (self._pictures, 4, 1, 1),
            (of[PersonField.NOTE], 5, 0, 2),
        )  # fmt: skip
        for widget, row, column_index, span in places:
            grid.addWidget(widget, row, column_index, 1, span, Qt.AlignmentFlag.AlignTop)
        for index in range(2):
            grid.setColumnStretch(index, 1)
        self._page.column.addLayout(grid)
        self._page.column.addStretch(1)
        way = QBoxLayout.Direction.LeftToRight if self._is_wide else QBoxLayout.Direction.TopToBottom
        whole = QBoxLayout(way, self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._page, 1)
        beside = QWidget(self)
        around = QBoxLayout(QBoxLayout.Direction.TopToBottom, beside)
        around.setContentsMargins(size.gap, size.margin, size.margin, size.gap)
        around.addWidget(self._pickers)
        whole.addWidget(beside, 1)

    def _connect(self) -> None:
        for field, line in self._fields.items():
            line.changed.connect(lambda text, field=field: self._typed(field, text))
        self._trades.opened.connect(self._trade_picker.focus_first)
        self._pictures.opened.connect(self._picture_picker.focus_first)
        self._trade_picker.changed.connect(self._trades_picked)
        self._picture_picker.changed.connect(self._pictures_picked)
        self._picture_picker.proposal_wanted.connect(self.pictures_wanted)
        self._year_picker.picked.connect(self._year_picked)
        self._region_picker.picked.connect(self._region_picked)
        self._strength.changed.connect(self.changed)
        follow_focus(self._follow)

    def offer_regions(self, regions: Sequence[Region]) -> None:
        """Offer the places that somebody may live in."""
        self._region_picker.offer(regions)
        names = sorted({self._region_picker.name_of(region.code) for region in regions} - {""})
        completer = QCompleter(names, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._fields[PersonField.REGION].line.setCompleter(completer)
        self._codes = {self._region_picker.name_of(region.code): region.code for region in regions}

    def region_name(self, code: str) -> str:
        """The name by which the form knows a place; empty for one that it does not offer."""
        return self._region_picker.name_of(code)

    _codes: Mapping[str, str] = {}

    def walk_in(self, consent: Consent) -> WalkIn:
        """What stands in the form; what cannot be read as a year or place is given as it is, to be told."""
        text = {field: line.text.strip() for field, line in self._fields.items()}
        year = text[PersonField.BIRTH_YEAR]
        place = text[PersonField.REGION]
        return WalkIn(
            name=text[PersonField.NAME],
            consent=consent,
            phone=text[PersonField.PHONE],
            trades=self._trade_picker.chosen,
            birth_year=_year(year, this_year=self._look.today().year),
            region=self._codes.get(place, place),
            strength=Strength(self._strength.one) if self._strength.one else None,
            identity_number=text[PersonField.IDENTITY_NUMBER],
            note=text[PersonField.NOTE],
            pictures=self._picture_picker.chosen,
        )

    def written(self) -> dict[str, str]:
        """Everything as it stands, to be kept as a draft; empty where nothing stands."""
        fields = {field.value: line.text for field, line in self._fields.items()}
        fields["trades"] = " ".join(self._trade_picker.chosen)
        fields["pictures"] = " ".join(self._picture_picker.chosen)
        fields["strength"] = self._strength.one
        return fields

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft back."""
        for field, line in self._fields.items():
            line.put(fields.get(field.value, ""))
        self._trade_picker.choose(fields.get("trades", "").split())
        self._picture_picker.choose(fields.get("pictures", "").split())
        self._strength.choose(fields.get("strength", ""))
        self._trades_picked()
        self._pictures_picked()

    def clear(self) -> None:
        """Begin with nothing."""
        self.fill({})
        self.show_problems(())
        self._year_picker.show_year(None)
        self._show_picker(PersonField.TRADES)

    def put(self, field: PersonField, text: str) -> None:
        """Put what a reader read into a field."""
        self._fields[field].put(text)

    def choose_pictures(self, pictures: Sequence[str]) -> None:
        """Choose three pictures."""
        self._picture_picker.choose(pictures)
        self._pictures_picked()

    def show_problems(self, problems: Sequence[PersonProblem]) -> None:
        """Say beside each field what is wrong with it."""
        said = {problem.field: problem.sentence(self._texts) for problem in reversed(problems)}
        for field, line in self._fields.items():
            line.show_problem(said.get(field, ""))
        self._trades.show_problem(said.get(PersonField.TRADES, ""))
        self._pictures.show_problem(said.get(PersonField.PICTURES, ""))

    def first_focus(self) -> QWidget:
        """The name: the one field that must be filled."""
        return self._fields[PersonField.NAME].line

    def _typed(self, field: PersonField, text: str) -> None:
        self._fields[field].show_problem("")
        if field is PersonField.PHONE and len(text) == MOBILE_DIGITS and text.isdigit() and text.startswith("1"):
            self.phone_whole.emit()
            self._fields[PersonField.BIRTH_YEAR].line.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

    def _year_picked(self, year: int) -> None:
        self._fields[PersonField.BIRTH_YEAR].put(str(year))
        self._show_picker(PersonField.TRADES)
        self._trades.button.setFocus(Qt.FocusReason.TabFocusReason)

    def _region_picked(self, code: str) -> None:
        self._fields[PersonField.REGION].put(self._region_picker.name_of(code))

    def _trades_picked(self) -> None:
        names = [self._texts(f"trade-{trade}") for trade in self._trade_picker.chosen]
        self._trades.show_picked(listed(names, self._texts))
        self.changed.emit()

    def _pictures_picked(self) -> None:
        names = [self._texts(f"picture-{each}") for each in self._picture_picker.chosen]
        self._pictures.show_picked(listed(names, self._texts))
        self.changed.emit()

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        """Show the picker of the field that has the focus."""
        if now is None or not self.isVisible():
            return
        for field, line in self._fields.items():
            if now is line.line:
                self._show_picker(field)
        for field, row in ((PersonField.TRADES, self._trades), (PersonField.PICTURES, self._pictures)):
            if now is row.button:
                self._show_picker(field)


TYPED = (
    PersonField.NAME,
    PersonField.PHONE,
    PersonField.BIRTH_YEAR,
    PersonField.REGION,
    PersonField.IDENTITY_NUMBER,
    PersonField.NOTE,
)
DIGITS = frozenset({PersonField.PHONE, PersonField.BIRTH_YEAR})


def _year(text: str, *, this_year: int) -> int | None:
    """A year of four digits, or of two as people say it (六五年); anything else that was typed is year 0, no year."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > YEAR_DIGITS:
        return 0
    year = int(text)
    if len(text) == 2:
        return 1900 + year if 2000 + year > this_year else 2000 + year
    return year
