"""What a reply is put together from.

The answer itself comes from a model behind the guard or from the grounded answerer. Around it, code
says what code owns: prices, what is wrong with a date, what is noted, what is still missing, and
who follows up when.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from appliance.engine import assent, handoff, hours, pricing
from appliance.engine.asking import questions
from appliance.engine.facts import Fact
from appliance.engine.handoff import describe_stay
from appliance.engine.hotel import Hotel
from appliance.engine.lead import reachable
from appliance.engine.message import Inbound, Passage, Quote
from appliance.engine.phrases import say
from appliance.engine.pricing import NoQuote
from appliance.engine.state import Conversation
from appliance.engine.turns import Answered, Plan
from appliance.engine.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Composed:
    text: str
    state: Conversation
    facts: tuple[Fact, ...] = ()


ROOMS_QUOTED = 3  # when the guest has not chosen one: the cheapest that fit


# -- replies that need nobody


def fixed(
    before: Conversation,
    c: Conversation,
    messages: tuple[Inbound, ...],
    u: Understanding,
    hotel: Hotel,
) -> str | None:
    """A reply code gives by itself; "" where silence is right; None where an answer is needed."""
    if all(m.kind != "text" and not m.text for m in messages):
        return say("media", c.language, hotel)
    if u.asks_about_guest:
        return say("about_guests", c.language, hotel)
    if u.injection:
        return say("refused", c.language, hotel)
    if u.asks_if_bot:
        return say("am_a_bot", c.language, hotel)
    if u.off_topic:
        return say("off_topic", c.language, hotel)
    if u.greeting:
        return say("greeting", c.language, hotel)
    return thanks(before, c, u, hotel)


def thanks(before: Conversation, c: Conversation, u: Understanding, hotel: Hotel) -> str | None:
    """Thanks are answered once; a second "ok" needs nothing (A11)."""
    if not u.closing or before.awaiting:
        return None
    closing = say("closing", c.language, hotel)
    said = [line.text for line in before.lines if line.role == "ai"][-1:]
    return "" if said == [closing] else closing


# -- planning an answer


def planned(
    before: Conversation,
    c: Conversation,
    text: str,
    messages: tuple[Inbound, ...],
    u: Understanding,
    facts: tuple[Fact, ...],
    hotel: Hotel,
    now: datetime,
) -> Plan:
    quotes, no_quote = prices(before, c, u, hotel, now)
    return Plan(
        state=replace(c, awaiting=""),
        messages=messages,
        understanding=u,
        question="" if only_tells(before, text, u) else text,
        facts=facts,
        quotes=quotes,
        no_quote=no_quote,
        ask=next_question(c),
        before=before,
    )


def prices(
    before: Conversation, c: Conversation, u: Understanding, hotel: Hotel, now: datetime
) -> tuple[tuple[Quote, ...], NoQuote | None]:
    """Prices for the stay as far as it is known, when the guest asked or changed it."""
    known = c.stay.check_in and c.stay.nights
    if c.intent != "room_booking" or not known or not (u.asks_price or c.stay != before.stay):
        return (), None
    today = now.astimezone(hotel.zone).date()
    if c.stay.room is None:
        quotes = pricing.quotes_for(hotel, c.stay, today=today)[:ROOMS_QUOTED]
        if quotes:
            return tuple(quotes), None
        stay = replace(c.stay, room=cheapest(hotel))
    else:
        stay = c.stay
    result = pricing.quote(hotel, stay, today=today)
    return ((result,), None) if isinstance(result, Quote) else ((), result)


def cheapest(hotel: Hotel) -> str:
    return min(hotel.rooms, key=lambda room: room.adr).code


def only_tells(before: Conversation, text: str, u: Understanding) -> bool:
    """Whether the guest only answered us or left their details: nothing to look up."""
    if "?" in text or (u.asks_price and u.stay.check_in is None):
        return False
    told = u.contact.reachable or u.contact.name or u.stay.check_in or u.problems
    answered = before.awaiting and (u.stay != type(u.stay)() or assent.declines(text))
    return bool(told or answered or (before.awaiting and assent.affirms(text)))


def next_question(c: Conversation) -> str:
    """The one detail to ask for next. Each is asked once: we do not nag (L6)."""
    if not c.lead:
        return ""
    wanted: list[tuple[str, bool]] = []
    if c.intent == "room_booking":
        wanted += [
            ("dates", c.stay.check_in is None),
            ("departure", c.stay.check_in is not None and c.stay.nights is None),
            ("party", c.stay.adults is None),
        ]
    wanted += [("contact", not reachable(c)), ("name", reachable(c) and not c.contact.name)]
    return next((key for key, missing in wanted if missing and key not in c.asked_for), "")


def says_something(plan: Plan) -> bool:
    """Whether code has something to say to this message even if knowledge has not."""
    u = plan.understanding
    return bool(plan.quotes or plan.no_quote or u.problems or u.asks_availability) or (
        u.asks_price and plan.ask in ("dates", "departure", "party")
    )


def relevant(plan: Plan, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Where code quotes the price, knowledge answers only what else was asked."""
    if not (plan.quotes or plan.no_quote):
        return passages
    if len(questions(plan.question)) < 2:
        return ()
    return tuple(p for p in passages if p.category not in PRICED_BY_CODE)


PRICED_BY_CODE = frozenset({"rooms", "rates"})


def sure(plan: Plan, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """What seems to have nothing to do with a hotel is answered only from what surely fits (A8)."""
    if not plan.understanding.strays:
        return passages
    return tuple(p for p in passages if p.score >= SURE)


SURE = 0.85  # Passage.score


# -- putting it together


def compose(
    plan: Plan,
    c: Conversation,
    answered: Answered,
    missed: bool,
    hotel: Hotel,
    now: datetime,
) -> Composed:
    """The reply's text, the conversation remembering what it asked, and what was promised."""
    parts = [
        *masked(plan, hotel),
        *corrections(plan, hotel),
        *([answered.text] if answered.found else []),
        *noted(plan, c, hotel),
        *priced(plan, answered, hotel),
        *availability(plan, hotel),
    ]
    if missed:
        return Composed(join(*parts, *unknown(c, hotel)), replace(c, awaiting="person"))
    question, c = asked(plan, c, answered, hotel)
    if not promises_follow_up(plan, c):
        return Composed(join(*parts, *question), c)
    words = follow_up(c, hotel, now)
    promise = handoff.follow_up_fact(c, words, hotel, now)
    return Composed(join(*parts, words, *question), c, (promise,))


def join(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def masked(plan: Plan, hotel: Hotel) -> list[str]:
    hit = any(m.masked for m in plan.messages)
    return [say("masked", plan.state.language, hotel)] if hit else []


def corrections(plan: Plan, hotel: Hotel) -> list[str]:
    """The first thing that is wrong with what the guest gave; asked again, never stored (L3)."""
    c = plan.state
    return [
        say(
            problem,
            c.language,
            hotel,
            nights=hotel.lead_rules.longest_stay,
            stay=describe_stay(c.stay, c.language),
        )
        for problem in plan.understanding.problems[:1]
    ]


def priced(plan: Plan, answered: Answered, hotel: Hotel) -> list[str]:
    """The prices code worked out, unless the model's checked words already give them."""
    language = plan.state.language
    if plan.no_quote:
        return [no_price(plan.no_quote, plan.state, hotel)]
    untold = [q for q in plan.quotes if pricing.amount(q.total) not in answered.text]
    if not untold:
        return []
    if len(plan.quotes) == 1:
        return [pricing.describe(plan.quotes[0], language)]
    return [pricing.describe_choice(plan.quotes, language)]


def no_price(why: NoQuote, c: Conversation, hotel: Hotel) -> str:
    key = why.reason if why.reason in NO_PRICE else "no_rate"
    return say(
        key,
        c.language,
        hotel,
        nights=why.min_nights or hotel.lead_rules.longest_stay,
        rooms=why.rooms_needed or 2,
    )


NO_PRICE = frozenset(
    {"min_stay", "too_many_guests", "stay_too_long", "past_date", "departure_not_after_arrival"}
)


def availability(plan: Plan, hotel: Hotel) -> list[str]:
    """Never "available": there is no live source. A link where the hotel has one (A3)."""
    c, u = plan.state, plan.understanding
    if not u.asks_availability or c.mode == "handoff":
        return []
    words = [say("availability", c.language, hotel)]
    if hotel.booking_url and c.stay.check_in and c.stay.check_out:
        url = hotel.booking_url.format(
            check_in=c.stay.check_in, check_out=c.stay.check_out, adults=c.stay.adults or 2
        )
        words.append(say("book_here", c.language, hotel, url=url))
    return [" ".join(words)]


def noted(plan: Plan, c: Conversation, hotel: Hotel) -> list[str]:
    """Read back what the guest gave when nothing else in the reply does."""
    if plan.question or plan.understanding.problems:
        return []
    told = plan.understanding.contact
    stay = describe_stay(c.stay, c.language)
    if told.reachable or told.name:
        what = say("noted_contact", c.language, hotel)
    elif plan.understanding.stay != type(c.stay)() and stay and not plan.quotes:
        what = say("noted_stay", c.language, hotel, stay=stay)
    else:
        return []
    name = f", {c.contact.name}" if c.contact.name else ""
    return [say("noted", c.language, hotel, name=name, what=what)]


def unknown(c: Conversation, hotel: Hotel) -> list[str]:
    """We do not know, and say so. Already with staff? Then it joins the request."""
    return [say("handoff_again" if c.mode == "handoff" else "unknown", c.language, hotel)]


def asked(
    plan: Plan, c: Conversation, answered: Answered, hotel: Hotel
) -> tuple[list[str], Conversation]:
    """The next detail to ask for, unless the model has just asked something itself."""
    if not plan.ask or plan.understanding.problems or c.mode == "handoff":
        return [], c
    c = replace(c, asked_for=(*c.asked_for, plan.ask), awaiting=plan.ask)
    if answered.provider != "grounded" and answered.text.rstrip().endswith("?"):
        return [], c
    return [say(f"ask_{plan.ask}", c.language, hotel)], c


def follow_up(c: Conversation, hotel: Hotel, now: datetime) -> str:
    """Who follows up, and when; said once, when a lead first can be reached."""
    desk, local = hotel.desks["reservations"], now.astimezone(hotel.zone)
    if hours.is_open(desk, local):
        return say("follow_up_open", c.language, hotel)
    when = hours.describe_next_open(desk, local, c.language)
    return say("follow_up_closed", c.language, hotel, when=when)


def promises_follow_up(plan: Plan, c: Conversation) -> bool:
    before = plan.before
    could = before is not None and before.lead and reachable(before)
    return c.lead and reachable(c) and not could and c.mode != "handoff"
