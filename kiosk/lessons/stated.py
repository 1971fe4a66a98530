"""Tells whether the words of a page state a number, a phone or a law: whoever says one says where it stands."""

from __future__ import annotations

import re

DIGIT = "零〇幺一二三四五六七八九"
NUMERAL = "零〇一二两三四五六七八九十百千万"
ANY = f"(?<![第{NUMERAL}])[{NUMERAL}]+"
"""A number in signs, but not a place in a row: the second day is no number of days."""
MANY = f"(?<![第{NUMERAL}])(?!一[^{NUMERAL}])[{NUMERAL}]+"
"""The same without a lone 一, which is the article: 一天, 一块儿."""
CODES = ("劳动法", "合同法", "保险法", "仲裁法", "促进法", "安全法", "生产法", "防治法", "援助法", "刑法", "民法典")
COUNTED = f"一二三四?(?:一起|[^{DIGIT}]|$)"
"""What people call out when they lift together."""
STATED = re.compile(
    "|".join(
        (
            r"\d",
            r"法律|规定|条例|不许|有权|\blaws?\b|\brules?\b",
            "《[^》]+》",
            *CODES,
            f"第[{NUMERAL}]+[条款]",
            "百分之",
            f"{ANY}(?:元|小时|个(?:小时|钟头|月)|公斤|斤|公里|米)",
            f"{MANY}(?:毛|度|岁|倍|分钟|年|(?<![过这那头一]两)天(?!两头))",
            f"{ANY}[天年][之以]?内",
            f"{MANY}块(?=[钱{NUMERAL}，。；、！？]|$)|[{NUMERAL}]*[十百千万]块(?![木石砖板瓦布])",
            f"[{NUMERAL}][百千万][{NUMERAL}]",
            f"[二两五七九]角|{MANY}角钱",  # a belt has three, a table four, a nut six
            f"(?<![{DIGIT}])(?!{COUNTED})[{DIGIT}]{{3,}}",
        )
    ),
    re.IGNORECASE,
)
