"""Words are said as the lists say: what espeak-ng would say is asked of itself, and compared with pinyin."""

import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.tongue import Tongue
from kiosk.speech.lexicon import HOUSE, Lexicon, Wrong, read_lexicon
from kiosk.speech.script import wording_on
from kiosk.texts.catalogue import ASSETS

SATURDAY = date(2026, 11, 21)
Phonemes = Callable[[str, str], str]

SAID = {
    # places
    "乐亭": "lao4 ting2", "乐清": "yue4 qing1", "乐陵": "lao4 ling2", "蚌埠": "beng4 bu4", "六安": "lu4 an1",
    "番禺": "pan1 yu2", "厦门": "xia4 men2", "大厦": "da4 sha4", "长垣": "chang2 yuan2", "重庆": "chong2 qing4",
    "铅山": "yan2 shan1", "歙县": "she4 xian4", "莘庄": "xin1 zhuang1", "莘县": "shen1 xian4", "蔚县": "yu4 xian4",
    "涡阳": "guo1 yang2", "枞阳": "zong1 yang2", "尉犁": "yu4 li2", "洪洞县": "hong2 tong2 xian4", "浚县": "xun4 xian4",
    "泌阳": "bi4 yang2", "任丘": "ren2 qiu1", "解州": "xie4 zhou1", "繁峙": "fan2 shi4", "监利": "jian4 li4",
    "黄陂": "huang2 pi2", "郫都": "pi2 du1", "犍为": "qian2 wei2", "儋州": "dan1 zhou1", "东莞": "dong1 guan3",
    "华县": "hua4 xian4", "华阴": "hua4 yin1", "牟平": "mu4 ping2", "中牟": "zhong1 mu4", "曲阜": "qu1 fu4",
    "曲靖": "qu3 jing4", "盱眙": "xu1 yi2", "邳州": "pi1 zhou1", "蠡县": "li3 xian4", "会稽": "kuai4 ji1",
    "宕昌": "tan4 chang1", "柞水": "zha4 shui3", "漾濞": "yang4 bi4", "百色": "bai3 se4", "穆棱": "mu4 ling2",
    "瑷珲": "ai4 hui1", "台州": "tai1 zhou1", "丽水": "li2 shui3", "亳州": "bo2 zhou1", "单县": "shan4 xian4",
    # the demo county
    "枫林铺镇": "feng1 lin2 pu4 zhen4", "龙门坳乡": "long2 men2 ao4 xiang1", "柳塘县": "liu3 tang2 xian4",
    "白果镇": "bai2 guo3 zhen4", "城关镇": "cheng2 guan1 zhen4", "茶山乡": "cha2 shan1 xiang1",
    # work
    "行业": "hang2 ye4", "银行": "yin2 hang2", "长工": "chang2 gong1", "重活": "zhong4 huo2", "班长": "ban1 zhang3",
    "干了三天": "gan4 le5 san1 tian1", "会干": "hui4 gan4", "接着干": "jie1 zhe5 gan4", "晒干了": "shai4 gan1 le5",
    "种玉米": "zhong4 yu4 mi3", "种菜": "zhong4 cai4", "种子": "zhong3 zi5", "品种": "pin3 zhong3",
    "扫地": "sao3 di4", "地里": "di4 li3", "场地": "chang3 di4", "工地": "gong1 di4", "地瓜": "di4 gua1",
    "铺地砖": "pu1 di4 zhuan1", "店铺": "dian4 pu4", "抹墙": "mo4 qiang2", "调漆": "tiao2 qi1", "电钻": "dian4 zuan4",
    "弹棉花": "tan2 mian2 hua5", "猪圈": "zhu1 juan4", "削皮": "xiao1 pi2", "撒肥": "sa3 fei2", "背筐": "bei1 kuang1",
    "盛饭": "cheng2 fan4", "缝扣子": "feng2 kou4 zi5", "切菜": "qie1 cai4", "看孩子": "kan1 hai2 zi5",
    "系安全带": "ji4 an1 quan2 dai4", "三班倒": "san1 ban1 dao3", "散工": "san3 gong1", "教课": "jiao1 ke4",
    "任师傅": "ren2 shi1 fu5", "曾老板": "zeng1 lao3 ban3", "单大姐": "shan4 da4 jie3", "仇先生": "qiu2 xian1 sheng5",
    "普工长白班": "pu3 gong1 chang2 bai2 ban1", "电工长夜班": "dian4 gong1 chang2 ye4 ban1",
    "员工长年": "yuan2 gong1 chang2 nian2", "员工长时间": "yuan2 gong1 chang2 shi2 jian1",
    "工长": "gong1 zhang3", "工长年薪": "gong1 zhang3 nian2 xin1",
    # where a word of the list stands across the bounds of others
    "各种蔬菜": "ge4 zhong3 shu1 cai4", "一种瓜": "yi4 zhong3 gua1", "员工长期": "yuan2 gong1 chang2 qi1",
    "联系上": "lian2 xi4 shang4", "没空调": "mei2 kong1 tiao2", "非常干燥": "fei1 chang2 gan1 zao4",
    "记得带": "ji4 de5 dai4", "还上班": "hai2 shang4 ban1", "饼干了": "bing3 gan1 le5",
    # money
    "还钱": "huan2 qian2", "还有": "hai2 you3", "数钱": "shu3 qian2", "便宜": "pian2 yi5", "不给钱": "bu4 gei3 qian2",
    "名额空出来": "ming2 e2 kong4 chu1 lai5", "得先交": "dei3 xian1 jiao1", "觉得有点": "jue2 de5 you2 dian3",
    # short forms
    "这个活儿": "zhe4 ge5 huo2", "在哪儿": "zai4 na3 li5", "一会儿": "yi2 hui4", "女儿": "nv3 er2",
    "两个儿子": "liang3 ge5 er2 zi5",
    "今儿": "jin1 tian1", "没事儿": "mei2 shi4", "幼儿园": "you4 er2 yuan2",
    # what the engine lacks
    "兄弟": "xi1yong1 di4", "熊": "xi2yong2", "穷": "qi2yong2", "窘": "ji3yong3",
}  # fmt: skip
"""Words as they stand in a text, and how they are to be heard; also such as the voice reads right by itself."""
TONE = re.compile(r"\d+")


def sounds(phonemes: str) -> str:
    """What is heard, without stress and word bounds."""
    return re.sub(r"[',_| ]", "", phonemes)


def unlike(one: str, other: str) -> bool:
    """Whether two readings differ in more than tones that fade in fast speech."""
    return TONE.sub("", one) != TONE.sub("", other)


def said(text: str, tongue: Tongue = Tongue.MANDARIN, *, lexicon: Path | None = None) -> str:
    return " ".join(part.words for part in wording_on(lambda: SATURDAY, lexicon=lexicon)(text, tongue))


@pytest.mark.parametrize(("word", "pinyin"), SAID.items())
def test_a_word_is_heard_as_people_say_it(phonemes: Phonemes, word: str, pinyin: str) -> None:
    wanted = sounds(" ".join(phonemes("cmn", syllable) for syllable in pinyin.split()))
    for text in (word, f"，{word}。"):
        heard = sounds(phonemes("cmn", said(text)))
        assert not unlike(heard, wanted), f"{heard} for {wanted}"
        if "5" not in pinyin and "yi" not in pinyin:
            assert heard == wanted


def _house() -> list[tuple[str, str]]:
    return list(read_lexicon(HOUSE).words[Tongue.MANDARIN].items())


@pytest.mark.parametrize(("word", "as_"), _house())
def test_each_word_of_the_list_is_heard_as_its_other_spelling_in_a_sentence_too(
    phonemes: Phonemes, word: str, as_: str
) -> None:
    if word != as_:
        assert sounds(phonemes("cmn", as_)) in sounds(phonemes("cmn", said(f"我们，{word}，好吗")))


GB2312 = [
    bytes([row, cell]).decode("gb2312")
    for row in range(0xB0, 0xF8)
    for cell in range(0xA1, 0xFF)
    if not (row == 0xD7 and cell > 0xF9)
]


@pytest.mark.parametrize("after", ["", "儿", "师傅"])
def test_no_character_is_spelled_in_english_letters(phonemes: Phonemes, after: str) -> None:
    """All 6,763 of GB 2312, alone, as a short form, and as a name: of eleven in daily use the voice knows no sound."""
    worded = wording_on(lambda: SATURDAY)
    wrong = [
        character
        for character in GB2312
        for part in worded(character + after, Tongue.MANDARIN)
        if "(en)" in phonemes("cmn", part.words)
    ]
    assert not wrong


def test_the_cantonese_voice_knows_every_character_of_daily_use(phonemes: Phonemes) -> None:
    """The first level has 3,755; what the voice does not know it calls `letter`."""
    worded = wording_on(lambda: SATURDAY)
    for character in (*GB2312[:3755], *"磙螨馕镙鲇耢撸"):
        (part,) = worded(character, Tongue.CANTONESE)
        assert re.search(r"\d", phonemes("yue", part.words)), character


def test_nothing_on_the_screen_is_spelled_in_english_letters(phonemes: Phonemes) -> None:
    """Of every text of the house, as visitors hear it; Latin words alone are English."""
    worded, wrong = wording_on(lambda: SATURDAY), []
    for file in sorted((ASSETS / "texts/zh-CN").glob("*.ftl")):
        for line in file.read_text("utf-8").splitlines():
            text = re.sub(r"\{[^}]*\}", "，", line.partition(" = ")[2])
            if re.search(r"[A-Za-z]", text):
                continue
            wrong += [text for part in worded(text, Tongue.MANDARIN) if "(en)" in phonemes("cmn", part.words)]
    for text in set(re.split("[,\n]", (ASSETS / "demo/postings.csv").read_text("utf-8"))):
        if re.search(r"[\u4e00-\u9fff]", text) and not re.search(r"[A-Za-z]", text):
            wrong += [text for part in worded(text, Tongue.MANDARIN) if "(en)" in phonemes("cmn", part.words)]
    assert not wrong


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("明天早上7:30开工", "听日朝早七点半开工"),
        ("180元/天", "一百八十蚊一日"),
        ("18.5元", "十八个半"),
        ("0.8元/件", "八毫一件"),
        ("每天8小时", "每日八个钟头"),
        ("2.5小时", "两个半钟头"),
        ("7:45", "七点四十五分"),
        ("周日休息", "星期日唞"),
        ("电话：13811234567", "电话：一三八，一一二三，四五六七"),
        ("打12333", "打一二三三三"),
        ("12月8日", "十二月八号"),
        ("这个活儿还要2个人", "呢个工仲要两个人"),
        ("名额满了", "名额满啦"),
        ("了解目的", "了解目的"),
        ("存在银行", "存在银行"),
    ],
)
def test_cantonese_is_said_as_it_is_said(phonemes: Phonemes, text: str, heard: str) -> None:
    words = said(text, Tongue.CANTONESE)
    assert words == heard
    assert "(en)" not in phonemes("yue", words)


@pytest.mark.parametrize(
    ("words", "jyutping"),
    [
        ("一百八十蚊", "jat1 baak3 baat3 sap6 man1"),
        ("听日", "ting3 jat6"),
        ("十二月", "sap6 ji6 jyut6"),
        ("两个半钟头", "loeng5 go3 bun3 zung1 tau4"),
        ("一，三，八", "jat1 saam1 baat3"),
        ("柳塘愿", "lau5 tong4 jyun6"),
        ("仲要", "zung6 jiu3"),
        ("零二七九", "ling4 ji6 cat1 gau2"),
    ],
)
def test_the_cantonese_voice_knows_its_sounds(phonemes: Phonemes, words: str, jyutping: str) -> None:
    """The engine's own signs, with the coda behind the tone and high falling 7 for 1, are read as Jyutping."""
    heard = [
        re.sub(r"^([a-zA-Z]+?)(\d)([a-z]*)$", r"\1\3\2", piece).replace("7", "1").replace("N", "ng", 1)
        for piece in re.findall(
            r"[a-zA-Z]+\d(?:(?:ng|[ptkmn])(?![a-z'])|N)?", re.sub(r"[',]", "", phonemes("yue", words))
        )
    ]
    assert [re.sub(r"[^a-z0-9]", "", one) for one in heard] == jyutping.split()


def test_english_names_are_respelled_in_english_only() -> None:
    assert said("Work in Shiqiao Town", Tongue.ENGLISH) == "Work in shir chow Town"
    assert said("Shiqiaos", Tongue.ENGLISH) == "Shiqiaos"


def test_a_breath_is_taken_before_the_pay_and_not_within_an_amount() -> None:
    assert said("摘苹果180元/天") == "摘苹果，一百八十元一天"
    assert said("工钱180–220元/天") == "工钱，一百八十到二百二十元一天"
    for text in ("一共180元", "约200元", "18块5毛", "6.15元", "超过100元", "每天给100元"):
        assert "，" not in said(text), text
    assert said("等了2.5小时") == "等了两个半小时"
    assert said("Picking apples 180 yuan a day", Tongue.ENGLISH) == "Picking apples, one hundred and eighty yuan a day"
    for text in ("You earn about 180 yuan", "180 to 220 yuan", "at least 1,250 yuan"):
        assert "," not in said(text, Tongue.ENGLISH), text


def test_numbers_that_are_dialled_are_said_in_groups_and_one_by_one() -> None:
    assert said("请打13800125678") == "请打，幺三八，零零幺二，五六七八"
    assert said("打12345") == "打幺二三四五"
    assert said("打12333") == "打幺二三三三"
    assert said("您的号码A1-1121-007-4") == "您的号码，A 幺，幺幺二幺，零零七，四"


def test_a_stations_own_words_go_before_the_houses(phonemes: Phonemes, tmp_path: Path) -> None:
    own = tmp_path / "lexicon.toml"
    own.write_text('[mandarin]\n"乐亭" = "le4 ting2"\n"枫林铺" = "枫林普"\n[cantonese]\n"石桥镇" = "石轿镇"\n', "utf-8")
    assert said("乐亭，还钱，枫林铺", lexicon=own) == "le4 ting2 ，环钱，枫林普"
    assert said("石桥镇", Tongue.CANTONESE, lexicon=own) == "石轿镇"
    assert sounds(phonemes("cmn", said("乐亭", lexicon=own))) == sounds(
        phonemes("cmn", "le4") + phonemes("cmn", "ting2")
    )


def test_a_word_that_is_added_is_said_from_the_next_sentence_on(tmp_path: Path) -> None:
    own = tmp_path / "lexicon.toml"
    lexicon = Lexicon(own)
    assert lexicon.said("柳塘", Tongue.MANDARIN) == "柳塘"
    own.write_text('[mandarin]\n"柳塘" = "流糖"\n', "utf-8")
    assert lexicon.said("柳塘", Tongue.MANDARIN) == "流糖"
    own.unlink()
    assert lexicon.said("柳塘", Tongue.MANDARIN) == "柳塘"


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"[mandarin\n", Wrong.UNREADABLE),
        (b"\xff\xfe\x00", Wrong.UNREADABLE),
        (b"a = [" + b"[" * 5000, Wrong.UNREADABLE),
        (b"# \n" * 100_000, Wrong.UNREADABLE),
        ("[普通话]\n".encode(), Wrong.UNREADABLE),
        (b"[hakka]\n", Wrong.TABLE),
        (b"mandarin = 3\n", Wrong.TABLE),
        ('[mandarin]\n"乐亭" = 3\n'.encode(), Wrong.WORD),
        ('[mandarin]\n"乐亭" = ""\n'.encode(), Wrong.WORD),
        ('[mandarin]\n"乐亭" = "lao ting"\n'.encode(), Wrong.WORD),
        ('[mandarin]\n"乐亭" = "lao6 ting2"\n'.encode(), Wrong.WORD),
        ('[mandarin]\n"乐.*" = "涝亭"\n'.encode(), Wrong.WORD),
        ('[mandarin]\n"" = "涝亭"\n'.encode(), Wrong.WORD),
        ('[cantonese]\n"乐亭" = "lok6 ting4"\n'.encode(), Wrong.WORD),
        ('[english]\n"Liutang" = "柳塘"\n'.encode(), Wrong.WORD),
        (('[mandarin]\n"乐亭" = "' + "涝" * 61 + '"\n').encode(), Wrong.WORD),
    ],
)
def test_a_wrong_list_ends_no_speech(
    tmp_path: Path, content: bytes, wrong: Wrong, caplog: pytest.LogCaptureFixture
) -> None:
    own = tmp_path / "lexicon.toml"
    own.write_bytes(content)
    assert [fault.wrong for fault in read_lexicon(own).faults] == [wrong]
    assert said("去乐亭还钱", lexicon=own) == "去涝亭环钱"
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_what_is_right_beside_a_wrong_line_is_used(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    own = tmp_path / "lexicon.toml"
    own.write_text('[mandarin]\n"乐亭" = 1\n"柳塘" = "流糖"\n', "utf-8")
    assert said("乐亭，柳塘", lexicon=own) == "涝亭，流糖"
    assert "乐亭" in caplog.text


def test_a_folder_or_a_locked_file_in_its_place_is_one_fault(tmp_path: Path) -> None:
    assert [fault.wrong for fault in read_lexicon(tmp_path).faults] == [Wrong.UNREADABLE]
    assert not read_lexicon(tmp_path / "none").faults


def test_the_houses_list_is_without_a_fault() -> None:
    read = read_lexicon(HOUSE)
    assert not read.faults
    assert set(read.words) == set(Tongue)
    assert read.count > 450


def test_nothing_of_it_is_read_before_somebody_speaks(tmp_path: Path) -> None:
    """A start costs nothing for it, and a sentence next to nothing."""
    assert Lexicon(tmp_path / "none", house=tmp_path / "nothing there").said("乐亭", Tongue.MANDARIN) == "乐亭"
    wording_on(lambda: SATURDAY, lexicon=tmp_path)
    lexicon = Lexicon()
    lexicon.said("去", Tongue.MANDARIN)
    began = time.process_time()
    for _ in range(100):
        lexicon.said("今天在柳塘县城关镇摘苹果，一百八十元一天，早上七点半上工", Tongue.MANDARIN)
    assert time.process_time() - began < 0.5
