"""What the station knows of somebody, in large calm lines."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.domain.person import Consent, Person
from kiosk.domain.staff import Role
from kiosk.slips.compose import grouped_phone
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import listed
from ui.screens.desk.people_words import age_text, last_visit_text
from ui.screens.desk.person_part import Known
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

WIDE_MM = 260.0
"""On a narrower panel each value stands below its label."""
FACTS = ("phone", "age", "village", "trades", "strength", "identity", "pictures", "note", "last", "registered")


class PersonFacts(QWidget):
    """Name, card and number of the day; then a line for each thing that is known. `reveal_wanted` follows a press."""

    reveal_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("person-facts")
        self._look, self._texts = look, look.texts
        size = look.sizes
        self._name = Words("person-name", "", self, kind="title")
        self._card = Words("person-card", "", self)
        self._today = Words("person-today", "", self, kind="figure")
        self._consent = Words("person-consent", "", self, kind="problem")
        self._is_narrow = look.panel.width_px < look.px(WIDE_MM)
        self._labels = {fact: self._label(fact) for fact in FACTS}
        self._values = {fact: Words(f"person-fact-{fact}", "", self, kind="strong") for fact in FACTS}
        self._trades = _PictureRow(look, self)
        self._pictures = _PictureRow(look, self)
        self._reveal = DeskButton(
            look, "person-reveal", look.texts("person-reveal"), self, keys="Alt+I", pressed=self.reveal_wanted.emit
        )
        self._reveal.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(size.gap // 2)
        for part in (self._name, self._card, self._today, self._consent):
            column.addWidget(part)
        column.addLayout(self._grid())
        column.addStretch(1)

    def _label(self, fact: str) -> Words:
        kind = "small" if self._is_narrow else ""
        return Words(f"person-label-{fact}", self._texts(f"person-{fact}"), self, kind=kind, wraps=False)

    def _grid(self) -> QGridLayout:
        """Each value beside its label; below it where there is no room."""
        size, grid = self._look.sizes, QGridLayout()
        grid.setHorizontalSpacing(0 if self._is_narrow else size.margin)
        grid.setVerticalSpacing(size.gap)
        grid.setColumnStretch(1, 1)
        under = {"trades": self._trades, "pictures": self._pictures, "identity": self._reveal}
        for row, fact in enumerate(FACTS):
            value = QVBoxLayout()
            value.setSpacing(size.gap // 3)
            if self._is_narrow:
                value.addWidget(self._labels[fact])
            else:
                grid.addWidget(self._labels[fact], row, 0, Qt.AlignmentFlag.AlignTop)
            value.addWidget(self._values[fact])
            if fact in under:
                value.addWidget(under[fact], 0, Qt.AlignmentFlag.AlignLeft)
            grid.addLayout(value, row, 1)
        return grid

    @property
    def last_focus(self) -> QWidget:
        """The last that can have the focus."""
        return self._reveal

    def show_known(self, known: Known) -> None:
        """Show somebody; the identity number is masked again."""
        person, texts = known.page.person, self._texts
        self._name.say(person.name)
        self._card.say(texts("person-card-number", card=person.card))
        number = known.number_today
        self._today.say("" if number is None else texts("person-number-today", number=str(number)))
        self._consent.say(texts("person-no-consent") if person.consent is Consent.REFUSED else "")
        for fact, value in facts_of(known, texts).items():
            self._say(fact, value)
        self._trades.show_pictures(person.trades)
        self._pictures.show_pictures([f"sign-{picture}" for picture in person.pictures])
        self._reveal.setVisible(known.role is Role.HEAD and bool(person.identity_number))

    def show_identity(self, number: str) -> None:
        """Show the whole identity number, until somebody is shown anew."""
        self._say("identity", number)
        self._reveal.hide()

    def clear(self) -> None:
        """Show nobody."""
        for words in (self._name, self._card, self._today, self._consent):
            words.say("")
        for fact in FACTS:
            self._say(fact, "")
        self._trades.show_pictures(())
        self._pictures.show_pictures(())
        self._reveal.hide()

    def _say(self, fact: str, value: str) -> None:
        self._values[fact].say(value)
        self._labels[fact].setVisible(bool(value))


def facts_of(known: Known, texts: Texts) -> dict[str, str]:
    """What stands beside each label; empty where nothing is known."""
    page, today = known.page, known.today
    person = page.person
    last = page.visits[0].day if page.visits else None
    born = person.birth_year
    age = "" if born is None else texts("person-born", age=age_text(born, texts, year=today.year), year=str(born))
    return {
        "phone": grouped_phone(person.phone),
        "age": age,
        "village": page.summary.village if page.summary else person.region,
        "trades": trades_text(person, texts),
        "strength": texts(f"person-up-to-{person.strength}") if person.strength else "",
        "identity": person.identity_number,
        "pictures": listed([texts(f"picture-{each}") for each in person.pictures], texts),
        "note": person.note,
        "last": last_visit_text(last, texts, today=today),
        "registered": _registered(person, texts, today=today),
    }


def trades_text(person: Person, texts: Texts) -> str:
    """`瓦工、小工`: the trades that this program has words for."""
    return listed([texts(f"trade-{each}") for each in person.trades if texts.has(f"trade-{each}")], texts)


def _registered(person: Person, texts: Texts, *, today: date) -> str:
    day = datetime.fromtimestamp(person.registered_at_ms / 1000).astimezone().date()
    return last_visit_text(day, texts, today=today)


class _PictureRow(QWidget):
    """Pictures side by side, as many as there is room for."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look.sizes.gap // 2)
        self._labels: list[QLabel] = []

    def show_pictures(self, names: tuple[str, ...] | list[str]) -> None:
        side = self._look.sizes.target * 4 // 5
        shown = names[:MOST_PICTURES]
        while len(self._labels) < len(shown):
            self._labels.append(QLabel(self))
            self._row.addWidget(self._labels[-1])
        for label, name in zip(self._labels, shown, strict=False):
            label.setPixmap(self._look.pixmap(name, side))
        for place, label in enumerate(self._labels):
            label.setVisible(place < len(shown))
        self.setVisible(bool(shown))


MOST_PICTURES = 6
