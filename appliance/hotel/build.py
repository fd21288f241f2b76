"""From a pack's checked files to the engine's Hotel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from appliance.engine.hotel import (
    AlertRoute,
    Brand,
    Desk,
    Fee,
    Hotel,
    LeadRules,
    Patience,
    Privacy,
    Probability,
    RateRow,
    Room,
    StaffMember,
    Template,
)
from appliance.engine.ids import derive
from appliance.engine.text import Text
from appliance.hotel.schema import (
    AlertsFile,
    Channels,
    FeesFile,
    FeeTable,
    LeadsFile,
    PrivacyFile,
    PropertyFile,
    RepliesFile,
    RoomsFile,
    RoomTable,
    StaffFile,
    WaitingTable,
    WidgetFile,
)
from appliance.hotel.values import Strict

M = TypeVar("M", bound=Strict)


@dataclass(frozen=True, slots=True)
class Parts:
    slug: str
    models: Mapping[str, Strict]
    card: tuple[RateRow, ...]
    desks: dict[str, Desk]

    def file(self, model: type[M], name: str) -> M:
        found = self.models[name]
        if not isinstance(found, model):
            raise TypeError(f"{name} was read as {type(found).__name__}")
        return found


def build(parts: Parts) -> Hotel:
    place = parts.file(PropertyFile, "property.toml")
    widget = parts.file(WidgetFile, "widget.toml")
    replies = parts.file(RepliesFile, "replies.toml")
    channels = parts.file(Channels, "channels.toml")
    return Hotel(
        id=str(place.id or derive("property", parts.slug)),
        slug=parts.slug,
        name=place.name,
        city=place.city,
        address=place.address,
        phone=place.phone,
        email=place.email,
        website=place.website,
        booking_url=place.booking_url,
        zone=place.timezone,
        currency=place.currency,
        country=place.country,
        language=place.language,
        rooms=tuple(_room(room) for room in parts.file(RoomsFile, "rooms.toml").room),
        rates=parts.card,
        fees=tuple(_fee(fee) for fee in parts.file(FeesFile, "fees.toml").fee),
        desks=parts.desks,
        lead_rules=_lead_rules(parts.file(LeadsFile, "leads.toml")),
        staff=_staff(parts.file(StaffFile, "staff.toml")),
        alerts=_alerts(parts.file(AlertsFile, "alerts.toml")),
        patience=patience_of(parts.file(AlertsFile, "alerts.toml").waiting),
        brand=_brand(widget),
        privacy=_privacy(parts.file(PrivacyFile, "privacy.toml")),
        origins=tuple(widget.origins),
        check_in_from=place.check_in_from,
        check_out_by=place.check_out_by,
        never_say=tuple(replies.never_say),
        replies=dict(replies.replies),
        templates=_templates(channels),
        whatsapp=channels.whatsapp.number if channels.whatsapp else "",
    )


def _room(room: RoomTable) -> Room:
    return Room(
        code=room.code,
        name=room.name,
        adr=room.adr,
        max_adults=room.max_adults,
        max_children=room.max_children,
        max_guests=room.max_guests,
        count=room.count,
        beds=room.beds,
        size_m2=room.size_m2,
        view=room.view or Text(""),
        aliases=tuple(alias.lower() for alias in room.aliases),
    )


def _fee(fee: FeeTable) -> Fee:
    return Fee(
        code=fee.code,
        name=fee.name,
        basis=fee.basis,
        amount=fee.amount,
        applies_to=fee.applies_to,
        included=fee.included,
        note=fee.note or Text(""),
    )


def _lead_rules(leads: LeadsFile) -> LeadRules:
    table = leads.probability
    chances = Probability(
        version=table.version,
        base=table.base,
        with_dates=table.with_dates,
        with_contact=table.with_contact,
        with_dates_and_contact=table.with_dates_and_contact,
    )
    return LeadRules(chances, leads.default_adr, leads.default_nights, leads.longest_stay)


def _staff(file: StaffFile) -> tuple[StaffMember, ...]:
    return tuple(
        StaffMember(each.name, each.email.lower(), each.role, each.language) for each in file.staff
    )


def _alerts(file: AlertsFile) -> tuple[AlertRoute, ...]:
    return tuple(
        AlertRoute(route.code, frozenset(route.kinds), route.url, route.when)
        for route in file.route
    )


def patience_of(table: WaitingTable) -> Patience:
    minutes = (timedelta(minutes=n) for n in (table.answer, table.follow_up, table.silent))
    return Patience(*minutes)


def _templates(channels: Channels) -> tuple[Template, ...]:
    tables = channels.whatsapp.template if channels.whatsapp else ()
    return tuple(Template(t.code, "whatsapp", t.name, t.languages, t.body) for t in tables)


def _brand(widget: WidgetFile) -> Brand:
    brand = widget.brand
    return Brand(brand.colour, brand.colour_dark, brand.greeting, tuple(brand.quick_replies))


def _privacy(file: PrivacyFile) -> Privacy:
    return Privacy(
        version=file.version,
        notice=file.notice,
        keep_conversations_days=file.keep_conversations_days,
        keep_leads_days=file.keep_leads_days,
        contacts_for=file.contacts_for,
    )
