"""Short plain English for what is shown, on Saturday 21 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.language import Language
from kiosk.speech.wording import spoken

SATURDAY = date(2026, 11, 21)

PAY = [
    ("¥180/day", "one hundred and eighty yuan a day"),
    ("¥180–220/day", "one hundred and eighty to two hundred and twenty yuan a day"),
    ("¥25/hour", "twenty-five yuan an hour"),
    ("¥18.5/hour", "eighteen point five yuan an hour"),
    ("¥0.8/piece", "zero point eight yuan a piece"),
    ("¥1.20/piece", "one point two yuan a piece"),
    ("¥4500/month", "four thousand five hundred yuan a month"),
    ("¥500 in all", "five hundred yuan in all"),
    ("180 yuan/day", "one hundred and eighty yuan a day"),
    ("RMB 180 per day", "one hundred and eighty yuan a day"),
    ("200 RMB/day", "two hundred yuan a day"),
    ("180/day", "one hundred and eighty yuan a day"),
    ("¥12,000/month", "twelve thousand yuan a month"),
    ("4.5k-6k/month", "four thousand five hundred to six thousand yuan a month"),
    ("$20/hour", "twenty dollars an hour"),
    ("Pay to be agreed", "Pay to be agreed"),
    ("¥180/day/person", "one hundred and eighty yuan a day a person"),
    ("¥2/kg", "two yuan a kilogram"),
    ("≥¥180/day", "at least one hundred and eighty yuan a day"),
    ("~¥180", "about one hundred and eighty yuan"),
    ("¥180+/day", "one hundred and eighty yuan or more a day"),
    ("180¥/day", "one hundred and eighty yuan a day"),
    ("US$20", "twenty dollars"),
    ("20 USD", "twenty dollars"),
    ("approx. ¥180", "about one hundred and eighty yuan"),
]
HEADS = [
    ("5 still needed", "five still needed"),
    ("5 needed", "five needed"),
    ("2 people", "two people"),
    ("100+ people", "one hundred or more people"),
    ("15 people needed", "fifteen people needed"),
]
NUMBERS = [
    ("138 0000 1234", "one three eight, zero zero zero zero, one two three four"),
    ("13800001234", "one three eight, zero zero zero zero, one two three four"),
    ("+86 138-0000-1234", "plus eight six, one three eight, zero zero zero zero, one two three four"),
    ("0871-65551234", "zero eight seven one, six five five five, one two three four"),
    (
        "(0871) 6555 1234 ext 801",
        "zero eight seven one, six five five five, one two three four, extension eight zero one",
    ),
    ("Tel: 65551234", "Tel: six five five five, one two three four"),
    ("400-800-1234", "four zero zero, eight zero zero, one two three four"),
    ("12333", "one two three three three"),
    ("Call 12333.", "Call one two three three three."),
    ("Dial 120", "Dial one two zero"),
    ("110", "one one zero"),
    ("120 yuan", "one hundred and twenty yuan"),
    ("138****1234", "one three eight, star, one two three four"),
    ("L7-C-00012-1", "L-seven, C, zero zero zero one two, one"),
    ("A1-1121-007-4", "A-one, one one two one, zero zero seven, four"),
    ("Your slip number is A1-1121-007-4.", "Your slip number is A-one, one one two one, zero zero seven, four."),
    ("Call 120 or 119", "Call one two zero or one one nine"),
    ("Call 110, 119 or 120.", "Call one one zero, one one nine or one two zero."),
    ("Police: 110", "Police: one one zero"),
    ("110/119/120", "one one zero, one one nine, one two zero"),
    ("(+86) 138 1234 5678", "plus eight six, one three eight, one two three four, five six seven eight"),
    ("138xxxx5678", "one three eight, star, five six seven eight"),
    ("4008-001-234", "four zero zero, eight zero zero, one two three four"),
    ("Card 6222 0212 3456 7890", "Card six two two two, zero two one two, three four five six, seven eight nine zero"),
    ("ending in 5678", "ending in five six seven eight"),
    ("www.12333.gov.cn", "www dot one two three three three dot gov dot cn"),
    ("abc123@163.com", "abc one two three at one six three dot com"),
    ("no. 12", "number twelve"),
    ("ID 11010119900101123X", "ID one one zero one zero one, one nine nine zero zero one zero one, one two three X"),
]
HOURS = [
    ("6:00–17:30", "six in the morning to half past five in the afternoon"),
    ("7:30", "half past seven in the morning"),
    ("from 6:00", "from six in the morning"),
    ("6:05", "six oh five in the morning"),
    ("12:15", "a quarter past twelve in the afternoon"),
    ("12:00", "twelve noon"),
    ("0:30", "half past twelve at night"),
    ("24:00", "twelve midnight"),
    ("19:30", "half past seven in the evening"),
    ("6:45 am", "six forty-five in the morning"),
    ("7am-5pm", "seven in the morning to five in the afternoon"),
    ("6–10am", "six to ten in the morning"),
    ("10-2pm", "ten in the morning to two in the afternoon"),
    ("13:00–17:00", "one to five in the afternoon"),
    ("7:30–11:30", "half past seven to half past eleven in the morning"),
    ("22:00–6:00", "ten at night to six the next morning"),
    ("16:00–0:00", "four in the afternoon to twelve midnight"),
    ("16:00–24:00", "four in the afternoon to twelve midnight"),
    ("18:00–0:30", "six in the evening to half past twelve at night"),
    ("22:00–1:00", "ten at night to one the next morning"),
    ("10pm-2am", "ten at night to two the next morning"),
    ("20:00–4:59", "eight in the evening to four fifty-nine the next morning"),
    ("0:00–0:00", "twelve midnight to twelve midnight the next day"),
    ("0:00–24:00", "twelve midnight to twelve midnight the next day"),
    ("20:00–14:00", "eight in the evening to two the next afternoon"),
    ("23:00–22:00", "eleven at night to ten the next night"),
    ("18:00–12:00", "six in the evening to twelve noon the next day"),
    ("7:30 in the morning", "half past seven in the morning"),
    ("16:9", "sixteen to nine"),
    ("Start:6:30", "Start: half past six in the morning"),
    ("7.30am", "half past seven in the morning"),
    ("7.30 a.m. to 5 p.m.", "half past seven in the morning to five in the afternoon"),
]
DAYS = [
    ("22 November", "tomorrow, the twenty-second of November"),
    ("21 November", "today, the twenty-first of November"),
    ("23 November", "the day after tomorrow, the twenty-third of November"),
    ("25 November", "the twenty-fifth of November"),
    ("Tomorrow, 22 November", "Tomorrow, the twenty-second of November"),
    ("Today – 25 November", "Today to the twenty-fifth of November"),
    ("Today – tomorrow", "Today to tomorrow"),
    ("Today, 21 November – 25 November", "Today, the twenty-first of November to the twenty-fifth of November"),
    ("22–25 November", "from tomorrow, the twenty-second to the twenty-fifth of November"),
    ("25–28 November", "the twenty-fifth to the twenty-eighth of November"),
    ("25 November – 3 December", "the twenty-fifth of November to the third of December"),
    ("November 25, 2026", "the twenty-fifth of November, twenty twenty-six"),
    ("Nov 25", "the twenty-fifth of November"),
    ("2026-11-25", "the twenty-fifth of November, twenty twenty-six"),
    ("25/12/2026", "the twenty-fifth of December, twenty twenty-six"),
    ("November 2026", "November twenty twenty-six"),
    ("Mon–Fri", "Monday to Friday"),
    ("Sat, 28 Nov", "Saturday, the twenty-eighth of November"),
    ("the 3rd of May", "the third of May"),
    ("in 2027", "in twenty twenty-seven"),
    ("11/25", "the twenty-fifth of November"),
    ("25/11", "the twenty-fifth of November"),
    ("11/22 at 7:30", "tomorrow, the twenty-second of November at half past seven in the morning"),
    ("on 22 Nov", "on the twenty-second of November, tomorrow"),
    ("22-Nov-2026", "tomorrow, the twenty-second of November, twenty twenty-six"),
    ("24/7", "twenty-four, seven"),
    ("Mon to Fri", "Monday to Friday"),
    ("Mon, Wed and Fri", "Monday, Wednesday and Friday"),
    ("Sat & Sun", "Saturday and Sunday"),
    ("Mon/Wed/Fri", "Monday, Wednesday, Friday"),
    ("Thu 26 Nov", "Thursday the twenty-sixth of November"),
    ("the 1990s", "the nineteen nineties"),
    ("under-60s", "under-sixties"),
]
MEASURES = [
    ("3 / 8", "page three of eight"),
    ("Page 3 / 8", "page three of eight"),
    ("25kg", "twenty-five kilograms"),
    ("1 kg", "one kilogram"),
    ("3.5 km", "three point five kilometres"),
    ("80 m2", "eighty square metres"),
    ("50%", "fifty percent"),
    ("5-10%", "five to ten percent"),
    ("25–30℃", "twenty-five to thirty degrees"),
    ("-5℃", "minus five degrees"),
    ("-5~-2℃", "minus five to minus two degrees"),
    ("18-60 years", "eighteen to sixty years"),
    ("60+", "sixty or more"),
    ("≥18", "at least eighteen"),
    ("2-3 days", "two to three days"),
    ("8 hours/day", "eight hours a day"),
    ("1/2", "a half"),
    ("2/5", "two fifths"),
    ("12,000", "twelve thousand"),
    ("1,234,567", "one million two hundred and thirty-four thousand five hundred and sixty-seven"),
    ("1001", "one thousand and one"),
    ("007", "zero zero seven"),
    ("0.5", "zero point five"),
    ("20 × 30 cm", "twenty by thirty centimetres"),
    ("1st floor", "first floor"),
    ("1 1/2 hours", "one and a half hours"),
    ("Page 3/8", "Page three of eight"),
    ("Step 2/4", "Step two of four"),
    ("4G/5G", "four G, five G"),
    ("100 sq m", "one hundred square metres"),
    ("5℃~8℃", "five degrees to eight degrees"),
]
PLACES = [
    ("Room 301", "Room three zero one"),
    ("Building 3, Unit 2, Room 1203", "Building three, Unit two, Room one two zero three"),
    ("58 Jianshe Road", "fifty-eight Jianshe Road"),
    ("No. 58", "number fifty-eight"),
    ("Highway G320", "Highway G-three two zero"),
    ("A4 paper", "A-four paper"),
    ("永安镇建设路128号", "永安镇建设路一百二十八号"),
    ("180元/天", "一百八十元一天"),
    ("0.8元/斤", "八毛一斤"),
    ("早上6:00村口集合", "早上六点村口集合"),
    ("18-60岁", "十八到六十岁"),
    ("中午休息1.5小时", "中午休息一个半小时"),
    ("¥180元/天", "一百八十元一天"),
    ("云A12345", "云 A 幺二三四五"),
    ("138 0000 1234王姐", "one three eight, zero zero zero zero, one two three four, 王姐"),
    ("Rm 301", "Room three zero one"),
    ("8-2-301", "eight, two, three zero one"),
    (
        "Ask 王姐 at 永安镇58号, 138 0000 1234",
        "Ask 王姐 at 永安镇五十八号, one three eight, zero zero zero zero, one two three four",
    ),
]
SIGNS = [
    ("meals/lodging", "meals, lodging"),
    ("(meals) [lodging]", "meals, lodging"),
    ("WiFi & meals", "WiFi and meals"),
    ("😀 Hiring!!!", "Hiring!"),
    ("*Free*", "Free"),
    ("1) Gloves 2) Water", "one, Gloves, two, Water"),
    (
        "Taken as 1. Heavy work for people over 60. Please ask.",
        "Taken as one. Heavy work for people over sixty. Please ask.",
    ),
    ("don't", "don't"),
    ("a@b.com", "a at b dot com"),
    ("e.g. gloves", "for example gloves"),
    ("(meals incl.)", "meals included"),
    ("VIP", "V-I-P"),
    ("5 workers @ Dongshan", "five workers at Dongshan"),
    ("Done.", "Done."),
    ("!!!", ""),
    ("", ""),
]


@pytest.mark.parametrize(("shown", "said"), PAY)
def test_pay_is_said_in_yuan(shown: str, said: str) -> None:
    assert spoken(shown, Language.EN, today=SATURDAY) == said


@pytest.mark.parametrize(("shown", "said"), HEADS)
def test_heads_are_counted(shown: str, said: str) -> None:
    assert spoken(shown, Language.EN, today=SATURDAY) == said


@pytest.mark.parametrize(("shown", "said"), NUMBERS)
def test_what_is_dialled_is_said_digit_by_digit(shown: str, said: str) -> None:
    assert spoken(shown, Language.EN, today=SATURDAY) == said


@pytest.mark.parametrize(("shown", "said"), HOURS)
def test_hours_are_said_in_simple_words(shown: str, said: str) -> None:
    assert spoken(shown, Language.EN, today=SATURDAY) == said


@pytest.mark.parametrize(("shown", "said"), DAYS)
def test_dates_are_said_with_today_and_tomorrow(shown: str, said: str) -> None:
    assert spoken(shown, Language.EN, today=SATURDAY) == said


@pytest.mark.parametrize(("shown", "said"), MEASURES)
def test_what_is_measured_has_its_spoken_unit(shown: str, said: str) -> None:
    assert spoken(shown, Language.EN, today=SATURDAY) == said


@pytest.mark.parametrize(("shown", "said"), PLACES)
def test_places_keep_their_chinese_names(shown: str, said: str) -> None:
    assert spoken(shown, Language.EN, today=SATURDAY) == said


@pytest.mark.parametrize(("shown", "said"), SIGNS)
def test_signs_become_pauses_or_nothing(shown: str, said: str) -> None:
    assert spoken(shown, Language.EN, today=SATURDAY) == said
