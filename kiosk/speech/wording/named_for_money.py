"""Places whose names look like an amount of money: 三元里 is no 三蚊里."""

from __future__ import annotations

PLACE_AFTER_YUAN = (
    r"(?:[东西南北中]?(?:里(?![面头边扣付给])|村(?![口里上委头])|镇(?![上里])|街(?![上边口道])|路(?![费程上边口补])"
    r"|桥(?!费)|区(?![间别])|坊|宫|岭|屯|圩|墟|大道|大厦|大街)|地铁|公园)"
)
"""What stands after 元 in such names, told from 180元里扣10元 and 180元村口集合."""
