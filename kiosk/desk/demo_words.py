"""What the people and the staff of the demo county said and wrote; all of it invented."""

from __future__ import annotations

from datetime import time

from kiosk.domain.complaint import ComplaintKind

COMPLAINTS: tuple[tuple[ComplaintKind, str], ...] = (
    (ComplaintKind.UNPAID_WAGES, "干了两天，老板说下周给，电话打不通了"),
    (ComplaintKind.FEE_ASKED, "到了工地要先交五十块工服钱"),
    (ComplaintKind.INJURY, "搬货的时候砸了脚，药费没人管"),
    (ComplaintKind.FALSE_POSTING, "说好一天一百六，到了只给一百二"),
    (ComplaintKind.OTHER, "接人的车没来，白等了一早上"),
    (ComplaintKind.FALSE_POSTING, "说是摘果子，去了让扛水泥"),
    (ComplaintKind.OTHER, "中午的饭是冷的，喝的水也没有"),
)
STEPS = ("给用工方打了电话，说明天给答复", "和劳动监察的同志说了", "到工地去看过了", "请他把单子和聊天记录带来")
CLOSED = ("钱已经给齐了", "双方说好了，本人满意", "用工方赔了药费", "用工方认错，以后先说清楚")
MOVES = ("孩子要打针，让他先走", "车在外面等", "昨天排到了没活，今天先安排", "腿脚不便")
LEFT_UNFILLED = ("下雨，改天再干", "用工方临时说不用人了", "没人愿意去")
NEW_EMPLOYERS = (("双河镇新开的莲藕基地", "07425550951"), ("城关镇周记早点铺", "07425550952"))
SUSPENDED = "两回不给工钱，停一停，等他结清"
CLASSES: tuple[tuple[str, str, time, time, str, int], ...] = (
    ("果树修剪现场课", "pruning", time(8, 30), time(11), "石桥镇果园", 20),
    ("照护老人怎么做", "elder-care", time(14), time(16, 30), "驿站二楼", 24),
    ("工地安全半日课", "", time(9), time(11, 30), "驿站大厅", 40),
    ("家常菜和食堂卫生", "cook", time(14, 30), time(17), "职校食堂", 16),
    ("电工入门", "electrician", time(9), time(16), "职校实训楼", 12),
)
NOTICES: tuple[tuple[str, str], ...] = (
    ("周四免费体检", "周四上午八点到十一点，镇卫生院的医生在驿站大厅给大家免费量血压、查血糖，带上身份证就行。"),
    ("要钱的都是骗子", "驿站介绍活儿一分钱不收。谁要您交押金、报名钱、工服钱，别给，告诉我们。"),
    ("天冷路滑，早点出门", "这几天早上有霜，骑车慢一点，接送的车都晚开十分钟。"),
)
