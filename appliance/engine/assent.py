"""Whether a short answer says yes to what was just offered."""

from __future__ import annotations

import re

YES = frozenset(
    "yes yeah yep ya yup sure ok okay okey please pls boleh baik setuju nak mahu mau betul go ahead"
    " do tolong silakan hantar sampaikan can ye right correct exactly fine perfect great good"
    " alright yea yess confirm confirmed teruskan".split()
)
BESIDE_YES = frozenset(  # agrees with nothing by itself
    "it that would be thanks terima kasih thank you also lah je sahaja saja dah sudah that's thats"
    " sounds".split()
)
NO = frozenset("no nope nah tak tidak jangan usah takpe tak-payah not".split())


def affirms(text: str) -> bool:
    """Whether all of it agrees: "ok", "ya boleh", "yes please, thanks"; "thanks" alone does not."""
    words = set(re.findall(r"[a-z'-]+", text.lower()))
    return bool(words & YES) and len(words) <= 6 and words <= YES | BESIDE_YES


def declines(text: str) -> bool:
    """A short answer that begins with, or is, a no."""
    words = re.findall(r"[a-z'-]+", text.lower())
    return bool(words) and len(words) <= 5 and any(word in NO for word in words[:2])
