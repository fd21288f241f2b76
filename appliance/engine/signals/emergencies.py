"""How guests say that somebody is in danger."""

from __future__ import annotations

from appliance.engine.signals.anyof import any_of

EMERGENCY = any_of(
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

NOT_EMERGENCY = any_of(
    r"\bfire\s+(?:extinguisher|alarm|exit|escape|drill|safety|place|pit|sprinkler|assembly|door|"
    r"works)|\bfirework|\bfireplace|\bcampfire|\bbonfire|"
    r"\bfire\s+in\s+the\s+(?:fireplace|room\s+fireplace)|\bsmok(?:ing|er)\b|"
    r"\bsmoke\s+(?:detector|alarm|free|in\s+the\s+(?:room|balcony)\s*\?)|\bcan\s+(?:i|we)\s+smoke|"
    r"\bbath\s+bomb|\bpolice\s+station|\bbalai\s+(?:polis|bomba)|\bbalai\b|\blost\s+and\s+found|"
    r"\bdoctor\s+(?:nearby|near|on\s+call)|\bheart[\s-]shaped|"
    r"\bclinic|\bklinik|\bhospital\s+(?:near|berdekatan|terdekat)|\balat\s+pemadam|"
    r"\bemergency\s+(?:exit|contact|number|kit|light)",
)
