"""Cantonese keeps the meaning of the texts and the names of places, on Saturday 21 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.tongue import Tongue
from kiosk.speech.script import wording_on
from kiosk.speech.wording import spoken

SATURDAY = date(2026, 11, 21)

FOR_WHOM = [
    ("工作人员给您打电话", "工作人员打电话畀你"),
    ("有合适的活，工作人员给您打电话。", "有合适嘅工，工作人员打电话畀你。"),
    ("今天就给老板打电话", "今日就打电话畀老细"),
    ("工作人员今天给老板打电话，问清哪天给钱", "工作人员今日打电话畀老细，问清边日畀钱"),
    ("给她打个电话", "打个电话畀佢"),
    ("给用工方打电话", "打电话畀用工方"),
    ("请给县里打电话。", "请打电话畀愿里。"),
    ("以前给您回话", "以前回话畀你"),
    ("今天给招工的打电话问清楚", "今日打电话畀招工嘅问清楚"),
    ("老板给我们发工资", "老细发人工畀我哋"),
    ("给13800001234打电话", "打电话畀，一三八，零零零零，一二三四"),
    ("给13800001234打电话，问清楚", "打电话畀，一三八，零零零零，一二三四，问清楚"),
    ("给13800001234打电话问清楚", "打电话畀，一三八，零零零零，一二三四，问清楚"),
    ("给他打了电话", "打咗电话畀佢"),
    ("给别人干活", "帮人哋做嘢"),
    ("县里给这台机器的回信", "愿里畀呢台机器嘅回信"),
    ("给谁干的", "帮边个做嘅"),
    ("给公司干满一个月", "帮公司做满一个月"),
    ("给站长登记", "畀站长登记"),
    ("不给我打电话", "唔打电话畀我"),
    ("用来给您找活", "用嚟帮你揾工"),
    ("他们能给您作证", "佢哋可以帮你作证"),
    ("就给您打单子", "就帮你打单子"),
    ("座位就给您留着", "座位就帮你留着"),
    ("给老人喂饭洗澡", "帮老人家喂饭洗澡"),
    ("给果树剪枝", "帮果树剪枝"),
    ("给找到活了", "帮手揾到工啦"),
    # what is handed to somebody stays so
    ("给工作人员扫一扫", "畀工作人员扫一扫"),
    ("什么时候给钱", "乜嘢时候畀钱"),
    ("会念给您听", "会念畀你听"),
    ("交给站长看了", "交畀站长睇啦"),
    ("给了多少元", "畀咗几多元"),
    ("日子过了还没给，再打电话", "日子过咗未畀，再打电话"),
    ("招给排水工", "招给排水工"),
]
NOT_WANTED = [
    ("不要了，退掉", "唔要啦，退掉"),
    ("不要这张了。", "唔要呢张啦。"),
    ("这条可以不要了。", "呢条可以唔要啦。"),
    ("那家不要人了", "嗰家唔要人啦"),
    ("要不要", "要唔要"),
    ("先不要声音", "先唔要声音"),
    ("点错了不要紧", "点错咗唔紧要"),
    ("要紧的打120", "紧要嘅打一二零"),
    ("不要来", "唔好嚟"),
    ("不要这样拿", "唔好咁样攞"),
    ("不要一个人去", "唔好一个人去"),
]
CANNOT = [
    ("话筒用不了。", "话筒用唔到。"),
    ("先断电；断不了，用干木棍", "先断电；断唔到，用干木棍"),
    ("里面有存不了的怪字符", "里面有存唔到嘅怪字符"),
    ("干不了就说", "做唔到就讲"),
    ("力气不大也干得了", "力唔大都做得到"),
    ("不打了", "唔打啦"),
    ("我不来了", "我唔嚟啦"),
    ("了解", "了解"),
    ("不了解", "唔了解"),
    ("名额满了", "名额满啦"),
]
WORDS = [
    ("上下班被车撞", "返工放工被车撞"),
    ("下班", "放工"),
    ("在家门口干活", "喺家门口做嘢"),
    ("改了不算数", "改咗唔算数"),
    ("别的活儿", "第二啲工"),
    ("这家的活儿", "呢家嘅工"),
    ("在哪里干什么", "喺边度做乜嘢"),
    ("饼干一箱", "饼干一箱"),
    ("晒干了", "晒干啦"),
    ("老人家", "老人家"),
    ("一块来", "一块嚟"),
    ("两块钱", "两蚊"),
    ("五块一斤", "五蚊一斤"),
    ("十块瓷砖", "十块瓷砖"),
    ("180元里扣10元", "一百八十蚊里扣十蚊"),
    ("180元村口集合", "一百八十蚊村口集合"),
    ("手套和水壶", "手套同水壶"),
    ("工人和老板", "工人同老细"),
    ("周三和周四", "星期三同星期四"),
    ("镇里和村里", "镇里同村里"),
    ("车站和路边", "车站同路边"),
    ("微信和电话", "微信同电话"),
    ("花生仁和核桃", "花生仁同核桃"),
    ("老太太和孩子", "老太太同细路"),
    ("递砖和灰", "递砖同灰"),
    ("空调和风扇", "空调同风扇"),
    ("手机能用", "手机可以用"),
    ("能够做", "可以做"),
    ("女性能做", "女性可以做"),
    ("找活", "揾工"),
    ("后来的人", "后嚟嘅人"),
]
NAMES = (
    # named for a number and 元
    "三元里大道 三元里 三元桥 三元区 三元村 三元坊 三元宫 四元桥 五元镇 三元东路 "
    # 和 within a name or a word
    "人和镇 太和镇 和顺镇 永和镇 人和村 人和墟 人和地铁站 太和街道 同和街 仁和镇 共和路 三和路 信和街 东和村 嘉和苑 "
    "义和街 中和镇 平和县 泰和县 云和县 和平县 和平路 和里 和寮镇 和睦镇 和舍镇 和庆镇 和吉镇 祥和园 和田玉 和龙市 "
    "人和大道 三和人才市场 和气 待人和气 和尚 和谐 温和 暖和 随和 和面 和泥 共和国 饱和 "
    # 来
    "来宾市 来宾 来凤县 惠来县 悦来镇 来安县 来福路 喜来登 马来西亚 外来工 来料加工 来源 "
    # 能
    "新能源厂 能力 性能 功能 技能 智能 节能灯 太阳能 能量 体能 "
    # 活
    "鲜活海鲜 活力 活泼 存活 活虾 活蟹 活性炭 "
    # villages of Guangxi and Guangdong that begin with 那
    "那坡县 那马镇 那洪 那桐镇 那楼镇 那务镇 那霍镇 那吉镇 那扶镇 那丽镇 那大镇 那陈镇 "
    "白天鹅 东西涌 东西湖 加拿大 不干胶 大不了"
)


def heard(text: str) -> str:
    (part,) = wording_on(lambda: SATURDAY)(text, Tongue.CANTONESE)
    return part.words


@pytest.mark.parametrize(("text", "said"), FOR_WHOM)
def test_what_is_done_for_somebody_is_not_left_to_him(text: str, said: str) -> None:
    """畀你打电话 would be: lets you phone."""
    assert heard(text) == said


@pytest.mark.parametrize(("text", "said"), NOT_WANTED)
def test_what_is_not_wanted_is_not_forbidden(text: str, said: str) -> None:
    assert heard(text) == said


@pytest.mark.parametrize(("text", "said"), CANNOT)
def test_what_cannot_be_done_is_told_from_what_is_done(text: str, said: str) -> None:
    assert heard(text) == said


@pytest.mark.parametrize(("text", "said"), WORDS)
def test_a_word_is_exchanged_only_where_it_is_that_word(text: str, said: str) -> None:
    assert heard(text) == said


@pytest.mark.parametrize("name", NAMES.split())
@pytest.mark.parametrize("around", ["{}", "去{}干活", "地址{}，包吃"])
def test_a_name_is_heard_as_it_is_written(name: str, around: str) -> None:
    """The voice reads 县 right only as 愿."""
    assert name.replace("县", "愿") in heard(around.format(name))


def test_an_exit_is_called_by_its_number() -> None:
    assert heard("三元里地铁站A2口") == "三元里地铁站A 二口"


@pytest.mark.parametrize("text", [text for text, _ in FOR_WHOM + NOT_WANTED + CANNOT + WORDS])
def test_wording_it_again_changes_nothing(text: str) -> None:
    words = spoken(text, Tongue.CANTONESE, today=SATURDAY)
    assert spoken(words, Tongue.CANTONESE, today=SATURDAY) == words
