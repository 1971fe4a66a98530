"""Whose tools a cell speaks of: what a worker is told to bring, or not to bring, must never be the other way round."""

from __future__ import annotations

import re

from kiosk.desk.exchange.folding import fold
from kiosk.desk.exchange.small_words import read_yes_no

_NEED_NOT = re.compile(
    r"(?:不用|不需要?|不必|无需|无须|免|不要求)(?:工人|自己|自行|自)?(?:带|备)|(?:不|未)(?:自带|自备)|"
    r"(?:nothing|none|noneed)to(?:be)?(?:bring|brought)|no(?:need|own)\w*tools|notneeded"
)
_OWN = re.compile(r"自带|自备|自理|自己|自行|(?<![不全胶皮绑吊腰])带(?![薪教])|bring|(?:your|their|^)own|owntools")
"""Not the 带 of 安全带 and 胶带, nor the own of an owner or a town."""
_NOT_GIVEN = re.compile(r"(?:不|没有?|未|无)(?:负责)?(?:提供|供|配|发)|notprovided|notsupplied")
_GIVEN = re.compile(r"提供|供应|配|发放|公司出|老板出|单位出|厂里出|现场有|齐全|provided|supplied|given")
_YES = re.compile(r"^(?:是|有|要|需要?|y|yes|true|√|✓|✔|1|ok)$")
_NO = re.compile(r"^(?:否|不|没有?|无|不要|不需要?|n|no|none|nothing|false|×|x|✗|✘|0)$")
_PLAIN = re.compile(
    r"(?:劳动)?工具|自带|自备|自己带|自理|公司|单位|老板|提供|要求|需要?|要|无|没有|不限|[,;。.、!]|"
    r"own|tools|provided|not"
)
"""Words of an answer that says no more than whose the tools are."""


def read_tools(text: str, *, heading: str = "") -> bool | None:
    """Tell whether tools are provided, None where the cell does not say, or says both (`手套自备，其他提供`).

    A bare yes or no answers the heading: below `自带工具` yes means bring them; below a mere `工具` a no says nothing.
    """
    folded, asked = fold(text).replace(" ", ""), fold(heading).replace(" ", "").replace("_", "")
    if not folded:
        return None
    if _YES.match(folded) or _NO.match(folded):
        return _answer(is_yes=_YES.match(folded) is not None, asked=asked)
    rest = _NEED_NOT.sub("", folded)
    is_given = rest != folded or _GIVEN.search(_NOT_GIVEN.sub("", rest)) is not None
    is_own = _OWN.search(rest) is not None or _NOT_GIVEN.search(rest) is not None
    return None if is_given == is_own else is_given


def more_than_whose(text: str) -> str:
    """Return what a cell says that the worker has to hear in its own words: which tools (`自带锄头`, `gloves`)."""
    folded = fold(text).replace(" ", "")
    if _YES.match(folded) or _NO.match(folded) or not _PLAIN.sub("", _NEED_NOT.sub("", folded)):
        return ""
    return text


def _answer(*, is_yes: bool, asked: str) -> bool | None:
    if _OWN.search(asked):
        return not is_yes
    if _GIVEN.search(asked):
        return is_yes
    return True if is_yes and read_yes_no(asked) is None and asked in ("", "工具", "tools") else None
