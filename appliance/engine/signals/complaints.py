"""How guests complain."""

from __future__ import annotations

from appliance.engine.signals.anyof import any_of

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

_SUPPLY = r"(?:(?:hot\s+)?water|electricity|power|internet|wi-?fi|network|lights?|air\s?-?con\w*)"
_SUPPLY_MS = r"(?:air\s+panas|air|elektrik|letrik|bekalan|api|wi-?fi|internet|lampu)"
_NONE_MS = r"(?:tak\s?ada|takde|takda|xde|tiada)"

COMPLAINT = any_of(
    # What a room lives on is gone. Begun as a question it may be asked about as a rule.
    rf"^(?!\W*(?:is|are|do|does|why|what|which|any|if|when)\b).*\b(?:no|without|lost)\s+{_SUPPLY}\s+"
    r"(?:at\s+all\s+)?(?:in|at)\s+(?:my|our|room|the\s+(?:room|bathroom|toilet|shower))\b",
    rf"\b{_SUPPLY}\s+(?:is|are|was|has|have|went|keeps?|just|seems?)\s+(?:\w+\s+){{0,2}}?(?:down|out|"
    r"off|cut|dead|dropp\w+|gone)\b(?!\s+(?:of|at|by|from|after|between|limits)\b)",
    rf"\b{_SUPPLY_MS}\s+(?:\w+\s+){{0,2}}?(?:{_NONE_MS}|mati|putus|terputus|terpadam|padam|down)\b"
    r"(?!\s*(?:had|ke\b|kah\b|caj|\?))",
    rf"\b{_NONE_MS}\s+{_SUPPLY_MS}\s+(?:dalam|kat|di|dekat|dkt)\s+(?:bilik|tandas)\b"
    r"(?!.*\b(?:ke|kah)\W*$)",
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
NOT_COMPLAINT = any_of(
    r"\b(?:refund|cancellation)\s+polic|\bin\s+(?:what|which)\s+(?:cases?|situations?)\b|"
    r"\bpolicy\b|\bpolisi\b|\bfood\s+court|\b(?:tennis|badminton|squash|basketball)\s+court|"
    r"\bcourtyard|\bcourtesy|\bis\s+(?:it|there|the\s+\w+|your\s+\w+|that|"
    r"this)\s+(?:\w+\s+)?(?:noisy|loud|too\s+\w+|refundable)\b|"
    r"^\W*(?:is|are|will|would)\s+(?:the|your|it|there|all)\b.{0,40}\b(?:noisy|loud|hot|cold|"
    r"smelly|clean)\b"
    r"|^\W*(?:and\s+|so\s+)?(?:will|would|when|do|how|can)\b.{0,20}\b(?:i|we)\b.{0,25}\b(?:refund|"
    r"money\s+back)|\b(?:dapat|boleh)\s+(?:balik\s+)?(?:\w+\s+)?(?:duit|wang|refund)\b.{0,10}\b(?:tak|"
    r"ke|kah)\b|\b(?:dapat|boleh)\s+balik\s+(?:tak\s+)?(?:duit|wang)\b"
    r"|\b(?:berapa|brp|brapa)\s+(?:lama|hari)\b|\bbila\b.{0,20}\brefund\b"
    r"|\bbising\s+(?:tak|ke)\b|\bwhat\s+if\b|\bkalau\b",
)
