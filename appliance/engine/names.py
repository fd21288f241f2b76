"""What a guest is called, as the guest says it: "my name is", "saya Farid", "Ravi here"."""

from __future__ import annotations

import re

from appliance.engine.lexicon import read

_WORD = r"[^\W\d_][\w'’@/.-]*"
_INTRODUCED = re.compile(
    rf"\b(?:my\s+(?:full\s+)?name(?:'s|\s+is)|name\s*(?:is|:)|nama\s*(?:penuh\s+)?(?:saya|aku|"
    rf"sy)(?:\s+(?:ialah|adalah))?|"
    rf"name'?s|nama\s*(?::|ialah|adalah)|atas\s+nama|under\s+(?:the\s+)?name(?:\s+of)?|(?:booking|book|"
    rf"reserve|reservation)\s+under|"
    rf"call\s+me|panggil\s+saya)\s*[:,-]?\s*(?P<name>{_WORD}(?:[ ]+{_WORD}){{0,5}})",
    re.IGNORECASE,
)
_PRESENTED = re.compile(
    r"(?:\b(?i:this\s+is|i'?m|i\s+am|it'?s|saya|sy|here\s+is|ini|regards,?|thanks,?)|(?<=–))\s+"
    r"(?P<name>[A-Z][\w'’@/-]*(?:[ ]+(?:[A-Z][\w'’@/.-]*|bin|binti|bt|a/l|a/p|al|de|van|von|"
    r"der)){0,5})"
)
_NUMBERED = re.compile(  # "nama Hafiz no 019…", "contact Lina 012…": a capital and a number after
    r"\b(?i:nama|name|contact(?:\s+person)?|hubungi|attn)\s+"
    r"(?P<name>[A-Z][\w'’-]+(?:[ ]+[A-Z][\w'’-]+){0,3})(?=[\s,]*(?i:no|tel|hp|phone)?[\s.:]*\0)"
)
_BESIDE_NUMBER = re.compile(  # "Siti Aminah 019…": two names or more, then the number
    r"(?:^|[.,;!?\n]\s*)(?P<name>[A-Z][\w'’-]+(?:[ ]+(?:[A-Z][\w'’-]+|bin|binti|a/l|a/p)){1,4})"
    r"[\s,:-]*\0"
)
_HERE = re.compile(r"(?P<name>[A-Z][\w'’-]+(?:[ ]+[A-Z][\w'’-]+){0,3})\s+(?i:here|speaking)\b")
_STOP = frozenset(
    """
    a an the and or but from with for to at in on of is are am was i i'm im my me we you your
    he she they it here there not no yes ok okay looking interested trying planning coming
    going calling writing staying asking wondering checking hoping sorry sure just also very
    so still already happy afraid having travelling traveling arriving booking reserving
    contacting unable able new actually sebenarnya instead malaysian singaporean indonesian
    company syarikat jabatan
    chinese indian british after before around between by until selepas sebelum lepas next time
    later week month now soon nanti lain kali dulu first wait when if
    american muslim vegetarian vegan allergic disabled pregnant guest customer tourist local
    foreigner student dan atau tapi dari daripada untuk di ke pada dengan yang nak mahu hendak
    ingin mau akan dah sudah telah ada tiada tak tidak bukan boleh perlu cari tanya tempah
    minta tolong datang sampai berminat rasa fikir tengok juga pun orang warga phone number
    nombor tel telefon email emel contact whatsapp please thanks thank terima kasih hi hello
    hai hey salam assalamualaikum good morning evening afternoon night check room rooms bilik
    hotel date dates tarikh adults dewasa pax and this that these what when where how why who
    can could would will do does monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
    urgent great perfect fine nice mr mrs ms miss en puan encik cik tuan reply sebagai kepada
    oleh jan feb dec today tomorrow tonight esok maybe price harga cancel help refund human
    agent staff bot manager person someone pool gym wifi breakfast sarapan saya kami kita awak
    anda dia mereka sy ialah adalah suka jadi ready available back free
    """.split()
)
_TITLE = re.compile(
    r"(?i)^(?:mr|mrs|ms|miss|mdm|madam|dr|en|encik|puan|pn|cik|tuan|dato'?|datuk|datin|"
    r"tan\s+sri)\.?\s+"
)


def find_name(text: str, *, awaiting: str = "", alone: bool = True) -> str:
    """The guest's own name where given; a bare one only where it was asked for."""
    said = (
        m["name"]
        for p in (_INTRODUCED, _PRESENTED, _NUMBERED, _HERE, _BESIDE_NUMBER)
        for m in p.finditer(text)
    )
    if name := next(filter(None, map(_tidy, said)), ""):
        return name
    if awaiting == "name" or (awaiting == "contact" and (not alone or _reads_as_name(text))):
        return _bare_name(text)
    return ""


def _reads_as_name(text: str) -> bool:
    """Two or three words that are about nothing a hotel knows of: "jane doe"."""
    about = read(text)
    return 2 <= len(text.split()) <= 3 and not (about.topics or about.facets)


def _bare_name(text: str) -> str:
    line = next((part for part in re.split(r"[\n,;\0]+", text) if part.strip()), "").strip(" .!-:")
    words = _TITLE.sub("", line).split()
    if not 1 <= len(words) <= 6 or not all(re.fullmatch(_WORD, word) for word in words):
        return ""
    known = any(word.lower().rstrip(".") in _STOP for word in words)
    return "" if known or "?" in text else _tidy(line)


def _tidy(said: str) -> str:
    words: list[str] = []
    for word in _TITLE.sub("", said.strip()).split():
        if word.lower().strip(".,'") in _STOP or len(words) == 6:
            break
        words.append(word)
        if word.endswith((".", ",")) and len(word) > 3:
            break
    name = " ".join(words).strip(" .,-'’")
    if len(name) < 2 or len(name) > 80:
        return ""
    return name.title() if name.islower() else name
