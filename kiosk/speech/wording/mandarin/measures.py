"""What is counted: the measure words that stand after a number, and the foreign signs for them."""

from __future__ import annotations

HAN = r"[^\W\dA-Za-z_]"
"""A letter that is not Latin. A range of all Chinese characters would take `re` a millisecond each to compile."""
DASH = r"\s?[-–~]{1,3}\s?"
TO = rf"(?:{DASH}|\s?[到至]\s?)"
NUMBER = r"(?<!\d)\d++(?:\.\d++)?"

LIANG = (
    r"(?:[元块圆毛角千万亿个人名位男女天次件分秒周斤吨米里平方亩顷车箱筐篮袋桶包盒罐捆堆条张只头匹家户顿餐套双台辆]"
    r"|[趟棵株份种样晚夜遍瓶杯片根把室间岁度成倍对步升瓦伏场批扇碗口句支枝粒颗盘桌床尺寸代轮处项回拨摊垛垄畦枚门伙帮克]"
    r"|[公毫厘分千][克米里升斤瓦]"
    r"|季(?!度)|页|小时|钟头|星期|礼拜|立方|班倒|年(?!级)|日游|道菜|层楼|节课)"
)
"""Before these 2 is 两; before all others (楼, 号, 月, 日, 栋, 组, 级 ...) it is 二."""

QUANTITY = rf"(?:{LIANG}|[月日时点号楼层栋%℃多余来几]|以上|以下|左右|[.,:/]\d|{DASH}\d)"
"""What shows that the number before it counts something, so that it is no phone and no code."""

SIGNS = {
    "km": "公里", "kg": "公斤", "mg": "毫克", "g": "克", "cm": "厘米", "mm": "毫米", "dm": "分米", "m": "米",
    "m2": "平方米", "m3": "立方米", "ml": "毫升", "l": "升", "kw": "千瓦", "w": "瓦", "v": "伏", "t": "吨",
    "h": "小时", "hr": "小时", "hrs": "小时", "hour": "小时", "hours": "小时", "min": "分钟", "mins": "分钟",
    "day": "天", "days": "天", "week": "周", "weeks": "周", "month": "个月", "months": "个月", "year": "年",
    "years": "年", "pcs": "件", "piece": "件", "pieces": "件", "hz": "赫兹", "°": "度",
}  # fmt: skip
"""Latin signs in lower case -> the word that is said."""

SAID_AS_WRITTEN = (
    "天 小时 钟头 个月 周 星期 年 季 晚 夜 班 件 个 只 条 双 套 台 位 名 户 家 次 趟 单 顿 斤 公斤 吨 亩 棵 株 "
    "平方米 平方 平米 平 立方米 立方 方 米 公里 里 车 箱 筐 袋 桶 盒 桌 间 床 层 学期 分钟 节 节课 课时 头 张 根 捆 份 "
    "包 组 队 辆 瓶 片 块 升"
)
PER = dict.fromkeys(SAID_AS_WRITTEN.split()) | {
    "日": "天", "day": "天", "d": "天", "时": "小时", "h": "小时", "hr": "小时", "hour": "小时", "月": "个月",
    "month": "个月", "mo": "个月", "week": "周", "year": "年", "季度": "个季度", "piece": "件", "pcs": "件",
    "人": "个人", "餐": "顿", "千克": "公斤", "kg": "公斤", "t": "吨", "m2": "平方米", "m": "米", "km": "公里",
    "m3": "立方米", "房": "间房", "l": "升", "工": "个工",
}  # fmt: skip
"""What stands after the slash in `180元/天` -> what is said after 一; None: as it is written."""


def one(per: str) -> str:
    """Return `一天` for what stands after a slash."""
    return "一" + (PER[per] or per)


def any_of(words: dict[str, str] | dict[str, str | None]) -> str:
    """Return a pattern of the keys, longest first, so that 公斤 is never read as 公."""
    return "|".join(sorted(words, key=len, reverse=True))
