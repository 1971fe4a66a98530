"""What nearly every page says, known to both ends beforehand: a single changed posting is a third shorter for it.

Part of protocol 1, and never changed: a page that was packed with it can be read with nothing else.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zstandard import ZstdCompressionDict

WORDS = (
    '"],["结束","weekly","end","same-day","hour","piece","month","job"],["今天","明天","上午","下午","晚上",'
    '"镇","村","组","号","路","街","县城","东村","西村","南村","北村","合作社","农场","果园","茶园","工地","饭店","超市","公司",'
    '"自带手套","自带工具","中午管饭","包吃","包住","有车接送","当天结账","工钱当天结清","日结","月结","带身份证","有经验优先","男女不限",'
    '"王师傅","李大姐","张老板","刘经理","陈姐"],["13","15","17","18","19","0871-"],'
    '["mason","carpenter","cleaner","cook","porter","tea_picker","fruit_picker","farm_worker","waiter","packer"],'
    '["light","medium","heavy"],["paused","full","closed","withdrawn","expired"],["5301","5119","4307"],'
    '["2026-12-01","2026-11-30","2027-01-01"],["06:00","06:30","07:00","07:30","08:00","17:00","17:30","18:00","12:00"],'
    '{"kind":"employer","mode":"whole","rows":1,"fields":[0,1,2],"columns":[["'
    '{"kind":"slip","mode":"changed","rows":1,"fields":[4],"columns":[["cancelled"]]}'
    '{"kind":"grant","mode":"changed","rows":1,"fields":[0,1],"columns":[[1],[1]]}'
    '{"kind":"posting","mode":"changed","rows":1,"fields":[15],"columns":[["open"]]}'
    '{"kind":"posting","mode":"whole","rows":1,"fields":[13,14,2,4,6,5,19,8,7,9,23,22,26,11,20,17,3,15,1,0,16,28,12,27,21,18,10'
    '],"columns":[["13800001234"],["day"],["CNY"],["same-day"],["2026-11-29"],["07:00"],["17:30"],["station"],["central"],["open"]'
)
"""Most common last: what stands near the end costs least to point at."""


@lru_cache(maxsize=1)
def dictionary() -> ZstdCompressionDict:
    """Return it as zstd wants it: raw content, with no tables."""
    import zstandard

    return zstandard.ZstdCompressionDict(WORDS.encode(), dict_type=zstandard.DICT_TYPE_RAWCONTENT)
