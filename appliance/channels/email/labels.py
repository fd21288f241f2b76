"""How mail programs announce what they quote, in the languages guests' programs speak."""

from __future__ import annotations

import re


def any_of(words: str) -> str:
    """An alternation of what is separated by "|", the longest first."""
    return "|".join(sorted((re.escape(word) for word in words.split("|")), key=len, reverse=True))


FROM = any_of(
    "from|de|von|van|da|dari|daripada|od|från|fra|lähettäjä|feladó|от|від|από|kimden|gönderen|de la"
    "|寄件者|发件人|發件人|差出人|送信者|发信人|보낸 사람|보낸사람|จาก|từ|מאת|من|expéditeur"
    "|remitente"
)
SENT = any_of(
    "sent|envoyé|envoyé le|gesendet|verzonden|enviado|enviado el|enviada|enviada em|inviato|inviata"
    "|dihantar|dikirim|wysłano|wysłane|odesláno|odoslané|skickat|sendt|lähetetty|отправлено|дата"
    " отправки|надіслано|gönderildi|gönderme tarihi|gönderilme|发送时间|發送時間|寄件日期|送信日時"
    "|보낸"
    " 날짜|ส่ง|đã gửi|trimis|elküldve|küldve|date d'envoi|σταλθηκε|נשלח|تم الإرسال|message du"
)
DATE = any_of(
    "date|datum|data|fecha|tarikh|tanggal|dato|päivämäärä|päiväys|дата|日期|日付|日時|날짜|วันที่"
    "|ngày|dátum|ημερομηνία|תאריך|التاريخ|tarih"
)
TO = any_of(
    "to|à|a|an|aan|para|kepada|do|komu|til|till|kime|кому|收件人|收件者|宛先|받는 사람|받는사람|ถึง"
    "|đến|vastaanottaja|címzett|către|pro|προς|אל|إلى"
)
CC = any_of(
    "cc|bcc|kopie|copie|copie à|copia|kopia|kopi|sk|s.k.|копия|抄送|副本|참조|kópia|tembusan"
)
SUBJECT = any_of(
    "subject|objet|betreff|onderwerp|asunto|assunto|oggetto|perkara|subjek|tajuk|temat|předmět"
    "|predmet|ämne|emne|aihe|тема|konu|主题|主題|主旨|件名|제목|หัวเรื่อง|chủ đề|tárgy|subiect|θέμα"
    "|נושא|الموضوع|sujet"
)
LABELS = {"from": FROM, "sent": SENT, "date": DATE, "to": TO, "cc": CC, "subject": SUBJECT}
LABELLED = re.compile(
    r"[\s>]*[*_]{0,2}(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in LABELS.items())
    + r")[*_]{0,2}\s{0,3}[:：][*_]{0,2}(?P<value>.*)",
    re.IGNORECASE,
)

WROTE = re.compile(
    r"\b(?:wrote|writes|a écrit|schrieb|schreef|escribió|escribio|escreveu|ha scritto|skrev"
    r"|kirjoitti|napisała?|napisał\(a\)|napsala?|написала?|написал\(а\)|писала?|пишет|menulis|tulis"
    r"|yazdı|ezt írta|a scris|έγραψε|đã viết|rašė|skrifaði|va escriure|je napisao|reče|napísala?)"
    r"(?!\w)|写道|寫道|寫信|のメール|さんは書きました|님이 작성|작성:|เขียนว่า|כתב|كتب",
    re.IGNORECASE,
)
DIVIDER_WORDS = re.compile(
    r"original|forwarded|message|mesej|nachricht|origine|transf[ée]r|reenviad|mensaje|mensagem"
    r"|encaminhad|inoltrat|messaggio|bericht|asal|dimajukan|diteruskan|пересыла|сообщение"
    r"|meddel|videresend|vidarebefordra|wiadomo|przekazan|původní|zpráva|ileti|转发|轉寄|原始|原邮件|転送"
    r"|元のメッセージ|전달|원본|viesti|mesaj|reply|fwd",
    re.IGNORECASE,
)
FORWARDED = re.compile(
    r"(?:begin forwarded message|début du message (?:réexpédié|transféré)|anfang der"
    r" weitergeleiteten"
    r" (?:nachricht|e-mail)|inicio del mensaje reenviado|início da mensagem (?:encaminhada"
    r"|reenviada)"
    r"|inizio messaggio inoltrato|begin doorgestuurd bericht|vidarebefordrat brev|videresendt"
    r" besked"
    r"|mesej yang dimajukan bermula|начало переадресованного сообщения|下面是被转发的邮件"
    r"|転送されたメッセージ)\s*[:：]?",
    re.IGNORECASE,
)
REPLY_ABOVE = re.compile(
    r"[\W_]*(?:please )?(?:type|write|enter|add)?\s*(?:your )?reply (?:all )?above this line.*",
    re.IGNORECASE,
)
FROM_A_PHONE = re.compile(
    r"[\s*_<(]*(?:sent (?:(?:from|via|with|by|using)\b|on the (?:go|move|run)\b)"
    r"|get .{2,30} for (?:android|ios|iphone|ipad|mobile|windows|mac)\b"
    r"|outlook for\b|(?:please )?(?:excuse|pardon|forgive) (?:the |my |any )?(?:typos?|brevity)\b"
    r"|envoyé (?:de|depuis|à partir|avec|via)\b|télécharge[rz]? outlook|provenance\b.*courrier"
    r"|gesendet (?:von|mit|über)\b|(?:von mein\w+|mit) .{1,60}gesendet\W*$"
    r"|diese (?:nachricht|e-mail) wurde von"
    r"|holen sie sich outlook|outlook für\b|enviado (?:desde|do|a partir|del|de|por|com|con)\b"
    r"|enviada? (?:do|desde|a partir)\b|obtener outlook|obter o outlook|inviato (?:da|dal|con)\b"
    r"|scarica outlook|ottieni outlook|verzonden (?:vanaf|met|van|via)\b|verstuurd vanaf"
    r"|skickat från|hämta outlook|sendt fra|send fra min|hent outlook|lähetetty|hanki outlook"
    r"|wysłan[eo] (?:z|ze|za)\b|pobierz|odesláno z|odoslané z|отправлено (?:с|из)\b|надіслано з"
    r"|dihantar (?:dari|daripada|melalui|menggunakan)|dikirim dari|dapatkan outlook|trimis de pe"
    r"|küldve|elküldve|.{1,30}(?:dan|den) gönderildi|được gửi từ|gửi từ|poslano (?:s|z|iz)\b"
    r"|从我的.{1,20}发|發自我的|发自我的|我的.{1,20}傳送|.{1,20}から送信|나의 .{1,20}보냄|보낸 메일"
    r"|στάλθηκε από|נשלח מ|أُرسلت من|(?:\w{1,10} )?virus-free\.)",
    re.IGNORECASE,
)
SIGN_OFF = re.compile(
    r"\W*(?:(?:(?:with )?(?:many |my )?(?:thanks|thank you|terima kasih)(?: in advance)?,?"
    r" (?:and|&|dan) )?(?:with )?(?:(?:kind|kindest|best|warm|warmest|many|sincere)\W+){0,2}(?:and"
    r" )?"
    r"regards?|(?:with )?(?:all )?(?:best|warm|kind) wishes|(?:all the )?best|rgds|b\.?rgds|cheers"
    r"|(?:yours )?(?:very )?(?:sincerely|faithfully|truly)(?: yours)?|warmly|respectfully"
    r"|(?:salam|sekian)(?: hormat| mesra| sejahtera)?(?:\W+(?:dan )?(?:terima kasih|wass?alam))?"
    r"|wass?alam|yours|take care"
    r"|yang (?:benar|ikhlas)|hormat saya|saya yang (?:menurut perintah|benar)"
    r"|mit (?:freundlichen|besten|herzlichen) gr(?:ü|ue)(?:ß|ss)en|(?:viele|liebe|beste) gr(?:ü"
    r"|ue)(?:ß|ss)e|mfg"
    r"|(?:bien )?cordialement|bien à vous|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente"
    r"|cordiali saluti|distinti saluti|met vriendelijke groet(?:en)?|atenciosamente|abraços"
    r"|med vänliga? hälsning(?:ar)?|(?:med )?(?:venlig|vennlig) hilsen|с уважением|pozdrawiam"
    r"|s pozdravem|saygılarımla|此致|敬具|祝好|よろしくお願い(?:いた|致)?します)[\s,.!~]*",
    re.IGNORECASE,
)
THANKS = re.compile(
    r"\W*(?:(?:many |so |once again )?(?:thanks|thank you|thx|ty|tq|terima kasih|merci|danke"
    r"|gracias)"
    r"(?: so much| very much| again| in advance| you| banyak)?)[\s,.!~]*",
    re.IGNORECASE,
)
SMALL_PRINT = re.compile(
    r"[\s*_#>-]*(?:confidential(?:ity)?\b.{0,40}(?:notice|note|:|$)|(?:legal )?disclaimer\b"
    r"|penafian\b"
    r"|(?:this|the) (?:e-?mail|message|communication|transmission)\b.{0,60}\b(?:is|are|may"
    r"|contains?)"
    r" .{0,60}(?:confidential|privileged|intended|solely)|the information (?:contained )?in this"
    r" (?:e-?mail|message)|(?:e-?mel|emel|mesej) ini\b.{0,80}(?:sulit|rahsia|mengandungi|ditujukan)"
    r"|if you (?:have received this|are not the intended)|(?:please )?(?:consider|think of) the"
    r" environment|(?:\W*save (?:a tree|paper))|scanned by|this e-?mail has been (?:scanned"
    r"|checked)|yahoo mail: )",
    re.IGNORECASE,
)
BANNER = re.compile(
    r"[\W_]*(?:(?:caution|warning|external|amaran|achtung|vorsicht)\b"
    r".{0,60}(?:originat|outside|extern|sender|luar)"
    r"|you don.t often get e-?mail from |external (?:e-?mail|message|mail|sender)\W"
    r"|.{0,60}\bdo not (?:click|open)\b.{0,40}\b(?:links?|attachments?)\b).*",
    re.IGNORECASE,
)
BANNER_GOES_ON = re.compile(
    r".*\b(?:links?|attachments?|sender|safe|trust|pautan|lampiran|penghantar|selamat)\b.*",
    re.IGNORECASE,
)
