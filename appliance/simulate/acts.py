"""What a line that begins with a slash does. True where the hotel should answer it."""

from __future__ import annotations

import time
from typing import Any

from appliance.simulate.graph import File, Refusal
from appliance.simulate.talk import Act, Talk

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "0000000500017a5eabf60000000049454e44ae426082"
)
HELP = """  TEXT                 say it
  /again               deliver the last message once more, as Meta does
  /tap TITLE           tap a button
  /photo [CAPTION]     send a photo
  /pdf                 send a document
  /voice               send a voice note
  /pin LAT,LONG [NAME] send a location
  /sticker  /react EMOJI  /edit TEXT  /delete
  /staff TEXT          staff answer from the hotel's own phone
  /late DAYS TEXT      a message Meta delivers days late
  /fail STATUS CODE [N]  refuse the appliance's next N messages
  /wait SECONDS        wait
  /quit"""


def _help(talk: Talk, rest: str) -> bool:
    talk.report(HELP)
    return False


def _again(talk: Talk, rest: str) -> bool:
    talk.deliver(talk.last)
    return False


def _tap(talk: Talk, rest: str) -> bool:
    reply = {"type": "button_reply", "button_reply": {"id": rest, "title": rest}}
    about = {"context": {"id": talk.ours}} if talk.ours else {}
    return talk.deliver(talk.guest.sends("interactive", time.time(), interactive=reply, **about))


def _media(talk: Talk, kind: str, content_type: str, **more: Any) -> bool:
    id = str(10**15 + len(talk.graph.files))
    talk.graph.files[id] = File(PIXEL, content_type)
    part = {"id": id, "mime_type": content_type} | {k: v for k, v in more.items() if v}
    return talk.deliver(talk.guest.sends(kind, time.time(), **{kind: part}))


def _photo(talk: Talk, rest: str) -> bool:
    return _media(talk, "image", "image/png", caption=rest)


def _pdf(talk: Talk, rest: str) -> bool:
    return _media(talk, "document", "application/pdf", filename="booking.pdf", caption=rest)


def _voice(talk: Talk, rest: str) -> bool:
    return _media(talk, "audio", "audio/ogg; codecs=opus", voice=True)


def _pin(talk: Talk, rest: str) -> bool:
    where, _, name = rest.partition(" ")
    latitude, _, longitude = where.partition(",")
    place: dict[str, Any] = {"latitude": float(latitude), "longitude": float(longitude)}
    place |= {"name": name} if name else {}
    return talk.deliver(talk.guest.sends("location", time.time(), location=place))


def _sticker(talk: Talk, rest: str) -> bool:
    _media(talk, "sticker", "image/webp")
    return False


def _react(talk: Talk, rest: str) -> bool:
    reaction = {"message_id": talk.ours, "emoji": rest or "👍"}
    return talk.deliver(talk.guest.sends("reaction", time.time(), reaction=reaction), False)


def _edit(talk: Talk, rest: str) -> bool:
    new = {"type": "text", "text": {"body": rest}}
    edit = {"original_message_id": talk.last["id"], "message": new}
    return talk.deliver(talk.guest.sends("edit", time.time(), edit=edit), False)


def _delete(talk: Talk, rest: str) -> bool:
    gone = {"original_message_id": talk.last["id"]}
    return talk.deliver(talk.guest.sends("revoke", time.time(), revoke=gone), False)


def _staff(talk: Talk, rest: str) -> bool:
    to = talk.guest.number or talk.guest.user_id
    echo = talk.guest.says(rest, time.time()) | {"from": talk.meta.number, "to": to}
    talk.meta.post(talk.meta.payload("smb_message_echoes", {"message_echoes": [echo]}))
    return False


def _late(talk: Talk, rest: str) -> bool:
    days, _, text = rest.partition(" ")
    talk.say(text, time.time() - float(days) * 86400)
    return False


def _fail(talk: Talk, rest: str) -> bool:
    status, code, *times = (int(word) for word in rest.split())
    refusal = Refusal(status, code, "refused, as you asked")
    talk.graph.refusals.extend([refusal] * (times[0] if times else 1))
    return False


def _wait(talk: Talk, rest: str) -> bool:
    time.sleep(float(rest))
    return False


ACTS: dict[str, Act] = {
    "/help": _help,
    "/again": _again,
    "/tap": _tap,
    "/photo": _photo,
    "/pdf": _pdf,
    "/voice": _voice,
    "/pin": _pin,
    "/sticker": _sticker,
    "/react": _react,
    "/edit": _edit,
    "/delete": _delete,
    "/staff": _staff,
    "/late": _late,
    "/fail": _fail,
    "/wait": _wait,
}
