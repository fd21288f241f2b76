"""Who is writing: a person, or a program that must not be answered (E6, E7, E17, E18, E19).

RFC 3834 tells which mail a program sends by itself; RFC 3464 and 5965 what reports look like. Many
programs follow none of them, so their names, subjects and first words count as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from appliance.channels.email.mime import Headers, Letter
from appliance.channels.email.reply import reply_of

Kind = Literal["person", "auto_reply", "bounce", "feedback_report", "list", "no_reply"]

DAEMON = re.compile(
    r"^(?:mailer[-_. ]?daemon|po+stmaster|mail[-_.]?(?:daemon|system|delivery)|mdaemon|smtpd?"
    r"|bounces?|double-bounce|returned-mail|symantec.*|majordom)\b",
    re.IGNORECASE,
)
DAEMON_NAME = re.compile(
    r"mail(?:er)?[ -]?deliver|mailer[ -]?daemon|post ?master|mail administrator|delivery subsystem"
    r"|returned mail|mail system",
    re.IGNORECASE,
)
FAILED = re.compile(
    r"undeliver|not delivered|undelivered|returned mail|mail delivery (?:failed|failure|subsystem)"
    r"|delivery (?:status notification|failure|has failed|report)|failure notice|mail (?:delivery"
    r" )?"
    r"(?:system )?error|(?:mail|message) (?:delivery )?fail|could not (?:send|deliver)|rejected:"
    r"|delivery[- ]?failure|unzustellbar|non remis|échec de (?:la )?remise|no se pudo entregar"
    r"|tidak (?:dapat|boleh) dihantar|无法投递|配信(?:不能|エラー)|не доставлено|undeliverable",
    re.IGNORECASE,
)
FAILURE_WORDS = re.compile(
    r"(?:550|551|552|553|554|5\.\d\.\d|user unknown|no such user|mailbox (?:is )?(?:full"
    r"|unavailable)"
    r"|host (?:unknown|not found)|unknown (?:user|recipient)|does not exist|over quota"
    r"|could not be delivered|unable to deliver|permanent(?:ly)? (?:fatal )?(?:error|fail)"
    r"|message headers follow|original message follows|copy of (?:the|your) message)",
    re.IGNORECASE,
)
AUTOMATIC = re.compile(
    r"^\W*(?:(?:re|fw|fwd|notice|notis|makluman)\W+|[^\[\]]{1,40}\]\s*)*"
    r"(?:auto\w*[ -]*(?:reply|respon|antwort|repl|svar|risposta|respuesta|resposta)|auto:|auto -"
    r"|\[auto|ooo:|abwesen(?:d|heit)"
    r"|réponse automatique|respuesta automática|risposta automatica|resposta automática"
    r"|automatisch antwoord|automatyczna odpowied|авто(?:матический )?ответ"
    r"|自动(?:回复|答复)|自動(?:回覆|返信|応答)"
    r"|otomatik yanıt|automatická odpověď|automaattinen vastaus|αυτόματη απάντηση|tự động trả lời"
    r"|trả lời tự động|ตอบกลับอัตโนมัติ|อัตโนมัติ|자동 ?(?:응답|회신)"
    r"|(?:balasan|jawapan|respons?) (?:auto|otomatis))",
    re.IGNORECASE,
)
AWAY = re.compile(
    r"^\W*(?:(?:re|fw|fwd|notice|notis|makluman)\W+)*(?:out[ -]of[ -](?:the[ -])?office|ooo\b"
    r"|away from (?:the )?(?:office|my)|i am (?:away|on leave|out of)|absence|vacation:|cuti:"
    r"|di luar pejabat|(?:tidak (?:berada )?|tiada )di pejabat|sedang bercuti"
    r"|absente? d[ue] bureau|nicht im b(?:ü|ue)ro|fuera de (?:la )?oficina|fuori (?:ufficio|sede)"
    r"|ausente|afwezig|frånvaro|不在|休假)"
    r"|\b(?:leave|vacation|holiday|absence|cuti|bercuti)\b.{0,20}\bre:",
    re.IGNORECASE,
)
BY_ITSELF = re.compile(
    r"\b(?:this is an? (?:automat(?:ic|ed)|auto|computer)[ -]?(?:generated|reply|response|e-?mail"
    r"|message)"
    r"|(?:ini (?:adalah|ialah|merupakan)|e-?mel ini (?:adalah|ialah)?) ?"
    r"(?:balasan|jawapan|mesej|respons|e-?mel)? ?(?:yang dijana )?(?:secara )?(?:auto|komputer)"
    r"|dijana (?:secara automatik|oleh (?:komputer|sistem)))",
    re.IGNORECASE,
)
AWAY_WORDS = re.compile(
    r"\b(?:i(?: am|'m|’m| will be) (?:currently |presently )?(?:out of (?:the )?office|away\b"
    r"|on (?:annual |medical |maternity |paternity |sick )?leave|on (?:vacation|holiday))"
    r"|office (?:is|will be) closed"
    r"|saya (?:kini |sedang |akan )?(?:bercuti|cuti|berkursus|(?:berada )?di luar pejabat"
    r"|tiada di pejabat|tidak berada di pejabat)|pejabat (?:kami )?(?:akan )?(?:di)?tutup"
    r"|ich bin .{0,40}(?:nicht im b(?:ü|ue)ro|abwesend|im urlaub)|je suis .{0,25}(?:absente?|en"
    r" congés?)"
    r"|(?:estoy|estaré) (?:fuera de la oficina|ausente|de vacaciones)|sono .{0,15}fuori ufficio"
    r"|ik ben .{0,20}afwezig)",
    re.IGNORECASE,
)
BACK = re.compile(
    r"\b(?:until|till|(?:be )?back|return(?:ing)?|upon my|limited access"
    r"|(?:will|shall) (?:reply|respond|answer)|urgent|immediate|in my absence"
    r"|bis|wieder|rückkehr|zugriff|jusqu.?au|retour|hasta|regreso|fino al|rientro|tot|terug"
    r"|sehingga|kembali|membalas|dijawab|beroperasi|segera|kecemasan)\b",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"\?|\b(?:(?:i|we)(?:'d|’d| would) (?:like|love)|(?:i|we) (?:need|want|wish|plan|hope)\b"
    r"|look(?:ing)? for|(?:saya|kami|kita) (?:ingin|nak|mahu|perlu|berminat)|nak\b|mohon\b)",
    re.IGNORECASE,
)
OPENING = 300  # characters in which a notice says what it is
NOBODY = re.compile(
    r"(?:^|[-_.+])(?:no|not|do-?not|dont|tidak)[-_.]?(?:reply|respond|response|balas)(?:$|[-_.+\d])"
    r"|^(?:notifications?|alerts?|mailer|newsletters?|automated|auto-?confirm|system)$",
    re.IGNORECASE,
)
REPLIED_BY_ITSELF = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply-from",
    "x-mail-autoreply",
    "x-vacation",
)
CALENDAR_REPLY = re.compile(rb"\ABEGIN:VCALENDAR\b.*^METHOD:\s*REPLY\b", re.DOTALL | re.M | re.I)
LISTS = ("list-id", "list-unsubscribe", "list-post", "x-mailing-list", "feedback-id")
FORWARDERS = re.compile(
    r"^(?:forwarding-noreply@google\.com|.+@(?:mail\.)?(?:account"
    r"|accountprotection)\.microsoft\.com)$",
    re.IGNORECASE,
)
CODE = re.compile(
    r"\(#?(\d{6,12})\)|(?:confirmation|verification|security) code\W{1,10}(\d{4,12})", re.I
)
LINK = re.compile(r"https://\S+")

RELAYS = re.compile(
    r"(?:^|[.@])(?:guest\.booking\.com|property\.booking\.com|mchat\.booking\.com"
    r"|agoda-messaging\.com|(?:reply|guest|host|messaging|user)\.airbnb\.com|airbnbmail\.com"
    r"|(?:m|messages?)\.expediapartnercentral\.com|(?:guest|messages?)\.expedia\.com"
    r"|messages\.homeaway\.com|messages?\.vrbo\.com|trip\.com|ctrip\.com|traveloka\.com"
    r"|messages?\.tiket\.com|reply\.hostelworld\.com|relay\.tripadvisor\.com)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Verification:
    """A mail program asks whether mail may be forwarded here (E18)."""

    code: str
    link: str


def kind_of(
    letter: Letter,
    sender: str,
    sender_name: str = "",
    envelope_from: str = "?",
    answer_to: str = "",
) -> Kind:
    """Who wrote. `envelope_from` is "" for the null return path, "?" where it is not known.

    A form on a site writes as nobody, with the guest's own address to answer to: `answer_to`.
    """
    reported = report(letter)
    if reported:
        return reported
    if bounced(letter, sender, sender_name, envelope_from):
        return "bounce"
    if answered_by_itself(letter, envelope_from):
        return "auto_reply"
    if NOBODY.search((answer_to or sender).partition("@")[0]):
        return "no_reply"
    return "list" if from_a_list(letter.headers) else "person"


def report(letter: Letter) -> Kind | None:
    """What RFC 3462 calls it, whatever else the headers say."""
    declared = letter.headers.get("content-type").lower()
    parts = {file.content_type for file in letter.files}
    if "feedback-report" in declared or "message/feedback-report" in parts:
        return "feedback_report"
    if "multipart/report" in declared and "disposition-notification" in declared:
        return "auto_reply"
    delivery = "delivery-status" in declared or "message/delivery-status" in parts
    return "bounce" if delivery else None


def bounced(letter: Letter, sender: str, name: str, envelope_from: str) -> bool:
    headers, subject = letter.headers, letter.headers.get("subject")[:OPENING]
    if "x-failed-recipients" in headers:
        return True
    daemon = DAEMON.search(sender) or DAEMON_NAME.search(name)
    if daemon and (FAILED.search(subject) or FAILURE_WORDS.search(letter.text) or letter.files):
        return True
    if DAEMON.match(sender) and not (AUTOMATIC.search(subject) or AWAY.search(subject)):
        return True
    failed = FAILED.match(subject) or (FAILED.search(subject) and null_path(headers, envelope_from))
    return bool(failed and (FAILURE_WORDS.search(letter.text) or null_path(headers, envelope_from)))


def null_path(headers: Headers, envelope_from: str) -> bool:
    path = headers.get("return-path").strip()
    return envelope_from == "" or ("return-path" in headers and path in ("<>", ""))


def answered_by_itself(letter: Letter, envelope_from: str) -> bool:
    headers, subject = letter.headers, letter.headers.get("subject")[:OPENING]
    submitted = headers.get("auto-submitted").lower().partition(";")[0].strip()
    precedence = headers.get("precedence").lower().strip()
    suppressed = set(headers.get("x-auto-response-suppress").lower().replace(" ", "").split(","))
    opening = reply_of(letter.text).text[:OPENING]
    return bool(
        submitted.startswith("auto")
        or precedence in ("auto_reply", "auto-reply", "autoreply")
        or any(name in headers for name in REPLIED_BY_ITSELF)
        or AUTOMATIC.search(subject)
        or suppressed in ({"all"}, {"oof"})
        or ("autoreply" in suppressed and not ASKED.search(opening))
        or (
            null_path(headers, envelope_from)
            and "multipart/report" not in headers.get("content-type")
        )
        or any(CALENDAR_REPLY.search(file.data) for file in letter.files)
        or says_so(subject, opening)
    )


def says_so(subject: str, opening: str) -> bool:
    """Whether words alone, not those it quotes, make it a machine's. Who asks for something is a
    guest, on leave or not: silence to a guest costs more than an answer to a notice."""
    away = AWAY_WORDS.search(opening)
    noticed = AWAY.search(subject) or (away and BACK.search(opening, away.end()))
    return bool(BY_ITSELF.search(opening) or (noticed and not ASKED.search(opening)))


def from_a_list(headers: Headers) -> bool:
    bulk = headers.get("precedence").lower().strip() in ("bulk", "list", "junk")
    return bulk or any(name in headers for name in LISTS)


def is_relay(mailbox: str) -> bool:
    """An address a booking site lends a guest for one stay (E16)."""
    return bool(RELAYS.search(mailbox))


def verification(letter: Letter, sender: str) -> Verification | None:
    """The request to confirm a forwarding address, if this is one."""
    subject = letter.headers.get("subject")
    asked = FORWARDERS.match(sender) or re.search(r"forwarding confirmation", subject, re.I)
    if not asked:
        return None
    code = CODE.search(subject) or CODE.search(letter.text)
    link = LINK.search(letter.text)
    if not (code or link):
        return None
    return Verification(
        next(filter(None, code.groups())) if code else "", link[0].rstrip(".,)>") if link else ""
    )
