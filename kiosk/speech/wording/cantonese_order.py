"""What Cantonese says in another order or by its sense: for whom, what is not wanted, what cannot be done.

Word by word, 给您打电话 would be 畀你打电话, which lets the visitor phone.
"""

from __future__ import annotations

import re

GIVEN = "交发留带送还念抄让绍分拿说讲租卖借传递付供补退转打寄写教指派找"
"""After these 给 names who gets a thing: 交给站长, 念给您听."""
WHOM = r"(?![的钱够齐过完多少点单出排水])[^\W\d_A-Za-z了给把就再也才会请不没找打畀]{1,8}?"
PHONE = "，[零一二三四五六七八九，]{5,20}，"
MESSAGE = re.compile(
    rf"(?<![{GIVEN}])给(?P<whom>{WHOM}|{PHONE})"
    r"(?P<message>打(?:个|过|了|一个|了个|不通)?电话|(?<!的)(?:回(?:个)?(?:话|信|电话)|发(?:个|条)?(?:短信|消息|信息|微信)"
    r"|[发付结](?:工资|工钱|薪水|红包)|汇款|转账))"
)
"""What goes to somebody: 给老板打电话 -> 打电话畀老板."""
WORK = (
    r"找(?:活|工|人|车|个|到|一)|作证|介绍|打(?:单|针|药|扫|印|工)|开(?:账号|证明|单|条)|留着|喂|做(?:饭|菜|主|证|工|事|活)"
    r"|干(?![净燥])|看(?:病|孩子|门|店)|洗|换|记(?!得)|录|报到|备|登记|办|剪|浇|施肥|刷|煮|理发|按摩|包扎|修(?!改)|装|搬"
)
FAVOUR = re.compile(rf"(?<![{GIVEN}])给(?P<whom>(?!站长|工作人员|技术员|站里|县里){WHOM})(?={WORK})")
"""What is done for somebody: 给您找活 -> 帮您找活."""
FAVOUR_FOR_ALL = re.compile(rf"(?<![{GIVEN}])给(?=找到|留着|办好)")

NOT_WANTED = re.compile(
    r"(?<=要)不要|不要(?=[，。；、？]|$|[了啦的就钱男女票证纸]|[这那](?![样么时里儿])|人(?!工|多|家)"
    r"|声音|英文|押金|经验|学历|文化|技术|新手|老人|童工|身份证|文凭)"
)
"""Before a thing 不要 is 唔要; before what is not to be done it is 唔好, as the lexicon has it."""

CANNOT = re.compile(r"(?<=[^\W\d_A-Za-z大为])不了(?![解结断事然])")
CAN = re.compile(r"(?<=[干做拿搬来去走用吃受担])得了(?=[，。！？；、吗]|$)")
ENDURED = "受唔到"


def reordered(words: str) -> str:
    """Return Mandarin `words` with these turned as Cantonese has them; single words are still Mandarin."""
    if "给" in words:
        words = MESSAGE.sub(_message, words)
        words = FAVOUR_FOR_ALL.sub("帮手", FAVOUR.sub(r"帮\g<whom>", words))
    words = CAN.sub("得到", CANNOT.sub("唔到", NOT_WANTED.sub("唔要", words)))
    return words.replace(ENDURED, "顶唔顺")


def _message(match: re.Match[str]) -> str:
    """The pause behind a phone number that was dialled stays only where something follows."""
    goes_on = match.string[match.end() : match.end() + 1].isalnum()
    whom = match["whom"] if goes_on else match["whom"].rstrip("，")
    return f"{match['message']}畀{whom}"
