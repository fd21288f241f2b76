"""What guests come to a hotel for: rooms, tables, events, prices, facts about the house."""

from __future__ import annotations

from appliance.engine.signals.anyof import any_of

PRICE = any_of(
    r"\bhow\s+much\b|\bprices?\b|\bpricing\b|\brates?\b(?!\s+(?:us|your|the\s+hotel))|\bcosts?\b|"
    r"\btariff|\bquot(?:e|ation)\b|\bcharges?\b(?!r)(?!\s+my)|\bfees?\b|\bper\s+night\b|"
    r"\bbudget\b|\b(?:grand\s+)?total\b(?!\W+(?:of\s+)?\d)|\bcheap(?:er|est)\b|\bhm\b",
    r"\bharga\b|\bberapa\s+(?:harga|rm|ringgit|duit|bayar|kos|caj|sebilik|semalam|satu\s+malam|"
    r"total|jumlah)|\bbrp\s+(?:harga|rm|duit|bayar|semalam|sehari)?\b|\bkadar\b|\bsewa\b|\bkos\b|"
    r"\bcaj\b|\bbayaran\s+berapa|"
    r"(?<!pukul )(?<!jam )(?<!pkl )(?<!no )(?<!nombor )(?<!tingkat )\bberapa"
    r"(?:\s+(?:ye|ya|ek|eh|tu|la|lah|bang|bos|kak|encik|puan))*\s*[?.!]*$|"
    r"\bbilik\s+(?:\w+\s+)?berapa\b(?!\s+(?:orang|besar|katil|tingkat|kosong|ada))|"
    r"\bsemalam\s+berapa|\bmurah\b|\bmahal\b|\bbrape\b|\bhow\s+mch\b|\bbp\b|\brm\s*berapa",
    r"多少钱|价格|价钱|房价|怎么卖",
)  # fmt: skip

AVAILABILITY = any_of(
    r"\bavailab\w*|\bavail\b|\bvacan\w+|\bany\s+(?:\w+\s+){0,3}?rooms?\b|\b(?:have|"
    r"got)\s+(?:a\s+|any\s+)?(?:\w+\s+){0,2}?rooms?\b(?!\s+(?:service|(?:at|by)\s+\d))|\brooms?\s+(?:left|free|"
    r"open)\b|\bfully\s+booked\b|\bfull\s+house\b|\bis\s+there\s+(?:an?\s+|"
    r"any\s+)(?:\w+\s+)?(?:room|space)\b",
    r"\b(?:ada|masih\s+ada|ade|got)\s+(?:lagi\s+)?(?:\w+\s+)?(?:bilik|kamar|room|kekosongan|"
    r"kosong)\b(?!\s+(?:mandi|air|solat|mesyuarat|sauna|apa))|"
    r"\bbilik\s+(?:(?!apa\b|jenis\b|mana\b)\w+\s+){0,2}?(?:kosong|"
    r"available|avail|lagi|ada(?=\W*(?:$|\d|tak\b|tk\b|x\b|ke\b|lagi\b|kosong|untuk\b|utk\b|dari\b|"
    r"pada\b|malam\b|esok\b|hari\b|hujung\b|minggu\b)))\b|\bkekosongan\b|\bkosong\s+(?:tak|lagi|tk|x|ke)\b|"
    r"\bdah\s+penuh\b|(?<!refund )(?<!bayaran )(?<!balik )\bpenuh\s+(?:ke|tak|dah)\b",
    r"有房|空房|还有房",
)  # fmt: skip

# What is had, or brought, in the room is not the room.
IN_ROOM = any_of(
    r"\b(?:in|into|to|inside)\s+(?:the|my|our|your|every|each|all)\s+(?:\w+\s+)?rooms?\b",
    r"\b(?:dalam|dlm|ke|kat|di)\s+bilik\b",
)

HOURS = any_of(
    r"\b(?:open(?:s|ing)?|clos(?:e|es|ed|ing)|last\s+order|until\s+what\s+time|"
    r"still\s+(?:on|running|available))\b",
    r"\b(?:di)?(?:buka|bukak|tutup)\b",
)

EVENT = any_of(
    r"\bweddings?\b(?!\s+anniversary)|\bmarriage|\bsolemni[sz]ation|\bengagement\s+(?:party|"
    r"dinner|ceremony)|\bbanquets?\b|\bball\s?rooms?\b|\bfunction\s+(?:room|hall)|"
    r"\bevent\s+(?:space|hall|room|package|venue)|\bevents?\b(?!\s+(?:nearby|in\s+town|happening|"
    r"calendar|around))|\bvenue|"
    r"\bconferences?\b|\bseminars?\b|\bmeeting\s+(?:room|package|space|hall|facilit\w+)s?\b|"
    r"\bmeeting\s+for\b|\bworkshops?\b|\btraining\s+(?:room|session|for)|\bmice\b|"
    r"\b(?:corporate|company|staff|office)\s+(?:event|dinner|lunch|retreat|function|party)|"
    r"\bannual\s+dinner|\bgala\b|"
    r"\bbirthday\s+(?:party|celebration|dinner|bash)|\bparty\s+for\s+\d{2,}|\bteam[\s-]building|"
    r"\bretreat|\breception\s+(?:dinner|for\s+\d{2,})|\bproduct\s+launch|\bexhibition|"
    r"\bhall\s+rental|\brent\s+(?:a|the)\s+hall|\bprivate\s+(?:function|event|party)|"
    r"\bcatering\b|\bgroup\s+(?:booking|tour)|\bbaby\s+shower|\breunion",
    r"\bkahwin|\bperkahwinan|\bnikah|\bresepsi\s+(?:kahwin|perkahwinan)|\bbersanding|\bsanding\b|"
    r"\bmajlis\b|\bkenduri|\bdewan\b|\bbankuet|\bpersidangan|\bmesyuarat|\bbengkel|\bkursus|"
    r"\bbilik\s+(?:mesyuarat|seminar|fungsi)|\btaklimat|\bacara\b|\bjamuan\b|"
    r"\bmakan\s+malam\s+(?:tahunan|syarikat|pejabat|staf)\b|\bhari\s+keluarga|\bfamily\s+day|\bhari\s+jadi\b(?=.*\b(?:parti|"
    r"party|majlis|sambut|buat)\b)|\btunang|\bpertunangan|\brombongan|\bsewa\s+dewan|\bakad\b|"
    r"\breunion|\bhi-?tea\s+untuk\s+\d{2,}",
)  # fmt: skip

FOOD = any_of(
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

BOOKING = any_of(
    r"\bwhich\s+rooms?\b.{0,20}\bcheap|\bcheapest\s+(?:\w+\s+)?room|\bbilik\s+(?:yang\s+|yg\s+)?(?:\w+\s+)?(?:paling\s+murah|termurah)",
    r"\blodging|\bplace\s+to\s+(?:stay|crash|sleep)|\bopenings?\s+(?:for|from|on|in)\b",
    r"\b(?:how\s+much|prices?|rates?|costs?)\b.{0,30}\b(?:rooms?(?!\s+service)|suites?|nights?|"
    r"stay)\b",
    r"\bberapa\b.{0,20}\b(?:bilik|malam|kamar)\b(?!\s+(?:air|mandi|mesyuarat))",
    r"\b(?:book(?:ing)?|reserv\w+)\b(?!\s+(?:a\s+)?(?:table|spa|massage|taxi|shuttle|transfer|"
    r"tour|treatment|dinner|lunch|restaurant|pedicure|manicure|parking|the\s+(?:gym|spa|pool|"
    r"hall|ballroom)))|\bstay(?:ing|cation)?\b|\baccommodation|\bovernight|\brooms?\s+(?:rates?|"
    r"prices?|types?|available|for|from|on|this|tonight|tomorrow|next)\b|\b(?:need|want|"
    r"looking\s+for|find|get|have|book|require|any|give\s+me|like)\b"
    r"(?!\s+(?:an?\s+|the\s+|any\s+|\d\s+)?(?:extra|additional|another|baby|sofa|rollaway|single)\s+beds?)"
    r"\s+(?:an?\s+|the\s+|some\s+|"
    r"to\s+\w+\s+|\d+\s+|one\s+|two\s+|three\s+|four\s+)?(?:\w+[\s-]+){0,3}?(?:rooms?|suites?|"
    r"villa|chalet|studio|apartment|bed)\b(?!\s+(?:service|key|card|number|temperature|clean\w*|made\s+up))|"
    r"\b(?:single|double|twin|family|deluxe|king|queen|triple|quad|standard|"
    r"superior)\s+(?:rooms?|suites?|beds?)\b|\bcheck(?:ing)?[\s-]?in\s+(?:on|from|tomorrow|today|"
    r"this|next|date|the\s+\d|\d)",
    r"\btempah(?:an|kan)?\b(?!\s+(?:meja|dewan|makan|spa))|\bmenempah|\bbuking|\bmenginap|"
    r"\binap\b|\bbermalam|\bpenginapan|\bsewa\s+bilik|\b(?:nak|mahu|mau|perlu|cari|hendak|ada|"
    r"minta|tempah|book|kosong|harga|kadar|berapa)\b\s+(?:\w+\s+){0,3}?(?:bilik|kamar|homestay|"
    r"chalet|suite)\b(?!\s+(?:mandi|air|solat|mesyuarat|seminar|sauna|sy\s+rosak))|"
    r"\bbilik\s+(?:untuk|kosong|deluxe|family|keluarga|berapa|available|ada(?=\W*(?:$|\d|tak\b|tk\b|x\b|"
    r"ke\b|lagi\b|kosong|untuk\b|utk\b|dari\b|pada\b|malam\b|esok\b|hari\b))|malam|single|double|"
    r"twin|standard|superior|queen|king|murah)\b|\bcuti-cuti|\bsemalam\s+berapa|\bharga\s+bilik",
    r"订房|预订|预定|房间|住宿|入住",
)  # fmt: skip

# "a reservation for four at 8 pm" is a table unless something of a stay is said with it.
CLOCK = any_of(
    r"\b\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|o'?clock)\b|\b(?:pukul|pkl|jam)\s+\d",
)

LODGING = any_of(
    r"\b(?:rooms?|suites?|nights?|stay\w*|check[\s-]?(?:in|out)|bilik|kamar|malam|beds?|hotel|"
    r"villa|chalet)\b",
)

EXISTING = any_of(
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
FACILITY = any_of(
    r"\b(?:weather|wi-?fi|internet|password|pool|swim\w*|gym|fitness|spa|sauna|massage|parking|"
    r"park|shuttle|"
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

NOT_A_GUEST = any_of(
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
