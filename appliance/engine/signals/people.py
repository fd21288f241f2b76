"""How guests ask for a person of the staff."""

from __future__ import annotations

from appliance.engine.signals.anyof import any_of

_PERSON = (
    r"(?:human|humna|person|people|someone|somebody|sombody|somone|somrbody|anyone|anybody|"
    r"agents?|operators?|"
    r"representatives?|reps?\b|staffs?|receptionist|reception|front\s?desk|manager|managers|"
    r"assistant|"
    r"employee|supervisor|customer\s+(?:service|care|support)|support\s+(?:team|staff)|"
    r"live\s+(?:chat|person|agent)|"
    r"team|duty\s+manager|gm|consultant|real\s+one|bartender|chef|concierge|owner|boss)"
)

_TALK = (
    r"(?:speak(?:ing)?|speka|talk(?:ing)?|tlak|chat(?:ting|tign)?|connect(?:ed)?|"
    r"transfer(?:red)?|contact(?:ing|ign)?|"
    r"call(?:ing)?|reach(?:ing)?|get\s+(?:me|hold\s+of|through|in\s+touch)|put\s+me|pass\s+me|"
    r"refer\s+me|text|"
    r"message|redirect|escalate|hand\s*over|discuss|in\s+touch)"
)

_ORANG = (
    r"(?:orang|org|manusia|staf|staff|kakitangan|pekerja|petugas|seseorang|pengurus|manager|"
    r"penyambut\s+tetamu|"
    r"ejen|agent|agen|operator|wakil|resepsi(?:onis)?|reception|front\s?desk|kaunter|"
    r"pihak\s+(?:hotel|pengurusan)|"
    r"khidmat\s+pelanggan|customer\s+service|admin|cs\b|mas|mbak|bos|sesiapa|siapa-siapa)"
)

_CAKAP = (
    r"(?:cakap|ckp|bercakap|berbual|berhubung|hubung(?:i|kan)?|sambung(?:kan)?|jumpa|berjumpa|"
    r"panggil(?:kan)?|call|"
    r"bincang|berbincang|sembang|bersembang|contact|tanya|bicara|ngomong|chat|talk|pass|tny)"
)

_NO_COUNT = (  # "nak tanya bilik untuk 5 orang"
    r"(?!\d|(?:dua|tiga|empat|lima|enam|tujuh|lapan|sembilan|sepuluh|berapa|bape)\b)"
)

PERSON = any_of(
    rf"\b{_TALK}\b(?:\W+\w+){{0,4}}?\W+(?:an?\s+|the\s+|your\s+|some\s+)?(?:\w+\s+)?{_PERSON}\b",
    r"\b(?:need|want|like|get|have|give\s+me|looking\s+for|find|where(?:'s|\s+is)|is\s+there|"
    r"are\s+there|"
    r"can\s+i\s+have|prefer|may\s+i|wanna|with)\s+(?:\w+\s+){0,2}?(?:an?|the|some|any|your)?\s*"
    r"(?:real|actual|live|human|online|duty|customer)\s*(?:person|human|agent|staff|being|"
    r"operator|manager|"
    r"assistant|assistance|help|service|support|representative|employee)",
    r"^\W*(?:an?\s+|the\s+|to\s+an?\s+)?(?:real\s+|live\s+|actual\s+|human\s+)*(?:human|person|"
    r"agents?|operator|staff|manager|"
    r"representative|receptionist|manusia|staf|operator|ejen|customer\s+service|front\s?desk|"
    r"reception)"
    r"(?:\s+(?:being|agent|please|pls|plz|now|tolong|needed))*\W*$",
    r"\b(?:need|want|like|get|give\s+me)\s+(?:to\s+(?:see|meet)\s+)?(?:an?|the|your)\s+(?:human|"
    r"person|agent|operator|"
    r"representative|manager|supervisor|receptionist)\b(?!\s+room)",
    r"\b(?:human|agent|operator|person|staff|manager)\s*,?\s*(?:please|pls|plz|tolong)\b",
    r"\b(?:someone|somebody|anyone|a\s+person|a\s+human|human|staff|person|agent|"
    r"manager)\s+(?:to\s+)?(?:can\s+)?"
    r"(?:call|contact|help|assist|talk|speak|reach|attend|reply|answer|come)\b(?!\s+ourselves)",
    r"\bnot\s+(?:a|to\s+a|with\s+a|talk\s+to)\s*(?:ro)?bot\b|\bno\s+(?:more\s+)?bots?\b|"
    r"\breal\s+(?:person|human)\b",
    r"\bhuman\s+(?:being|agent|support|assistance|assistant|help|staff|contact|customer)\b|"
    r"\blive\s+(?:agent|person|chat|support|human)\b",
    r"\bcall\s+me\s*(?:back|please|now)\b|\bgive\s+me\s+a\s+call\b|\bphone\s+me\b",
    r"\b(?:contact|call)\s+(?:staff|reception|the\s+(?:front\s?desk|reception|hotel|staff))\b",
    rf"\b{_CAKAP}\b(?:\s+{_NO_COUNT}\w+){{0,3}}?\s+(?:(?:dengan|dgn|dng|ngan|sama|kepada|pada|ke|kat|satu|"
    rf"se)\s+)*{_ORANG}\b",
    r"\b(?:nak|mahu|mau|hendak|perlu|perlukan|minta|mintak|boleh)\s+(?:bantuan\s+)?(?:dari\s+|"
    r"daripada\s+)?"
    r"(?:manusia|staf|staff|ejen|operator|pengurus|manager|wakil|orang\s+(?:sebenar|betul|"
    r"hotel))\b",
    r"\b(?:manusia|orang\s+(?:sebenar|betul)|staf|staff)\s+(?:sebenar|betul|tolong|please|la|lah|"
    r"bukan\s+(?:ro)?bot)\b",
    r"\bbukan\s+(?:dengan\s+)?(?:ro)?bot\b|\btak\s?(?:nak|mahu)\s+(?:\w+\s+){0,2}(?:ro)?bot\b",
    r"\btolong\s+(?:panggil|hubungi|call)\s+saya\b|\bcall\s+saya\b",
    rf"\b(?:need|want|gimme|give\s+me|get\s+me|prefer)\s+(?:\w+\s+)?(?:proper|real|"
    rf"actual)\s+{_PERSON}\b|\b(?:service|support)\s+agent\b|^\W*hand\s?-?off\W*$",
    r"\b(?:don'?t|do\s+not|dont)\s+(?:want|like|wish)\s+(?:to\s+)?(?:talk|speak|chat|"
    r"deal)\w*\s+(?:to|with)\s+(?:an?\s+|the\s+)?(?:machine|(?:ro)?bot|computer|ai)\b",
    r"\b(?:bagi|beri|kasi|minta)\s+(?:saya\s+|aku\s+)?(?:manusia|orang\s+(?:betul|sebenar)|staf|"
    r"staff)\b",
    r"\bwho\s+(?:do|can|could|should|shall|may|must)\s+(?:i|we)\s+(?:speak|talk)\b",
    r"\b(?:dengan|dgn|kepada|pada)\s+siapa\s+(?:\w+\s+){0,2}(?:cakap|bercakap|berbincang|berurusan)\b",
    r"真人|人工|客服|员工|工作人员|经理|前台|找人|和人",
)  # fmt: skip

# Prices and trades, not a call for somebody.
NOT_PERSON = any_of(
    r"\b(?:how\s+(?:many|much)|price|rate)\b.{0,20}\bper\s+person\b",
    r"\btravel\s+agents?\b|\bestate\s+agent|\breceptionist\s+(?:job|vacancy)",
    r"\bper\s+person\b",
)
