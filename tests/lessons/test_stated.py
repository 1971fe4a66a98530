"""What a page says as a number, a phone or a law is found in digits and in Chinese signs; plain talk is let alone."""

from __future__ import annotations

import pytest

from kiosk.lessons.stated import STATED

STATE = """
    每天工资两百元 工资每天不低于一百八十元 一天八十块 二十块钱一个钟头 一天一百二 工资三千五 一千块
    三块五一斤 十五块 五角 三角钱 两毛
    劳动法第九条 第一百零三条 合同法不让 《工伤保险条例》 《告知书》
    打幺二零 着火打一一九 打一二三三三 打一二三四五 打120
    满十六岁 满六十五岁 到了四十度 最多搬二十公斤 离地两米 百分之三十 给两倍工资
    最多六小时 三十天之内 一年之内去 一个月还不签合同 第二个月起给双倍，两年不变 干满三天
"""
TALK = """
    千万小心 万一摔了 一块儿抬 一块，慢慢抬 铺两块木板 十块砖 三角带松了 垫好四角 六角螺丝
    一张纸 两个人抬 五个手指 十来个人 一样一样放 一分钱不用交 别一毛不拔 一顿吃饱 二楼有人
    第二天再来 过两天再来 歇一两天 三天两头下雨 干一天算一天 一年到头 有一天
    喊一二三，起 喊一二三一起抬 七上八下 一回生二回熟 再三问清 办法想了
"""


@pytest.mark.parametrize("words", STATE.split())
def test_a_number_a_phone_or_a_law_is_found(words: str) -> None:
    assert STATED.search(words)


@pytest.mark.parametrize("words", TALK.split())
def test_plain_talk_states_nothing(words: str) -> None:
    assert not STATED.search(words)
