"""Chinese numerals as digits: 一百二十 is 120, 1.5万 is 15000, 百分之五 is 5%."""

import re

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}

_NUMERAL = "[〇零一二两兩三四五六七八九十百千万萬亿億]"
_PERCENT = re.compile(rf"百分之({_NUMERAL}+|[\d.]+)")
_ARABIC = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([万萬亿億])")
# A single numeral is one only before what is counted: 一方 is no number of things, 三天 is.
_COUNTED = (
    r"(?=\s*(?:个|個|天|日|年|月|周|週|星期|季|小时|小時|分钟|分鐘|名|人|次|项|項|条|條|款|位|家|票|倍|元|美元|欧元"
    r"|英镑|席))"
)
_RUN = re.compile(rf"{_NUMERAL}{{2,}}|{_NUMERAL}{_COUNTED}")


def with_digits(text: str) -> str:
    """The text with its Chinese numerals in digits."""
    text = _PERCENT.sub(lambda found: f"{_digits(found[1])}%", text)
    text = _ARABIC.sub(lambda found: _plain(float(found[1].replace(",", "")) * _LARGE[found[2]]), text)
    return _RUN.sub(lambda found: _digits(found[0]), text)


def _digits(numeral: str) -> str:
    if numeral[0].isdecimal():
        return numeral
    if all(each in _DIGITS for each in numeral):
        return "".join(str(_DIGITS[each]) for each in numeral)
    if not any(each in _DIGITS or each == "十" for each in numeral):
        return numeral
    total = section = digit = 0
    for each in numeral:
        if each in _DIGITS:
            digit = _DIGITS[each]
        elif each in _SMALL:
            section += (digit or 1) * _SMALL[each]
            digit = 0
        else:
            total += (section + digit) * _LARGE[each]
            section = digit = 0
    return str(total + section + digit)


def _plain(value: float) -> str:
    return f"{value:.10f}".rstrip("0").rstrip(".")
