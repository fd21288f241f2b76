"""Leads and the property's settings, for staff.

Everybody on the staff may read leads: whoever answers the phone at night needs them. Changing one
is for those who follow it up (`gm`, `reservations`, `admin`), settings are for `gm` and `admin`.
Another property's id looks like one that does not exist, and asking for it is written down (H10).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

from sanic import Request

from appliance.desk import Staff
from appliance.engine.hotel import Desk, Hotel, Shift
from appliance.store import Conflict, NotFound
from appliance.store.records import LeadRow
from appliance.web import veil
from appliance.web.auth import staff
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.endpoint import Endpoints
from appliance.web.errors import Problem, not_found
from appliance.web.schemas import (
    AlertSettings,
    DeskSettings,
    Lead,
    LeadChange,
    LeadPage,
    LeadQuery,
    PropertySettings,
    RoomSettings,
)
from appliance.web.trail import note

endpoints = Endpoints("Property")


@endpoints.get("/properties/<property:uuid>/leads", staff(), errors=(404, 422, 503))
async def list_leads(request: Request, who: Staff, property: UUID, query: LeadQuery) -> LeadPage:
    """List leads, newest first."""
    context, app = here(request), here(request).appliance
    await _own(request, who, property)
    asked = query.model_dump(exclude={"limit", "conversation"})
    asked["search"] = veil.searched_by(app.hotel, who, query.search)
    rows = await in_crew(
        app.store.leads,
        **asked,
        conversation=str(query.conversation) if query.conversation else None,
        limit=query.limit + 1,  # whether there is another page
    )
    shown = rows[: query.limit]
    await note(context, who.id, "leads.read", "leads", count=len(shown))
    more = query.offset + query.limit if len(rows) > query.limit else None
    leads = [_lead(app.hotel, who, row) for row in shown]
    return LeadPage(leads=leads, next_offset=more)


@endpoints.get("/leads/<lead:uuid>", staff(), errors=(404, 503))
async def read_lead(request: Request, who: Staff, lead: UUID) -> Lead:
    """Read a lead."""
    context = here(request)
    row = await in_crew(context.appliance.store.lead, str(lead))
    if row is None:
        raise not_found()
    await note(context, who.id, "lead.read", row.id)
    return _lead(context.appliance.hotel, who, row)


@endpoints.patch(
    "/leads/<lead:uuid>", staff("gm", "reservations", "admin"), errors=(404, 409, 422, 503)
)
async def change_lead(request: Request, who: Staff, lead: UUID, body: LeadChange) -> Lead:
    """Change a lead's status, notes or actual value.

    `version` is the one that was looked at. If somebody has changed the lead since, the answer is
    409 `conflict` with the lead as it is now under `current`.
    """
    app = here(request).appliance
    try:
        row = await in_crew(
            app.store.update_lead,
            str(lead),
            body.version,
            status=body.status,
            notes=body.notes,
            actual_value=body.actual_value,
            actor=who.id,
            now=app.now(),
        )
    except NotFound:
        raise not_found() from None
    except Conflict as conflict:
        current = _lead(app.hotel, who, conflict.current).model_dump(mode="json")
        detail = "Somebody else has changed this lead. Look at it again."
        raise Problem(HTTPStatus.CONFLICT, "conflict", detail, current=current) from None
    return _lead(app.hotel, who, row)


def _lead(hotel: Hotel, who: Staff, row: LeadRow) -> Lead:
    return Lead.model_validate(veil.seen_by(hotel, who, row))


@endpoints.get("/properties/<property:uuid>/settings", staff("gm", "admin"), errors=(404,))
async def read_settings(request: Request, who: Staff, property: UUID) -> PropertySettings:
    """Read the property's configuration."""
    await _own(request, who, property)
    return settings_of(here(request).appliance.hotel)


async def _own(request: Request, who: Staff, property: UUID) -> None:
    context = here(request)
    if str(property) != context.appliance.hotel.id:
        await note(context, who.id, "property.refused", str(property))
        raise not_found()


def settings_of(hotel: Hotel) -> PropertySettings:
    return PropertySettings(
        id=hotel.id,
        slug=hotel.slug,
        name=hotel.name,
        city=hotel.city,
        address=hotel.address,
        phone=hotel.phone,
        email=hotel.email,
        website=hotel.website,
        time_zone=hotel.zone.key,
        currency=hotel.currency,
        language=hotel.language,
        check_in_from=hotel.check_in_from.isoformat("minutes"),
        check_out_by=hotel.check_out_by.isoformat("minutes"),
        rooms=[
            RoomSettings(
                code=room.code,
                name=room.name.en,
                average_rate=room.adr,
                max_guests=room.max_guests,
                count=room.count,
            )
            for room in hotel.rooms
        ],
        desks=[_desk(desk) for desk in hotel.desks.values()],
        alerts=[
            AlertSettings(code=route.code, kinds=sorted(route.kinds), when=route.when)
            for route in hotel.alerts
        ],
        origins=list(hotel.origins),
        privacy_version=hotel.privacy.version,
        keep_conversations_days=hotel.privacy.keep_conversations_days,
        keep_leads_days=hotel.privacy.keep_leads_days,
    )


def _desk(desk: Desk) -> DeskSettings:
    return DeskSettings(
        code=desk.code,
        name=desk.name.en,
        weekly=[_hours(shifts) for shifts in desk.weekly],
        special={day.isoformat(): _hours(one.shifts) for day, one in desk.special.items()},
    )


def _hours(shifts: Iterable[Shift]) -> list[str]:
    return [f"{_clock(shift.opens)}-{_clock(shift.closes)}" for shift in shifts]


def _clock(minutes: int) -> str:
    hours, rest = divmod(timedelta(minutes=minutes).seconds // 60, 60)
    return f"{hours:02}:{rest:02}"
