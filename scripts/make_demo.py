"""Make the demo county's postings, `assets/demo/postings.csv`, from the words written by hand beside this script.

    python scripts/make_demo.py [FILE]

The same words give the same file, byte by byte: chance has a fixed seed.
"""

from __future__ import annotations

import csv
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

from demo_employers import AREA_CODE, PICK_UP, Employer, employers
from demo_trades import SAID, WORDINGS, Wording

TARGET = Path(__file__).parents[1] / "assets" / "demo" / "postings.csv"
SEED = 20260301
RARE_TRADE_TITLES = 6
"""A trade with at most so many titles has each of them twice, in two rounds."""
LEAST_HOUR_YUAN = 17.5
"""Above the lowest hourly wage for part-time work in the inland provinces (17 yuan), so that no county's
rules refuse a row. Hours beyond six hold one for the meal."""
HEADINGS = (
    "序号",
    "乡镇",
    "用工单位",
    "工种",
    "招工信息",
    "用工人数",
    "工资待遇",
    "用工日期",
    "上班时间",
    "工作地点",
    "联系人",
    "联系电话",
    "年龄要求",
    "劳动强度",
    "食宿",
    "接送",
    "工具",
    "备注",
    "女厕女更衣间",
    "男厕男更衣间",
    "几天一轮",
)
HEADLINE = "柳塘县零工驿站用工信息汇总表"
FORTNIGHT, WEEK, FOUR_WEEKS = 14, 7, 28
IN_CHARACTERS = {10: "十人", 12: "十二人", 20: "二十人", 30: "三十人"}
HOUSEHOLD_WORDS = ("户主", "业主", "改造户", "养殖户", "奶奶家", "龚家")
AWAY_TRADES = {
    "fruit-picking",
    "vegetable-harvesting",
    "tea-picking",
    "planting",
    "weeding",
    "pruning",
    "forestry",
    "site-hand",
    "road-work",
    "concrete",
    "packing",
    "sorting",
    "fish-farming",
    "rebar",
}
"""Trades whose employers fetch people with a car."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title as written by hand: its words, and its own hours and pay where it has some."""

    words: str
    hours: str = ""
    pay: str = ""


def main(target: Path = TARGET) -> None:
    """Write the file anew, or the same to another place."""
    chance = Random(SEED)
    rows = [row for employer in employers() for row in _postings(employer, chance)]
    chance.shuffle(rows)
    with target.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow([HEADLINE] + [""] * (len(HEADINGS) - 1))
        table.writerow(HEADINGS)
        table.writerows([number, *row] for number, row in enumerate(rows, 1))


def _postings(employer: Employer, chance: Random) -> list[list[str]]:
    phone = _phone(employer, chance)
    rows = []
    for trade, titles in employer.works.items():
        rounds = 2 if _titles_of(trade) <= RARE_TRADE_TITLES else 1
        weekdays = chance.sample(range(WEEK), k=WEEK)
        rows += [
            _row(employer, trade, _title(title), phone, weekday, chance)
            for title, weekday in zip(titles * rounds, weekdays, strict=False)
        ]
    return rows


def _titles_of(trade: str) -> int:
    return sum(len(employer.works.get(trade, ())) for employer in employers())


def _title(written: str) -> Title:
    words, _, pay = written.partition("#")
    words, _, hours = words.partition("@")
    return Title(words=words, hours=hours, pay=pay)


def _row(employer: Employer, trade: str, title: Title, phone: str, weekday: int, chance: Random) -> list[str]:
    wording = WORDINGS[trade]
    hours = title.hours or chance.choice(wording.hours)
    pay = title.pay or _pay(wording, hours, chance)
    days, each = _days(title, wording, pay, weekday, chance)
    away = trade in AWAY_TRADES and chance.random() < 0.55
    return [
        employer.town,
        employer.name,
        chance.choice(SAID[trade]),
        title.words,
        _heads(employer, trade, wording, chance),
        _spelled(pay, days, chance),
        days,
        hours,
        employer.town + employer.place,
        employer.contact,
        phone,
        chance.choice(wording.ages),
        wording.strength,
        _board(hours, away, chance),
        _transport(employer, hours, chance) if away else "",
        wording.tools,
        _note(wording, chance),
        *_rooms(employer, title),
        str(each),
    ]


def _phone(employer: Employer, chance: Random) -> str:
    last = f"{chance.randrange(10_000):04d}"
    if employer.landline:
        return chance.choice((f"{AREA_CODE}-555{last}", f"{AREA_CODE} 555 {last}", f"（{AREA_CODE}）555{last}"))
    first = chance.choice(("138", "139", "136", "159", "187"))
    return chance.choice((f"{first}0000{last}", f"{first} 0000 {last}", f"{first}-0000-{last}"))


def _hours_long(hours: str) -> float:
    """Hours from `7:30-16:00` or `早7点到下午4点`; an end before the start lies on the next day."""
    if "点" in hours:
        start, end = (int(number) for number in re.findall(r"\d+", hours))
        return end + (12 if "下午" in hours else 0) - start
    start, end = (int(hour) + int(minute) / 60 for hour, minute in re.findall(r"(\d+):(\d\d)", hours))
    return end - start if end > start else end + 24 - start


def _pay(wording: Wording, hours: str, chance: Random) -> str:
    if wording.other_pay and chance.random() < 0.25:
        return chance.choice(wording.other_pay)
    if chance.random() < 0.02:
        return "面议"
    low, high = wording.day_pay
    paid_hours = _hours_long(hours) - (_hours_long(hours) > 6)
    least = int(-(-paid_hours * LEAST_HOUR_YUAN // 10) * 10)
    amount = max(chance.randrange(low, high + 1, 10), least)
    if chance.random() < 0.2:
        return f"{amount}-{amount + chance.choice((20, 30, 40))}元/天"
    return f"{amount}元/天"


def _spelled(pay: str, days: str, chance: Random) -> str:
    """The same pay as different clerks write it, sometimes with when it is paid."""
    plain = re.fullmatch(r"(\d+)元/天", pay)
    if plain:
        amount = plain[1]
        pay = chance.choice((pay, pay, pay, f"{amount}/天", f"￥{amount}/天", f"{amount}元每天", f"一天{amount}元"))
    if "/天" in pay and chance.random() < 0.4:
        pay += chance.choice(("，日结", "（日结）", " 干完结清", "，一周一结")) if "-{" in days else "，日结"
    return pay


def _days(title: Title, wording: Wording, pay: str, weekday: int, chance: Random) -> tuple[str, int]:
    """The dates as placeholders (see assets/demo/README.md), and after how many days the row comes round again.

    All rounds are whole weeks, so that of postings on different weekdays no two ever begin on the same day.
    """
    if "/月" in pay:
        each, span = FOUR_WEEKS, chance.randrange(20, 27)
    elif "周末" in title.words:
        return "{+6}", WEEK
    else:
        each = chance.choices((WEEK, FORTNIGHT), weights=(5, 95))[0]
        span = chance.randint(*wording.span)
    first = weekday + WEEK * chance.randrange(each // WEEK)
    last = first + span - 1
    if first == last:
        return chance.choice((f"{{+{first}}}", f"{{+{first}/}}", f"{{+{first}-}}")), each
    forms = (
        "{{+{0}}}-{{+{1}}}",
        "{{+{0}}}至{{+{1}}}",
        "{{+{0}/}}-{{+{1}/}}",
        "{{+{0}.}}-{{+{1}.}}",
        "{{+{0}-}}至{{+{1}-}}",
    )
    return chance.choices(forms, weights=(5, 1, 2, 2, 1))[0].format(first, last), each


def _heads(employer: Employer, trade: str, wording: Wording, chance: Random) -> str:
    if trade in AWAY_TRADES and chance.random() < 0.03:
        return "若干"
    household = any(word in employer.name for word in HOUSEHOLD_WORDS)
    heads = chance.randint(1, 2) if household else chance.randint(*wording.heads)
    return IN_CHARACTERS.get(heads) or chance.choices((f"{heads}", f"{heads}人", f"{heads}名"), weights=(5, 3, 2))[0]


def _board(hours: str, away: bool, chance: Random) -> str:
    if _hours_long(hours) < 6:
        return "不包"
    start = _starts(hours) / 60
    midday = start <= 10 and start + _hours_long(hours) >= 13
    meal = "包午饭" if midday else "包一顿饭"
    return chance.choice((meal, meal, "包吃", "包吃住", "不包") if away else (meal, "包吃", "不包", "不包", "包吃住"))


def _rooms(employer: Employer, title: Title) -> tuple[str, str]:
    """Rooms for women and for men, as clerks write them; of most rows nobody said. Their chance is the title's own."""
    chance = Random(f"{employer.name} {title.words}")
    if any(word in employer.name for word in HOUSEHOLD_WORDS) or chance.random() < 0.55:
        return "", ""
    return chance.choice(
        (("有", "有"), ("有", "有"), ("有单独的厕所", ""), ("有", "没有"), ("没有", "有"), ("没有", "没有"))
    )


def _starts(hours: str) -> int:
    """Minutes after midnight: of `7:30-16:30` 450, of `早7点到下午4点` 420."""
    hour, minute = re.findall(r"(\d+)(?::(\d\d)|点)", hours)[0]
    return int(hour) * 60 + int(minute or 0)


def _transport(employer: Employer, hours: str, chance: Random) -> str:
    """The car leaves forty minutes before work begins."""
    begins = _starts(hours)
    leaves = f"{(begins - 40) // 60}:{(begins - 40) % 60:02d}"
    where = chance.choice(PICK_UP[employer.town])
    return chance.choice((f"{leaves} {where}上车", f"{leaves}{where}接，收工送回", f"{where}{leaves}发车，车接车送"))


def _note(wording: Wording, chance: Random) -> str:
    notes = chance.sample(wording.notes, k=min(len(wording.notes), chance.choice((0, 1, 1, 2))))
    if chance.random() < 0.03:
        notes.append("不收任何费用")
    return "；".join(notes)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
