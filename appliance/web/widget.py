"""The guest's side: the widget's script, what it needs to know, and a page to try it on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from pydantic import Field
from sanic import HTTPResponse, Request, Sanic, html, raw, redirect

from appliance import answering
from appliance.app import Appliance
from appliance.engine import conversation
from appliance.engine.contact import readable
from appliance.engine.hotel import Hotel, Room
from appliance.engine.message import Inbound
from appliance.engine.state import Conversation
from appliance.engine.text import Language, Text
from appliance.engine.turns import Plan
from appliance.web import assets
from appliance.web.assets import Asset
from appliance.web.auth import Door, check_origin, known_key
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.frame import pages_of
from appliance.web.endpoint import Endpoints, mount
from appliance.web.errors import Problem
from appliance.web.schemas import Answer

endpoints = Endpoints("Widget")

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


class Words(Answer):
    """One thing said in both languages."""

    en: str
    ms: str


class ConfigHotel(Answer):
    name: str
    city: str
    phone: str = Field(description="E.164")
    phone_display: str
    whatsapp: str = Field(description="E.164; empty where nobody answers there")
    email: str
    website: str


class ConfigBrand(Answer):
    colour: str
    colour_dark: str


class ConfigPrivacy(Answer):
    version: str
    notice: Words


class WidgetConfig(Answer):
    """What the widget shows before a guest has said anything; the same for everybody."""

    hotel: ConfigHotel
    brand: ConfigBrand
    greeting: Words
    quick_replies: dict[str, list[str]]
    privacy: ConfigPrivacy
    language: Language = Field(description="Where neither page nor browser tells")
    currency: str


class Answered(Answer):
    question: str
    answer: str


class WidgetAnswers(Answer):
    answers: list[Answered]


async def _admit(request: Request) -> None:
    """The key stands in the address, so that the browser need not ask before asking."""
    check_origin(request, required=False)  # a page of our own names no origin when it only looks
    given = request.args.get("key") or ""
    digest = sha256(given.encode()).hexdigest()
    if not given or await known_key(here(request), digest) is None:
        detail = "key is missing, expired or unknown."
        raise Problem(HTTPStatus.UNAUTHORIZED, "unknown_key", detail)


by_key = Door((), _admit, cross_origin=True, refusals=(401, 403))


@endpoints.get("/widget-config", by_key)
async def widget_config(request: Request, _: None) -> WidgetConfig:
    """Read what the widget shows: names, colours, greeting and privacy notice in both languages."""
    app = here(request).appliance
    return config_of(app.hotel, app.hotel.whatsapp if "whatsapp" in app.channels else "")


@endpoints.get("/widget-answers", by_key)
async def widget_answers(request: Request, _: None) -> WidgetAnswers:
    """Read what the quick replies are answered with: for a guest who would rather not chat (X11).

    `?language=en|ms`. The hotel's own texts; no model is asked and nothing is stored.
    """
    language: Language = "ms" if request.args.get("language") == "ms" else "en"
    found = await in_crew(lambda: list(answers(here(request).appliance, language)))
    return WidgetAnswers(answers=found)


def answers(app: Appliance, language: Language) -> Iterator[Answered]:
    """The quick replies that the hotel's knowledge answers, with the answers."""
    now = app.now()
    nobody = Conversation("", "", language=language)
    for reply in app.hotel.brand.quick_replies:
        asked = Inbound("", "web", "", reply.say(language), now)
        plan = conversation.begin(nobody, [asked], app.hotel, now)
        if isinstance(plan, Plan):
            today = now.astimezone(app.hotel.zone).date()
            plan, passages = answering.look_up(app.knowledge, plan, today)
            found = answering.from_knowledge(plan, passages, app.hotel)
            if found.found:
                yield Answered(question=asked.text, answer=found.text)


def config_of(hotel: Hotel, whatsapp: str) -> WidgetConfig:
    replies = hotel.brand.quick_replies
    return WidgetConfig(
        hotel=ConfigHotel(
            name=hotel.name,
            city=hotel.city,
            phone=hotel.phone,
            phone_display=readable(hotel.phone),
            whatsapp=whatsapp,
            email=hotel.email,
            website=hotel.website,
        ),
        brand=ConfigBrand(colour=hotel.brand.colour, colour_dark=hotel.brand.colour_dark),
        greeting=_words(hotel.brand.greeting),
        quick_replies={
            "en": [reply.say("en") for reply in replies],
            "ms": [reply.say("ms") for reply in replies],
        },
        privacy=ConfigPrivacy(version=hotel.privacy.version, notice=_words(hotel.privacy.notice)),
        language=hotel.language,
        currency=hotel.currency,
    )


def _words(text: Text) -> Words:
    return Words(en=text.en, ms=text.say("ms"))


# -- the script


async def script(request: Request) -> HTTPResponse:
    """Hotels' pages name it without a version, so it is asked about again after five minutes.

    While the appliance is away browsers go on with the copy they have.
    """
    found: Asset = request.app.ctx.widget
    headers = {
        "Cache-Control": "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Access-Control-Allow-Origin": "*",
    }
    return found.answer(request, headers)


# -- the demo page


@dataclass(frozen=True, slots=True)
class Offer:
    """A room type as the demo page shows it."""

    room: Room
    lowest: Decimal  # per night, of any rate that can still be booked


def offers(hotel: Hotel, today: date) -> list[Offer]:
    return [Offer(room, lowest(hotel, room, today)) for room in hotel.rooms]


def lowest(hotel: Hotel, room: Room, today: date) -> Decimal:
    """The lowest nightly rate on the card from `today` on; the average rate without one."""
    open_rates = (
        rate.price for rate in hotel.rates if rate.room == room.code and rate.last >= today
    )
    return min(open_rates, default=room.adr)


async def front(request: Request) -> HTTPResponse:
    """The demo hotel's page; a hotel's own appliance has the dashboard here."""
    app, key = here(request).appliance, request.app.ctx.widget_key
    if not (app.settings.demo and key):
        return redirect("/dashboard", status=303)
    language: Language = "ms" if request.args.get("lang") == "ms" else "en"
    now = app.now()
    today = now.astimezone(app.hotel.zone).date()
    drawn = pages_of(request).templates.render(
        "demo.html", language, now, offers=offers(app.hotel, today), widget_key=key
    )
    return html(drawn, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"})


async def brand_style(request: Request) -> HTTPResponse:
    """The hotel's colours as a style sheet: the page's policy allows no style within it."""
    brand = here(request).appliance.hotel.brand
    css = f":root{{--brand:{brand.colour};--brand-dark:{brand.colour_dark}}}"
    return raw(css, content_type="text/css; charset=utf-8", headers={"Cache-Control": "no-cache"})


def mounted(widget_key: str = "") -> Callable[[Sanic[Any, Any]], None]:
    """For `app.build`: the widget, and with a demo key the page to try it on."""

    def add(app: Sanic[Any, Any]) -> None:
        app.ctx.widget, app.ctx.widget_key = assets.widget(), widget_key
        mount(app, endpoints)
        app.add_route(script, "/widget/nocturn.js", name="widget_script")
        app.add_route(front, "/", name="front")
        app.add_route(brand_style, "/brand.css", name="brand_style")

    return add
