"""The phrases assertions.py looks for, in English and Malay; one alternative a line."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    kind: str
    asserts: re.Pattern[str]
    excused_by: tuple[re.Pattern[str], ...]


def any_of(lines: str) -> str:
    """A line that ends in a backslash goes on in the next."""
    whole = re.sub(r"\\\n\s*", "", lines.strip())
    return "(?:" + "|".join(line.strip() for line in whole.splitlines()) + ")"


def words(lines: str) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lines)}\b", re.I)


def rule(kind: str, lines: str, *excused_by: re.Pattern[str]) -> Rule:
    return Rule(kind, re.compile(any_of(lines), re.I), excused_by)


# -- how clauses part, and what takes an assertion back

CLAUSE = re.compile(
    r"[;:]\s|\s[–—]\s|,?\s+\b(?:but|however|though|although|yet|tetapi|tapi|namun)\b", re.I
)
QUESTION = re.compile(
    r"\W*(?:are|is|do|does|did|would|could|can|shall|may|which|what|how|when|where|who"
    r"|adakah|bila|berapa|apakah|bolehkah|boleh saya)\b",
    re.I,
)
TERMS = re.compile(
    r"[^.]*\b(?:subject to|(?:up)?on request|tertakluk|atas permintaan|berdasarkan permintaan)\b",
    re.I,
)
NOT_ABLE = words(
    r"""
    can(?:no|')?t|can not|unable|not able|not possible|isn't possible|no way|never|without
    (?:do|does|did|is|are|was|will|would|have|has|should|could|may)(?:n't| not)|won't
    not (?:a )?(?:guarantee|confirm)\w*
    tidak|tak|bukan|belum|jangan|tiada
    """
)
CONDITION = words(
    r"""
    if|whether|once|until|unless|before|when|after|subject to|depend\w*|in case|should you
    jika|kalau|sekiranya|sama ada|apabila|selepas|setelah|sebelum|sehingga|bergantung|tertakluk
    """
)
TO_CHECK = words(
    r"""
    (?:need|have|like|want|happy|going|able|team|staff|us|me|i'll|we'll|will|please|can|to) check
    (?:need|have|like|want|going|team|staff|us|me|i'll|we'll|will|please|to) (?:verify|see)
    check(?:ing)? (?:for|the|our|on|with|availability)
    (?:will|to|must|team|please|colleagues) confirm
    sahkan dengan|semak|menyemak|pastikan|mengesahkan
    """
)
NOT_KNOWING = re.compile(
    r"\b(?:don't|do not) have (?:access|live|real-?time|information)\b|"
    r"\b(?:can(?:no|')?t|can not|unable|not able|don't|do not|(?:tidak|tak) (?:dapat|boleh)"
    r"|belum)\b"
    r"[^,]{0,40}\b(?:confirm|check|see|say|guarantee|tell|promise|know|sahkan|mengesahkan|pasti"
    r"|menjamin)\b",
    re.I,
)
POLITE = re.compile(  # "if you like, …" is no condition
    r"\b(?:if|when|once|jika|kalau|apabila) (?:you|anda|tuan|puan)(?:'d| would)? (?:like|wish|want"
    r"|prefer|need|mahu|ingin|nak|suka|perlukan)\b[^,]*",
    re.I,
)
UNSURE = (CONDITION, TO_CHECK, NOT_KNOWING)

# -- words the phrases share

ROOM = (
    r"(?:rooms?(?! service)|suites?|villas?|chalets?|units?|twins?|doubles?|singles?|deluxe"
    r"|bilik\w*|kamar)"
)
COUNT = r"(?:a|an|one|two|three|some|several|plenty of|many|\d+|the|your|our|both|all)"
MONTH = r"(?:jan|feb|mar|mac|apr|may|mei|jun|jul|aug|ogos|sep|oct|okt|nov|dec|dis)\w*"
DATE = rf"\d{{1,2}}(?:st|nd|rd|th)?(?:\s*(?:-|–|to|and)\s*\d{{1,2}})?(?:/\d{{1,2}}| {MONTH})"
THEN = (
    r"(?:(?:for|on|from)? ?(?:your|those|these|that|tonight|today|tomorrow|this|next|the \d+"
    rf"|{DATE}))"
)
END = r"(?=\W*$)"
VACANT = rf"(?:available|vacant|left|remaining|(?:free|open)(?= {THEN}|{END}))"
DATED = re.compile(
    rf"\b(?:still|left|tonight|today|tomorrow|currently|now|for you|{THEN}|masih|lagi|malam ini"
    r"|hari ini|esok|minggu ini|tarikh|sekarang)\b",
    re.I,
)
OFTEN = r"(?: already| now| just| also| all| been| fully| gone ahead and)*"
GLADLY = r"(?: gladly| happily| certainly| definitely| personally| also)*"
TITLE = r"(?:mr|mrs|ms|miss|dr|datuk|dato'?|tan sri|encik|puan|cik|tuan)"
SOMEONE = (
    rf"(?:{TITLE}\.? (?-i:[A-Z][\w'\-]+)|he|she|(?:that|this) (?:guest|person)|dia|beliau"
    r"|your (?:friend|husband|wife|colleague|brother|sister|son|daughter|boss|boyfriend|girlfriend"
    r"|partner|mother|father))"
)
FULL_NAME = r"(?-i:[A-Z][a-z]+ [A-Z][a-z]+)"
IS = (
    r"(?:is|are|was|were|has|had|did|isn't|wasn't|hasn't|sedang|masih|ada|telah|sudah|memang|tidak)"
)

RULES = (
    rule(
        "availability",
        rf"""
        \b(?:have|has|'ve|got|are|is|'s|offer|see\
            |found)\b[^.,]{{0,40}}\b{ROOM}\b[^.,]{{0,30}}\b{VACANT}
        \b{ROOM}\b[^.,]{{0,40}}\b(?:is|are)\s+(?:\w+ )?(?:available|vacant|full\
            |sold out)(?= {THEN}|{END})
        \b{ROOM}\b[^.,]{{0,20}}\b(?:is|are)\s+(?:\w+ )?(?:free|open)(?= {THEN}|{END})
        \b(?:those|these|your|that|both) (?:dates?|nights?|weekend)\b[^.,]{{0,15}}\b{VACANT}
        \b(?:it|they)(?: is| are|'s|'re)(?: \w+)? (?:available|free|open|vacant)(?= {THEN})
        \byes\b[^.]{{0,12}}\b(?:it|they)(?: is| are|'s|'re)(?: still)? available{END}
        \b(?:we|i)\b[^.,]{{0,25}}\b(?:have|see|confirm|got) (?:\w+ )?(?:availability|vacanc\w+\
            |space)\b
        \bavailable (?:for|on) (?:your|those|these|the|that|all|both) (?:\w+ )?(?:dates?|nights?\
            |weekend)
        \b(?:we|i) (?:\w+ )?(?:have|'ve|offer|hold) {COUNT} (?:\w+ ){{0,3}}{ROOM} (?:for you\b\
            |{THEN}\b)
        \b(?:we|i) (?:can|will|could) (?:\w+ )?(?:accommodate|host|fit) (?:you|your)\b
        \b(?:fully booked|sold out|no (?:more )?{ROOM} (?:are |is )?(?:left|available))\b
        """,
        *UNSURE,
    ),
    rule(
        "availability",
        rf"""
        \b(?:masih|memang|sudah|ya,?) (?:ada|banyak) (?:\w+ ){{0,2}}{ROOM}
        \b{ROOM}(?: \w+){{0,3}} (?:memang|masih) ada\b
        \b(?:ti)?ada (?:\w+ ){{0,2}}{ROOM}(?: \w+){{0,2}} (?:kosong|tersedia)
        \b{ROOM}(?: \w+){{0,3}} (?:masih |memang )?(?:kosong|tersedia|available|penuh\
            |habis ditempah)\b
        \b(?:ya|masih|memang|kami)\b[^.]{{0,10}}\bada kekosongan\b
        \bpenuh ditempah\b
        """,
        *UNSURE,
    ),
    rule(
        "promise",
        rf"""
        \b(?:i|we)(?:'ll| can| will| do| hereby| fully)? (?:guarantee|promise|assure)\b
        \b(?:is|are|be|fully) guaranteed\b
        \bconsider it done\b
        \b(?:i|we|our team|staff)(?:'ve| have| has){OFTEN} (?:booked|reserved|held|moved\
            |changed) \w+
        \b(?:i|we|our team|staff)(?:'ve| have| has)?{OFTEN} (?:confirmed|secured|upgraded\
            |cancell?ed) \w+
        \b(?:i|we|our team|staff)(?:'ve| have| has)?{OFTEN} (?:booked|reserved|refunded\
            |waived) (?:you|your|a|the|it|that|one)\b
        \b(?:i|we|our team|staff)(?:'ve| have| has){OFTEN} (?:arranged|rescheduled|extended\
            |amended) \w+
        \b(?:i'm|i am|we're|we are){OFTEN} (?:booking|reserving|holding|cancelling|refunding) \
            (?:you|your|a|the|it|that)\b
        \b(?:your|the|this|that|early|late) (?:\w+ ){{0,2}}(?:booking|reservation|rooms?|table\
            |stay)(?: \w+){{0,2}} (?:is|are|has been|have been){OFTEN} (?:confirmed|booked\
            |reserved|secured|made|approved|set|held)\b
        \b(?:your|the|this|that|early|late) (?:\w+ ){{0,2}}(?:request|refund|upgrade\
            |cancellation|transfer|check-?in|check-?out)(?: \w+){{0,2}} (?:is\
            |has been){OFTEN} (?:confirmed|approved|processed|granted|arranged|set|waived)\b
        \byou(?:'re| are){OFTEN} (?:booked|confirmed|set|upgraded|checked in)\b
        \b(?:i|we)(?:'ll| will| can| shall){GLADLY} (?:book|reserve|hold|secure|refund|upgrade\
            |cancel|waive|block|arrange|ensure) (?:you|your|a|an|the|it|that|this|one)\b
        \b(?:i|we)(?:'ll| will){GLADLY} (?:make sure|have (?:your|the|a) room ready)\b
        \byou(?:'ll| will) (?:get|receive|be given) (?:a |an |your )?(?:full |free )?(?:refund\
            |upgrade|money)
        \b(?:team|staff|someone|colleagues?|manager|we|they|i)(?:'ll| will) (?:\w+ )?(?:call\
            |contact|reply|get back|reach|respond|be with|write)\b[^.]*\b(?:shortly|soon\
            |right away|immediately|straight away|asap|in a (?:moment|minute|few))
        \b(?:connecting|transferring) you\b
        """,
        NOT_ABLE,
        CONDITION,
    ),
    rule(
        "promise",
        r"""
        \b(?:saya|kami) (?:\w+ )?(?:jamin|janji|menjamin|berjanji)\b
        \bdijamin\b
        \b(?:saya|kami|staf|pasukan)(?: \w+)? (?:sudah|telah|dah|baru) (?:\w*tempah\w*|\w*sahkan\
            |batalkan|atur\w*|uruskan|simpan\w*|naik ?taraf\w*)
        \b(?:tempahan|bilik|permintaan|meja)(?: \w+){0,2} (?:telah|sudah|dah) (?:di\w+|berjaya\
            |siap|confirm)
        \bakan (?:pulangkan|kembalikan|bayar balik)
        \bakan (?:hubungi|menghubungi|balas|membalas)\b[^.]*\b(?:segera|sebentar|sekejap)
        """,
        NOT_ABLE,
        CONDITION,
    ),
    rule(
        "discount",
        rf"""
        \b(?:i|we|hotel)(?:'ll| will| can| could|'d| (?:am|are) able to|'re able to)?{GLADLY} \
            (?:offer|give|apply|extend|do)\b[^.,]{{0,30}}\b(?:discount|better (?:rate|price\
            |deal)|lower (?:rate|price)|special (?:rate|price)|cheaper|free (?:upgrade|night|room))
        \b(?:i|we|hotel)(?:'ll| will| can| could|'d| (?:am|are) able to|'re able to)?{GLADLY} \
            (?:match|beat|lower|reduce|honou?r|cut)\b[^.,]{{0,20}}\b(?:rate|price|offer|deal\
            |quote|it|that)\b
        \b(?:free|complimentary) upgrade\b
        \b(?:discount|promo) code\b
        \b(?:special|extra|further) discount\b
        (?:%|\bper ?cent|\bperatus) (?:off|discount|diskaun|potongan)\b
        \bhalf[ -]price\b
        \b(?:boleh|akan|dapat) (?:beri|bagi|tawarkan|kurangkan)(?: \w+){{0,3}} (?:diskaun|harga\
            |potongan|murah)
        \b(?:diskaun|potongan)(?: \w+){{0,2}} untuk (?:anda|tuan|puan)
        \bseparuh harga\b
        """,
        NOT_ABLE,
        TO_CHECK,
    ),
    rule(
        "guest",
        rf"""
        \b{SOMEONE},? (?:\w+ ){{0,2}}?{IS} (?:\w+ ){{0,3}}?(?:stay(?:ing|ed)?|checked[- ](?:in\
            |out)|in room|registered|with us|in-?house)\b
        \b{SOMEONE},? (?:\w+ ){{0,2}}?{IS} (?:\w+ ){{0,2}}?a guest(?! (?:favou?rite|house|room\
            |lounge|of honou?r))
        \b{SOMEONE} (?:\w+ )?(?:arrived|checked[- ](?:in|out)|left|departed|stayed)\b
        \b{SOMEONE}(?: \w+){{0,2}} (?:menginap|berdaftar|mendaftar|berada)\b
        \b{FULL_NAME} (?:\w+ )?{IS} (?:\w+ ){{0,2}}?(?:staying|checked[- ](?:in|out)|menginap)\b
        \b(?:he|she|they|dia|beliau)(?:'s|'re| is| are| berada| ada)? (?:in|di) (?:room|bilik) \d+
        \b(?:guest|booking|reservation|tetamu|tempahan) (?:by|under|with|in|for|atas|bernama) \
            (?:that|the|this|nama)? ?(?:name|{TITLE}\b|(?-i:[A-Z][a-z]+))
        """,
        CONDITION,
        NOT_KNOWING,
    ),
)
