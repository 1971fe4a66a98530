"""Where this machine stands: the station's name, its region, and the telephone by which people reach it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.first_start import Step
from kiosk.desk.first_start_desk import Standing
from kiosk.domain.region import Region
from kiosk.errors import YizhanError
from ui.screens.first_start.step_page import StepPage
from ui.widgets.desk.field import Field
from ui.widgets.desk.keypad import Keypad
from ui.widgets.desk.look import Look
from ui.widgets.desk.region_picker import RegionPicker

LONGEST_NAME = 40
FIELDS = ("name", "region", "phone")


class PlacePage(StepPage):
    """The region is picked where the station knows regions, else typed as its code; beside the fields is a keypad."""

    step = Step.PLACE

    def __init__(self, look: Look, parent: QWidget, *, can_leave: bool) -> None:
        super().__init__(look, parent, can_leave=can_leave)
        inside, texts = self.page.content, self.texts
        self._name = Field(look, "wizard-name", texts("wizard-name"), inside, hint=texts("wizard-name-hint"))
        self._name.line.setMaxLength(LONGEST_NAME)
        self._region = Field(
            look, "wizard-region", texts("wizard-region"), inside, hint=texts("wizard-region-hint"), digits=True
        )
        self._phone = Field(look, "wizard-phone", texts("wizard-phone"), inside, digits=True)
        self._fields = dict(zip(FIELDS, (self._name, self._region, self._phone), strict=True))
        self._pads = QStackedWidget(inside)
        self._picker = RegionPicker(look, "wizard-regions", inside)
        self._picker.picked.connect(self._region.put)
        self._regions: tuple[Region, ...] = ()
        self._arrange()

    def _arrange(self) -> None:
        size, look = self.look.sizes, self.look
        fields = QVBoxLayout()
        fields.setSpacing(size.gap)
        for field in self._fields.values():
            fields.addWidget(field)
        fields.addStretch(1)
        for field in (self._region, self._phone):
            pad = Keypad(look, field.line, self.page.content)
            self._pads.addWidget(pad)
            field.line.focused.connect(lambda pad=pad: self._pads.setCurrentWidget(pad))
        self._pads.setFixedHeight(self._pads.sizeHint().height())
        row = QHBoxLayout()
        row.setSpacing(size.margin)
        row.addLayout(fields, 3)
        row.addWidget(self._pads, 2, Qt.AlignmentFlag.AlignTop)
        self.page.column.addLayout(row)
        self.page.column.addWidget(self._picker)
        self.page.column.addStretch(1)
        self.put_ways()

    def first_focus(self) -> QWidget:
        return self._name.line

    def show_standing(self, standing: Standing) -> None:
        station = standing.station
        said = (station.name if standing.is_named else "", station.region, station.phone)
        for field, text in zip(self._fields.values(), said, strict=True):
            field.put(text)
            field.show_problem("")
        if standing.regions != self._regions:
            self._regions = standing.regions
            self._picker.offer(standing.regions)
        self._picker.setVisible(bool(standing.regions))

    def go_on(self) -> None:
        said = {name: field.text.strip() for name, field in self._fields.items()}
        for field in self._fields.values():
            field.show_problem("")
        missing = [name for name in ("name", "region") if not said[name]]
        for name in missing:
            self._fields[name].show_problem(self.texts(f"wizard-no-{name}"))
        if not missing:
            self.finish(lambda desk: desk.first_start.settle(**said))

    def show_error(self, error: YizhanError) -> bool:
        field = self._fields.get(str(error.details.get("field", "")).removeprefix("station."))
        if field is None:
            return super().show_error(error)
        field.show_problem(self.texts(error.key, **error.details))
        return True
