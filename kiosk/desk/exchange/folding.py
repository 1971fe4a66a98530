"""One spelling for what people write in many: widths, dashes, blanks, traditional characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_CONTROL = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0x00AD, 0xFEFF, 0x2060])
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－﹣﹘─━~～〜∼⁓"), "-")
_FULL_WIDTH = {0x3000: " ", 0x00A0: " "} | {
    code: chr(code - 0xFEE0)
    for code in range(0xFF01, 0xFF5F)
    if chr(code - 0xFEE0).isalnum() or chr(code - 0xFEE0) in "/-.+%@"
}
_CLEAN = {**_CONTROL, **_INVISIBLE, **_FULL_WIDTH}
_TRADITIONAL = str.maketrans(
    "報費訓證裝錢繳紹體檢點號時間開結聯繫電話機職務單員數雇傭業齡歲強輕備註長無須會規薪資條件給領應賬轉辦廠"
    "種議鎮鄉農園區縣價標準餐飯館門戶產勞動運輸貨車掃護養豬雞魚採樹葉藥噴灑鋤築磚牆鋼銲鋪設釘塊顆週負責組織"
    "訂賠罰償額請總佔預購買賣蘋擇夥夠個們兩萬億圓頓畝紅絡隊環衛師學習險優雙節記錄讓進過還這邊幾誰東處關閉內馬場棟樓層幫廚潔臨寶貝",
    "报费训证装钱缴绍体检点号时间开结联系电话机职务单员数雇佣业龄岁强轻备注长无须会规薪资条件给领应账转办厂"
    "种议镇乡农园区县价标准餐饭馆门户产劳动运输货车扫护养猪鸡鱼采树叶药喷洒锄筑砖墙钢焊铺设钉块颗周负责组织"
    "订赔罚偿额请总占预购买卖苹择伙够个们两万亿圆顿亩红络队环卫师学习险优双节记录让进过还这边几谁东处关闭内马场栋楼层帮厨洁临宝贝",
)
_EMOJI = range(0x1F000, 0x1FB00)
_PLAIN_FOLD = {**_CONTROL, **_INVISIBLE, **_DASHES, **_TRADITIONAL, 0xFE0F: None}
_FOLD = {**_PLAIN_FOLD, **dict.fromkeys(_EMOJI)}


def _any_of(table: Iterable[int], also: str = "") -> re.Pattern[str]:
    return re.compile("[" + "".join(map(re.escape, map(chr, table))) + also + "]")


_TO_CLEAN = _any_of(_CLEAN)
_TO_FOLD = _any_of(_PLAIN_FOLD, also=f"{chr(_EMOJI.start)}-{chr(_EMOJI.stop - 1)}")
_BLANKS = re.compile(r"\s+")
_ODD_BLANKS = re.compile(r"\s\s|[^\S ]")


def clean(text: str) -> str:
    """Return `text` as it is kept: no control or direction characters, half-width letters and digits, single blanks.

    Chinese punctuation stays, because people read it.
    """
    if _TO_CLEAN.search(text):
        text = text.translate(_CLEAN)
    if _ODD_BLANKS.search(text):
        text = _BLANKS.sub(" ", text)
    return text.strip()


def fold(text: str) -> str:
    """Return `text` as it is compared: half width, lower case, every dash a `-`, no blanks, no emoji."""
    return "".join(loose(text).split())


def loose(text: str) -> str:
    """Return `text` folded like `fold`, but with its blanks and line breaks, where they separate things."""
    text = unicodedata.normalize("NFKC", text)
    if _TO_FOLD.search(text):
        text = text.translate(_FOLD)
    return text.lower()
