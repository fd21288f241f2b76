"""How answers are worded: yes and no, granting, referring to a person, not knowing."""

from __future__ import annotations

import re

YES = re.compile(
    r"^\W*(?:yes|yeah|yep|yup|sure|of course|certainly|absolutely|definitely|indeed|no problem"
    r"|ya|ye|boleh|ada|betul|tentu|sudah tentu|semestinya|memang|baik)\b",
    re.I,
)
NO = re.compile(
    r"^\W*(?:no|nope|sorry,? no|unfortunately,? no|tidak|tak|tiada|bukan|maaf,? tidak)\b", re.I
)
GRANTED = re.compile(
    r"\b(?:that|it|this)(?:['’]s| is| would be| should be| will be)(?: \w+)? (?:fine|ok|okay"
    r"|possible|allowed|permitted|no problem|not a problem|alright|doable)\b"
    r"|\byou (?:can|may|are welcome to)\W*$|\bwe (?:do|can|have)\W*$|\bthere (?:is|are)\W*$"
    r"|\b(?:boleh|dibenarkan|tiada masalah)\W*$",
    re.I,
)
GRANTS = re.compile(
    r"\b(?:can|may|allow\w*|permit\w*|welcome|fine|okay|ok|accept\w*|bring|boleh|dibenarkan"
    r"|dialu\w*|diterima|terima|bawa)\b",
    re.I,
)
REFERS = re.compile(
    r"\b(?:pass|forward|relay|sampaikan|panjangkan|ajukan|rujuk)\w*\b[^.]{0,40}\b(?:on|along|to"
    r"|this|that|it|your|kepada|ini|anda)\b"
    r"|\b(?:team|staff|colleagues?|manager|desk|reservations?|they|us|we|i|someone|pasukan|staf"
    r"|kakitangan|kaunter|kami|saya)\b[^.]{0,30}\b(?:tell|advise|answer|confirm|let you know"
    r"|look into|check|find out|get back|beritahu|maklumkan|jawab|sahkan|semak)\b"
    r"|\b(?:ask|contact|call|check with|speak (?:to|with)|reach|tanya|hubungi|tanyakan)\b[^.]{0,30}"
    r"\b(?:team|staff|us|desk|reception\w*|hotel|kami|pasukan|staf|kaunter)\b"
    r"|\b(?:your|anda) (?:question|request|enquiry|inquiry|message|soalan|permintaan|pertanyaan)\b"
    r"|\b(?:soalan|permintaan|pertanyaan) anda\b|\b(?:999|112|991)\b"
    r"|\b(?:i|saya)\b[^.]{0,12}\b(?:can(?:not|[’']t)|not able|unable|tidak (?:dapat|boleh))",
    re.I,
)
UNKNOWN = re.compile(
    r"(?:\b(?:no|not|without|tiada|tidak|tak|belum)|n[’']t)\b[^.]{0,30}\b(?:information|info|details?"
    r"|sure|certain|know|aware|mentioned?|listed|stated|maklumat|pasti|tahu|dinyatakan|disebut)\b",
    re.I,
)
NOTED = re.compile(r"\b(?:noted|thanks? for|thank you|terima kasih|dicatat|catat)\b", re.I)
ADDRESSED = re.compile(  # "Dear Mr Lim,"
    r"\b(?i:dear|hi|hello|hai|salam|thanks?|thank you|terima kasih)?,?\s*"
    r"\b(?i:mr|mrs|ms|miss|dr|encik|puan|cik|tuan|datuk|dato)\.?(?: [A-Z][\w'’-]*)+,?"
    r"|\b(?i:dear|hi|hello|hai|salam|thank you|terima kasih),? [A-Z][\w'’-]+(?=\s*[,!.])"
)
OPENER = re.compile(r"\W*(?:boleh|ada|baik|sure)\b", re.I)  # they open questions too
STAYS = re.compile(r"\bcheck(?:ing|ed|s)?[- ]?(?:in|out)\b", re.I)  # nothing is checked there
