"""Every state a guest can find the widget in, as something that drives a page into it.

    for state in STATES:
        page.goto(guest_page)      # a page nobody has used, on the demo hotel's site
        state.drive(page)

English or Malay follows the page. What cannot be had from the built-in answerer (half an answer, a
colleague who writes) is told by a stand-in for the event stream, in the words of the real one.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.browser.chat import Chat

WORDS = {
    "en": {
        "breakfast": "What time is breakfast?",
        "price": "How much is a deluxe courtyard room from 10 to 12 March 2027 for 2 adults?",
        "choice": "Which rooms do you have from 10 to 12 March 2027, and how much are they?",
        "half": "Breakfast is served from 7:00 to 10:30 on weekdays. At weekends",
        "hello": "Good evening! I have your dates in front of me. Shall I keep the courtyard room?",
        "long": "We arrive on a late flight and travel with two grandparents. " * 9,
        "name": "Nadia",
    },
    "ms": {
        "breakfast": "Sarapan pukul berapa?",
        "price": "Berapa harga bilik deluxe courtyard dari 10 hingga 12 Mac 2027 untuk 2 dewasa?",
        "choice": "Bilik apa yang ada dari 10 hingga 12 Mac 2027 dan berapa harganya?",
        "half": "Sarapan dihidangkan dari 7:00 hingga 10:30 pada hari biasa. Pada hujung minggu",
        "hello": "Selamat malam! Tarikh anda ada pada saya. Perlukah saya simpan bilik courtyard?",
        "long": "Kami tiba lewat malam dan membawa datuk dan nenek bersama. " * 9,
        "name": "Nadia",
    },
}
HEARD = """(events) => {
  const real = window.fetch;
  window.fetch = (url, options) => {
    if (!String(url).includes("/events")) return real(url, options);
    const told = new TextEncoder().encode(events);
    return Promise.resolve(new Response(new ReadableStream({ start(c) { c.enqueue(told); } })));
  };
}"""


@dataclass(frozen=True, slots=True)
class State:
    name: str
    drive: Callable[[Page], None]


def words(page: Page) -> dict[str, str]:
    return WORDS["ms" if page.locator("html").get_attribute("lang") == "ms" else "en"]


def hears(page: Page, *events: tuple[str, dict[str, Any]]) -> None:
    """From now on the page's event stream tells these, and stays open."""
    told = "".join(f"event: {kind}\ndata: {json.dumps(body)}\n\n" for kind, body in events)
    page.evaluate(HEARD, told)
    page.evaluate("dispatchEvent(new Event('online'))")  # where there is a stream, it opens anew


def message(role: str, text: str, **more: Any) -> tuple[str, dict[str, Any]]:
    return "message", {
        "id": f"told-{role}",
        "role": role,
        "text": text,
        "at": datetime.now(UTC).isoformat(),
        **more,
    }


def begun(page: Page) -> Chat:
    return Chat(page).open().accept()


def closed(page: Page) -> None:
    expect(Chat(page).launcher).to_be_visible()


def badge(page: Page) -> None:
    """A colleague wrote while the chat was closed."""
    word = words(page)
    chat = begun(page)
    chat.ask(word["breakfast"])
    chat.close()
    hears(
        page,
        ("status", {"mode": "staff", "staff_name": word["name"]}),
        message("staff", word["hello"], staff_name=word["name"]),
    )
    expect(page.locator("nocturn-chat .badge")).to_be_visible()


def notice(page: Page) -> None:
    Chat(page).open()
    expect(page.locator("nocturn-chat .sheet .cta").first).to_be_visible()


def declined(page: Page) -> None:
    chat = Chat(page).open()
    chat.panel.locator(".sheet > .cta.plain").click()
    expect(chat.panel.locator(".answers details").first).to_be_visible()


def empty(page: Page) -> None:
    expect(begun(page).panel.locator(".quick button").first).to_be_visible()


def answered(page: Page) -> None:
    chat = begun(page)
    chat.ask(words(page)["breakfast"])
    chat.settled()


def unanswered(page: Page) -> Chat:
    """Something was asked, and the appliance is at it for as long as one likes."""
    page.route(
        "**/messages",
        lambda route: route.fulfill(
            status=202, json={"id": "told-asked"}, headers={"Access-Control-Allow-Origin": "*"}
        ),
    )
    chat = begun(page)
    chat.say(words(page)["breakfast"])
    expect(chat.log.locator(".pending")).to_have_count(0)
    return chat


def typing(page: Page) -> None:
    expect(unanswered(page).log.locator(".dots")).to_be_visible()


def streaming(page: Page) -> None:
    """Half an answer, as far as it has been checked."""
    half = words(page)["half"]
    chat = unanswered(page)
    hears(page, ("partial", {"reply_to": "told-asked", "text": half}))
    expect(chat.log.get_by_text(half)).to_be_visible()


def quote(page: Page) -> None:
    chat = begun(page)
    chat.say(words(page)["price"])
    expect(chat.log.locator(".quote table")).to_be_visible()
    chat.settled()


def choice(page: Page) -> None:
    """Several rooms compared."""
    chat = begun(page)
    chat.say(words(page)["choice"])
    expect(chat.log.locator(".quote").nth(1)).to_be_visible()
    chat.settled()


def person(page: Page) -> None:
    """A person is asked for and has not come yet."""
    chat = begun(page)
    chat.ask(words(page)["breakfast"])
    chat.person.click()
    expect(chat.person).to_be_disabled()
    chat.settled()


def staff(page: Page) -> None:
    word = words(page)
    hears(
        page,
        ("status", {"mode": "staff", "staff_name": word["name"]}),
        message("guest", word["price"], id="told-1"),
        message("staff", word["hello"], staff_name=word["name"]),
    )
    expect(begun(page).log.locator(".staff")).to_be_visible()


def offline(page: Page) -> None:
    """The guest's own line is down; what was written waits."""
    chat = begun(page)
    chat.ask(words(page)["breakfast"])
    page.context.set_offline(True)
    chat.say(words(page)["price"])
    expect(chat.away).to_be_visible()


def away(page: Page) -> None:
    """The appliance cannot be reached."""
    page.route("**/api/v1/conversations**", lambda route: route.abort())
    chat = begun(page)
    chat.say(words(page)["price"])
    expect(chat.away).to_be_visible()


def refused(page: Page) -> None:
    """A message the appliance does not take."""

    def refuse(route: Route) -> None:
        origin = {"Access-Control-Allow-Origin": "*"}
        route.fulfill(status=422, json={"code": "invalid"}, headers=origin)

    page.route("**/messages", refuse)
    chat = begun(page)
    chat.say(words(page)["breakfast"])
    expect(chat.log.locator(".bad")).to_be_visible()


def long(page: Page) -> None:
    chat = begun(page)
    chat.say(words(page)["long"])
    chat.box.fill("\n".join(words(page)["long"].split(". ")[:4]))


STATES = tuple(
    State(drive.__name__, drive)
    for drive in (
        closed,
        badge,
        notice,
        declined,
        empty,
        typing,
        streaming,
        answered,
        quote,
        choice,
        person,
        staff,
        offline,
        away,
        refused,
        long,
    )
)
