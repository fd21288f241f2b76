"""What is said about the assistant or to steer it, and what it must not tell or do."""

from __future__ import annotations

from appliance.engine.signals.anyof import any_of

DELETION = any_of(
    r"\b(?:delete|erase|remove|forget|wipe|purge|destroy)\b.{0,25}\b(?:my|"
    r"all)\s+(?:\w+\s+){0,2}?(?:data|information|info|details|records?|account|chat(?:s|"
    r"\s+history)?|conversations?|history|messages|number|profile|email)\b|"
    r"\bright\s+to\s+(?:be\s+forgotten|erasure)\b|\bdata\s+(?:deletion|erasure)\b|"
    r"\bwithdraw\s+(?:my\s+)?consent\b",
    r"\b(?:padam|padamkan|hapus|hapuskan|buang|delete|musnahkan|keluarkan)\b.{0,20}\b(?:data|"
    r"maklumat|rekod|butiran|nombor|chat|perbualan|akaun|mesej|info)\b|"
    r"\btarik\s+balik\s+(?:kebenaran|persetujuan)\b",
)  # fmt: skip

IF_BOT = any_of(
    r"\b(?:are|r)\s+(?:you|u)\s+(?:\w+\s+){0,2}?(?:an?\s+)?(?:(?:ro|chat)?bot|ai|a\.i|machine|"
    r"computer|human|real(?:\s+(?:person|human))?|person|automated|chat\s?gpt)\b|"
    r"\bis\s+this\s+(?:an?\s+)?(?:(?:ro|chat)?bot|ai|automated|real\s+person|human|machine)\b|"
    r"\bam\s+i\s+(?:talking|speaking|chatting|texting)\s+(?:to|"
    r"with)\s+(?:an?\s+)?(?:real\s+)?(?:(?:ro|chat)?bot|ai|human|machine|person|computer)\b|"
    r"\b(?:bot|human)\s+or\s+(?:a\s+)?(?:human|bot|real)\b",
    r"\b(?:ini|ni|awak|anda|kamu|u)\s+(?:ni\s+|ini\s+)?(?:adakah\s+)?(?:bot|robot|manusia|"
    r"orang\s+(?:betul|sebenar)|ai|komputer|mesin)\b(?!\s+(?:tolong|please))|\badakah\s+(?:anda|"
    r"awak|ini|kamu)\s+(?:seorang\s+|sebuah\s+)?(?:bot|robot|manusia|ai)\b|\b(?:bot|robot|"
    r"ai)\s+(?:ke|ka|kah)\b|\bmanusia\s+(?:ke|atau)\b",
)  # fmt: skip

_GUEST_NAME = (
    r"\b(?:mr|mrs|ms|miss|mdm|madam|dr|encik|en|puan|pn|cik|tuan|dato'?|datuk|datin)\b\.?\s+\w+"
)

_KIN = (
    r"(?:husband|wife|friend|boss|colleague|boyfriend|girlfriend|ex|son|daughter|suami|isteri|"
    r"bini|laki|kawan|bos|teman\s+lelaki|teman\s+wanita)"
)

ABOUT_GUEST = any_of(
    rf"\b(?:is|did|has|was|does|do\s+you\s+have|"
    rf"are)\b.{{0,12}}{_GUEST_NAME}.{{0,40}}\b(?:stay\w*|check\w*\s?(?:in|out)|room|guest|there|"
    rf"arriv\w+|here|hotel|book\w*)\b",
    rf"\b(?:which|what)\s+room\b.{{0,30}}\b(?:is|does|did|are)\b.{{0,20}}\b(?:{_GUEST_NAME}|he|"
    rf"she|they|my\s+(?:husband|wife|friend|boss|colleague|boyfriend|girlfriend|ex))\b",
    rf"\broom\s+(?:number|no)\s+(?:of|for)\s+(?:{_GUEST_NAME}|my\s+(?:husband|wife|friend|boss|"
    rf"colleague|boyfriend|girlfriend))",
    r"\bis\s+(?:my\s+(?:\w+\s+)?(?:husband|wife|friend|boss|colleague|boyfriend|girlfriend|ex|"
    r"son|daughter|brother|sister|father|mother)|a\s+guest\s+(?:named|"
    r"called))\b.{0,40}\b(?:stay\w*|check\w*|there|room|hotel|in)\b",
    rf"\b(?:adakah|ada)\s+(?:tetamu\s+(?:bernama|nama)|{_GUEST_NAME})|"
    rf"{_GUEST_NAME}.{{0,20}}\b(?:menginap|duduk|check\s?in|bilik\s+(?:berapa|mana|nombor)|"
    rf"tinggal)\b|\b(?:suami|isteri|kawan|bos|abang|kakak)\s+saya\s+(?:ada\s+)?(?:menginap|"
    rf"check\s?in|duduk|bilik\s+(?:berapa|mana|nombor))\b",
    r"\b(?:who|who's|whose|names?\s+of\s+the\s+guests?)\b.{0,25}\b(?:in|at)\s+(?:room|suite|unit)"
    r"\s+(?:no\.?\s+|number\s+)?\w?\d|\bsiapa\b.{0,30}\bbilik\s+(?:no\.?\s+|nombor\s+)?\w?\d|"
    rf"\b(?:my|our)\s+{_KIN}\b.{{0,25}}\bis\s+(?:there|staying|in\s+(?:room|there)).{{0,30}}"
    rf"\b(?:confirm|tell\s+me|which\s+room)\b|"
    rf"\b{_KIN}\s+(?:saya|aku|kami)\b.{{0,25}}\b(?:ada\s+(?:di\s+)?(?:sana|situ)|menginap)\b",
    rf"\b(?:connect|transfer|put)\s+me\s+(?:through\s+)?to\s+(?:{_GUEST_NAME}|room\s+\d+)\b",
)  # fmt: skip

OFF_TOPIC = any_of(
    r"\b(?:write|generate|code|debug|fix|create)\b.{0,25}\b(?:code|python|javascript|java|"
    r"program|script|function|sql|html|essay|poem|song|story|lyrics|homework|thesis|cv|resume|"
    r"cover\s+letter|article|blog)\b|\bsolve\b.{0,20}\b(?:equation|math|problem|integral)\b|"
    r"\bhow\s+(?:do|to|can)\b.{0,12}\b(?:code|program|hack)\b",
    r"\b(?:recipe|resepi|resipi)\b|\bhow\s+(?:do\s+i|to)\s+(?:cook|bake|make\s+(?:a\s+)?(?:cake|"
    r"rendang|curry|pasta|bread|pizza))\b|\bmacam\s+mana\s+(?:nak\s+)?masak\b|"
    r"\bcara\s+(?:nak\s+)?(?:masak|buat\s+kek)\b",
    r"\b(?:prime\s+minister|perdana\s+menteri|president|presiden|election|pilihan\s+raya|"
    r"parliament|parlimen|political|politics|politik|trump|anwar|najib|umno|pkr|dap|gaza|israel|"
    r"ukraine|putin)\b(?!\s+(?:suite|room|club|lounge))",
    r"\b(?:bitcoin|crypto\w*|stock\s+(?:market|price|tips?)|saham|forex|exchange\s+rate\s+of|"
    r"lottery|4d\s+number|loan|mortgage|income\s+tax|horoscope|zodiac)\b",
    r"\b(?:who\s+won|world\s+cup|premier\s+league|football\s+score|liga|nba|capital\s+of|"
    r"square\s+root|what\s+is\s+\d+\s*[+*x/-]\s*\d+|meaning\s+of\s+life|tell\s+me\s+a\s+(?:joke|"
    r"story)|cerita\s+lawak|buat\s+lawak|sing\s+(?:me\s+)?a\s+song|boyfriend\s+cheating|"
    r"relationship\s+advice|do\s+you\s+love\s+me|marry\s+me|date\s+me|translate\s+(?:this|"
    r"the\s+following))\b",
)  # fmt: skip
