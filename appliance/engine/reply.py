"""What a reply is put together from.

The answer itself comes from a model behind the guard or from the grounded answerer. Around it, code
says what code owns: prices, what is wrong with a date, what is noted, what is still missing, and
who follows up when.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from appliance.engine import assent, grounded, handoff, hours, pricing
from appliance.engine.asking import kinds_asked, questions
from appliance.engine.facts import Fact
from appliance.engine.handoff import describe_stay
from appliance.engine.hotel import Hotel
from appliance.engine.lead import reachable
from appliance.engine.lexicon import read
from appliance.engine.message import Inbound, Passage
from appliance.engine.phrases import OFFERS, PHRASES, say
from appliance.engine.planning import BOOKS
from appliance.engine.pricing import NoQuote
from appliance.engine.state import Conversation, Stay
from appliance.engine.turns import Answered, Plan
from appliance.engine.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Composed:
    text: str
    state: Conversation
    facts: tuple[Fact, ...] = ()
    spelled: str = ""  # the part of the text that spells the quotes out


# -- replies that need nobody


def fixed(
    before: Conversation,
    c: Conversation,
    messages: tuple[Inbound, ...],
    u: Understanding,
    hotel: Hotel,
) -> str | None:
    """A reply code gives by itself; "" where silence is right; None where an answer is needed."""
    said = set_reply(before, c, messages, u, hotel)
    return join(said, *own_language(before, u, c, hotel)) if said else said


def options(c: Conversation) -> tuple[str, ...]:
    """What can be tapped instead of typed, where a plain "yes" answers us."""
    if c.awaiting not in ("person", "offer", "email"):
        return ()
    return (PHRASES["yes"].say(c.language), PHRASES["no"].say(c.language))


def set_reply(
    before: Conversation,
    c: Conversation,
    messages: tuple[Inbound, ...],
    u: Understanding,
    hotel: Hotel,
) -> str | None:
    notes = {note for m in messages for note in m.notes}
    if "opt_out" in notes:
        return say("opted_out", c.language, hotel)
    if "opt_in" in notes:
        return say("opted_in", c.language, hotel)
    if all(m.kind != "text" and not m.text for m in messages):
        voice = any(m.kind == "audio" for m in messages)
        return say("voice" if voice else "media", c.language, hotel)
    if u.asks_about_guest:
        return say("about_guests", c.language, hotel)
    if u.injection:
        return say("refused", c.language, hotel)
    if u.asks_if_bot:
        return say("am_a_bot", c.language, hotel)
    if u.off_topic:
        return say("off_topic", c.language, hotel)
    if u.unclear:
        return unclear(before, c, hotel)
    if u.greeting:  # introduced once; coming back is not meeting again (A22)
        return say("greeting_again" if before.lines else "greeting", c.language, hotel)
    return thanks(before, c, u, hotel)


def unclear(before: Conversation, c: Conversation, hotel: Hotel) -> str:
    """In both languages while we do not know the guest's."""
    if before.lines:
        return say("unclear", c.language, hotel)
    return join(*(say("unclear", language, hotel) for language in ("en", "ms")))


def thanks(before: Conversation, c: Conversation, u: Understanding, hotel: Hotel) -> str | None:
    """Thanks are answered once; a second "ok" needs nothing (A11). To the offer of a person they
    are no yes, and no question either."""
    if not u.closing or before.awaiting not in ("", "person"):
        return None
    closing = say("closing", c.language, hotel)
    said = [line.text for line in before.lines if line.role == "ai"][-1:]
    return "" if said == [closing] else closing


# -- weighing what came back


def says_something(plan: Plan) -> bool:
    """Whether code has something to say to this message even if knowledge has not."""
    u = plan.understanding
    told = plan.quotes or plan.no_quote or u.problems or u.asks_availability or u.books_service
    if told and plan.beside and "?" in plan.question and not u.bargains:
        return False
    if plan.ask and only_books(plan):
        return True
    return bool(told or u.bargains or u.not_a_guest or plan.state.rejections) or (
        plan.ask.startswith(("event", "table")) or (u.asks_price and plan.ask in PRICED_WITH)
    )


PRICED_WITH = frozenset({"dates", "departure", "party"})  # a price waits for these


def is_risky(plan: Plan, answered: Answered) -> bool:
    """An answer about money or a rule that knowledge hardly supports is left to a person (A23)."""
    sure = not answered.sources or answered.confidence >= grounded.ANSWERS
    if sure or plan.quotes or plan.no_quote or says_something(plan):
        return False
    return plan.understanding.asks_price or "money" in kinds_asked(read(plan.question))


def relevant(plan: Plan, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Where code quotes the price, knowledge answers only what else was asked."""
    if plan.understanding.bargains:
        return ()
    passages = tuple(p for p in passages if p.id not in plan.avoid)
    by_code = plan.quotes or plan.no_quote
    if only_books(plan):
        return ()
    kind_asked = not plan.state.stay.check_in and bool(read(plan.question).topics - BOOKS)
    if not by_code and (not plan.understanding.asks_availability or kind_asked):
        return passages  # "have you a room for a family?" asks what there is
    if len(questions(plan.question)) < 2 and not plan.beside:
        return ()
    if not by_code:
        return passages
    return tuple(p for p in passages if p.category not in PRICED_BY_CODE)


def only_books(plan: Plan) -> bool:
    """ "Can I book for next week?" asks nothing of the knowledge: what is missing is asked for."""
    about = read(plan.question)
    asks = about.facets or plan.understanding.books_service
    return plan.state.lead and not asks and bool(about.topics) and about.topics <= BOOKS


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
    spelled = priced(plan, answered)
    parts = [
        *masked(plan, hotel),
        *late(c, hotel),
        *corrections(plan, hotel),
        *from_knowledge(plan, c, answered, hotel),
        *noted(plan, c, answered, missed, hotel),
        spelled or unpriced(plan, hotel),
        *availability(plan, answered, hotel),
        *own_language(plan.before, plan.understanding, c, hotel),
    ]
    if missed:
        text = join(*parts, *unknown(plan, c, hotel))
        return Composed(text, replace(c, awaiting="person"), spelled=spelled)
    question, c = asked(plan, c, answered, hotel)
    if not promises_follow_up(plan, c):
        said = join(*parts, *question) or nothing_else(plan, c, hotel)
        return Composed(said, c, spelled=spelled)
    words = follow_up(c, hotel, now)
    promise = handoff.follow_up_fact(c, words, hotel, now)
    return Composed(join(*parts, words, *question), c, (promise,), spelled)


def nothing_else(plan: Plan, c: Conversation, hotel: Hotel) -> str:
    """Where nothing is left to say or to ask: who wants the room is asked again whom to call."""
    wants = c.lead and not reachable(c) and not assent.declines(plan.messages[-1].text)
    return say("ask_contact" if wants else "declined", c.language, hotel)


def join(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def masked(plan: Plan, hotel: Hotel) -> list[str]:
    hit = any(m.masked for m in plan.messages)
    return [say("masked", plan.state.language, hotel)] if hit else []


def own_language(
    before: Conversation | None, u: Understanding, c: Conversation, hotel: Hotel
) -> list[str]:
    """English or Malay, offered once, in the guest's own language too where we have it (A9)."""
    if "language" not in c.asked_for or (before and "language" in before.asked_for):
        return []
    return [join(OFFERS.get(u.other_language, ""), say("other_language", c.language, hotel))]


def late(c: Conversation, hotel: Hotel) -> list[str]:
    return [say("late_reply", c.language, hotel)] if c.late else []


def from_knowledge(plan: Plan, c: Conversation, answered: Answered, hotel: Hotel) -> list[str]:
    """What was found, or what stands in where it was not to be."""
    if answered.found:
        again = [say("instead", c.language, hotel)] if c.rejections else []
        return [*again, answered.text, *doubt(answered, c, hotel)]
    if plan.understanding.not_a_guest:
        return [say("not_a_guest", c.language, hotel)]
    return []


def doubt(answered: Answered, c: Conversation, hotel: Hotel) -> list[str]:
    """Hardly supported, but no harm in it: said, and asked (A23)."""
    unsure = answered.sources and answered.confidence < grounded.ANSWERS
    return [say("right_answer", c.language, hotel)] if unsure else []


def corrections(plan: Plan, hotel: Hotel) -> list[str]:
    """The first thing that is wrong with what the guest gave; asked again, never stored (L3)."""
    c, u = plan.state, plan.understanding
    if u.email_suggestion:
        return []  # asked about at the end
    return [
        say(
            problem,
            c.language,
            hotel,
            nights=hotel.lead_rules.longest_stay,
            stay=describe_stay(c.stay, c.language),
        )
        for problem in u.problems[:1]
    ]


def priced(plan: Plan, answered: Answered) -> str:
    """The prices code worked out, unless the model's checked words already give them."""
    language = plan.state.language
    if all(pricing.amount(q.total) in answered.text for q in plan.quotes):
        return ""
    if len(plan.quotes) == 1:
        return pricing.describe(plan.quotes[0], language)
    return pricing.describe_choice(plan.quotes, language)


def unpriced(plan: Plan, hotel: Hotel) -> str:
    return no_price(plan.no_quote, plan.state, hotel) if plan.no_quote else ""


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


def availability(plan: Plan, answered: Answered, hotel: Hotel) -> list[str]:
    """Never "available": there is no live source. A link where the hotel has one (A3)."""
    c, u = plan.state, plan.understanding
    if not u.asks_availability or u.not_a_guest or c.mode == "handoff":
        return []
    if answered.found and not c.stay.check_in:  # "do you have connecting rooms?"
        return []
    words = [] if plan.quotes else [say("availability", c.language, hotel)]  # quotes say it
    if hotel.booking_url and c.stay.check_in and c.stay.check_out:
        url = hotel.booking_url.format(
            check_in=c.stay.check_in, check_out=c.stay.check_out, adults=c.stay.adults or 2
        )
        words.append(say("book_here", c.language, hotel, url=url))
    return [" ".join(words)]


def noted(plan: Plan, c: Conversation, answered: Answered, missed: bool, hotel: Hotel) -> list[str]:
    """Read back what the guest gave when nothing else in the reply does."""
    if answered.found or missed or plan.understanding.problems:
        return []
    told = plan.understanding.contact
    stay = describe_stay(c.stay, c.language)
    if told.reachable or told.name:
        what = say("noted_contact", c.language, hotel)
    elif plan.understanding.stay != Stay() and stay and not plan.quotes:
        key = "noted_stay" if c.intent == "room_booking" else "noted_request"
        what = say(key, c.language, hotel, stay=stay)
    else:
        return []
    name = f", {c.contact.name}" if c.contact.name else ""
    return [say("noted", c.language, hotel, name=name, what=what)]


def unknown(plan: Plan, c: Conversation, hotel: Hotel) -> list[str]:
    """We do not know, and say so; beside a price, of the rest. Already with staff? Then it joins
    the request."""
    if c.mode == "handoff":
        return [say("handoff_again", c.language, hotel)]
    return [say("unknown_rest" if plan.quotes else "unknown", c.language, hotel)]


def asked(
    plan: Plan, c: Conversation, answered: Answered, hotel: Hotel
) -> tuple[list[str], Conversation]:
    """What needs an answer next, unless the model has just asked something itself."""
    if offer := offered(plan, c, answered, hotel):
        return offer
    if not plan.ask or plan.understanding.problems or c.mode == "handoff":
        return [], c
    c = replace(c, asked_for=(*c.asked_for, plan.ask), awaiting=plan.ask)
    if answered.provider != "grounded" and answered.text.rstrip().endswith("?"):
        return [], c
    return [say(f"ask_{plan.ask}", c.language, hotel)], c


def offered(
    plan: Plan, c: Conversation, answered: Answered, hotel: Hotel
) -> tuple[list[str], Conversation] | None:
    """A question that a plain "yes" answers; the conversation remembers what to."""
    u, why = plan.understanding, plan.no_quote
    if u.email_suggestion:
        words = say("confirm_email", c.language, hotel, address=u.email_suggestion)
        return [words], replace(c, awaiting="email", offered_email=u.email_suggestion)
    if why and why.reason in TAKEN_UP:
        stay = Stay(nights=why.min_nights, rooms=why.rooms_needed)
        return [], replace(c, awaiting="offer", offered=stay)
    if c.mode == "handoff":
        return None
    if u.books_service:
        return [say("no_service", c.language, hotel)], replace(c, awaiting="person")
    if u.bargains:
        return [say("no_concession", c.language, hotel)], replace(c, awaiting="person")
    if c.rejections and not answered.found:
        return [say("rephrase", c.language, hotel)], replace(c, awaiting="person")
    return ([], c) if u.not_a_guest else None


TAKEN_UP = frozenset({"min_stay", "too_many_guests"})  # the words offer what would do


def follow_up(c: Conversation, hotel: Hotel, now: datetime) -> str:
    """Who follows up, and when; said once, when a lead first can be reached."""
    desk, local = handoff.team(c.intent, hotel), now.astimezone(hotel.zone)
    name = desk.name.say(c.language)
    passed = [say("event_team", c.language, hotel)] if c.intent == "event" else []
    if hours.is_open(desk, local):
        return " ".join([*passed, say("follow_up_open", c.language, hotel, desk=name)])
    when = hours.describe_next_open(desk, local, c.language)
    return " ".join([*passed, say("follow_up_closed", c.language, hotel, desk=name, when=when)])


def promises_follow_up(plan: Plan, c: Conversation) -> bool:
    before = plan.before
    could = before and before.lead and reachable(before) and before.number == c.number
    return c.lead and reachable(c) and not could and c.mode != "handoff"
