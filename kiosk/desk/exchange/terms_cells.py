"""The terms of work in a row: whom it takes, how hard it is, what is provided."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kiosk.desk.exchange.folding import fold
from kiosk.desk.exchange.small_words import Ages, read_age, read_ages, read_board, read_strength, read_yes_no
from kiosk.desk.exchange.tools_words import more_than_whose, read_tools
from kiosk.desk.problems import Field, Problem, Reason, problem
from kiosk.domain.posting import Strength

_NO_LIMIT = re.compile("不限|均可|都|any|both")
_ROOM = re.compile("厕|更衣|宿舍|独立|单独|分开|toilet|changing|separate")
_SHORT_NO = 8
LEAST_LIKELY_AGE = 14
_SHORT_YES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """`note` is what the cells said beyond the values, in the writer's own words."""

    ages: Ages = field(default_factory=Ages)
    meals: bool | None = None
    lodging: bool | None = None
    women_facilities: bool | None = None
    men_facilities: bool | None = None
    transport: str = ""
    tools_provided: bool | None = None
    strength: Strength | None = None
    outdoors: bool | None = None
    problems: tuple[Problem, ...] = ()
    note: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TermsReader:
    """`transport_heading` stands for a bare yes below it (`接送`: `是`); `tools_heading` tells what one means."""

    transport_heading: str
    tools_heading: str = ""

    def read(
        self,
        age: str,
        age_from: str,
        age_to: str,
        sex: str,
        board: str,
        meals: str,
        lodging: str,
        transport: str,
        tools: str,
        strength: str,
        outdoors: str,
        women_rooms: str,
        men_rooms: str,
        requirements: str,
    ) -> Terms:
        """Understand these cells; none of them can keep a posting out but an age that makes no sense.

        Where no column is for ages, `requirements` may name them (`18-60岁，身体健康`).
        """
        ages, problems, said = _ages(age, age_from, age_to)
        if ages == Ages() and not problems and "岁" in requirements:
            ages = _ages_among(requirements)
        board_meals, board_lodging = read_board(board) if board else (None, None)
        only = sex if sex and not _NO_LIMIT.search(sex.lower()) else ""
        return Terms(
            ages=ages,
            meals=read_yes_no(meals) if meals else board_meals,
            lodging=read_yes_no(lodging) if lodging else board_lodging,
            women_facilities=_rooms(women_rooms),
            men_facilities=_rooms(men_rooms),
            transport=self._transport(transport),
            tools_provided=read_tools(tools, heading=self.tools_heading),
            strength=read_strength(strength),
            outdoors=_outdoors(outdoors),
            problems=problems,
            note=(only, said, more_than_whose(tools)),
        )

    def _transport(self, text: str) -> str:
        answer = read_yes_no(text)
        if answer is False and len(text) < _SHORT_NO:
            return ""
        says_only_yes = answer and len(text) <= _SHORT_YES and text not in ("接送", "班车")
        return self.transport_heading if says_only_yes else text


def _ages(age: str, age_from: str, age_to: str) -> tuple[Ages, tuple[Problem, ...], str]:
    """The limits, what is wrong with them, and what the cell says instead of an age (`身体好就行`)."""
    if age_from or age_to:
        youngest, oldest = read_age(age_from), read_age(age_to)
        if youngest and oldest and youngest > oldest:
            return Ages(), (problem(Field.AGE, Reason.AGE_UNREADABLE, written=f"{age_from}-{age_to}"),), ""
        return Ages(youngest, oldest), (), ""
    ages = read_ages(age)
    if ages is not None:
        return ages, (), age if "优先" in age else ""
    if any(char.isdigit() for char in age):
        return Ages(), (problem(Field.AGE, Reason.AGE_UNREADABLE, written=age),), ""
    return Ages(), (), age


def _ages_among(requirements: str) -> Ages:
    """The limits in the clause that names an age; an age of a child to be looked after is none."""
    clauses = (clause for clause in re.split("[,，。;；、]", requirements) if "岁" in clause)
    found = (read_ages(clause) for clause in clauses)
    return next((ages for ages in found if ages and (ages.oldest or ages.youngest or 0) >= LEAST_LIKELY_AGE), Ages())


def _rooms(text: str) -> bool | None:
    """Whether there are any: in such a column a room is a yes (`厕所、更衣间`, `own toilet`)."""
    answer = read_yes_no(re.sub(r"\bown\b", "", text))
    return True if answer is None and _ROOM.search(fold(text)) else answer


def _outdoors(text: str) -> bool | None:
    folded = fold(text)
    if re.search("室内|indoor", folded):
        return False
    return True if re.search("户外|室外|露天|outdoor", folded) else read_yes_no(text)
