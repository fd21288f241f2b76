"""The hotel trade's words in Chinese and Tamil, so that a guest who writes neither English nor
Malay is answered as well as we can (A9). Keywords, no translation: the search reads them."""

from __future__ import annotations

import calendar
import re

_CHINESE = {
    "订房": "book room", "预订": "book", "早餐": "breakfast", "午餐": "lunch", "晚餐": "dinner",
    "餐厅": "restaurant",
    "吃饭": "restaurant", "酒吧": "bar", "清真": "halal", "素食": "vegetarian",
    "几点": "what time", "什么时候": "what time", "时间": "what time", "多久": "how long",
    "多少钱": "how much", "价格": "price", "价钱": "price", "房价": "room rates",
    "收费": "charge", "费用": "charge", "免费": "free", "税": "tax", "押金": "deposit",
    "退款": "refund", "付款": "payment", "信用卡": "credit card", "现金": "cash", "发票": "invoice",
    "停车": "parking", "游泳池": "swimming pool", "泳池": "swimming pool", "健身房": "gym",
    "水疗": "spa", "按摩": "massage", "无线网": "wifi", "上网": "wifi", "网络": "wifi",
    "洗衣": "laundry", "电梯": "lift", "行李": "luggage", "寄存": "luggage storage",
    "提早入住": "early check-in", "提前入住": "early check-in", "入住": "check-in",
    "延迟退房": "late check-out", "晚退房": "late check-out", "退房": "check-out",
    "取消": "cancellation", "房型": "room types", "房间": "room", "客房": "room", "床": "bed",
    "加床": "extra bed", "婴儿床": "baby cot", "家庭": "family", "孩子": "children",
    "小孩": "children", "儿童": "children", "宠物": "pets", "狗": "pets", "抽烟": "smoking",
    "吸烟": "smoking", "机场": "airport", "接送": "transfer", "地址": "address", "在哪": "where",
    "怎么去": "directions", "附近": "nearby", "海滩": "beach", "沙滩": "beach", "医院": "hospital",
    "电话": "phone number", "祈祷": "prayer room", "轮椅": "wheelchair", "婚礼": "wedding",
    "会议": "meeting room",
}  # fmt: skip
_TAMIL = {
    "காலை உணவு": "breakfast", "மதிய உணவு": "lunch", "இரவு உணவு": "dinner",
    "உணவகம்": "restaurant", "ஹலால்": "halal", "சைவ": "vegetarian", "எத்தனை மணி": "what time",
    "எப்போது": "what time", "நேரம்": "what time", "எவ்வளவு": "how much", "விலை": "price",
    "கட்டணம்": "charge", "இலவச": "free", "வரி": "tax", "பார்க்கிங்": "parking",
    "வாகன நிறுத்த": "parking", "நீச்சல் குளம்": "swimming pool", "உடற்பயிற்சி": "gym",
    "வைஃபை": "wifi", "இணைய": "wifi", "சலவை": "laundry", "செக்-இன்": "check-in",
    "செக் இன்": "check-in", "செக்-அவுட்": "check-out", "செக் அவுட்": "check-out",
    "ரத்து": "cancellation", "அறை": "room", "படுக்கை": "bed", "குழந்தை": "children",
    "விமான நிலைய": "airport", "முகவரி": "address", "எங்கே": "where", "கடற்கரை": "beach",
    "மருத்துவமனை": "hospital", "தொலைபேசி": "phone number", "திருமண": "wedding",
}  # fmt: skip
_WORDS = {"zh": _CHINESE, "ta": _TAMIL}


def keywords(text: str, language: str) -> str:
    """The English of the trade's words in `text`; the longer of two that overlap counts.

    Empty where `language` (ISO 639-1) has no table or no word of it is there.
    """
    found: list[str] = []
    table = _WORDS.get(language, {})
    for word in sorted(table, key=len, reverse=True):
        if word in text:
            text = text.replace(word, " ")
            found.append(table[word])
    said = " ".join(dict.fromkeys(reversed(found)))
    asks = any(word in said for word in ("what", "how", "where"))
    return said if asks or not said else f"do you have {said}?"


_DIGITS = {digit: str(n) for n, digit in enumerate("一二三四五六七八九十", 1)} | {"两": "2"}
_COUNT = rf"(?P<n>\d{{1,2}}|[{''.join(_DIGITS)}])"
_CHINESE_STAY = (
    (
        re.compile(r"(\d{1,2})月(\d{1,2})[日号]?\s*(?:到|至|-)\s*(\d{1,2})[日号]"),
        lambda m: f" {m[2]}-{m[3]} {_month(m[1])} ",
    ),
    (re.compile(r"(\d{1,2})月(\d{1,2})[日号]?"), lambda m: f" {m[2]} {_month(m[1])} "),
    (re.compile(r"(?<=\s)(?:到|至)(?=\s)"), lambda _: " to "),
    (re.compile(rf"{_COUNT}(?:个|位)?(?:大人|成人)"), lambda m: f" {_count(m)} adults "),
    (re.compile(rf"{_COUNT}(?:个|位)?(?:小孩|孩子|儿童)"), lambda m: f" {_count(m)} children "),
    (re.compile(rf"{_COUNT}(?:个)?(?:晚上|晚)"), lambda m: f" {_count(m)} nights "),
    (re.compile(rf"{_COUNT}间(?:客)?房间?"), lambda m: f" {_count(m)} rooms "),
)  # fmt: skip


def with_western_dates(text: str) -> str:
    """`text` with what Chinese says of a stay (12月24日到26日, 两个大人) in English."""
    for pattern, english in _CHINESE_STAY:
        text = pattern.sub(english, text)
    return text


def _month(number: str) -> str:
    return calendar.month_name[int(number)] if 1 <= int(number) <= 12 else number


def _count(match: re.Match[str]) -> str:
    return _DIGITS.get(match["n"], match["n"])
