"""The units that numbers are counted in, by the words and signs for them."""

from collections.abc import Mapping

CURRENCIES = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "RMB": "CNY"}
_UNITS = {
    "%": "per cent|percent|pct|%|个百分点",
    "point": "percentage points?|basis points?",
    "USD": "(?:us |u\\.s\\. )?dollars?|usd|美元|美金",
    "EUR": "euros?|eur|欧元",
    "GBP": "pounds sterling|pounds?|gbp|英镑",
    "CHF": "(?:swiss )?francs?|chf",
    "JPY": "yen|jpy|日元",
    "CNY": "yuan|renminbi|rmb|cny|人民币|元",
    "cent": "cents?",
    "business day": "(?:business|working|trading|banking) days?|个?工作日",
    "business period": "(?:business|working|trading|banking) [a-z]+",
    "times": "times?|次|倍",
    "second": "seconds|秒钟?",
    "minute": "minutes?|mins?|分钟|分鐘",
    "hour": "hours?|hrs?|个?小时|小時",
    "day": "days?|天|日",
    "week": "weeks?|个?星期|周|週",
    "quarter": "quarters?|个?季度",
    "month": "months?|个月|個月|月",
    "year": "years?|年",
    "km": "kilomet(?:er|re)s?|km",
    "mile": "miles?",
    "metre": "met(?:er|re)s?",
    "foot": "feet|foot|square feet",
    "kg": "kilograms?|kilos?|kg|公斤",
    "lb": "lbs?",
    "mg": "milligrams?|mg|毫克",
    "tonne": "tons?|tonnes?|吨",
    "mb": "megabytes?|mb",
    "gb": "gigabytes?|gb",
    "hz": "hertz|hz|khz|mhz|ghz",
}
NAMED = {f"u{number}": name for number, name in enumerate(_UNITS)}
UNIT = "|".join(f"(?P<u{number}>{forms})" for number, forms in enumerate(_UNITS.values()))
# A week is seven days and a year twelve months, whichever of the two is written.
SAME: Mapping[str, tuple[str, float]] = {
    "second": ("minute", 1 / 60),
    "hour": ("minute", 60),
    "day": ("minute", 1440),
    "week": ("minute", 10080),
    "month": ("month", 1),
    "quarter": ("month", 3),
    "year": ("month", 12),
}
