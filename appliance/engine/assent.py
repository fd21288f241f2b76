"""Whether a short answer says yes to what was just offered."""

from __future__ import annotations

import re

YES = frozenset(
    "yes yeah yep ya yup sure ok okay okey please pls boleh baik setuju nak mahu mau betul go ahead"
    " do it that would be great tolong silakan hantar sampaikan thanks terima kasih thank you"
    " can also lah je sahaja saja dah sudah ye that's thats right correct exactly fine perfect"
    " great sounds good alright yea yess confirm confirmed teruskan".split()
)
NO = frozenset("no nope nah tak tidak jangan usah takpe tak-payah not".split())


def affirms(text: str) -> bool:
    """Every word agrees, and at least one was said: "ok", "ya boleh", "yes please"."""
    words = re.findall(r"[a-z'-]+", text.lower())
    return bool(words) and len(words) <= 6 and all(word in YES for word in words)


def declines(text: str) -> bool:
    """A short answer that begins with, or is, a no."""
    words = re.findall(r"[a-z'-]+", text.lower())
    return bool(words) and len(words) <= 5 and any(word in NO for word in words[:2])
