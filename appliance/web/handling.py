"""What staff do in conversations, and how they follow all of them."""

from __future__ import annotations

from uuid import UUID

from sanic import Request

from appliance import desk
from appliance.desk import Staff
from appliance.engine.state import Conversation
from appliance.feed import STAFF_TOPIC
from appliance.web.auth import staff
from appliance.web.context import address, here
from appliance.web.crew import in_crew
from appliance.web.endpoint import EVENT_STREAM, Endpoints
from appliance.web.live import resume_after
from appliance.web.schemas import (
    Accepted,
    ConversationStanding,
    StaffNote,
    StaffReply,
    StaffTemplate,
)

endpoints = Endpoints("Conversations")


@endpoints.post("/conversations/<conversation:uuid>/takeover", staff(), errors=(404, 409))
async def take_over(request: Request, who: Staff, conversation: UUID) -> ConversationStanding:
    """Take a conversation over: the assistant is silent until it is released or resolved.

    409 `already_taken` names whoever has it.
    """
    app = here(request).appliance
    return standing(await in_crew(desk.take_over, app, str(conversation), who))


@endpoints.post("/conversations/<conversation:uuid>/release", staff(), errors=(404,))
async def release(request: Request, who: Staff, conversation: UUID) -> ConversationStanding:
    """Give a conversation back to the assistant."""
    app = here(request).appliance
    return standing(await in_crew(desk.release, app, str(conversation), who))


@endpoints.post("/conversations/<conversation:uuid>/resolve", staff(), errors=(404,))
async def resolve(request: Request, who: Staff, conversation: UUID) -> ConversationStanding:
    """Close a conversation. What the guest says next begins anew with the assistant."""
    app = here(request).appliance
    return standing(await in_crew(desk.resolve, app, str(conversation), who))


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


def standing(c: Conversation) -> ConversationStanding:
    return ConversationStanding.model_validate(c)
