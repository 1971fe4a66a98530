"""Fees asked of a worker, in whatever wording, told from promises that none is asked.

Nobody may take money or papers from a worker for a job (《劳动合同法》 article 9, 《人力资源市场暂行条例》 article 28).
A wording that this cannot tell apart counts as a fee: staff can ask the employer to say it more plainly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kiosk.desk.exchange.folding import loose
from kiosk.desk.exchange.numerals import NUMERAL


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


QUOTED = 8
LOOK_BACK = 80
"""Characters before and after a fee in which a denial of it can stand; it also bounds the work on hostile texts."""
_GAP = r"[\s\W_]{0,3}?"
"""People hide the word: 押 金, 押-金, 押*金."""


def _spread(word: str) -> str:
    return _GAP.join(word)


_NOUNS = _words(
    "押金 保证金 风险金 诚意金 定金 订金 违约金 报名费 培训费 服装费 工装费 工服费 工衣费 制服费 "
    "衣服费 鞋帽费 中介费 介绍费 手续费 登记费 "
    "入职费 上岗费 岗位费 建档费 办证费 证件费 办卡费 工牌费 胸牌费 体检费 检查费 管理费 信息费 "
    "会员费 入会费 入群费 会费 "
    "资料费 表格费 填表费 考试费 考证费 面试费 审核费 代办费 学费 学习费 教材费 保险费 担保费 "
    "咨询费 推荐费 派遣费 名额费 "
    "疏通费 打点费 好处费 茶水费 入场费 进场费 进厂费 入厂费 入门费 门槛费 卡费 平台费 介绍金 备案费 注册费 认证费 "
    "档案费 挂靠费 照相费 安排费 分配费 "
    "占位费 预约费 排队费 开户费 激活费 转介费 抽成 抽佣 抽水 押证 押身份证 扣身份证 收身份证"
)
_NOUN = (
    "|".join(_spread(noun) for noun in sorted(_NOUNS, key=len, reverse=True))
    .replace(_spread("保证金"), _spread("保证金") + "(?!融)")
    .replace(_spread("抽水"), _spread("抽水") + "(?!工|机|泵|井|灌)")
)
_EVASIVE = r"ya\s*jin|押\s*jin|ya\s*金|yajin|bao\s*zheng\s*jin|zhong\s*jie\s*fei|压金|鸭金"
_SUM = rf"(?:\d(?:[\d.,]|\s(?=\d))*|{NUMERAL}+)"
_MONEY = (
    r"(?:人民币|现金|rmb|¥|\$)?\s*"
    + _SUM
    + r"\s*(?:多|来)?\s*(?:元|块|圆|rmb|cny|yuan|钱|¥|百|千|(?=$|[,，。;；!！)\s]))"
)
_PAYING = r"(?<![提社上转成移外相杂办接送公国移])[交缴]" + _GAP + r"(?:纳|付|了|上|给我们|给)?"
_ASKING = (
    rf"{_PAYING}{_GAP}(?:\d{{1,3}}%|{_MONEY})",

        rf"{_PAYING}{_GAP}(?:一定|一点|一些|少量|部分|相关|各种|任何|一切|其他|额外|的)*(?:{_NOUN}|"
        rf"费(?!劲|力|心)|钱|费用|押金?)",
    rf"(?:需|要|须|得|先|自|另|再|应)(?:要|先|自行|另外)?(?:预)?(?:付|给|转|打|垫|掏|出|拿){_GAP}(?:{_MONEY}|钱|费)",
    rf"{_MONEY}\s*(?:自付|自费|自理|自掏|自己(?:出|掏|付))",
    rf"(?:微信|支付宝|扫码)[\s\W]{{0,3}}(?:转|付|发|交)(?:账)?\s*(?:来|我|给我|给我们)?\s*{_SUM}",
    rf"红包\s*{_SUM}{_GAP}(?:占|定|订|报|进|入)",
    rf"扣{_GAP}(?:{_SUM})?{_GAP}(?:服装|工服|工装|工作服|制服|衣服|体检|培训|办证|工牌|手续)",
    r"自己?(?:掏|出|花)(?:腰包|钱)(?!吃|买饭|住)",
    r"(?:要|须|需|得)(?:先)?(?:买|购买)(?:我们|公司|厂里|本厂|店里|指定)",
    rf"{_SUM}(?:元|块)(?:的)?(?:办证|手续|入会|占位|占名额|订位|报名(?!电话|方式|时间|地点|处|从速|联系|热线|截止|咨询|请|有))",
    r"(?:报名|手续|入职|培训|体检)\s*\d+\s*(?:元|块)(?!\s*[/每补一奖])",
    rf"{_SUM}(?:元|块).{{0,6}}才(?:能|可|给|让)",
    rf"押{_GAP}(?:钱|{_SUM}\s*退)",
    r"(?:上交|扣押|扣留|扣下|收走|抵押)\s*(?:本人|你的|个人)?(?:身份证|证件|驾驶?证)",
    r"抽(?:取|成|走)?\s*(?:\d+(?:\.\d+)?%|百分之|[一二三1-3]成(?!熟))",
    rf"工资{_GAP}(?:要|先|需)?押{_GAP}(?:半|首|{_SUM})个?(?:月|周|星期|天)",
    r"(?:身份证|证件|驾驶?证)(?:原件)?(?:要|需|得|须|统一|先|都|必须)*(?:押|扣|抵押|上交|收走|交由?(?:公司|工地|厂里?|单位|我们))",
    r"(?:预|先)\s*(?:交|缴|垫)(?!通|货|代|接|付工资)",

        rf"(?<![招回验吸丰秋采接签没])收{_GAP}取?{_GAP}(?:一定|一点|部分|相关|各种|任何|一切|其他|其它|"
        rf"额外|每人|个人|工人|的|你|您)*{_GAP}(?:费(?!站|员|处|亭|口|岗)|钱(?!员)|费用|{_MONEY})",
    rf"押{_GAP}(?:{_MONEY}|(?:半|一|1|两|2|首|第一)?个?月?(?:的)?(?:工资|工钱|薪水))",

        rf"(?:服装|工服|工装|工作服|制服|衣服|体检|培训|办证|工牌|鞋帽|劳保|教材|资料|保险|"
        rf"健康证|证件|安全帽|手套|工鞋|雨鞋|工具)(?:费用?|钱)?{_GAP}(?:自费|自付|自理|自掏|自己(?:出|掏|付|承担|买)|个人(?:承担|出|付)|"
        rf"本人(?:承担|出)|另(?:付|收|算)|从工资(?:里|中)?扣|工资(?:里|中)?扣|{_MONEY})",
    r"(?<!食宿|吃住|住宿|伙食|吃饭|午餐|晚餐|早餐|用餐|车费|路费|交通|往返|来回)自\s*费",

        r"费用(?:自理|自付|自己出|个人承担|"
        r"本人承担)(?<!食宿费用自理)(?<!住宿费用自理)(?<!交通费用自理)(?<!伙食费用自理)(?<!往返费用自理)",
    rf"(?:材料费|服务费|代理费|成本费|工本费|工具费){_GAP}(?::|是|为)?{_GAP}{_MONEY}(?!/|每|一)",
    rf"(?:材料费|服务费|代理费|成本费|工本费|工具费){_GAP}(?:自理|自付|自己出|个人承担)",
    r"(?:工本|成本)费",
    r"转账|扫码付|刷流水|垫资|充值|先(?:买|购)",
)  # fmt: skip
_CHINESE = re.compile("|".join((_NOUN, _EVASIVE, *_ASKING)))

_NO = r"不是|并不|不|免|没有|没|无|零|(?<![\d.])0元?|勿|禁止?|严禁|杜绝|拒绝?|谢绝|未|别|非"
_FILLER = (
    r"需要?|用|须|要|必|得|会|准|许|允许|可以?|能|敢|向|跟|找|让|叫|逼|强制|强迫|再|另外?|额外|先|"
    r"预|提前|收|取|交|缴|纳|付|扣|押|出|掏|垫|存在|有|设|"
    r"任何|一切|其他|其它|各种|各类|所有|什么|形式|名目|名义|半分|一分|一毛|多余|所谓|乱|的|地|等|"
    r"你|您|咱|大家|工人|工友|求职者|务工者|务工人员|劳动者|应聘者|个人|本人|"
    r"者|费用?|钱|和|及|与|或者?|以及|还|也|都|、|/|及其他|以任何|以|为|由|因|:|\s"
)
_DENIED_BEFORE = re.compile(rf"(?:{_NO})(?:{_NOUN}|{_FILLER})*+$")
_BEARER = (
    r"(?:公司|厂里?|厂家|厂方|单位|老板|雇主|东家|用工方|用人单位|企业|我们|我方|本厂|本公司|甲方|"
    r"政府|驿站|店里|农场|工地|项目部|合作社)"
)
_DENIED_AFTER = re.compile(
    rf"^(?:情况|与否|标准|金额|项目|等|等等|之类|什么的|等任何费用|等费用|用|费)?\s*(?:[:：是为]|一律|统统|全部?|都|均)*\s*(?:"
    rf"无(?!法|论)|没有|(?:0(?:\.0+)?|零)\s*(?:元|块)?(?![\d.])|免(?!谈)|不收|不要(?!钱以外)|不用|不需|不交|否|×|none|"
    rf"由?\s*{_BEARER}\s*(?:全部|全额|统一|来|给)?\s*(?:承担|出|付|负责|支付|报销|报|掏|包|买单|交|缴|垫付)|"
    rf"(?:可|全额|能|给|予以)?报销|全包|包(?!括)|奖励?|免费)"
)
_UNLESS = re.compile(
    r"^(?:的|者|的人|费用?)*\s*(?:不(?!收|用|需|要(?!来|找|打|报)|交|缴|扣|押|另)|别|勿|免谈|无法|没法|一律不)"
)
_WAGES = re.compile(r"工资|工钱|薪|日结|结算|结清|下班|收工|干完|做完|完工|活完|次月|月底")
_WAGES_AT_ONCE = re.compile(r"^\s*(?:日结|结算|结清|当天结|发工资|发放)")
"""`工资微信转账` and `转账日结` tell how the worker is paid."""
_WARNING = re.compile(r"凡|如有|如遇|如果|^若|谨防|警惕|小心|当心|防止|严防|遇到?|发现|谁|有人|任何人")
_OF_FRAUD = re.compile(r"^[^。;；!！\n]{0,16}(?:骗|举报|投诉|报警|勿信|别信|不要相信|请勿相信|不可信)")
"""Together they warn of a fee: `凡收费的都是骗子`, `如有收费，请举报`."""
_PAID_BY_EMPLOYER = re.compile(
    rf"(?<![向给到跟找来去在于进])(?:{_BEARER}(?:给|帮|替|代|为|统一|负责|会|还|全额|全部)*(?:大家|员工|工人|你|您|咱)?|"
    rf"(?:老板|雇主|东家|用工方|政府)(?:来|会|全部)?(?:付|出|交|承担))$"
)
"""`公司统一` and `老板付` before a fee, but not `向老板` or `到公司`."""
_BOUNDARY = re.compile(r"[,，。;；!！?？\n|()（）【】\[\]~～]")
_WHETHER = re.compile(r"是否$|要不要$")

_HINT = re.compile(r"[费費金钱錢交缴繳押扣垫墊付收证證抽转轉码碼充先自需要须須得应應另再Ａ-Ｚａ-ｚ]")
_HINTS_IN_WORDS = (
    "红包",
    "紅包",
    "元报名",
    "块报名",
    "才能",
    "才可",
    "才给",
    "才让",
    "jin",
    "fee",
    "deposit",
    "pay",
    "hand",
    "send",
    "transfer",
    "charge",
    "bond",
    "front",
    "buy",
    "purchase",
    "sign",
    "regist",
    "cost",
    "expense",
)
"""Without one of these no wording below can match: most cells have none and cost next to nothing."""
_ENGLISH = re.compile(
    r"(?<!direct )\bdeposits?\b|(?<!attendance )\bfees?\b|\bbond\b|\bupfront\b|\bup-front\b|\bsurcharge\b|"
    r"\b(?:registration|training|agency|uniform|placement|joining|admin(?:istration)?|processing|"
    r"medical|commission)\s+(?:fee|charge|cost|payment)s?\b|"
    r"\b(?:must|need to|needs to|have to|has to|should|shall|please|required to|workers?|you|"
    r"applicants?|candidates?|everyone)\s+(?:to\s+)?(?:first\s+)?(?:pay|hand over|send|"
    r"transfer)s?\b(?! attention)|"
    r"\bpay(?:ment)?\s+(?:of\s+)?(?:cny|rmb|¥|\$|yuan)?\s*\d+\s*(?:cny|rmb|yuan|¥)?\s*(?:first|"
    r"in advance|before|to (?:join|start|register|apply))|"
    r"(?:(?:¥|cny|rmb)\s*\d+|\d+\s*(?:yuan|rmb|cny))\s+(?:for\s+)?"
    r"(?:sign[- ]?up|registration|joining|uniforms?\b|training(?! day))|"
    r"\b(?:must|have to|has to|need to|required to)\s+(?:first\s+)?(?:buy|purchase)\b"
    r"(?! (?:your |their )?(?:own )?(?:food|lunch|meal))|"
    r"\b(?:at|on) (?:your|own|worker'?s'?) (?:own )?(?:expense|cost)\b|\bcharged?\s+(?:cny|rmb|¥)?\s*\d+"
)
_ENGLISH_NO = re.compile(
    r"(?:\b(?:no|not|without|zero|never|nor|none|nothing|cannot|neither|free of|free from)\b|n't\b|\b0)"
    r"(?:\s+(?:any|kinds?|of|other|hidden|extra|additional|up-?front|registration|training|agency|"
    r"uniform|security|sign-?up|joining|placement|"
    r"processing|medical|charged?|charges|pay|paying|ask(?:ed|ing|s)?|take|takes|taken|"
    r"collect(?:ed|s)?|requires?|required|need(?:ed)?|have|to|an?|the|for|from|"
    r"you|workers?|us|or|and|nor|is|are|there|we|do|does|ever|fees?|deposits?|cost|money|cash|"
    r"such|need to|first))*+[\s/,]*$"
)
_ENGLISH_NO_AFTER = re.compile(
    r"^\s*(?:is|are|:|=|-)*\s*(?:none|no\b|nil|zero|0(?![\d.])|free|waived|not (?:required|needed|"
    r"charged|asked|collected|taken)|never|"
    r"(?:is |are )?(?:paid|covered|borne|met) by (?:the |our )?(?:employer|company|farm|factory|us|boss)|nothing)"
)
_ENGLISH_BOUNDARY = re.compile(r"[.;!?\n()]|,(?! (?:or|nor|and no))|\bbut\b|\bhowever\b")


def fee_asked(text: str) -> str | None:
    """Return the words in `text` that ask a worker for money, None if none do.

    `无押金`, `不收任何费用`, `培训费由公司承担` and `no fees` promise the contrary; `无经验要求，押金200` does not.
    """
    if not may_ask_fee(text):
        return None
    folded = loose(text)
    for found in _CHINESE.finditer(folded):
        if not _is_denied(folded, found):
            return _quoted(folded, found)
    return _asked_in_english(folded)


def may_ask_fee(text: str) -> bool:
    """Tell at little cost whether `text` needs a closer look; False is certain."""
    return _HINT.search(text) is not None or _hints_in_words(text)


def worth_a_look(texts: Sequence[str]) -> Sequence[int]:
    """Return the places of those `texts` that may ask for a fee; most rows cost one look at all of them."""
    whole = "\n".join(texts)
    if _hints_in_words(whole):
        return range(len(texts))
    if not _HINT.search(whole):
        return ()
    return [place for place, text in enumerate(texts) if _HINT.search(text)]


def _hints_in_words(text: str) -> bool:
    return any(map(text.lower().__contains__, _HINTS_IN_WORDS))


def _quoted(folded: str, found: re.Match[str]) -> str:
    """The words and what follows at once: `押金200元` says more than `押金`."""
    rest = _BOUNDARY.split(folded[found.end() :], maxsplit=1)[0]
    return (found.group() + (rest if len(rest) <= QUOTED else "")).strip()


def _is_denied(folded: str, found: re.Match[str]) -> bool:
    before, after = folded[max(found.start() - LOOK_BACK, 0) : found.start()], folded[found.end() :][:LOOK_BACK]
    clause = _clause_before(before)
    rest = _BOUNDARY.split(after, maxsplit=1)[0]
    if _WHETHER.search(clause):
        return bool(re.match(r"(?:用|等)?\s*[:：]?\s*(?:否|不|无|没|×|n)", after))
    if "转" in found.group() and (_WAGES.search(clause) or _WAGES_AT_ONCE.match(after)):
        return True
    if _WARNING.search(clause) and _OF_FRAUD.match(after):
        return True
    if _DENIED_AFTER.match(after) or _promises(found.group()):
        return True
    if _PAID_BY_EMPLOYER.search(clause):
        return True
    denied = _DENIED_BEFORE.search(clause)
    if denied:
        return not (
            re.match(r"(?:不|没有?|未)(?:先|预)?[交缴付]?", denied.group())
            and _UNLESS.match(rest)
            and _pays(denied, found)
        )
    return _listed_after_denial(before, found, rest)


def _promises(words: str) -> bool:
    """The found words may themselves end in nothing at all: `收费0元`."""
    return bool(re.search(r"(?<![\d.])(?:0|零)\s*(?:元|块|¥)?$", words)) and not re.search(r"[1-9]", words)


def _pays(denied: re.Match[str], found: re.Match[str]) -> bool:
    """`不交押金不安排`: to pay is the condition."""
    return bool(re.search("[交缴付]", denied.group() + found.group()))


def _clause_before(before: str) -> str:
    return _BOUNDARY.split(before)[-1]


def _listed_after_denial(before: str, found: re.Match[str], rest: str) -> bool:
    """`不收中介费，服装费，报名费`: a bare noun goes on with the list that was denied."""
    if not re.fullmatch(_NOUN, found.group()) or not re.fullmatch(r"\s*(?:等|等等|等费用)?\s*", rest):
        return False
    clauses = _BOUNDARY.split(before)
    if clauses[-1].strip() or len(clauses) < 2:
        return False
    previous = clauses[-2]
    last = next((one for one in reversed(list(_CHINESE.finditer(previous)))), None)
    if last is None or previous[last.end() :].strip():
        return False
    return bool(_DENIED_BEFORE.search(previous[: last.start()])) or _listed_after_denial(
        before[: len(before) - len(clauses[-1]) - 1 - (len(previous) - last.start())], last, ""
    )


def _asked_in_english(folded: str) -> str | None:
    for found in _ENGLISH.finditer(folded):
        clause = _ENGLISH_BOUNDARY.split(folded[max(found.start() - LOOK_BACK, 0) : found.start()])[-1]
        after = folded[found.end() :][:LOOK_BACK]
        if not (
            _ENGLISH_NO.search(clause)
            or _ENGLISH_NO_AFTER.match(after)
            or after.startswith(("-free", " free", " nothing"))
        ):
            return found.group().strip()
    return None
