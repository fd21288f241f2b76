"""What a guest wants done that no knowledge answers, as guests say it in English and Malay.

Every pattern is searched in folded text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Requests:
    another_stay: bool = False  # besides the one talked about
    drops: bool = False  # "never mind": nothing more is wanted
    has_booking: bool = False  # speaks of something booked or paid already
    changes_booking: bool = False  # and wants something done to it
    bargains: bool = False  # a price match, a discount, an extra somebody promised
    books_table: bool = False


def find_requests(text: str) -> Requests:
    booked = bool(_BOOKED.search(text)) and not _ANEW.search(text)
    return Requests(
        another_stay=bool(_ANOTHER.search(text)),
        drops=bool((_DROPS_FIRST if "?" in text else _DROPS).search(text)),
        has_booking=booked,
        changes_booking=booked and bool(_CHANGES.search(text)) and not _RULES.search(text),
        bargains=bool(_BARGAINS.search(text)),
        books_table=bool(_TABLE.search(text)),
    )


_ANOTHER = re.compile(
    r"\b(?:another|second|separate|2nd|next|one\s+more|additional)\s+(?:stay|booking|reservation|"
    r"trip|visit|quot\w+|room\s+booking|enquiry|inquiry|weekend|set\s+of\s+dates)\b|"
    r"\b(?:tempahan|penginapan|trip|percutian)\s+(?:lain|satu\s+lagi|kedua|lagi\s+satu)\b|"
    r"\b(?:lagi\s+satu|satu\s+lagi|satu\s+lg|lg\s+satu)\s+(?:tempahan|trip|stay|booking|penginapan|"
    r"bilik|room)\b|"
    r"\b(?:i|we|saya|kami|kita)\b.{0,12}\b(?:also|juga)\b.{0,20}\b(?:need|want|book|stay|coming|nak|"
    r"mahu|perlu|tempah|perlukan)\b|\b(?:nak|mahu|perlu|tempah|need|want|book)\s+(?:juga|jugak|also)\b|"
    r"\band\s+(?:then\s+)?(?:also|again)\b|\bcoming\s+back\b|\b(?:separately|in\s+addition)\b"
)
_DROPS = re.compile(
    r"\bnever\s?mind\b|\bnvm\b|\bforget\s+(?:about\s+)?(?:it|that|the\s+(?:room|booking))\b|"
    r"\bno\s+longer\s+(?:need|interested|want|coming|going)|\bnot\s+interested\b|"
    r"\bchanged?\s+(?:my|our)\s+minds?\b|\bdecided\s+(?:not\s+to|against)\b|"
    r"\b(?:do\s+not|don'?t|dont|won'?t)\s+(?:need|want)\s+(?:it|a\s+room|the\s+rooms?|any\s*thing|"
    r"to\s+(?:book|stay))\b|"
    r"\bcancel\s+(?:it|that|this|(?:my|the)\s+(?:inquiry|enquiry|request))\b|"
    r"\b(?:found|booked)\s+(?:another|other|a\s+different|somewhere)\b|"
    r"\b(?:tak|x|tk|tidak)\s+jadi\b|\blupakan\b|\b(?:tak|tidak|x)\s+berminat\b|"
    r"\b(?:tak|x|tk|tidak)\s+(?:payah|perlu|nak)\s+(?:dah|lah?|lagi)\b|"
    r"\bbatal(?:kan)?\s+(?:je|jer|saja|sahaja|lah?|pertanyaan)\b"
)
_DROPS_FIRST = re.compile(  # "never mind. What time is breakfast?"
    r"^\W*(?:(?:ok|okay|oh|eh|ah|hmm|ahh|sorry)\W+)*(?:never\s?mind|nvm|forget\s+(?:it|about\s+it)|"
    r"(?:tak|x|tk)\s+jadi|lupakan)\b"
)
_ANEW = re.compile(
    r"\bagain\b|\bbefore\b|\bprevious\w*\b|\blast\s+(?:year|time)\b|\bnew\b|\blagi\b"
)
_BOOKED = re.compile(
    r"\b(?:i|we|my\s+\w+)\s+(?:just\s+|already\s+|also\s+)?(?:booked|reserved)\b|"
    r"\b(?:i|we)(?:'ve)?\s+(?:have\s+)?(?:already\s+)?paid\b|\b(?:dah|sudah|telah|da)\s+bayar\b|"
    r"\b(?:my|our|existing|current)\s+(?:\w+\s+){0,2}?(?:booking|reservation)\b|"
    r"\b(?:i|we)(?:'ve|\s+have(?!\s+to\b)|\s+had|\s+made|\s+already)\b.{0,24}\b(?:booking|"
    r"reservation|booked|reserved)\b|"
    r"\bbooking\s+(?:number|no\b|id|ref\w*|confirmation)|\bconfirmation\s+(?:number|no\b)|"
    r"\b(?:extend|shorten)\s+(?:my|our)\s+stay\b|"
    r"\b(?:tempahan|booking)\s+(?:saya|kami|sy)\b|\b(?:dah|sudah|telah|da)\s+(?:book|tempah|"
    r"booking|buat\s+tempahan)\b|\bnombor\s+tempahan\b|"
    r"\b(?:nak|mahu|hendak|ingin|tolong|minta|mintak|perlu)\s+(?:di)?(?:batal\w*|cancel|pinda\w*)\s+"
    r"(?:tempahan|booking|bilik)\b"
)
_CHANGES = re.compile(
    r"\b(?:chang(?:e|ing)|modify|amend|mov(?:e|ing)|shift|reschedul\w+|postpone|push|extend\w*|"
    r"shorten|cancel\w*|add|upgrade|update|correct|refund\w*|confirm(?:ed)?|check\s+on|status|"
    r"find|resend|swap|transfer\s+my)\b|"
    r"\bdid\s+(?:you|u)\s+(?:get|receive|see)\b|\b(?:not|never|haven'?t|didn'?t|yet\s+to)\s+(?:\w+\s+)?(?:receive|received|get|got)\b|"
    r"\b(?:batal\w*|tukar\w*|ubah\w*|pinda\w*|lanjut\w*|tunda\w*|tambah\w*|sahkan|semak|anjak\w*|"
    r"awalkan|lewatkan)\b|\b(?:belum|tak|x)\s+(?:terima|dapat)\b"
)
_RULES = re.compile(  # asking how it goes is a question; asking for it to be done is a request
    r"\bpolic|\bpolisi\b|\bhow\s+(?:do|can|late|long|many)\b|\bwhat\s+(?:happens|if|time)\b|"
    r"\b(?:cancel|change)\w*\b.{0,30}\b(?:free|fees?|charges?|penalty|refundable)\b|"
    r"\b(?:free|fees?|charges?|penalty)\b.{0,30}\b(?:cancel|change)|\bmacam\s?mana\b|\bbagaimana\b|"
    r"\bkena\s+(?:bayar|caj)\b|\b(?:ada\s+)?caj\b|\bpercuma\b|\bcheck[\s-]?(?:in|out)\s+time\b"
)
_BARGAINS = re.compile(
    r"\bprice[\s-]?match\w*|\bmatch\s+(?:the|that|this|their|it|agoda\w*|booking\w*|trip\w*|the\s+"
    r"ota)|\bcheaper\s+(?:on|at|in|elsewhere|by|from|price|rate)\b|"
    r"\b(?:agoda|booking\.com|trip\.com|traveloka|expedia|ota)\b.{0,30}\b(?:cheaper|lower|less|"
    r"murah|beat|match|only\s+rm|rm\s?\d)|"
    r"\b(?:lower|reduce|drop|beat)\s+(?:the|your|that|this)\s+(?:price|rate)|\blast\s+price\b|"
    r"\b(?:give|get|want|have|bagi|beri|kasi|minta|mintak|nak)\b.{0,16}\b(?:discount|diskaun|"
    r"special\s+(?:price|rate))\b|\bnego(?:tiate|tiable)?\b|"
    r"\b(?:kurang(?:kan)?|murah(?:kan)?)\s+(?:sikit|lagi|harga|skit)\b|\bboleh\s+kurang\b|"
    r"\bharga\s+kawan\b|\b(?:promised|told|offered|said)\b.{0,40}\b(?:upgrade|free|discount|"
    r"complimentary|waive\w*)\b|\bfree\s+(?:room\s+)?upgrade|\bupgrade\s+(?:for\s+free|percuma)\b|"
    r"\bjanji\w*\b.{0,30}\b(?:percuma|upgrade|diskaun|naik\s+taraf)\b|\bwaive\b"
)
_TABLE = re.compile(
    r"\b(?:book\w*|reserv\w+|tempah\w*|need|want|like|nak|mahu|get|have)\b.{0,24}\b(?:table|meja)\b|"
    r"\b(?:table|meja)\s+(?:for|untuk)\s+\w+\s+(?:on|at|tonight|tomorrow|pada|pukul|malam|esok)"
)
