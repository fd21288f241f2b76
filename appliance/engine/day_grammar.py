"""The grammar of days as guests type them, in English, Malay and chat.

Each line of GRAMMAR is a pattern over folded text and the reader in moments.py that makes days of
it. They are tried in order: what one has read, the next does not see.
"""

from __future__ import annotations

import re

from appliance.engine.words import DAY_WORDS, MONTHS, NTH, NUMBER, ORDINALS, WEEKDAYS, any_of

_TO = (
    r"\s*(?:-+>?|to|unti?ll?|till?|'?til|thru|through|hingga|sehingga|sampai|smpai|smpi|ke|and|&|"
    r"dan|"
    r"→|s/d)\s*(?:the\s+)?"
)
_SUFFIX = r"\s?(?:st|nd|rd|th|hb|haribulan|hari\s?bulan)\b"
_DAY = rf"(?:\d{{1,2}}(?!\d)(?:{_SUFFIX})?|{any_of(DAY_WORDS)})"
_NTH = rf"(?:\d{{1,2}}{_SUFFIX})"
_MONTH = rf"(?:{any_of(tuple(MONTHS))})\b\.?"
_YEAR = r"(?:\s*,?\s*(?:19|20)\d\d\b|\s*'\d\d\b)"
_WEEKDAY = rf"(?:(?:hari\s+)?(?:{any_of(tuple(WEEKDAYS))})\b\.?|hari\s+minggu\b)"
_LED = rf"(?:(?P<w>{_WEEKDAY}),?\s*)?(?:the\s+)?"
_UNIT = (
    r"(?!\d|\s*(?:[:.]\d|%|/|am\b|pm\b|a\.m|p\.m|o'?clock|pagi|petang|ptg|malam|mlm|tengah|tgh|"
    r"nights?\b|days?\b|hari(?!\s?bulan)|weeks?\b|minggu|months?\b|bulan|hours?\b|hrs?\b|jam|min|"
    r"adults?|pax|people|ppl|persons?|orang|org|guests?|kids?|child|budak|kanak|anak|bab|infant|"
    r"rooms?\b|bilik|beds?\b|bedroom|katil|suites?|years?|tahun|thn|yrs?|yo\b|rm\b|myr|ringgit|"
    r"sen\b|"
    r"km|meter|metre|m2|sq|star|bintang|floors?|tingkat|of\s+us|of\s+them|percent|dewasa|unit|"
    r"cars?\b|kereta|tables?|meja|times?\b|kali|items?|bags?|beg\b|x\b|or\s+\d|\w*\s?rooms?\b))"
)
_NOT_NOUN = (
    r"(?!\s*(?:floor|level|storey|night|day|room|bed|time|person|guest|adult|child|kid|week|"
    r"birthday|anniversary|wedding|year|hour|of\s+the|option|one\b|choice|class|party|tingkat))"
)
_THIS = r"(?:this|current|ini|ni)"
_RELATIVE_MONTH = (
    r"(?P<rel>next\s+month|this\s+month|the\s+month|(?:bulan|bln)\s+(?:depan|dpn|hadapan|ini|ni))"
)
_HOW_BEFORE = r"(?:this(?:\s+(?:coming|week(?:'s)?))?|next(?:\s+week(?:'s)?)?|coming|upcoming)"
_HOW_AFTER = (
    r"(?:,?\s+(?:of\s+)?(?:next|this)\s+week|(?:\s+(?:minggu|mggu|mgu))?\s+(?:depan|dpn|hadapan|"
    r"ini|ni|nie)\b|"
    r"\s+akan\s+datang|\s+in\s+a\s+week)"
)
_OF_MONTH = rf"(?:(?:bulan\s+|month\s+of\s+)?(?P<m>{_MONTH})(?P<y>{_YEAR})?|{_RELATIVE_MONTH})"
_CUE = (
    r"(?:(?:on|from|dari|drpd|pada|tarikh|tarikh\s+masuk|mulai?|bermula|starting|"
    r"starting\s+from|check[\s-]?in|check[\s-]?out|until|sehingga|hingga)\s+(?:on\s+|the\s+)?)"
)
# Tried in this order; what one has read, the next does not see.
GRAMMAR: tuple[tuple[str, str], ...] = (
    (r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?![\d])", "iso"),
    ((rf"(?<![\d/.-]){_LED}(?P<d>\d{{1,2}})\s?(?P<s>[/.-])\s?(?P<m>\d{{1,2}})\s?(?:(?P=s)|,)\s?"
     r"(?P<y>(?:19|20)?\d\d)(?!\d)"), "numeric"),
    ((rf"\b{_LED}(?P<d>{_DAY}){_TO}(?:{_WEEKDAY},?\s*)?(?P<e>{_DAY})\s*(?:of\s+)?(?P<m>{_MONTH})"
     rf"(?P<y>{_YEAR})?"), "named"),
    ((rf"\b{_LED}(?P<m>{_MONTH})\s*(?:the\s+)?(?P<d>{_DAY}){_TO}(?P<e>{_DAY}){_UNIT}"
     rf"(?!\s*(?:of\s+)?{_MONTH})(?P<y>{_YEAR})?"), "named"),
    (rf"\b{_LED}(?P<d>{_DAY})\s*-?(?:of\s+)?(?P<m>{_MONTH})(?!\s+(?:be|i|we)\b)(?:-?(?P<y>{_YEAR}))?",
     "named"),
    (rf"\b{_LED}(?P<m>{_MONTH})\s*(?:the\s+)?(?P<d>{_DAY}){_UNIT}(?P<y>{_YEAR})?", "named"),
    (rf"(?<![\d/.,])\b{_LED}(?P<d>\d{{1,2}})\s?/\s?(?P<m>\d{{1,2}})(?![\d/])(?P<y>\0)?", "numeric"),
    (rf"\b(?:the\s+)?(?P<d>{_DAY}){_TO}(?P<e>{_DAY}),?\s*(?:of\s+)?{_RELATIVE_MONTH}",
     "in_relative_month"),
    (rf"\b(?:the\s+)?(?P<d>{_DAY}),?\s*(?:of\s+)?{_RELATIVE_MONTH}", "in_relative_month"),
    ((rf"\b(?:every|each|an?|any|some|setiap|tiap|tiap-tiap|mana-mana)\s+{_WEEKDAY}|\b(?:mon|tues|wednes|thurs|fri|satur|sun)"
     r"days\b|\bsun\s?(?:lounger|bed|bath|set|rise|deck|burn|screen|block|view)"), "nothing"),
    (rf"\b(?P<w>{_WEEKDAY}),?\s*(?:on\s+)?the\s+(?P<d>{_DAY}){_NOT_NOUN}", "bare_day"),
    (rf"\b(?P<w>{_WEEKDAY}),?\s*(?P<d>{_NTH}){_NOT_NOUN}", "bare_day"),
    ((rf"\b(?:the\s+)?(?P<nth>{any_of(NTH)})\s+(?P<w>{_WEEKDAY})\s+(?:of|in)\s+(?:the\s+)?"
     rf"{_OF_MONTH}"), "nth_weekday"),
    (rf"\b(?P<w>{_WEEKDAY})\s+(?P<nth>{any_of(NTH)})\s+(?:(?:pada|dalam|di)\s+)?{_OF_MONTH}",
     "nth_weekday"),
    (rf"\b(?P<how>{_HOW_BEFORE}\s+)(?:on\s+)?(?P<w>{_WEEKDAY})", "weekday_moment"),
    (rf"\b(?P<w>{_WEEKDAY})(?P<how>{_HOW_AFTER})", "weekday_moment"),
    ((rf"\b(?P<how>(?:minggu|mggu)\s+(?:depan|dpn|ini|ni)\s+|(?:next|this)\s+week,?\s+(?:on\s+)?)"
     rf"(?:pada\s+)?(?P<w>{_WEEKDAY})"), "weekday_moment"),
    (rf"\b(?P<w>{_WEEKDAY})(?P<how>\0)?", "weekday_moment"),
    (r"\b(?:the\s+)?day\s+after\s+(?:tomorrow|tmrw?|tomorow)\b|\blusa\b", "2"),
    (r"\btulat\b", "3"),
    ((r"\b(?:tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr|tmrow|tmw|2moro|esok|esk|besok)\b(?:\s+(?:night|"
     r"malam))?"), "1"),
    ((r"\b(?:today'?s?|tonite|tonight|later\s+today|now(?=\s+(?:to|until|till))|^now$|this\s+(?:morning|afternoon|evening)|"
     rf"(?:hari|malam|mlm|petang|pagi)\s+{_THIS}|harini|hari\s?ni|malamni)\b"), "0"),
    (r"\b(?:yesterday|semalam|kelmarin|kemarin|last\s+night|smlm)\b", "-1"),
    ((rf"\b(?:in|within|dalam(?:\s+masa)?)\s+(?P<n>a|the|{NUMBER})\s+(?P<u>days?|weeks?|months?|hari|minggu|"
     r"bulan)(?:'?s?\s+time)?\b(?!\s+\d)(?:\s+lagi)?"), "in_some"),
    (rf"\b(?P<n>se|{NUMBER})\s*(?P<u>hari|minggu|bulan|bln)\s+(?:lagi|dari\s+sekarang)\b",
     "in_some"),
    (rf"\b(?P<n>a|{NUMBER})\s+(?P<u>days?|weeks?|months?)\s+(?:from\s+(?:now|today)|later)\b",
     "in_some"),
    ((r"\b(?:(?:this|next|coming|the|over|for|upcoming)\s+)*(?:week-?\s?end|wkend|wknd)\b"
     r"(?!\s+(?:rate|price|surcharge|package|getaway|buffet|brunch))"
     r"|\b(?:hujung|hujong|ujung)\s+minggu\b(?:\s+(?:ini|ni|nie|depan|dpn|hadapan))?"
     r"|\bweekend\s+(?:ini|ni|depan|dpn)\b"), "weekend"),
    ((rf"\b(?:(?:from|between|dari|antara)\s+(?:the\s+)?)?(?P<d>{_NTH}){_TO}(?P<e>\d{{1,2}}(?:{_SUFFIX})?)"
     rf"{_UNIT}{_NOT_NOUN}"), "bare_day"),
    (rf"\b(?P<d>\d{{1,2}})(?!\d){_TO}(?P<e>{_NTH}){_NOT_NOUN}", "bare_day"),
    ((rf"\b(?:from|between|dari|antara|drpd|tarikh|check[\s-]?in)\s+(?:the\s+)?(?P<d>\d{{1,2}})(?!\d){_TO}"
     rf"(?P<e>\d{{1,2}}){_UNIT}"), "bare_day"),
    (r"(?<![\w.,:/$-])(?P<d>\d{1,2})\s?-\s?(?P<e>\d{1,2})(?![\w:/-]|[.,]\d)" + _UNIT, "bare_day"),
    (rf"^\s*(?P<d>\d{{1,2}}){_TO}(?P<e>\d{{1,2}})[\s.?!]*$", "bare_day"),
    (rf"\b(?:on\s+)?(?:the\s+)?(?P<d>{_NTH}){_NOT_NOUN}", "bare_day"),
    (rf"\b(?:on\s+)?the\s+(?P<d>{any_of(ORDINALS)})(?=\s*(?:$|[.,!?;]|to\b|until|till|for\b|and\b|with))",
     "bare_day"),
    (rf"\b(?:the\s+|{_CUE})(?P<d>\d{{1,2}})(?!\w){_UNIT}", "bare_day"),
)  # fmt: skip
# Only where the guest was asked for dates: numbers alone are days.
EXPECTED = (
    rf"\b(?P<d>\d{{1,2}})(?!\d){_TO}(?P<e>\d{{1,2}}){_UNIT}",
    (
        rf"^\s*(?:maybe\s+|mungkin\s+)?(?P<d>\d{{1,2}}|{any_of(ORDINALS)})\s*(?:please|pls|lah?|"
        rf"ya|je)?[\s.!?]*$"
    ),
)
NOT_A_DAY = re.compile(
    r"(?:\b(?:rm|myr|usd|sgd|room|bilik|no\.|number|nombor|level|tingkat|floor|age[ds]?|umur|"
    r"berumur|"
    r"pukul|pkl|pkul|jam|at|kul|breakfast|sarapan|below|under|bawah)|[$€£#])\s*$"
)
