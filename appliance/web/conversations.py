"""Conversations: what the widget calls, and what staff do in them."""

from __future__ import annotations

import json
from functools import partial
from itertools import chain
from uuid import UUID

from sanic import Request

from appliance import desk, turn
from appliance.app import Appliance
from appliance.desk import Staff
from appliance.engine.hotel import Hotel
from appliance.engine.ids import derive
from appliance.engine.message import Inbound
from appliance.engine.state import Conversation
from appliance.engine.text import Language
from appliance.feed import STAFF_TOPIC, guest_topic
from appliance.spool import FeedEvent
from appliance.store import StoreUnavailable
from appliance.store.records import MessageRow
from appliance.web import veil
from appliance.web.auth import Guest, guest_of_conversation, guest_or_staff, property_key, staff
from appliance.web.context import address, here
from appliance.web.crew import in_crew, in_time, on_disk
from appliance.web.endpoint import EVENT_STREAM, Endpoints
from appliance.web.errors import not_found
from appliance.web.limits import Caller
from appliance.web.live import resume_after
from appliance.web.schemas import (
    Accepted,
    ConversationStanding,
    ConversationStart,
    ConversationStarted,
    ConversationView,
    GuestMessage,
    HandoffRequest,
    Message,
    StaffNote,
    StaffReply,
    StaffTemplate,
    WidgetHotel,
)
from appliance.web.tokens import LIFETIME
from appliance.web.trail import note

endpoints = Endpoints("Conversations")

CHANNEL = "web"
PAGE = 500  # feed events read at once


# -- guests


@endpoints.post("/conversations", property_key, status=201, errors=(422, 429, 503))
async def start_conversation(
    request: Request, key: str, body: ConversationStart
) -> ConversationStarted:
    """Start a conversation, or come back to it.

    Nothing is stored of a guest who only opens the widget, except which privacy notice was agreed
    to. The page must be of a listed origin.
    """
    context, app = here(request), here(request).appliance
    context.refuse_if_draining()
    visitor = str(body.client_id)
    id = app.conversation_id(f"{CHANNEL}:{visitor}")
    context.limits.write(Caller(key, id, address(request)))
    agreed = body.consent.model_dump()
    await note(context, "guest", "consent", id, once=sorted(agreed.items()), **agreed)
    view = await in_crew(viewed, app, id, await _recalled(app, id))
    now = app.now()
    return ConversationStarted(
        id=id,
        token=context.tokens.issue("guest", id, now, visitor=visitor, key=key),
        expires_at=now + LIFETIME["guest"],
        hotel=_hotel(app.hotel, body.page_language or app.hotel.language),
        greeting=app.hotel.brand.greeting.say(body.page_language or app.hotel.language),
        quick_replies=[
            reply.say(body.page_language or app.hotel.language)
            for reply in app.hotel.brand.quick_replies
        ],
        messages=view.messages,
        last_event_id=view.last_event_id,
    )


@endpoints.post(
    "/conversations/<conversation:uuid>/messages",
    guest_of_conversation,
    status=202,
    errors=(404, 422, 429, 503),
)
async def send_message(
    request: Request, guest: Guest, conversation: UUID, body: GuestMessage
) -> Accepted:
    """Say something to the hotel.

    Once this is answered the message is kept, whatever happens to the appliance; the reply comes as
    an event.
    """
    context, app = here(request), here(request).appliance
    context.refuse_if_draining()
    context.limits.write(guest.caller(request))
    message = Inbound(
        id=f"{CHANNEL}:{conversation}:{body.client_message_id}",
        channel=CHANNEL,
        guest=guest.visitor,
        text=body.text,
        at=app.now(),
    )
    await on_disk(turn.receive, app, [message])
    return Accepted(id=derive(app.hotel.id, message.id))


@endpoints.get("/conversations/<conversation:uuid>", guest_or_staff, errors=(404, 429))
async def read_conversation(
    request: Request, who: Guest | Staff, conversation: UUID
) -> ConversationView:
    """Read a conversation with its messages; also for polling where events do not get through."""
    context, app, id = here(request), here(request).appliance, str(conversation)
    if isinstance(who, Guest):
        context.limits.read(who.caller(request))
    state = await _recalled(app, id)
    if isinstance(who, Staff):
        if state is None:
            raise not_found()
        await note(context, who.id, "conversation.read", id)
    view = await in_crew(viewed, app, id, state)
    if isinstance(who, Guest):
        app.hub.read(guest_topic(id), view.last_event_id)
    return veiled(view) if _veils(app.hotel, who) else view


@endpoints.get(
    "/conversations/<conversation:uuid>/events",
    guest_or_staff,
    errors=(404, 429, 503),
    media=EVENT_STREAM,
)
async def follow_conversation(request: Request, who: Guest | Staff, conversation: UUID) -> None:
    """Follow a conversation as it happens (server-sent events).

    `message` and `status` are numbered and can be resumed from with `Last-Event-ID` or `?after=`;
    `partial` and `typing` may be missed. A comment keeps the line open every 15 seconds.
    """
    context, id = here(request), str(conversation)
    if isinstance(who, Guest):
        context.limits.read(who.caller(request))
        reader, has_read = id, partial(context.appliance.hub.read, guest_topic(id))
    else:
        if await _recalled(context.appliance, id) is None:
            raise not_found()
        reader, has_read = who.id, None
    await context.streams.serve(
        request,
        guest_topic(id),
        resume_after(request),
        reader=reader,
        address=address(request),
        has_read=has_read,
        lens=veil.event if _veils(context.appliance.hotel, who) else str,
    )


@endpoints.post(
    "/conversations/<conversation:uuid>/handoff", guest_or_staff, errors=(404, 422, 429)
)
async def hand_off(
    request: Request, who: Guest | Staff, conversation: UUID, body: HandoffRequest
) -> ConversationStanding:
    """Ask for a person."""
    context, app = here(request), here(request).appliance
    if isinstance(who, Guest):
        context.limits.write(who.caller(request))
        by, reason, key = Staff("guest", "Guest", "system"), "asked", f"web:{who.visitor}"
    else:
        by, reason, key = who, body.reason, ""
    return _standing(await in_crew(desk.hand_off, app, str(conversation), reason, by, key))


# -- staff


@endpoints.post("/conversations/<conversation:uuid>/takeover", staff(), errors=(404, 409))
async def take_over(request: Request, who: Staff, conversation: UUID) -> ConversationStanding:
    """Take a conversation over: the assistant is silent until it is released or resolved.

    409 `already_taken` names whoever has it.
    """
    app = here(request).appliance
    return _standing(await in_crew(desk.take_over, app, str(conversation), who))


@endpoints.post("/conversations/<conversation:uuid>/release", staff(), errors=(404,))
async def release(request: Request, who: Staff, conversation: UUID) -> ConversationStanding:
    """Give a conversation back to the assistant."""
    app = here(request).appliance
    return _standing(await in_crew(desk.release, app, str(conversation), who))


@endpoints.post("/conversations/<conversation:uuid>/resolve", staff(), errors=(404,))
async def resolve(request: Request, who: Staff, conversation: UUID) -> ConversationStanding:
    """Close a conversation. What the guest says next begins anew with the assistant."""
    app = here(request).appliance
    return _standing(await in_crew(desk.resolve, app, str(conversation), who))


@endpoints.post(
    "/conversations/<conversation:uuid>/reply", staff(), status=202, errors=(404, 409, 422)
)
async def reply(request: Request, who: Staff, conversation: UUID, body: StaffReply) -> Accepted:
    """Write to the guest, in a conversation one has taken over."""
    app = here(request).appliance
    said = str(body.client_message_id)
    return Accepted(id=await in_crew(desk.say, app, str(conversation), who, body.text, said))


@endpoints.post(
    "/conversations/<conversation:uuid>/typing", staff(), status=204, errors=(404, 409, 429)
)
async def typing(request: Request, who: Staff, conversation: UUID) -> None:
    """Show that a reply is being written, for some seconds: to the guest and to colleagues.

    To be repeated every few seconds while it is. Nothing is stored.
    """
    here(request).limits.typing(who.id)
    await in_crew(desk.typing, here(request).appliance, str(conversation), who)


@endpoints.post("/conversations/<conversation:uuid>/notes", staff(), status=202, errors=(404, 422))
async def take_note(request: Request, who: Staff, conversation: UUID, body: StaffNote) -> Accepted:
    """Leave a note for colleagues. No guest ever sees it, and no model."""
    app = here(request).appliance
    noted = str(body.client_note_id)
    fact = await in_crew(desk.note, app, str(conversation), who, body.text, noted)
    return Accepted(id=fact.id)


@endpoints.post(
    "/conversations/<conversation:uuid>/template", staff(), status=202, errors=(404, 409, 422)
)
async def send_template(
    request: Request, who: Staff, conversation: UUID, body: StaffTemplate
) -> Accepted:
    """Write to the guest by an approved template.

    The only way once `reply` answers 409 `window_closed`. 409 `opted_out` where the guest asked not
    to be written to, 422 where a variable has no value.
    """
    app, said = here(request).appliance, str(body.client_message_id)
    sent = in_crew(desk.send_template, app, str(conversation), who, body.code, said, body.values)
    return Accepted(id=await sent)


@endpoints.get("/events", staff(), errors=(429, 503), media=EVENT_STREAM)
async def follow_property(request: Request, who: Staff) -> None:
    """Follow everything that happens at the property (server-sent events).

    `conversation`, `message` and `alert` are numbered: what was missed is sent again; `note` and
    `typing` may be missed. None carries what guests wrote or who they are.
    """
    await here(request).streams.serve(
        request, STAFF_TOPIC, resume_after(request), reader=who.id, address=address(request)
    )


# -- views


async def _recalled(app: Appliance, id: str) -> Conversation | None:
    """None also where only a cluster that is away could tell."""
    try:
        return await in_time(app.recall_id, id)
    except StoreUnavailable:
        return None


def viewed(app: Appliance, id: str, state: Conversation | None) -> ConversationView:
    """A conversation as its guest may see it: from the feed, and from the record what is older."""
    events = whole_feed(app, id)
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
    said = [m.model_copy(update={"text": veil.masked(m.text)}) for m in view.messages]
    return view.model_copy(update={"messages": said})


def _veils(hotel: Hotel, who: Guest | Staff) -> bool:
    """A guest reads their own words; not every colleague reads a guest's number in them (H9)."""
    return isinstance(who, Staff) and not veil.reads_contacts(hotel, who)


def whole_feed(app: Appliance, id: str) -> list[FeedEvent]:
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


def _standing(c: Conversation) -> ConversationStanding:
    return ConversationStanding.model_validate(c)


def _hotel(hotel: Hotel, language: Language) -> WidgetHotel:
    return WidgetHotel(
        name=hotel.name,
        phone=hotel.phone,
        email=hotel.email,
        colour=hotel.brand.colour,
        colour_dark=hotel.brand.colour_dark,
        privacy_version=hotel.privacy.version,
        privacy_notice=hotel.privacy.notice.say(language),
    )
