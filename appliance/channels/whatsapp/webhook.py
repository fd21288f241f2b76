"""A webhook call, as what it means to us.

One call carries any number of changes, of one number or of several, each with messages, status
reports, or news about a guest or the account. Whatever cannot be read becomes Unusable, alone: the
rest of the call goes on (W2, W3).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from appliance.channels.events import Event, Renamed, Report, Unusable
from appliance.channels.whatsapp import content, faults
from appliance.channels.whatsapp.account import ACCOUNT
from appliance.engine.message import Inbound

Raw = dict[str, Any]
WINDOW = timedelta(hours=24)  # after the guest's last message Meta takes free words
BSUID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")  # business-scoped user id
NUMBER = re.compile(r"[0-9]{6,20}")
OPENS_NO_WINDOW = frozenset({"edit", "revoke", "reaction"})
UNREADABLE = (
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    OverflowError,
    OSError,
    RecursionError,
)
LATEST = 4_102_444_800  # 2100, in seconds since 1970: no message is of later
STATUSES = {"sent": "sent", "delivered": "delivered", "read": "read", "played": "read"}
STOP_WORDS = frozenset("stop berhenti unsubscribe henti".split())
START_WORDS = frozenset("start mula subscribe".split())


def events(body: bytes, number_id: str, number: str) -> list[Event]:
    """Everything a genuine call tells, in its order; `number_id` and `number` are the hotel's."""
    try:
        payload = clean(json.loads(body))
        changes = [change for entry in payload["entry"] for change in entry["changes"]]
    except UNREADABLE as error:
        return [stray(body.decode("utf-8", "replace"), f"not a webhook call: {said(error)}")]
    return [event for change in changes for event in _of_change(change, number_id, number)]


def clean(value: Any) -> Any:
    """Without what no database takes: half characters, and zeros in texts."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [clean(each) for each in value]
    if isinstance(value, dict):
        return {clean(name): clean(each) for name, each in value.items()}
    return value


def stray(body: str, why: str, *, alarming: bool = False) -> Unusable:
    return Unusable(hashlib.sha256(body.encode()).hexdigest(), body, why, alarming)


def said(error: Exception) -> str:
    """A ValueError says in words what is wrong; of others the kind tells more."""
    return str(error) if isinstance(error, ValueError) else repr(error)


def _of_change(change: Any, number_id: str, number: str) -> list[Event]:
    try:
        name, value = str(change["field"]), change["value"]
        if name in ACCOUNT:
            return [notice for notice in (ACCOUNT[name](value, number),) if notice]
        if name not in FIELDS:
            return []  # calls, history, flows …: nothing of a conversation
        told = str(value["metadata"]["phone_number_id"])
        if told != number_id:
            return [stray(_call(change), f"for another number: {told}", alarming=True)]
        return list(FIELDS[name](change))
    except UNREADABLE as error:
        return [stray(_call(change), f"cannot be read: {said(error)}")]


def _messages(change: Raw) -> Iterator[Event]:
    contacts = _contacts(change["value"])
    yield from _each(change, "messages", lambda raw: _message(raw, contacts))
    yield from _each(change, "statuses", _report)


def _echoes(change: Raw) -> Iterator[Event]:
    yield from _each(change, "message_echoes", _echo)


def _each(change: Raw, name: str, read: Callable[[Raw], Event | None]) -> Iterator[Event]:
    for raw in change["value"].get(name) or ():
        try:
            event = read(raw)
        except UNREADABLE as error:
            yield stray(_call(_alone(change, name, raw)), f"cannot be read: {said(error)}")
        else:
            if event is not None:
                yield event


def _message(raw: Raw, contacts: list[Raw]) -> Event | None:
    if raw.get("type") == "system":
        return _system(raw)
    if raw.get("group_id"):  # answered, it would be answered in private
        raise ValueError("it was written in a group")
    contact = _contact(raw, contacts)
    names = _names(raw.get("from") or contact.get("wa_id"), raw.get("from_user_id"), contact)
    found, at = content.of(raw), moment(raw["timestamp"])
    number = names[0] if NUMBER.fullmatch(names[0]) else ""
    return Inbound(
        id=f"whatsapp:{_id(raw)}",
        channel="whatsapp",
        guest=names[0],
        text=found.text,
        at=at,
        kind=found.kind,
        name=_named(contact),
        phone=f"+{number}" if number else "",
        addressable=True,
        names=names,
        address=names[0],
        attachments=found.attachments,
        about=found.about,
        original=found.original,
        quiet=found.quiet,
        notes=tuple(_notes(raw, found.text)),
        source=_source(raw),
        answer_by=None if found.kind in OPENS_NO_WINDOW else at + WINDOW,
    )


def _system(raw: Raw) -> Event | None:
    """The guest's number changed, or only the BSUID (W10, W11). Comes without `contacts`."""
    system = raw["system"]
    told = (raw.get("from"), raw.get("from_user_id"), system.get("previous_user_id"))
    return _renamed(told, system.get("wa_id") or system.get("new_wa_id"), system.get("user_id"))


def _renamed(known: Iterable[Any], number: Any, user_id: Any) -> Renamed | None:
    """Whoever is `known` so is reached by the new number, else the new BSUID; None for neither."""
    new = _valid(number, user_id)
    return Renamed(tuple(dict.fromkeys((*_valid(*known), *new))), new[0]) if new else None


def _echo(raw: Raw) -> Inbound | None:
    """What staff wrote in the WhatsApp Business app on the hotel's phone (W25)."""
    found = content.of(raw)
    names = _names(raw.get("to"), raw.get("to_user_id"), {})
    return Inbound(
        id=f"whatsapp:{_id(raw)}",
        channel="whatsapp",
        guest=names[0],
        text=found.text,
        at=moment(raw["timestamp"]),
        kind=found.kind,
        addressable=True,
        names=names,
        attachments=found.attachments,
        about=found.about,
        original=found.original,
        quiet=True,
        by_staff=True,
    )


def _report(raw: Raw) -> Report | None:
    """A status report. Pricing and errors are kept as Meta writes them (W12, W13, W29)."""
    status, errors = str(raw["status"]), raw.get("errors") or ()
    fault = faults.of_report(errors[0]) if errors else None
    ours, _, part = str(raw.get("biz_opaque_callback_data") or "").partition(":")
    kept = ("pricing", "conversation", "errors")
    reached = "failed" if status == "failed" else STATUSES.get(status)
    if reached is None or raw.get("recipient_type") == "group":
        return None
    return Report(
        status=reached,  # type: ignore[arg-type]
        at=moment(raw["timestamp"]),
        external_id=_id(raw),
        message=ours,
        whole=not part,
        detail=fault.reason if fault else "",
        down=bool(fault and fault.remedy == "down"),
        meta={name: raw[name] for name in kept if raw.get(name)},
    )


def _preferences(change: Raw) -> Iterator[Event]:
    contacts = _contacts(change["value"])
    yield from _each(change, "user_preferences", lambda raw: _preference(raw, contacts))


def _preference(raw: Raw, contacts: list[Raw]) -> Inbound:
    """The guest turned offers off or on in WhatsApp itself (W28)."""
    user_id = raw.get("user_id")
    contact = _contact({"from": raw.get("wa_id"), "from_user_id": user_id}, contacts)
    names = _names(raw.get("wa_id"), user_id, contact)
    wanted = str(raw["value"]) == "resume"
    return Inbound(
        id=f"whatsapp:preference:{names[0]}:{raw['timestamp']}",
        channel="whatsapp",
        guest=names[0],
        text="",
        at=moment(raw["timestamp"]),
        kind="preference",
        names=names,
        original=str(raw.get("detail") or raw["value"]),
        quiet=True,
        notes=("opt_in" if wanted else "opt_out",),
    )


def _renamings(change: Raw) -> Iterator[Event]:
    yield from _each(change, "user_id_update", _renaming)


def _renaming(raw: Raw) -> Renamed | None:
    """A changed BSUID as Meta announced it at first, and as some partners still pass it on (W11).
    The phone, where it is told, is the guest's as before."""
    ids = raw["user_id"]
    return _renamed((ids["previous"], raw.get("wa_id")), raw.get("wa_id"), ids["current"])


FIELDS: dict[str, Callable[[Raw], Iterator[Event]]] = {
    "messages": _messages,
    "smb_message_echoes": _echoes,
    "user_preferences": _preferences,
    "user_id_update": _renamings,
}


# -- who, when, whence


def _names(number: Any, user_id: Any, contact: Raw) -> tuple[str, ...]:
    """The guest's number and BSUID, as far as they are told. Raises ValueError for neither."""
    if not (found := _valid(number, user_id or contact.get("user_id"))):
        raise ValueError("nobody is named as its sender")
    return found


def _valid(*names: Any) -> tuple[str, ...]:
    """Those that are a phone number or a BSUID, each once."""
    told = [str(name or "").lstrip("+") for name in names]
    return tuple(dict.fromkeys(n for n in told if NUMBER.fullmatch(n) or BSUID.fullmatch(n)))


def _contacts(value: Raw) -> list[Raw]:
    return [c for c in value.get("contacts") or () if isinstance(c, dict)]


def _contact(raw: Raw, contacts: list[Raw]) -> Raw:
    told = {raw.get("from"), raw.get("from_user_id")} - {None, ""}
    for contact in contacts:
        if told & {contact.get("wa_id"), contact.get("user_id")}:
            return contact
    return contacts[0] if len(contacts) == 1 and not told else {}


def _named(contact: Raw) -> str:
    """The profile's name, if it is one: emoji and dots are not (W32)."""
    name = " ".join(str((contact.get("profile") or {}).get("name") or "").split())
    return name[:100] if any(letter.isalpha() for letter in name) else ""


def _source(raw: Raw) -> dict[str, str]:
    """The advertisement or post that brought the guest (W29)."""
    kept = ("source_type", "source_id", "source_url", "headline", "ctwa_clid")
    referral = raw.get("referral") or {}
    return {name: str(referral[name]) for name in kept if referral.get(name)}


def _notes(raw: Raw, text: str) -> Iterator[str]:
    context, word = raw.get("context") or {}, text.strip(" .!\n").casefold()
    if context.get("forwarded") or context.get("frequently_forwarded"):
        yield "forwarded"
    if word in STOP_WORDS:
        yield "opt_out"
    if word in START_WORDS:
        yield "opt_in"
    yield from (f"error_{error.get('code')}" for error in raw.get("errors") or ())


def _id(raw: Raw) -> str:
    if not (id := str(raw.get("id") or "")):
        raise ValueError("it has no id")
    return id


def moment(timestamp: Any) -> datetime:
    """From seconds since 1970. Raises ValueError for what is no time of a message."""
    if not 0 < (seconds := int(timestamp)) < LATEST:
        raise ValueError(f"no time of a message: {seconds}")
    return datetime.fromtimestamp(seconds, UTC)


def _alone(change: Raw, name: str, raw: Any) -> Raw:
    """The change with one thing of it only, and what that is read by."""
    known = {
        key: change["value"][key] for key in ("metadata", "contacts") if key in change["value"]
    }
    return {"field": change["field"], "value": known | {name: [raw]}}


def _call(change: Any) -> str:
    """As a call of its own: what is set aside can be read again once we know better."""
    return json.dumps({"entry": [{"changes": [change]}]}, ensure_ascii=False, sort_keys=True)
