"""What a column's heading names, in the many words that stations use."""

from __future__ import annotations

import re
from enum import IntEnum, auto
from functools import lru_cache

from kiosk.desk.exchange.folding import loose


class Column(IntEnum):
    """What a column may hold. `DAYS` and `HOURS` hold both ends, `BOARD` meals and lodging, `CONTACT` name, phone.

    `WOMEN_ROOMS` and `MEN_ROOMS` tell whether these have a toilet and a place to change or to sleep of their own.
    """

    TRADE = auto()
    TITLE = auto()
    EMPLOYER = auto()
    PAY = auto()
    PAY_UP_TO = auto()
    PAY_UNIT = auto()
    PAID_WHEN = auto()
    HEADCOUNT = auto()
    MEN = auto()
    WOMEN = auto()
    DAYS = auto()
    FIRST_DAY = auto()
    LAST_DAY = auto()
    LENGTH = auto()
    DEADLINE = auto()
    HOURS = auto()
    DAILY_START = auto()
    DAILY_END = auto()
    PLACE = auto()
    TOWN = auto()
    CONTACT_NAME = auto()
    CONTACT = auto()
    PHONE = auto()
    SECOND_PHONE = auto()
    AGE = auto()
    AGE_FROM = auto()
    AGE_TO = auto()
    SEX = auto()
    MEALS = auto()
    LODGING = auto()
    WOMEN_ROOMS = auto()
    MEN_ROOMS = auto()
    BOARD = auto()
    TRANSPORT = auto()
    MEETING_PLACE = auto()
    TOOLS = auto()
    STRENGTH = auto()
    OUTDOORS = auto()
    EXPERIENCE = auto()
    DUTIES = auto()
    NOTE = auto()
    OTHER = auto()
    """Known, but of no use to a worker: a running number, a date of registration."""


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


_WORDINGS: dict[Column, tuple[str, ...]] = {
    Column.TRADE: _words(
        "干啥 干啥活 啥活 干什么活 做啥 what 工种 工种名称 用工工种 需求工种 招聘工种 岗位 岗位名称 招聘岗位 "
        "用工岗位 需求岗位 职位 职位名称 招聘职位 职业 岗位类别 岗位类型 工作类型 工作种类 用工类型 工作 活 活计 "
        "什么活 干什么 work job trade trades job_type work_type type_of_work job_category position occupation "
        "role"),
    Column.TITLE: _words(
        "用工需求 岗位需求 招工需求 用工信息 标题 岗位标题 招工标题 招聘标题 招工信息 岗位信息 招聘信息 名称 "
        "title job_title posting headline job_name"),
    Column.EMPLOYER: _words(
        "工作单位 甲方 户主 户主姓名 业主姓名 农户姓名 雇主姓名 东家姓名 用工户 种植户 养殖户 农户名称 基地 "
        "基地名称 合作社 合作社名称 班组 用工班组 项目部 项目名称 施工单位 建设单位 店名 商家 who farm farm_name "
        "household client 用工单位 用工方 用人单位 用工主体 单位 单位名称 公司 公司名称 企业 企业名称 雇主 "
        "雇主名称 招聘单位 招工单位 用工企业 用人单位名称 用工单位名称 老板 东家 业主 农户 农场 厂家 employer "
        "employer_name company company_name firm organisation organization hiring_unit business"),
    Column.PAY: _words(
        "用工报酬 用工价格 给多少钱 一天多少钱 多少钱一天 pay_amount wage_amount amount how_much wages/day "
        "pay_per_day 工资 工资待遇 工资标准 工价 工钱 工酬 薪资 薪资待遇 薪酬 薪酬待遇 薪水 待遇 日薪 日工资 月薪 "
        "月工资 时薪 小时工资 报酬 劳务费 劳动报酬 薪资标准 薪资范围 工资范围 单价 计件单价 最低工资 工资下限 "
        "薪资下限 最低薪资 多少钱 待遇水平 pay wage wages salary rate pay_rate daily_pay daily_wage day_rate "
        "hourly_pay hourly_wage monthly_pay monthly_salary remuneration wage_rate pay_min min_pay compensation"),
    Column.PAY_UP_TO: _words(
        "最高工资 工资上限 薪资上限 最高薪资 pay_max max_pay pay_up_to"),
    Column.PAY_UNIT: _words(
        "计薪 计酬 计薪周期 按什么算 pay_type wage_type salary_type rate_type pay_basis pay_period 计薪单位 "
        "工资单位 薪资单位 计薪方式 计酬方式 工资类型 薪资类型 计价单位 计算方式 pay_unit unit per"),
    Column.PAID_WHEN: _words(
        "结算方式 结算 结算周期 结薪方式 发薪方式 发薪时间 发薪日 工资结算 工资发放 工资结算方式 支付方式 "
        "付款方式 薪资结算 发放方式 结账方式 paid_when payment payment_terms paid settlement"),
    Column.HEADCOUNT: _words(
        "缺口 招聘缺口 amount_of_people 需工人数 需求数 招聘数 用工量 每日用工量 要多少人 用几个人 no._of_people "
        "number_required people_required number_needed how_many_people workers_required 人数 招聘人数 需求人数 "
        "用工人数 招工人数 需要人数 所需人数 名额 数量 需求数量 用工数量 需求 缺工人数 招聘数量 岗位数 招几人 "
        "几个人 要几人 headcount number people workers vacancies openings quantity number_of_workers "
        "workers_needed people_needed no._of_workers slots qty how_many"),
    Column.DAYS: _words(
        "哪天 哪几天 啥时候 什么时候 需工时间 作业起止 起止 date_needed dates_needed 用工日期 工作日期 日期 "
        "用工时间 用工期限 工期 工作期限 用工周期 用工起止日期 起止日期 起止时间 工作周期 招聘期限 有效期 "
        "招工日期 上工日期 date dates work_dates working_days period work_period when duration"),
    Column.FIRST_DAY: _words(
        "用工起始时间 开始用工日期 开始日期 起始日期 开工日期 开始时间 起始时间 用工开始日期 用工开始时间 "
        "上岗时间 上岗日期 到岗时间 到岗日期 开工时间 进场时间 入职时间 开始 起 自 从 首日 start_date start "
        "first_day from from_date begin begins starts date_from"),
    Column.LAST_DAY: _words(
        "最后一天 用工终止时间 结束用工日期 退场时间 结束日期 截止日期 终止日期 完工日期 结束时间 截止时间 "
        "截至日期 用工结束日期 用工结束时间 完工时间 结束 止 至 末日 到期日期 有效期至 end_date end last_day to "
        "until to_date finish ends deadline date_to"),
    Column.HOURS: _words(
        "几点 几点到几点 上班几点 shift_time 上班时间 工作时间 作业时间 工作时段 每日工时 每日工作时间 上下班时间 "
        "工时 时间 上工时间 时段 班次 劳动时间 作息时间 钟点 hours working_hours work_hours time work_time shift "
        "daily_hours times schedule"),
    Column.DAILY_START: _words(
        "starting_time 每日开始时间 上班 几点上班 上工 上班钟点 每天开始 start_time daily_start time_from "
        "starts_at"),
    Column.DAILY_END: _words(
        "每日结束时间 下班时间 下班 几点下班 收工时间 下工时间 收工 每天结束 end_time daily_end time_to ends_at"),
    Column.PLACE: _words(
        "场地 位置 具体位置 地块位置 village_name 上哪干 去哪 去哪里 去哪干 哪里 在哪儿 在哪干 需工地点 工地 "
        "工地地址 地方 work_site job_site worksite jobsite village 村 村组 村/社区 行政村 地点 工作地点 用工地点 "
        "工作地址 地址 上班地点 上班地址 干活地点 作业地点 具体地址 详细地址 用工地址 单位地址 工作地 岗位地点 "
        "在哪里 在哪 place location workplace address work_place work_location site where"),
    Column.TOWN: _words(
        "乡镇 镇 所属乡镇 所在乡镇 镇街 镇/街道 乡镇街道 街道 区域 所属区域 工作区域 区县 县区 所在地区 地区 town "
        "township region area district"),
    Column.CONTACT_NAME: _words(
        "姓名 联络人 带队人 领队 工头 包工头 班长 组长 队长 找谁联系 联系人 联系人姓名 负责人 招聘联系人 "
        "招工联系人 用工联系人 对接人 带班 找谁 contact_person contact_name person name"),
    Column.CONTACT: _words(
        "who_to_call 联系人/联系电话 联系人与电话 联系人、电话 联系方式 联系人及电话 联系人电话 联系人及联系电话 "
        "联系人及联系方式 联系人/电话 联系人和电话 怎么联系 contact contact_details contact_info contacts"),
    Column.PHONE: _words(
        "联系电话 电话 手机 联系人手机 联系人手机号 手机号 手机号码 电话号码 联系手机 联系号码 招聘电话 咨询电话 "
        "报名电话 单位电话 老板电话 phone phone_number telephone tel mobile mobile_number mobile_phone cell "
        "contact_phone contact_number contact_tel phone_no tel_no call"),
    Column.SECOND_PHONE: _words(
        "备用电话 座机 固定电话 固话 其他电话 电话2 second_phone landline other_phone phone_2"),
    Column.AGE: _words(
        "年龄 年龄要求 年龄限制 年龄范围 年龄段 要求年龄 岁数 age age_range age_limit age_requirement ages"),
    Column.AGE_FROM: _words(
        "最小年龄 年龄下限 最低年龄 age_from min_age minimum_age age_min"),
    Column.AGE_TO: _words(
        "最大年龄 年龄上限 最高年龄 age_to max_age maximum_age age_max upper_age"),
    Column.SEX: _words(
        "性别 性别要求 男女 男女要求 sex gender"),
    Column.MEALS: _words(
        "包吃 管饭 管吃 是否包吃 是否管饭 伙食 用餐 吃饭 就餐 包餐 是否包餐 工作餐 吃 餐饮 meals food "
        "meals_provided lunch"),
    Column.LODGING: _words(
        "包住 管住 住宿 是否包住 是否住宿 是否提供住宿 住宿情况 宿舍 住 lodging accommodation housing dormitory "
        "lodging_provided dorm"),
    Column.WOMEN_ROOMS: _words(
        "女厕 女厕所 女更衣室 女更衣间 女宿舍 女工设施 女性设施 女工宿舍 女厕女更衣室 女厕女更衣间 是否有女厕 "
        "women's_facilities women_facilities facilities_for_women women's_toilet women's_rooms rooms_for_women"),
    Column.MEN_ROOMS: _words(
        "男厕 男厕所 男更衣室 男更衣间 男宿舍 男工设施 男性设施 男工宿舍 男厕男更衣室 男厕男更衣间 是否有男厕 "
        "men's_facilities men_facilities facilities_for_men men's_toilet men's_rooms rooms_for_men"),
    Column.BOARD: _words(
        "食宿 食宿情况 吃住 包吃住 包吃包住 是否包吃住 是否包食宿 食宿条件 吃住情况 食宿安排 食宿待遇 福利 "
        "福利待遇 board board_and_lodging meals_and_lodging food_and_lodging benefits room_and_board"),
    Column.TRANSPORT: _words(
        "接送 交通 是否接送 车接车送 班车 接送情况 交通情况 交通方式 接送车 接送时间地点 transport pick_up "
        "pick-up pickup bus shuttle transportation"),
    Column.MEETING_PLACE: _words(
        "pick_up_location 集合地点 上车地点 接送地点 集合点 上车点 pick-up_point meeting_point meeting_place"),
    Column.MEN: _words(
        "男 男工 男性 男工人数 男性人数 men male"),
    Column.WOMEN: _words(
        "女 女工 女性 女工人数 女性人数 women female"),
    Column.LENGTH: _words(
        "天数 用工天数 工作天数 预计天数 计划天数 干几天 days number_of_days no._of_days"),
    Column.DEADLINE: _words(
        "closing_date apply_before 招聘截止日期 报名截止 报名截止日期 报名截止时间 application_deadline apply_by"),
    Column.TOOLS: _words(
        "what_to_bring 工具 自带工具 是否提供工具 工具提供 提供工具 劳动工具 工具要求 tools tools_provided "
        "equipment"),
    Column.STRENGTH: _words(
        "强度 劳动强度 工作强度 体力 体力要求 轻重 体力强度 劳动强度等级 strength intensity effort "
        "physical_effort workload heaviness"),
    Column.OUTDOORS: _words(
        "户外 室外 是否户外 是否室外 室内外 室内/室外 outdoors outdoor indoors/outdoors"),
    Column.EXPERIENCE: _words(
        "经验 经验要求 工作经验 技能要求 技能 任职要求 岗位要求 要求 招聘要求 用工要求 招工要求 资质要求 学历要求 "
        "学历 条件 应聘条件 experience requirements skills qualification requirement skills_required"),
    Column.DUTIES: _words(
        "task 用工内容 作业内容 工作事项 工作内容 岗位职责 职责 内容 工作描述 岗位描述 描述 做什么 duties "
        "description job_description tasks work_content details"),
    Column.NOTE: _words(
        "备注 说明 其他 其它 其他说明 其他要求 备注说明 补充说明 附注 注意事项 特殊要求 注 note notes remark "
        "remarks comment comments other additional"),
    Column.OTHER: _words(
        "序号 编号 号 no no. id # 登记日期 登记时间 发布日期 发布时间 填报日期 填报人 录入日期 更新时间 录入时间 "
        "采集时间 信息来源 来源 行业 单位性质 统一社会信用代码 row serial index posted posted_on created "
        "date_posted"),
}  # fmt: skip

_OF_THE_OFFICE = re.compile(
    "(?:填报|填表|录入|登记|采集|审核|报送|制表|已招|已录|已到|面试|体检|求职|监督|举报|投诉)(?!工种|岗位)|"
    ".*(?:(?:发布|登记|更新|录入)(?:日期|时间)|简介|性质|编号|规模|代码)$"
)
"""What such a heading holds is not for workers: who filled the table in, how many came already, what number it has."""
_LAST_WORDS = (
    (Column.CONTACT, re.compile("联系人.{0,3}(?:电话|手机|方式|号码)")),
    (Column.DEADLINE, re.compile("(?:招聘|招工|报名).{0,2}截止")),
    (Column.CONTACT_NAME, re.compile("(?:联系人|负责人)$")),
    (Column.PLACE, re.compile("(?:地址|地点|位置)$")),
    (Column.HOURS, re.compile("(?:时长|时段)$")),
    (Column.PHONE, re.compile("(?:电话|手机|手机号码?|电话号码?)$")),
    (Column.DAILY_START, re.compile("每[日天].{0,4}(?:开始|开工|上[班工])(?:时间)?$")),
    (Column.DAILY_END, re.compile("每[日天].{0,4}(?:结束|收工|下[班工])(?:时间)?$")),
    (Column.FIRST_DAY, re.compile("(?:开始|起始|开工|进场|入场|到岗|上岗).{0,4}(?:日期|时间)$")),
    (Column.LAST_DAY, re.compile("(?:结束|截止|截至|终止|完工|退场|离场|竣工|到期).{0,4}(?:日期|时间)$")),
    (Column.HEADCOUNT, re.compile("人数$")),
)
"""The last word of a heading says what it is: `用工方电话` is a phone, `企业结束用工日期` a last day."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ASIDE = re.compile(r"[(\[【〔{].*?[)\]】〕}]")
_ORNAMENT = re.compile(r"[\s*:：?？。.、_\-★●]+")
LONGEST_HEADING = 24
LONGEST_CELL = 72
"""With what stands in brackets."""


def _key(word: str) -> str:
    return _ORNAMENT.sub("", loose(word))


_EXACT = {_key(word): column for column, words in _WORDINGS.items() for word in words}
_WITHIN = sorted(
    (
        (word, column)
        for word, column in _EXACT.items()
        if (len(word) >= 2 and not word.isascii()) and column is not Column.OTHER
    ),
    key=lambda entry: -len(entry[0]),
)
_ENGLISH_WITHIN = [
    (re.compile(rf"\b{re.escape(word.replace('_', ' '))}\b"), column)
    for word, column in sorted(
        ((word, column) for column, words in _WORDINGS.items() for word in words if word.isascii() and len(word) >= 3),
        key=lambda entry: -len(entry[0]),
    )
    if column is not Column.OTHER
]


@lru_cache(maxsize=4096)
def column_of(heading: str) -> Column | None:
    """Return what a heading names, exactly or with its longest known words inside it; None for anything else."""
    folded = loose(_CAMEL.sub(" ", heading[:LONGEST_CELL])).strip()
    if not folded or len(folded) >= LONGEST_CELL:
        return None
    bare = _ASIDE.sub("", folded)
    exact = _EXACT.get(_ORNAMENT.sub("", folded)) or _EXACT.get(_ORNAMENT.sub("", bare))
    if exact:
        return exact
    key = _ORNAMENT.sub("", bare)
    if not key or len(key) > LONGEST_HEADING or any(char.isdigit() for char in key):
        return None
    if _OF_THE_OFFICE.match(key):
        return Column.OTHER
    last = next((column for column, words in _LAST_WORDS if words.search(key)), None)
    within = next((column for word, column in _WITHIN if word in key), None)
    return last or within or _named_in_english(re.sub(r"[_\-/\s]+", " ", bare))


def _named_in_english(heading: str) -> Column | None:
    """The words at the end, because an `employer phone` is a phone, but in `place of work` those before `of`.

    Where neither is known, the longest words that are.
    """
    named = [(match, column) for pattern, column in _ENGLISH_WITHIN if (match := pattern.search(heading))]
    ends = (len(heading), heading.find(" of "))
    found = [(match.end() in ends, match.end() - match.start(), match.start() == 0, column) for match, column in named]
    return max(found)[-1] if found else None


def exact_column_of(heading: str) -> Column | None:
    """Like `column_of`, but only for a heading that is nothing else: for telling headings from postings."""
    folded = loose(heading[:LONGEST_CELL]).strip()
    if not folded or len(folded) >= LONGEST_CELL:
        return None
    return _EXACT.get(_ORNAMENT.sub("", folded)) or _EXACT.get(_ORNAMENT.sub("", _ASIDE.sub("", folded)))
