"""Greetings, thanks, and how guests say that an answer was not it."""

from __future__ import annotations

import re

from appliance.engine.signals.anyof import any_of

GREETING = re.compile(
    r"(?:hi+|hello+|helo+|hey+|hai+|hye|hy|yo|greetings|good\s*(?:morning|afternoon|evening|day|"
    r"night)|morning|gm|evening|afternoon|"
    r"salam|assalam\w*(?:\s+\w*alaikum)?|a'?kum|askum|selamat\s+(?:pagi|tengah\s*hari|tengahari|"
    r"petang|malam|sejahtera|datang|sore|siang)|"
    r"w[ae]*'?alaikum\w*\s*salam|apa\s+khabar|how\s+are\s+you|what'?s\s+up|anyone\s+(?:there|"
    r"here)|are\s+you\s+there|test(?:ing)?|nak\s+tanya|mau\s+tanya|nk\s+tanya|"
    r"tumpang\s+tanya|ada\s+orang(?:\s+tak)?|start|mula|你好|您好|嗨|哈喽|早安|早上好|வணக்கம்)"
)

CLOSING = re.compile(
    r"(?:ok+|okay+|okey+|oki|okie|k+|kk|alright|all\s+right|noted|got\s+it|i\s+see|understood|"
    r"sure|fine|great|perfect|nice|cool|awesome|wonderful|"
    r"excellent|good|very\s+good|thanks?(?:\s+(?:a\s+lot|so\s+much|very\s+much|you|u|again|"
    r"for\s+(?:your|the|ur)\s+(?:help|info\w*|time|reply|assistance|service|answer)))*|"
    r"thank\s*(?:you|u|q)(?:\s+(?:so|very)\s+much)?|thankyou|thx|tq+(?:sm|vm)?|tqs|tks|ty|tenkiu|"
    r"tengkiu|much\s+appreciated|appreciate\s+it|cheers|bye+|bye\s*bye|goodbye|see\s+(?:you|u|"
    r"ya)(?:\s+(?:soon|then|later))?|"
    r"good\s*night|take\s+care|have\s+a\s+(?:nice|good|great|lovely)\s+(?:day|evening|night|one|"
    r"weekend)|that'?s\s+all|that\s+is\s+all|that'?s\s+it|nothing\s+else|"
    r"no\s+(?:more\s+)?(?:thanks?|thank\s+you|questions?)|i'?m\s+good|all\s+good|welcome|"
    r"terima\s+kasih(?:\s+(?:banyak(?:-banyak)?|bnyk|ya|atas\s+(?:bantuan|info\w*|maklumat)))*|"
    r"trima\s+kasih|terimakasih|makasih|mekasih|tima\s+kasih|baik(?:lah)?|bek|bek?la|faham|orait|"
    r"boleh|itu\s+(?:saja|sahaja|je)|itu\s+lah|tu\s+je|tu\s+(?:saja|sahaja)|"
    r"jumpa\s+(?:lagi|nanti)|selamat\s+(?:tinggal|jalan|malam)|babai|dah\s+cukup|"
    r"tiada\s+(?:apa-apa|apa)|takde\s+(?:apa-apa|apa|pape)|ye|ya|yup|sip|mantap|best|lah|la|ya|"
    r"sis|bro|boss|dear|tuan|puan|encik|cik|so\s+much|very\s+much|banyak|all|"
    r"谢谢|好的|再见|多谢|感谢|நன்றி)"
)

_GLUE = (
    r"(?:[\s,.!;:)(~^-]|and|dan|then|to\s+you|there|team|everyone|semua|all|sir|madam|admin|miss|"
    r"again|mr|mrs|awak|kak|bang|abang|akak|boss|dear|lah?|ya|u|you)*"
)

ONLY_GREETING = re.compile(rf"{_GLUE}(?:{GREETING.pattern}{_GLUE})+[?]*\s*")

ONLY_CLOSING = re.compile(rf"{_GLUE}(?:{CLOSING.pattern}{_GLUE})+\s*")

REJECTS = any_of(
    r"^\W*no+\b(?!\s+(?:thanks|thank|problem|worries|more|need|smoking|of|\d|rooms?|idea|"
    r"preference|question|dates?))(?:\W|$)(?!.*\b(?:thanks|"
    r"thank\s+you)\b)(?=.{0,60}$)(?!.*\b(?:book|make|change|check|for|on\s+the|from|i\s+want|"
    r"i\s+need)\b)",
    r"\bnot\s+(?:it|that|this|what\s+i\s+(?:asked|meant|mean|want(?:ed)?|was\s+asking)|"
    r"my\s+question|helpful|answering|the\s+(?:answer|question))\b",
    r"\b(?:that'?s|this\s+is|you'?re|it'?s|that\s+is)\s+(?:wrong|not\s+(?:right|correct|it)|"
    r"incorrect)\b|\bwrong\s+(?:answer|info\w*)\b|\bdid\s?n.?t\s+answer\b|\b(?:doesn'?t|"
    r"does\s+not|didn'?t)\s+(?:help|answer)\b|\byou\s+(?:don'?t|didn'?t|"
    r"do\s+not)\s+(?:understand|get)\b|\bi\s+(?:already\s+)?(?:asked|said)\b.{0,30}\bnot\b|"
    r"\bi\s+meant\b|\bunhelpful\b|\buseless\b",
    r"\bbukan\s+(?:itu|tu|ini|ni|yang|yg|macam|camtu|begitu|maksud)\b|^\W*(?:bukan|"
    r"salah)\W*(?:la|lah)?\W*$|\b(?:salah|tak\s+betul|x\s+betul|tidak\s+betul)\s*(?:jawapan|tu|"
    r"ni|la|lah)?\W*$|\b(?:tak|x|tidak)\s+(?:jawab|faham|membantu)\b|\bmaksud\s+saya\b|"
    r"\bsaya\s+tanya\s+(?:lain|pasal|tentang)\b",
)  # fmt: skip
