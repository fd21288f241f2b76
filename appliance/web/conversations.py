"""What a guest's page calls; staff read and follow a conversation by the same addresses."""

from __future__ import annotations

from functools import partial
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
from appliance.feed import guest_topic
from appliance.store import StoreUnavailable
from appliance.web import transcript, veil
from appliance.web.auth import Guest, guest_of_conversation, guest_or_staff, property_key
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
    WidgetHotel,
)
from appliance.web.tokens import LIFETIME
from appliance.web.trail import note

endpoints = Endpoints("Conversations")

CHANNEL = "web"


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
    view = await in_crew(transcript.read, app, id, await _recalled(app, id))
    now, language = app.now(), body.page_language or app.hotel.language
    return ConversationStarted(
        id=id,
        token=context.tokens.issue("guest", id, now, visitor=visitor, key=key),
        expires_at=now + LIFETIME["guest"],
        hotel=_hotel(app.hotel, language),
        greeting=app.hotel.brand.greeting.say(language),
        quick_replies=[reply.say(language) for reply in app.hotel.brand.quick_replies],
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
    view = await in_crew(transcript.read, app, id, state)
    if isinstance(who, Guest):
        app.hub.read(guest_topic(id), view.last_event_id)
    return transcript.veiled(view) if _veils(app.hotel, who) else view


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
    return ConversationStanding.model_validate(
        await in_crew(desk.hand_off, app, str(conversation), reason, by, key)
    )


async def _recalled(app: Appliance, id: str) -> Conversation | None:
    """None also where only a cluster that is away could tell."""
    try:
        return await in_time(app.recall_id, id)
    except StoreUnavailable:
        return None


def _veils(hotel: Hotel, who: Guest | Staff) -> bool:
    """A guest reads their own words; not every colleague reads a guest's number in them (H9)."""
    return isinstance(who, Staff) and not veil.reads_contacts(hotel, who)


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
