"""A conversation as its guest may see it: from the feed, and from the record what is older."""

from __future__ import annotations

import json
from itertools import chain

from appliance.app import Appliance
from appliance.engine.state import Conversation
from appliance.feed import guest_topic
from appliance.spool import FeedEvent
from appliance.store import StoreUnavailable
from appliance.store.records import MessageRow
from appliance.web import veil
from appliance.web.schemas import ConversationView, Message

PAGE = 500  # feed events read at once


def read(app: Appliance, id: str, state: Conversation | None) -> ConversationView:
    events = _whole_feed(app, id)
    recent = [Message.model_validate_json(e.body) for e in events if e.kind == "message"]
    older = _older(app, id, state, recent)
    return ConversationView(
        id=id,
        status=state.status if state else "active",
        mode=state.mode if state else "concierge",
        staff_name=state.staff_name if state else "",
        messages=[*older, *recent],
        last_event_id=events[-1].seq if events else 0,
    )


def veiled(view: ConversationView) -> ConversationView:
    """For a colleague who may not read a guest's number, nor in the guest's words (H9)."""
    said = [m.model_copy(update={"text": veil.masked(m.text)}) for m in view.messages]
    return view.model_copy(update={"messages": said})


def _whole_feed(app: Appliance, id: str) -> list[FeedEvent]:
    pages: list[list[FeedEvent]] = [app.spool.feed_after(guest_topic(id), 0, PAGE)]
    while len(pages[-1]) == PAGE:
        pages.append(app.spool.feed_after(guest_topic(id), pages[-1][-1].seq, PAGE))
    return list(chain.from_iterable(pages))


def _older(
    app: Appliance, id: str, state: Conversation | None, recent: list[Message]
) -> list[Message]:
    if state is None or state.message_count <= len(recent):
        return []
    try:
        rows = app.store.messages(id)
    except StoreUnavailable:
        return []
    known = {message.id for message in recent}
    return [_message(row) for row in rows if row.id not in known and row.kind != "note"]


def _message(row: MessageRow) -> Message:
    return Message(
        id=row.id,
        role=row.role,
        text=row.text,
        at=row.at,
        staff_name=row.staff_name,
        quotes=_json_list(row.meta.get("quotes")),
        quick_replies=list(row.meta.get("quick_replies") or ()),
    )


def _json_list(value: object) -> list[dict[str, object]]:
    found = json.loads(value) if isinstance(value, str) else value
    return list(found) if isinstance(found, list | tuple) else []
