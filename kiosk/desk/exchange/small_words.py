"""The short cells of a posting: how many people, how old, how hard, with board or without, yes or no."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kiosk.desk.exchange.folding import fold
from kiosk.desk.exchange.numerals import with_digits
from kiosk.desk.exchange.read import Read, odd
from kiosk.desk.problems import Field, Reason
from kiosk.domain.posting import Strength

SEVERAL = 3
"""What 若干 is taken for: few enough that nobody walks in vain; the employer can ask for more."""
MOST_PEOPLE = 10_000
OLDEST = 100

_SEVERAL = re.compile(
    r"若干|数名|数人|几名|几人|几个|几十|多名|多人|多多|不限|不等|大量|several|some|many|various|anumber"
)
_SOME_TEENS = re.compile(r"(\d*[1-9]0)几")
_RANGE = re.compile(r"(\d+)(?:人|名|个|位)?(?:-|至|到|to|或)(\d+)")
_MAN_OR_WOMAN = "男(?:工|性|的)?|女(?:工|性|的)?"
_KIND = f"{_MAN_OR_WOMAN}|大工|小工|技工|普工|杂工|力工|师傅|徒弟|学徒|熟手|熟练工|新手"
_BETWEEN_KINDS = r"[,;、+/和及:]*"
_BY_KIND = (
    re.compile(rf"(?:{_BETWEEN_KINDS}(?:{_KIND}):?(\d+)[人名个位]?){{2,}}{_BETWEEN_KINDS}"),
    re.compile(rf"(?:{_BETWEEN_KINDS}(\d+)[人名个位]?(?:{_KIND})){{2,}}{_BETWEEN_KINDS}"),
)
_EACH_SEX = re.compile(r"男、?女(?:工|性)?各(\d+)[人名个位]?")
_COUPLES = re.compile(r"(?:夫妻|夫妇)?工?(\d+)对(?:夫妻|夫妇)?工?")
_BY_SEX = re.compile(
    r"男(?:工|性)?:?(\d+)(?:人|名|个)?[^\d]{0,3}女(?:工|性)?:?(\d+)|女(?:工|性)?:?(\d+)(?:人|名|"
    r"个)?[^\d]{0,3}男(?:工|性)?:?(\d+)|(\d+)(?:名|个|人)?男[^\d]{0,3}(\d+)(?:名|个|人)?女"
)
_COUNT = re.compile(
    r"(?:大?约|大概|还|尚|急|需要?|招聘?|缺|差|要|共计?|每[天日]|一天|至少|最少|不少于|最多|至多|不超过|"
    rf"about|around|atleast|upto|need)*+(?:{_KIND})?(-?\d+)(?:\.0+)?(?:\+|余|多|来)?"
    rf"(?:{_KIND}|个|名|人|位|员|工|people|persons?|workers?|men|women|pax)*+(?:以上|以内|左右|上下|起)?(?:/[天日]|/day|perday)?"
)
_ASIDE = re.compile(r"\(.*?\)|[,;]?其中.*$|[,;。、][^\d]*$")
"""What says nothing about how many: who is preferred, how many of them are men."""
_TITLE_COUNT = re.compile(r"(\d+)\s*(?:名|人|位|个(?!月|小时))")


def read_headcount(text: str) -> Read[int | None]:
    """`20`, `二十人`, `2男3女` (5), `3-5名` (5, with a warning), `若干` (`SEVERAL`, with a warning)."""
    folded = with_digits(fold(text))
    if not folded:
        return Read(1, odd(Field.HEADCOUNT, Reason.HEADCOUNT_MISSING))
    count = _COUNT.fullmatch(_ASIDE.sub("", folded))
    if count:
        return _headcount(int(count.group(1)), text)
    kinds = _of_kinds(folded)
    if kinds:
        return _headcount(kinds, text)
    span = _RANGE.search(folded)
    if span:
        return _about(max(int(span.group(1)), int(span.group(2))), text)
    teens = _SOME_TEENS.search(folded)
    if teens:
        return _about(int(teens.group(1)), text)
    if _SEVERAL.search(folded):
        return Read(SEVERAL, odd(Field.HEADCOUNT, Reason.HEADCOUNT_SEVERAL, written=text, count=SEVERAL))
    return Read(None, odd(Field.HEADCOUNT, Reason.HEADCOUNT_UNREADABLE, written=text))


def _of_kinds(folded: str) -> int:
    """The sum of `男5女3` or `大工2人，小工3人`; 0 if the words count no kinds of people."""
    if any(kinds.fullmatch(folded) for kinds in _BY_KIND):
        return sum(map(int, re.findall(r"\d+", folded)))
    sexes = _BY_SEX.search(folded)
    if sexes:
        return sum(int(number) for number in sexes.groups() if number)
    each, couples = _EACH_SEX.fullmatch(folded), _COUPLES.fullmatch(folded)
    both = each or couples
    return 2 * int(both.group(1)) if both else 0


def _about(number: int, text: str) -> Read[int | None]:
    """A number that the writer left open, with a warning."""
    read = _headcount(number, text)
    if read.problems:
        return read
    return Read(number, odd(Field.HEADCOUNT, Reason.HEADCOUNT_RANGE, written=text, count=number))


def headcount_in_title(title: str) -> int | None:
    """`招瓦工3名` names 3."""
    found = _TITLE_COUNT.search(with_digits(fold(title)))
    return int(found.group(1)) if found and 1 <= int(found.group(1)) <= MOST_PEOPLE else None


def _headcount(number: int, text: str) -> Read[int | None]:
    if number < 1:
        return Read(None, odd(Field.HEADCOUNT, Reason.HEADCOUNT_UNDER_ONE, written=text))
    if number > MOST_PEOPLE:
        return Read(None, odd(Field.HEADCOUNT, Reason.HEADCOUNT_UNREADABLE, written=text))
    return Read(number)


@dataclass(frozen=True, slots=True)
class Ages:
    """`anybody` tells that the writer said there is no limit."""

    youngest: int | None = None
    oldest: int | None = None
    anybody: bool = False


_AGE_SPAN = re.compile(r"(\d{1,3})(?:周?岁|yearsold|years)?(?:-|至|到|to)(\d{1,3})")
_AGE_UP_TO = re.compile(
    r"(\d{1,3})(?:周?岁|years?)?(?:以下|以内|之内|及以下|内|封顶|orunder|oryounger|andunder)|"
    r"(?:不超过|不超|最大|小于|低于|至多|under|upto|below|max(?:imum)?|<=?|≤)(?:年龄)?(\d{1,3})"
)
_AGE_FROM = re.compile(
    r"(\d{1,3})(?:周?岁|years?)?(?:(?:-|至|到)不限|以上|起|及以上|往上|\+|orover|orolder|andover)|(?:满|年满|"
    r"不低于|最小|大于|不小于|over|above|atleast|from|min(?:imum)?|>=?|≥)(\d{1,3})"
)
_AGE_AROUND = re.compile(r"(\d{1,3})(?:\.0+)?(?:周?岁)?(?:左右|上下)?")
_UNWANTED = "勿扰|勿来|不要|不收|不招|不用|不考虑|不接收|不予|谢绝|拒绝|免谈|除外|别来"
_UNWANTED_AGE = re.compile(
    rf"(?P<age>\d{{1,3}}(?:周?岁)?)(?P<side>以上|以下)(?:的|者|人员|人|老人)*(?:{_UNWANTED})|"
    rf"(?:{_UNWANTED})(?P<age2>\d{{1,3}}(?:周?岁)?)(?P<side2>以上|以下)(?:的|者|人员|人|老人)*"
)
_OTHER_SIDE = {"以上": "以下", "以下": "以上"}
_PREFERRED = re.compile(r"[^,;。、]*优先[^,;。、]*")
_ADULT = re.compile(r"(?<!未)成年人?(?!子女|孩)|adults?(?:only)?")
ADULT = 18
_NO_LIMIT = re.compile(
    r"不限|无限制|没限制|没有限制|无要求|没要求|都行|都可以|均可|不做要求|不作要求|any|nolimit|"
    r"norestriction|none|无|-+|/"
)


def read_ages(text: str) -> Ages | None:
    """`18-60岁`, `60岁以下`, `18周岁以上`, `不限`; of limits for men and women the wider one. None: not understood.

    `60岁以上勿扰` sets the limit at 60; `50岁以上优先` sets none.
    """
    folded = _UNWANTED_AGE.sub(_taken_instead, with_digits(fold(text)).replace("及以", "以"))
    folded = _PREFERRED.sub("", folded)
    if not folded:
        return Ages()
    spans = [(int(low), int(high)) for low, high in _AGE_SPAN.findall(folded)]
    if spans:
        return _ages(min(low for low, _ in spans), max(high for _, high in spans))
    upper = [int(a or b) for a, b in _AGE_UP_TO.findall(folded)]
    lower = [int(a or b) for a, b in _AGE_FROM.findall(folded)]
    if upper or lower:
        return _ages(min(lower, default=None), max(upper, default=None))
    if _NO_LIMIT.search(folded):
        return Ages(anybody=True)
    if _ADULT.fullmatch(folded):
        return Ages(ADULT)
    around = _AGE_AROUND.fullmatch(folded)
    return _ages(None, int(around.group(1))) if around else None


def _taken_instead(found: re.Match[str]) -> str:
    """`60岁以上勿扰` takes those up to 60."""
    side = found.group("side") or found.group("side2")
    return f"{found.group('age') or found.group('age2')}{_OTHER_SIDE[side]}"


def _ages(youngest: int | None, oldest: int | None) -> Ages | None:
    if any(age is not None and not 0 < age <= OLDEST for age in (youngest, oldest)):
        return None
    if youngest is not None and oldest is not None and youngest > oldest:
        return None
    return Ages(youngest, oldest)


def read_age(text: str) -> int | None:
    """A cell that holds one age only: `18`, `60岁`, `60.0`."""
    found = re.fullmatch(r"(\d{1,3})(?:\.0+)?(?:周?岁)?", with_digits(fold(text)))
    return int(found.group(1)) if found and 0 < int(found.group(1)) <= OLDEST else None


_NO = re.compile(
    r"不包|不管|不含|不提供|不供|不需|不用|不负责|自理|自带|自备|自己|没有|未提供|^(?:无|否|不|没|"
    r"n|no|none|false|×|x|✗|✘|0)|notprovided|notincluded|noboard|nomeals?|nolodging|nohousing|"
    r"notransport|own"
)
_YES = re.compile(
    r"包|管|提供|供应|供|有|含|免费|接送|班车|^(?:是|y|yes|true|√|✓|✔|1|ok|可)|provided|included|free|餐|饭|宿舍|住"
)
_MEALS = re.compile(r"吃|餐|食|饭|伙|meal|lunch|dinner|breakfast|food|board")
_LODGING = re.compile(r"住|宿|lodging|housing|accommodation|dorm|room")
_CLAUSE = re.compile(r"[,;、。/\s+&]|和|but|and")


def read_yes_no(text: str) -> bool | None:
    """`包`, `是`, `√`, `yes`, `提供午餐` against `不包`, `自理`, `无`; None when it says neither."""
    folded = fold(text)
    if not folded:
        return None
    if _NO.search(folded):
        return False
    return True if _YES.search(folded) else None


def read_board(text: str) -> tuple[bool | None, bool | None]:
    """Meals and lodging out of one cell: `包吃住`, `包吃不包住`, `午餐提供，住宿自理`."""
    folded = re.sub(r"(?<=[吃餐食])(?=不)|(?<=住)(?=不|包|管)|(?<=吃)(?=包|管)", ",", fold(text))
    meals: bool | None = None
    lodging: bool | None = None
    for clause in filter(None, _CLAUSE.split(folded)):
        answer = read_yes_no(clause)
        about_meals, about_lodging = bool(_MEALS.search(clause)), bool(_LODGING.search(clause))
        if about_meals or not about_lodging:
            meals = answer if answer is not None else meals
        if about_lodging or not about_meals:
            lodging = answer if answer is not None else lodging
    return meals, lodging


_STRENGTHS = (
    (Strength.HEAVY, re.compile(r"重|强体力|高强度|^(?:强|高|大|累)|很累|较累|heavy|hard|high|strenuous")),
    (Strength.MEDIUM, re.compile(r"中|一般|普通|适中|正常|medium|moderate|normal|average")),
    (Strength.LIGHT, re.compile(r"轻|低|小|不累|简单|light|easy|low")),
)


def read_strength(text: str) -> Strength | None:
    """How hard the work is, None if the cell does not say: `轻体力`, `一般`, `重`, `heavy`."""
    folded = fold(text)
    if re.search("不重|不累|不轻不重", folded):
        return Strength.MEDIUM if "不轻" in folded else Strength.LIGHT
    return next((strength for strength, words in _STRENGTHS if words.search(folded)), None)
