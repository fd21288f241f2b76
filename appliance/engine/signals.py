"""How guests say what needs more than an answer, in English and Malay, formal or as in chat.

Every pattern is searched in folded text.
"""

from __future__ import annotations

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


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

PERSON = _any(
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
    rf"\b{_CAKAP}\b(?:\s+\w+){{0,3}}?\s+(?:(?:dengan|dgn|dng|ngan|sama|kepada|pada|ke|kat|satu|"
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
    r"真人|人工|客服|员工|工作人员|经理|前台|找人|和人",
)  # fmt: skip
# Prices and trades, not a call for somebody.
NOT_PERSON = _any(
    r"\b(?:how\s+(?:many|much)|price|rate)\b.{0,20}\bper\s+person\b",
    r"\btravel\s+agents?\b|\bestate\s+agent|\breceptionist\s+(?:job|vacancy)",
    r"\bper\s+person\b",
)

_BROKEN = (
    r"(?:broken|spoil(?:t|ed)|faulty|leak(?:ing|s|y)?|clogged|blocked|stuck|smell(?:s|y|ing)?|"
    r"stink(?:s|y|ing)?|"
    r"not\s+work(?:ing)?|(?:does\s?n.?t|isn.?t|don.?t|did\s?n.?t|not)\s+(?:\w+\s+)?work(?:ing)?|"
    r"stopped\s+working|"
    r"out\s+of\s+order|no\s+hot\s+water|won.?t\s+(?:work|turn|open|close|flush|start)|"
    r"malfunction\w*|not\s+functioning)"
)
_BAD = (
    r"(?:terrible|horrible|awful|disgusting|unacceptable|worst|pathetic|ridiculous|appalling|"
    r"disappoint(?:ed|ing)|"
    r"unhappy|dissatisfied|not\s+(?:happy|satisfied)|upset|furious|angry|frustrat(?:ed|ing)|"
    r"filthy|scam(?:med)?|"
    r"cheated|fraud|lied|rude|unprofessional|poor\s+service|bad\s+(?:service|experience|"
    r"attitude)|shameful)"
)
COMPLAINT = _any(
    r"\b(?:complain(?:t|ts|ing|ed)?|complaint|complaints|compliant\s+against|reclamations?|"
    r"grievance|dispute)\b",
    r"\b(?:file|make|making|lodge|submit|lodging|filing|place|open|sending|"
    r"send)\b.{0,25}\b(?:claims?|report\s+against)\b",
    r"\b(?:consumer|customer)\s+(?:claims?|reclamation)\b",
    rf"\b{_BAD}\b",
    rf"\b(?:room|toilet|bathroom|shower|tap|sink|tv|fan|air\s?-?con\w*|ac|a/c|lights?|lamp|"
    rf"fridge|heater|kettle|door|lock|"
    rf"safe|wi-?fi|internet|wireless|lift|elevator|bed|water|sheets?|towels?|key\s?card|card|"
    rf"locker|plug|socket|phone|pool|gym|"
    rf"it|window|curtain|hair\s?dryer)\b(?:\s+\S+){{0,6}}?\s+{_BROKEN}\b",
    r"\b(?:my|the|our|this)\s+(?:\w+\s+)?(?:room|bathroom|toilet|bed|sheets?|towels?|floor|"
    r"place)\s+(?:is|are|was|were|isn.?t|"
    r"wasn.?t|has|not)\s+(?:\w+\s+){0,3}?(?:dirty|filthy|cleaned|clean|smelly|noisy|hot|cold|"
    r"stained|flooded|wet|dusty|infested|mouldy)\b",
    r"\b(?:is|it'?s|are|was|were|so|very|too)\s+(?:\w+\s+)?(?:dirty|noisy|loud|smelly|filthy|"
    r"stuffy)\b",
    r"\btoo\s+(?:hot|cold|warm|noisy|loud|bright)\s+(?:in|inside|to\s+sleep)|\b(?:can'?t|cannot|"
    r"couldn'?t)\s+sleep\b",
    r"\b(?:bed\s?bugs?|cockroach(?:es)?|rats?|lizards?|ants|insects|mou?ld)\s+(?:in|on|inside|"
    r"everywhere|under)|\bbed\s?bugs?\b|\bfound\s+(?:a\s+)?(?:cockroach|rat|hair)",
    r"\b(?:over\s?charged?|double\s+charged|charged\s+(?:me\s+)?(?:twice|too\s+much|wrong\w*|"
    r"extra|double|more)|wrong(?:ly)?\s+"
    r"(?:charge|bill|amount)\w*|bill(?:ed)?\s+(?:is|was)\s+wrong|incorrect\s+(?:bill|charge|"
    r"amount)|unauthori[sz]ed\s+charge)\b",
    r"\b(?:want|need|demand|give|get|request\w*|claim|ask\w*\s+for)\b.{0,20}\b(?:refund|"
    r"my\s+money\s+back|compensation)\b(?!\s+policy)|"
    r"\brefund\s+(?:me|my)\b|\bstill\s+(?:haven'?t|not|no)\b.{0,25}\brefund",
    r"\b(?:lawyer|legal\s+action|sue|suing|small\s+claims|tribunal|court|consumer\s+association|"
    r"kpdn\w*|police\s+report|"
    r"bad\s+review|negative\s+review|(?:one|1)\s+star\s+review|"
    r"viral)\b(?!\s*yard)(?<!tennis court)(?<!badminton court)(?<!food court)(?<!squash court)",
    r"\b(?:staff|receptionist|guard|housekeep\w+|employee|waiter|manager)\b.{0,30}\b(?:rude|"
    r"shouted|yelled|harass\w*|touched|insult\w*|"
    r"ignored|unhelpful|impolite|abus\w*|discriminat\w*|stole|scolded)\b|\bsexual\w*\s+harass\w*|"
    r"\bharass(?:ed|ment)\b|\bmolest\w*",
    r"\b(?:stolen|stole|theft|robbed|burgl\w+|thief|pickpocket\w*|broke\s+into)\b",
    r"\b(?:my|our)\s+(?:\w+\s+){0,2}?(?:is|are|was|were|went|has|have|got|been|"
    r"gone)\s+(?:\w+\s+)?(?:missing|stolen|gone\b|disappeared|vanished|robbed)",
    r"\b(?:items?|things|stuff|belongings|money|cash|wallet|jewel\w+|passport|"
    r"laptop)\s+(?:are\s+|is\s+|went\s+|was\s+|were\s+)?(?:missing|stolen|gone|disappeared)\b",
    r"\b(?:someone|somebody|housekeeping)\s+(?:took|has\s+taken|stole|went\s+through)\b",
    r"\boverbook\w*|\bno\s+room\s+(?:for\s+us|when\s+we\s+arrived)|"
    r"\bwaiting\s+(?:for\s+)?(?:over\s+)?(?:\d+|an?|two|three)\s+hours?\b|\bnobody\s+(?:came|"
    r"answers?|answered|is\s+responding|picks?\s+up)\b",
    r"\b(?:neighbou?rs?|next\s+door|upstairs|people|guests?)\b.{0,25}\b(?:noisy|loud|shouting|"
    r"partying|screaming|snoring)\b|\btoo\s+much\s+noise\b|\bnoise\s+complaint|"
    r"\bso\s+much\s+noise",
    r"\bnot\s+(?:been\s+)?(?:cleaned|made\s+up|what\s+i\s+(?:booked|paid|ordered)|"
    r"as\s+(?:described|advertised|promised))\b|"
    r"\b(?:wasn'?t|hasn'?t\s+been|weren'?t|haven'?t\s+been)\s+(?:cleaned|made|changed|serviced)\b",
    r"\b(?:room|it|ac|aircon)\s+(?:is\s+|too\s+|very\s+|so\s+){1,2}(?:hot|cold|warm)\b|"
    r"\baircon\s+not\s+cold",
    r"\b(?:billing|bill|invoice|payment)\s+(?:\w+\s+)?(?:discrepancy|dispute|error|mistake)|"
    r"\bconstruction\s+noise|\bnois[ey]\s+(?:outside|next|all\s+night|from|upstairs)|\b(?:crying|"
    r"barking|shouting|music)\s+all\s+night|"
    r"\b(?:it'?s|i'?m|we'?re|room\s+is)\s+(?:freezing|boiling)\b",
    # Malay
    r"\bbarang\s+(?:saya|kami|aku)\s+(?:tak|tiada|xde|takde|dah)\s*(?:ada|hilang|takde)?\b",
    r"\b(?:adu|aduan|mengadu|komplen|komplain|kompelin|merungut|bantahan|rungutan|"
    r"tak\s+puas\s+hati|tidak\s+puas\s+hati|x\s+puas\s+hati)\b",
    r"\b(?:kotor|busuk|berbau|berhabuk|berkulat|hapak|jijik|melekit|berlumut)\b",
    r"\b(?:rosak|bocor|tersumbat|sumbat|patah|pecah|meletup|tak\s+berfungsi|tidak\s+berfungsi|"
    r"x\s+berfungsi)\b",
    r"\b(?:lampu|tv|kipas|air\s?-?cond?|aircond|ekon|wi-?fi|internet|lif|pintu|shower|heater|"
    r"paip|tandas|suis|plug|air\s+panas)\s+"
    r"(?:\w+\s+){0,2}?(?:tak|tidak|x|xde|takde|tiada)\s*(?:jalan|hidup|menyala|nyala|sejuk|boleh|"
    r"leh|berfungsi|ada|on|function|dapat|jln|laju|kerja)",
    r"\b(?:bising|memekak|bingit)\b|\btak\s?(?:boleh|leh|dapat)\s+tidur\b",
    r"\b(?:bilik|sini|aircond|dalam)\s+(?:saya\s+|ni\s+)?(?:terlalu|sangat|sgt|panas|"
    r"sejuk\s+sangat)(?:\s+(?:panas|sejuk|kecil|bising))?\b",
    r"\b(?:teruk|mengecewakan|kecewa|marah|menyakitkan\s+hati|biadab|kurang\s+ajar|sombong|kasar|"
    r"tipu|menipu|ditipu|penipu|scammer)\b",
    r"\b(?:dicuri|curi|kecurian|pencuri|dirompak|rompak|diceroboh|kena\s+curi)\b|\b(?:barang|"
    r"duit|wang|dompet|beg|telefon|fon|laptop|handphone|"
    r"jam|passport|pasport|kasut|barang\s+kemas|purse|hp)\s*(?:\w+\s+){0,2}?(?:hilang|tiada|"
    r"lesap|takde|ghaib)\b|\bhilang\s+(?:barang|duit|dompet|beg|telefon|laptop|wang)",
    r"\b(?:caj|charge|bil|bill|bayaran|ditolak|tolak|harga|potong)\s*(?:\w+\s+){0,3}?(?:salah|"
    r"lebih|dua\s+kali|2\s*(?:x|kali)|berganda|silap|tak\s+betul|tak\s+sama)\b|"
    r"\b(?:salah|silap|terlebih|lebih)\s+(?:caj|charge|bil|kira|tolak|bayar)\b",
    r"\b(?:nak|mahu|minta|mintak|hendak|tuntut|pulangkan|pulang|"
    r"bagi)\s+(?:\w+\s+){0,2}?(?:refund|duit\s+(?:saya|balik)|wang\s+(?:saya|balik|semula)|"
    r"ganti\s+rugi|pampasan|bayaran\s+balik)(?!\s+polisi)",
    r"\b(?:peguam|saman|mahkamah|tribunal|tindakan\s+undang-undang|lapor\s+polis|report\s+polis|"
    r"buat\s+report|viralkan)\b",
    r"\b(?:kacau|gangguan\s+seksual|cabul|raba|maki|tengking|herdik|hina)\b|\blambat\s+(?:sangat|"
    r"gila|betul|nya)\b|\bservis\s+(?:teruk|lambat|hampeh)",
    r"投诉|不满|退款|太吵|很吵|吵|脏|坏了|被偷|丢了|不见了|失窃|小偷|多收|收错|骗|漏水|偷",
)  # fmt: skip
# Asking about a rule or a thing is not complaining of it.
NOT_COMPLAINT = _any(
    r"\b(?:refund|cancellation)\s+polic|\bin\s+(?:what|which)\s+(?:cases?|situations?)\b|"
    r"\bpolicy\b|\bpolisi\b|\bfood\s+court|\b(?:tennis|badminton|squash|basketball)\s+court|"
    r"\bcourtyard|\bcourtesy|\bis\s+(?:it|there|the\s+\w+|your\s+\w+|that|"
    r"this)\s+(?:\w+\s+)?(?:noisy|loud|too\s+\w+|refundable)\b|"
    r"^\W*(?:is|are|will|would)\s+(?:the|your|it|there|all)\b.{0,40}\b(?:noisy|loud|hot|cold|"
    r"smelly|clean)\b"
    r"|\bbising\s+(?:tak|ke)\b|\bwhat\s+if\b|\bkalau\b",
)

EMERGENCY = _any(
    r"\b(?:on\s+fire|there(?:'s|\s+is)\s+(?:a\s+)?(?:fire|smoke|gas\s+leak)|fire\s+(?:in|at|on|"
    r"now|broke)|smell(?:s|ing)?\s+(?:of\s+)?"
    r"(?:gas|smoke|burning|something\s+burning)|smoke\s+(?:in|from|coming|everywhere)|fire\s*!+|"
    r"^\W*fire\W*$|burning\s+smell|gas\s+leak|"
    r"building\s+is\s+burning|explosion|trapped\s+in\s+(?:the\s+)?(?:lift|elevator|room)|"
    r"stuck\s+in\s+(?:the\s+)?(?:lift|elevator))",
    r"\b(?:heart\s+attack|stroke|seizure|having\s+(?:a\s+)?fits?|chest\s+pains?|not\s+breathing|"
    r"can(?:'?t|"
    r"not)\s+breathe?|trouble\s+breathing|difficulty\s+breathing|"
    r"unconscious|passed\s+out|fainted|collapsed|bleeding|overdose[d]?|choking|drown(?:ed|ing)|"
    r"anaphyla\w+|severe\s+allerg\w+|broke(?:n)?\s+(?:my|his|her|a)?\s*"
    r"(?:leg|arm|hip|bone)|in\s+labou?r|water\s+broke|electrocuted|food\s+poison\w*|miscarr\w+|"
    r"concussion)\b",
    r"\b(?:call|need|send|get)\s+(?:\w+\s+){0,3}?(?:an?\s+)?(?:ambulance|paramedics?|police|"
    r"bomba|fire\s+(?:brigade|department))\b|\b(?:call|need|dial)\s+(?:999|911|112)\b|"
    r"\bambulance\s*(?:please|now|!)",
    r"\bneed\s+(?:a\s+)?doctor\s+(?:now|urgently|immediately|asap|quick\w*)|"
    r"\burgent(?:ly)?\s+(?:need\s+)?(?:a\s+)?(?:doctor|medical)|\bmedical\s+emergency|"
    r"^\W*(?:emergency|kecemasan|help\s*!+|sos|tolong\s*!{2,})\W*$|\b(?:this|it)(?:'s|"
    r"\s+is)\s+an?\s+emergency|\bhave\s+an\s+emergency|\bin\s+danger\b",
    r"\b(?:kill(?:ing)?\s+myself|suicid\w+|end\s+my\s+life|want\s+to\s+die|wanna\s+die|"
    r"hurt(?:ing)?\s+myself|self[\s-]?harm\w*|take\s+my\s+(?:own\s+)?life|"
    r"don'?t\s+want\s+to\s+live|jump\s+off|"
    r"no\s+reason\s+to\s+live)\b",
    r"\b(?:my|our|a|the)\s+(?:little\s+|\d+[\s-]*(?:year|yr)s?[\s-]*old\s+)?(?:child|kid|son|"
    r"daughter|baby|boy|girl|toddler|children|kids)\s+(?:is|are|has|have|went|got|was)\s+"
    r"(?:\w+\s+)?(?:missing|lost|gone\s+missing|disappeared|kidnapped|drowning|unconscious|"
    r"choking|bleeding)|\b(?:can'?t|cannot)\s+find\s+(?:my|our)\s+(?:\w+\s+)?(?:child|kid|son|"
    r"daughter|baby|boy|girl)\b|"
    r"\blost\s+(?:my|our)\s+(?:\w+\s+)?(?:child|kid|son|daughter|baby)\b|\bmissing\s+child\b",
    r"\b(?:being|was|got|is|been)\s+(?:attacked|assaulted|raped|stabbed|threatened|followed|"
    r"stalked|beaten|kidnapped)|\b(?:has|with|got)\s+a\s+(?:gun|knife)\b|"
    r"\bsomeone\s+(?:is\s+)?(?:breaking|trying\s+to\s+break|broke)\s+in|"
    r"\bintruder|\bdomestic\s+violence|\bhitting\s+(?:me|her|his)|\brape[d]?\b|"
    r"\bbomb\b(?!a)(?!\s+bath)|\bthere\s+is\s+a\s+fight\b",
    r"\b(?:kebakaran|terbakar|bau\s+(?:gas|asap|hangus|terbakar)|asap\s+(?:tebal|keluar|banyak|"
    r"dalam)|ada\s+(?:api|asap)|api\s*!+|gas\s+bocor|terperangkap|tersangkut\s+dalam\s+lif)\b",
    r"\b(?:sakit\s+(?:jantung|dada|teruk)|serangan\s+jantung|strok|angin\s+ahmar|pengsan|pitam|"
    r"tak\s+sedar(?:kan\s+diri)?|tidak\s+sedar|sawan|sesak\s+nafas|susah\s+(?:nak\s+)?bernafas|"
    r"tak\s+(?:boleh|leh)\s+bernafas|"
    r"berdarah|pendarahan|lemas|tercekik|keracunan(?:\s+makanan)?|nak\s+bersalin|patah\s+(?:kaki|"
    r"tangan)|cedera\s+(?:parah|teruk)|kemalangan|terkena\s+elektrik|muntah\s+darah)\b",
    r"\b(?:panggil|telefon|call|hantar|perlu|perlukan|nak|minta)\s+(?:\w+\s+){0,2}?(?:ambulans|"
    r"ambulan|polis|bomba)\b|\b(?:perlukan?|nak|panggil)\s+doktor\s+(?:sekarang|segera|cepat)|"
    r"\bkecemasan\s+(?:perubatan|sekarang)|\bada\s+kecemasan",
    r"\b(?:bunuh\s+diri|nak\s+mati|mahu\s+mati|tak\s+(?:nak|mahu|guna)\s+hidup|cederakan\s+diri|"
    r"kelar\s+tangan|terjun\s+bangunan)\b",
    r"\b(?:anak|budak|bayi|adik)\s+(?:\w+\s+){0,3}?(?:hilang|sesat|lemas|diculik|tak\s+jumpa|"
    r"tercekik|pengsan)\b|\b(?:tak|x)\s*jumpa\s+(?:anak|adik)\b|\bhilang\s+anak\b|"
    r"\bkehilangan\s+anak\b",
    r"\b(?:kena|di)\s*(?:serang|pukul|rogol|tikam|ugut|culik|samun|belasah|ekori)\b|\bsamun\b|"
    r"\bpecah\s+masuk\b|\bpenceroboh\b",
    r"着火|火灾|救护车|报警|自杀|心脏病|晕倒|失踪",
)  # fmt: skip
NOT_EMERGENCY = _any(
    r"\bfire\s+(?:extinguisher|alarm|exit|escape|drill|safety|place|pit|sprinkler|assembly|door|"
    r"works)|\bfirework|\bfireplace|\bcampfire|\bbonfire|"
    r"\bfire\s+in\s+the\s+(?:fireplace|room\s+fireplace)|\bsmok(?:ing|er)\b|"
    r"\bsmoke\s+(?:detector|alarm|free|in\s+the\s+(?:room|balcony)\s*\?)|\bcan\s+(?:i|we)\s+smoke|"
    r"\bbath\s+bomb|\bpolice\s+station|\bbalai\s+(?:polis|bomba)|\bbalai\b|\blost\s+and\s+found|"
    r"\bdoctor\s+(?:nearby|near|on\s+call)|\bheart[\s-]shaped|"
    r"\bclinic|\bklinik|\bhospital\s+(?:near|berdekatan|terdekat)|\balat\s+pemadam|"
    r"\bemergency\s+(?:exit|contact|number|kit|light)",
)

PRICE = _any(
    r"\bhow\s+much\b|\bprices?\b|\bpricing\b|\brates?\b(?!\s+(?:us|your|the\s+hotel))|\bcosts?\b|"
    r"\btariff|\bquot(?:e|ation)\b|\bcharges?\b(?!r)(?!\s+my)|\bfees?\b|\bper\s+night\b|"
    r"\bbudget\b|\bhm\b",
    r"\bharga\b|\bberapa\s+(?:harga|rm|ringgit|duit|bayar|kos|caj|sebilik|semalam|satu\s+malam|"
    r"total|jumlah)|\bbrp\s+(?:harga|rm|duit|bayar|semalam|sehari)?\b|\bkadar\b|\bsewa\b|\bkos\b|"
    r"\bcaj\b|\bbayaran\s+berapa|"
    r"(?<!pukul )(?<!jam )(?<!pkl )(?<!no )(?<!nombor )(?<!tingkat )\bberapa\s*\??$|"
    r"\bbilik\s+(?:\w+\s+)?berapa\b(?!\s+(?:orang|besar|katil|tingkat|kosong|ada))|"
    r"\bsemalam\s+berapa|\bmurah\b|\bmahal\b|\bbrape\b|\bhow\s+mch\b|\bbp\b|\brm\s*berapa",
    r"多少钱|价格|价钱|房价|怎么卖",
)  # fmt: skip
AVAILABILITY = _any(
    r"\bavailab\w*|\bavail\b|\bvacan\w+|\bany\s+(?:\w+\s+){0,3}?rooms?\b|\b(?:have|"
    r"got)\s+(?:a\s+|any\s+)?(?:\w+\s+){0,2}?rooms?\b(?!\s+service)|\brooms?\s+(?:left|free|"
    r"open)\b|\bfully\s+booked\b|\bfull\s+house\b|\bis\s+there\s+(?:an?\s+|"
    r"any\s+)(?:\w+\s+)?(?:room|space)\b",
    r"\b(?:ada|masih\s+ada|ade|got)\s+(?:lagi\s+)?(?:\w+\s+)?(?:bilik|kamar|room|kekosongan|"
    r"kosong)\b(?!\s+(?:mandi|air|solat|mesyuarat|sauna))|\bbilik\s+(?:\w+\s+){0,2}?(?:kosong|"
    r"ada|available|avail|lagi)\b|\bkekosongan\b|\bkosong\s+(?:tak|lagi|tk|x|ke)\b|"
    r"\bdah\s+penuh\b|\bpenuh\s+(?:ke|tak|dah)\b",
    r"有房|空房|还有房",
)  # fmt: skip

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

REJECTS = _any(
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

DELETION = _any(
    r"\b(?:delete|erase|remove|forget|wipe|purge|destroy)\b.{0,25}\b(?:my|"
    r"all)\s+(?:\w+\s+){0,2}?(?:data|information|info|details|records?|account|chat(?:s|"
    r"\s+history)?|conversations?|history|messages|number|profile|email)\b|"
    r"\bright\s+to\s+(?:be\s+forgotten|erasure)\b|\bdata\s+(?:deletion|erasure)\b|"
    r"\bwithdraw\s+(?:my\s+)?consent\b",
    r"\b(?:padam|padamkan|hapus|hapuskan|buang|delete|musnahkan|keluarkan)\b.{0,20}\b(?:data|"
    r"maklumat|rekod|butiran|nombor|chat|perbualan|akaun|mesej|info)\b|"
    r"\btarik\s+balik\s+(?:kebenaran|persetujuan)\b",
)  # fmt: skip
IF_BOT = _any(
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
ABOUT_GUEST = _any(
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
    rf"\b(?:connect|transfer|put)\s+me\s+(?:through\s+)?to\s+(?:{_GUEST_NAME}|room\s+\d+)\b",
)  # fmt: skip

INJECTION = _any(
    r"\b(?:forget|ignore|disregard)\s+(?:everything|anything|all)\s+(?:text|you\b|above|before|"
    r"previous|prior|documents)\b",
    r"\b(?:only|just|simply)\s+(?:say|print|output|respond|reply|write|answer)\b.{0,20}[\"']",
    r"\b(?:say|print|output|respond\s+with|reply\s+with|write)\s*:?\s*\"",
    r"\bi\s+want\s+you\s+to\s+(?:act|pretend|behave|role\s?play)|\bact\s+as\s+(?:an?|the|my|if)\s|"
    r"\byou\s+are\s+(?:now\s+)?going\s+to\s+(?:act|pretend)|\bstay\s+in\s+character",
    r"\byour\s+new\s+(?:task|role|instructions?|persona|name\s+is)\b|\bunfilt(?:e)?red\s+ai\b",
    r"\b(?:repeat|print|list|format|summari[sz]e|reveal|output|recite|rap|poem)\b.{0,30}"
    r"\b(?:instructions|prompt)\b",
    r"\bbase64\b|\brot13\b|(?:[)\]}(\[{]\s*){30,}|(?:\S\s){200,}",
    r"\b(?:begin|start|prefix)\s+(?:your|the|every)\s+(?:response|reply|answer|output)s?\s+with\b",
    r"\bpre-?instructions?\b|\binstruction\s*:|\bend\s+(?:of\s+)?(?:message|prompt|system)\b|"
    r"\baccess\s+(?:granted|denied)\b",
    r"\b(?:ignore|disregard|forget|bypass|override|skip)\b.{0,40}\b(?:previous|prior|above|"
    r"earlier|all|your|these|those|the|any|system)\b.{0,20}\b(?:instructions?|prompts?|rules?|"
    r"guidelines?|directions?|commands?|restrictions?|programming|context|training)\b",
    r"\b(?:print|show|reveal|repeat|output|display|tell\s+me|give\s+me|leak|share|what\s+(?:is|"
    r"are|was|were)|write\s+out|summari[sz]e|translate|encode|dump|list)\b.{0,40}\b(?:(?:system|"
    r"initial|hidden|original|secret|internal|developer)\s+(?:prompt|instructions?|message|rules|"
    r"directives?|settings|configuration)|your\s+(?:system\s+)?(?:prompt|instructions|rules|"
    r"guidelines|initial\s+\w+)|text\s+above|words\s+above|everything\s+above|api\s+keys?|"
    r"passwords?\s+of)\b",
    r"\b(?:you\s+are\s+now|act\s+as|pretend\s+(?:to\s+be|you(?:'re|\s+are))|roleplay\s+as|"
    r"behave\s+(?:like|as)|from\s+now\s+on\s+you)\b.{0,60}\b(?:dan\b|unrestricted|jailbroken?|"
    r"no\s+(?:rules|restrictions|limits|filter)|without\s+(?:any\s+)?(?:rules|restrictions|"
    r"filters?)|developer\s+mode|evil|hacker|linux|terminal|admin|gm|manager|root|system)\b",
    r"\bjailbreak|\bdeveloper\s+mode|\bdo\s+anything\s+now|\bprompt\s+injection|\bsystem\s*:\s|"
    r"<\s*/?\s*(?:system|instructions?|admin|im_start)\b|\[\s*(?:system|inst)\s*\]|<\|im_start\|"
    r">|###\s*(?:system|instruction)|\bnew\s+instructions?\s*:|\bsudo\s",
    r"\bi(?:'m|\s+am)\s+(?:the|your|an?)\s+(?:gm|general\s+manager|admin\w*|developer|owner|"
    r"engineer|creator|it\s+(?:team|support)|hotel\s+manager|ceo)\b.{0,120}\b(?:give|code|"
    r"discount|free|password|grant|override|show|reveal|enable|unlock|confirm|list|access|send)\b",
    r"\b(?:saya|aku)\s+(?:ialah\s+|adalah\s+)?(?:gm|pengurus\s+(?:besar|hotel)|admin|pemilik|"
    r"bos)\b.{0,80}\b(?:bagi|beri|diskaun|kod|percuma|password|tunjuk\w*|kata\s+laluan)\b|"
    r"\b(?:abaikan|lupakan|ketepikan)\b.{0,30}\b(?:arahan|peraturan|prompt|instruction|"
    r"panduan)\b|\b(?:tunjuk\w*|dedah\w*|cetak|papar\w*)\b.{0,25}\b(?:prompt|arahan\s+(?:sistem|"
    r"asal)|system)\b",
    r"忽略.{0,10}(?:指令|规则|提示)",
)  # fmt: skip

OFF_TOPIC = _any(
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

EVENT = _any(
    r"\bweddings?\b(?!\s+anniversary)|\bmarriage|\bsolemni[sz]ation|\bengagement\s+(?:party|"
    r"dinner|ceremony)|\bbanquets?\b|\bball\s?rooms?\b|\bfunction\s+(?:room|hall)|"
    r"\bevent\s+(?:space|hall|room|package|venue)|\bevents?\b(?!\s+(?:nearby|in\s+town|happening|"
    r"calendar|around))|\bvenue|"
    r"\bconferences?\b|\bseminars?\b|\bmeeting\s+(?:room|package|space|hall|facilit\w+)s?\b|"
    r"\bmeeting\s+for\b|\bworkshops?\b|\btraining\s+(?:room|session|for)|\bmice\b|"
    r"\bcorporate\s+(?:event|dinner|retreat|function)|\bannual\s+dinner|\bgala\b|"
    r"\bbirthday\s+(?:party|celebration|dinner|bash)|\bparty\s+for\s+\d{2,}|\bteam[\s-]building|"
    r"\bretreat|\breception\s+(?:dinner|for\s+\d{2,})|\bproduct\s+launch|\bexhibition|"
    r"\bhall\s+rental|\brent\s+(?:a|the)\s+hall|\bprivate\s+(?:function|event|party)|"
    r"\bcatering\b|\bgroup\s+(?:booking|tour)|\bbaby\s+shower|\breunion",
    r"\bkahwin|\bperkahwinan|\bnikah|\bresepsi\s+(?:kahwin|perkahwinan)|\bbersanding|\bsanding\b|"
    r"\bmajlis\b|\bkenduri|\bdewan\b|\bbankuet|\bpersidangan|\bmesyuarat|\bbengkel|\bkursus|"
    r"\bbilik\s+(?:mesyuarat|seminar|fungsi)|\btaklimat|\bacara\b|\bjamuan\b|"
    r"\bmakan\s+malam\s+tahunan|\bhari\s+keluarga|\bfamily\s+day|\bhari\s+jadi\b(?=.*\b(?:parti|"
    r"party|majlis|sambut|buat)\b)|\btunang|\bpertunangan|\brombongan|\bsewa\s+dewan|\bakad\b|"
    r"\breunion|\bhi-?tea\s+untuk\s+\d{2,}",
)  # fmt: skip
FOOD = _any(
    r"\bhow\s+(?:busy|crowded)\b|\bwait(?:ing)?\s+(?:time|list)\b",
    r"\b(?:restaurants?|caf[eé]s?|bistro|dining|dine|dinner|lunch|brunch|supper|breakfast|"
    r"buffets?|menu|high[\s-]?tea|afternoon\s+tea|set\s+(?:lunch|dinner|meal)|a\s+la\s+carte|"
    r"bar\b|pub|cocktails?|wine|beer|alcohol|drinks?|coffee|food|meals?|halal|vegetarian|vegan|"
    r"eat(?:ing)?|cuisine|chef|steamboat|bbq|barbecue|iftar|ramadh?an\s+buffet|buka\s+puasa|"
    r"room\s+service|kids?\s+menu|allerg\w+|table\s+(?:for|booking|reservation)|(?:book|reserve|"
    r"reservation\s+for)\s+a?\s*table|table)\b(?!\s+tennis)",
    r"\b(?:restoran|kafe|makan(?:an|-makan)?|sarapan|makan\s+(?:malam|tengah\s*hari)|"
    r"minum(?:an)?|bufet|juadah|hidangan|berbuka(?:\s+puasa)?|bukber|iftar|sahur|moreh|meja|"
    r"masakan|kopi|hi-?tea|lauk|set\s+menu|tempah\s+meja)\b(?!\s+(?:ping|kerja))",
    r"餐厅|早餐|晚餐|午餐|菜单|自助餐",
)  # fmt: skip
BOOKING = _any(
    r"\blodging|\bplace\s+to\s+(?:stay|crash|sleep)|\bopenings?\s+(?:for|from|on|in)\b",
    r"\b(?:how\s+much|prices?|rates?|costs?)\b.{0,30}\b(?:rooms?(?!\s+service)|suites?|nights?|"
    r"stay)\b",
    r"\bberapa\b.{0,20}\b(?:bilik|malam|kamar)\b(?!\s+(?:air|mandi|mesyuarat))",
    r"\b(?:book(?:ing)?|reserv\w+)\b(?!\s+(?:a\s+)?(?:table|spa|massage|taxi|shuttle|transfer|"
    r"tour|treatment|dinner|lunch|restaurant|pedicure|manicure|parking|the\s+(?:gym|spa|pool|"
    r"hall|ballroom)))|\bstay(?:ing|cation)?\b|\baccommodation|\bovernight|\brooms?\s+(?:rates?|"
    r"prices?|types?|available|for|from|on|this|tonight|tomorrow|next)\b|\b(?:need|want|"
    r"looking\s+for|find|get|have|book|require|any|give\s+me|like)\b\s+(?:an?\s+|the\s+|some\s+|"
    r"to\s+\w+\s+|\d+\s+|one\s+|two\s+|three\s+|four\s+)?(?:\w+[\s-]+){0,3}?(?:rooms?|suites?|"
    r"villa|chalet|studio|apartment|bed)\b(?!\s+(?:service|key|card|number|temperature|cleaning))|"
    r"\b(?:single|double|twin|family|deluxe|king|queen|triple|quad|standard|"
    r"superior)\s+(?:rooms?|suites?|beds?)\b|\bcheck(?:ing)?[\s-]?in\s+(?:on|from|tomorrow|today|"
    r"this|next|date|the\s+\d|\d)",
    r"\btempah(?:an|kan)?\b(?!\s+(?:meja|dewan|makan|spa))|\bmenempah|\bbuking|\bmenginap|"
    r"\binap\b|\bbermalam|\bpenginapan|\bsewa\s+bilik|\b(?:nak|mahu|mau|perlu|cari|hendak|ada|"
    r"minta|tempah|book|kosong|harga|kadar|berapa)\b\s+(?:\w+\s+){0,3}?(?:bilik|kamar|homestay|"
    r"chalet|suite)\b(?!\s+(?:mandi|air|solat|mesyuarat|seminar|sauna|sy\s+rosak))|"
    r"\bbilik\s+(?:untuk|kosong|deluxe|family|keluarga|berapa|available|ada|malam|single|double|"
    r"twin|standard|superior|queen|king|murah)\b|\bcuti-cuti|\bsemalam\s+berapa|\bharga\s+bilik",
    r"订房|预订|预定|房间|住宿|入住",
)  # fmt: skip
# "a reservation for four at 8 pm" is a table unless something of a stay is said with it.
CLOCK = _any(
    r"\b\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|o'?clock)\b|\b(?:pukul|pkl|jam)\s+\d",
)
LODGING = _any(
    r"\b(?:rooms?|suites?|nights?|stay\w*|check[\s-]?(?:in|out)|bilik|kamar|malam|beds?|hotel|"
    r"villa|chalet)\b",
)
EXISTING = _any(
    r"\b(?:my|our|existing|current)\s+(?:\w+\s+)?(?:booking|reservation|stay|room)\b"
    r"(?=.*\b(?:cancel|change|modify|amend|confirm|extend|upgrade|status)\b)",
    r"\b(?:cancel|modify|amend|reschedule|extend|check\s+on)\b.{0,25}\b(?:booking|reservation|"
    r"stay)\b",
    r"(?<!can )(?<!could )(?<!may )\b(?:i|we)\s+(?:have(?!\s+to\b)|had|made|already)\b.{0,20}"
    r"\b(?:booking|reservation|booked|reserved)\b",
    r"\bbooking\s+(?:number|id|ref\w*|confirmation)\b",
    r"\b(?:batal\w*|tukar|ubah|pinda|lanjut\w*|tunda)\b.{0,25}\b(?:tempahan|booking|tarikh)\b",
    r"\b(?:dah|sudah|telah)\s+(?:book|tempah|buat\s+tempahan)\b",
)
# Facts about the house, wherever the word "room" or "stay" also falls.
FACILITY = _any(
    r"\b(?:weather|wi-?fi|internet|password|pool|gym|fitness|spa|sauna|massage|parking|park|"
    r"shuttle|"
    r"airport|transfer|laundry|iron|hair\s?dryer|towels?|luggage|baggage|pets?|dogs?|cats?|"
    r"smok\w+|lift|elevator|wheelchair|surau|prayer|mosque|address|location|located|direction\w*|"
    r"how\s+(?:far|do\s+i\s+get)|nearby|nearest|attraction\w*|beach|tv|netflix|aircon\w*|balcony|"
    r"bathtub|deposit|policy|invoice|receipt|payment|pay|credit\s+card|cash|safe|locker|"
    r"toiletries|shampoo|opening\s+hours?|what\s+time|check[\s-]?in\s+time|check[\s-]?out\s+time|"
    r"early\s+check|late\s+check)\b",
    r"\b(?:cuaca|kolam|gim|tempat\s+letak|parking|lapangan\s+terbang|dobi|tuala|bagasi|beg|haiwan|"
    r"kucing|merokok|lif|surau|solat|kiblat|masjid|alamat|lokasi|kat\s+mana|di\s+mana|"
    r"dekat\s+mana|pantai|balkoni|deposit|polisi|resit|bayar|kad\s+kredit|tunai|pukul\s+berapa|"
    r"jam\s+berapa|waktu)\b",
)  # fmt: skip

NOT_A_GUEST = _any(
    r"\b(?:jobs|(?:a|any|the|for)\s+job|job\s+(?:vacanc\w+|openings?|offers?|applications?|"
    r"interview)|vacanc(?:y|ies)\s+for|internships?|hiring|part[\s-]time\s+work|"
    r"walk[\s-]in\s+interview|salary)\b(?!\s+slip)|\bapply(?:ing)?\s+(?:for\s+(?:a\s+)?(?:job|"
    r"position|post|work)|as\b)|\b(?:my|our)\s+cv\b",
    r"\b(?:we\s+supply|supplier\s+of|our\s+(?:products?|services?|catalog\w*)|seo\s+services?|"
    r"digital\s+marketing\s+(?:agency|services?)|business\s+proposal|journalist|reporter|"
    r"press\s+(?:enquiry|inquiry|pass)|wrong\s+number|sponsorship)\b",
    r"\b(?:kerja\s+kosong|jawatan\s+kosong|mohon\s+(?:kerja|jawatan)|cari\s+kerja|"
    r"latihan\s+industri|pembekal|wartawan|salah\s+nombor|tajaan|penajaan)\b",
)  # fmt: skip
