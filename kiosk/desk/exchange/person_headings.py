"""What the columns of a table of people are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from kiosk.desk.exchange.folding import loose

FEWEST_COLUMNS = 2
LONGEST_HEADING = 24


class PersonColumn(Enum):
    """What a column may hold; `OTHER` is known and not kept (a running number, the sex)."""

    NAME = auto()
    PHONE = auto()
    IDENTITY = auto()
    BIRTH = auto()
    AGE = auto()
    TRADES = auto()
    PLACE = auto()
    STRENGTH = auto()
    NOTE = auto()
    OTHER = auto()


_WORDS: dict[PersonColumn, str] = {
    PersonColumn.NAME: (
        "姓名 名字 求职者 求职者姓名 求职人 求职人姓名 人员姓名 劳动力姓名 工人姓名 零工姓名 称呼 本人姓名 "
        "name full_name worker worker_name person nickname"
    ),
    PersonColumn.PHONE: (
        "电话 手机 手机号 手机号码 联系电话 联系方式 电话号码 联系号码 本人电话 备用电话 家里电话 phone "
        "phone_number mobile mobile_number telephone tel cell contact contact_phone second_phone"
    ),
    PersonColumn.IDENTITY: (
        "身份证 身份证号 身份证号码 证件号 证件号码 公民身份号码 身份号码 居民身份证号 identity_number "
        "id_number id_card identity_card national_id"
    ),
    PersonColumn.BIRTH: (
        "出生年月 出生日期 出生年份 出生年 出生年月日 出生 生日 出生时间 birth_year year_of_birth birth_date "
        "date_of_birth birthday born dob"
    ),
    PersonColumn.AGE: ("年龄 年纪 岁数 周岁 实足年龄 age"),
    PersonColumn.TRADES: (
        "工种 特长 意向 求职意向 求职工种 意向工种 意向岗位 期望工种 期望岗位 求职岗位 会干的活 能干的活 技能 "
        "技能特长 专长 从事工种 擅长工种 想干什么 就业意向 trade trades skills skill wanted_work job_wanted "
        "can_do occupation"
    ),
    PersonColumn.PLACE: (
        "住址 地址 家庭住址 家庭地址 现住址 居住地址 居住地 户籍地 户籍地址 村 村组 所在村 行政村 村/社区 "
        "村居 社区 乡镇 所属乡镇 所在乡镇 镇街 街道 常住地 住哪里 address village town township home place "
        "residence"
    ),
    PersonColumn.STRENGTH: ("劳动强度 强度 体力 能干的强度 轻重 身体状况 strength"),
    PersonColumn.NOTE: ("备注 说明 其他 其它 附注 其他情况 note notes remark remarks comment comments"),
    PersonColumn.OTHER: (
        "序号 编号 号 性别 民族 文化程度 学历 政治面貌 婚姻状况 登记日期 登记时间 卡号 no no. id sex gender "
        "education registered registered_on card agreed_to_be_kept 同意保存资料"
    ),
}
_ORNAMENT = re.compile(r"[\s*:：?？。.、_\-★●]+")
_ASIDE = re.compile(r"[(\[【〔{].*?[)\]】〕}]")


def _key(word: str) -> str:
    return _ORNAMENT.sub("", _ASIDE.sub("", loose(word)))


_KNOWN = {_key(word): column for column, words in _WORDS.items() for word in words.split()}
_TAKEN_APART = re.compile(r"[/、和及与或|]")


def column_of(heading: str) -> PersonColumn | None:
    """Return what a heading names; of `工种/特长` or `手机（微信同号）` the first part that is known."""
    if len(heading) > LONGEST_HEADING:
        return None
    whole = _KNOWN.get(_key(heading))
    if whole:
        return whole
    parts = (_KNOWN.get(_key(part)) for part in _TAKEN_APART.split(_ASIDE.sub("", loose(heading))))
    return next(filter(None, parts), None)


def columns_in(cells: Sequence[str]) -> dict[PersonColumn, list[int]]:
    """Return the columns that a header names, each with its places; empty for a row that is no header of people."""
    columns: dict[PersonColumn, list[int]] = {}
    for index, cell in enumerate(cells):
        column = column_of(cell.strip()) if cell.strip() else None
        if column:
            columns.setdefault(column, []).append(index)
    useful = [column for column in columns if column is not PersonColumn.OTHER]
    return columns if PersonColumn.NAME in columns and len(useful) >= FEWEST_COLUMNS else {}
