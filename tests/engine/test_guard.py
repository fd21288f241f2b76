"""Nothing invented, promised or leaked gets past the guard; what the hotel says does."""

from __future__ import annotations

import re
from datetime import date, datetime, time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from appliance.engine.fence import canary
from appliance.engine.guard import Known, SentenceGate, check, check_reply, known_values
from appliance.engine.guard.values import Locale, claims
from appliance.engine.state import Line, Stay
from tests.engine.sample import KNOWLEDGE, QUOTE, passages
from tests.hotels import KL, small_hotel

HOTEL = small_hotel(
    never_say=("declined", "cheap"),
    booking_url="https://book.test-house.example/?in={check_in}&out={check_out}&a={adults}",
)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=KL)


def known(*said: str, stay: Stay | None = None, **extra) -> Known:
    facts = {"passages": passages(*KNOWLEDGE), "quotes": (QUOTE,)} | extra
    return known_values(HOTEL, said=said, stay=stay, now=NOW, **facts)


KNOWN = known("We are 2 adults and 1 child, can you do RM 250? My flight lands at 11:40 pm.")


def kinds(sentence: str, k: Known = KNOWN) -> set[str]:
    return {violation.kind for violation in check(sentence, k)}


# -- values


@pytest.mark.parametrize(
    "sentence",
    [
        *KNOWLEDGE,
        "Breakfast is RM45.00, from 06:30 until 10.30 a.m.",
        "Sarapan dari pukul 6.30 pagi hingga 10.30 pagi, 45 ringgit seorang.",
        "The pool opens at seven am and closes at 21:00.",
        "Kolam dibuka 7 pagi – 9 malam.",
        "Check-out is at noon, and check-in from 3 pm.",
        "Daftar keluar sebelum 12 tengah hari; daftar masuk dari pukul 3 petang.",
        "Cancel free of charge up to two days before.",
        "There are two pools and 3 restaurants on 8 floors.",
        "The airport is 18,000 m away, some twenty-five minutes.",
        "The deposit is ten percent, or 10 peratus.",
        "Stays from 20/12/2026 to 2 Jan 2027 need it, also on 20 Disember.",
        "Deluxe, Fri 8 Jan – Mon 11 Jan 2027: 3 nights at RM 320, total RM 1,036.80.",
        "8% SST is RM 76.80; guests from abroad pay RM 1,066.80 in all.",
        "For 2 adults and a child we suggest the Deluxe.",
        "Call 05-211 1222 or +6052111222, or write to Events@test-house.example.",
        "More at www.test-house.example/offers or test-house.example.",
        "Book at https://book.test-house.example/?in=2027-01-08&out=2027-01-11&a=2",
        "Our front desk is open 24/7, that is 24 hours a day.",
        "One of our team, or two of them, will read this.",
        "1. Pool\n2. Parking\n3. Weddings",
        "Today is 23 November 2026, so it is not yet 2027.",
        "Unfortunately we cannot match RM 250.",
        "I've noted your arrival at 11:40 pm.",
        "In an emergency call 999.",
        "The Wi-Fi password is SERAI2026.",
    ],
)
def test_what_is_known_passes(sentence):
    assert check(sentence, KNOWN) == ()


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Breakfast is RM 55.", "price"),
        ("It costs 99 ringgit a night.", "price"),
        ("That's about USD 45.", "price"),
        ("Deluxe is RM 1,037.80 in all.", "price"),
        ("We can do RM 250.", "price"),
        ("A towel costs fifty ringgit.", "price"),
        ("RM 320 to RM 400 a night.", "price"),
        ("SST is 6%.", "percent"),
        ("Deposit is twenty percent.", "percent"),
        ("Breakfast ends at 11 am.", "time"),
        ("Sarapan tamat pukul 11 pagi.", "time"),
        ("The pool closes at 22:00.", "time"),
        ("It opens at midnight.", "time"),
        ("Sure, come at 11:40 pm.", "time"),
        ("The promotion ends on 31 March.", "date"),
        ("Ends 24 December 2028.", "date"),
        ("See you on Sat 8 Jan 2027.", "date"),
        ("It is 5 km away.", "number"),
        ("It takes 18 minutes.", "number"),
        ("We have 130 rooms.", "number"),
        ("We have four restaurants.", "number"),
        ("The spa is on Level 5.", "number"),
        ("Cancel up to 5 days before.", "number"),
        ("The hotel was founded in 1987.", "number"),
        ("Ask for the 4D3N package.", "number"),
        ("The door code is B4412.", "code"),
        ("See https://evil.example/pay now.", "url"),
        ("See https://test-house.example/secret-offer now.", "url"),
        ("Tulis ke sales@other.example.", "email"),
        ("Call 05-211 1223.", "phone"),
        ("Hubungi +60 12-345 6789.", "phone"),
    ],
)
def test_a27_what_is_not_known_is_caught(sentence, kind):
    assert kind in kinds(sentence)


NUMBER = re.compile(r"\d+")


@settings(max_examples=300)
@given(st.sampled_from(KNOWLEDGE), st.integers(0, 9), st.integers(1, 97))
def test_any_changed_number_of_the_knowledge_is_caught(sentence, which, shift):
    found = list(NUMBER.finditer(sentence))
    assume(found)
    match = found[which % len(found)]
    changed = str(int(match.group()) + shift)
    mutated = f"{sentence[: match.start()]}{changed}{sentence[match.end() :]}"
    alone = known_values(
        small_hotel(
            rooms=(), fees=(), desks={}, phone="", check_in_from=time(0), check_out_by=time(0)
        ),
        passages=passages(sentence),
        now=NOW.replace(year=2019, month=8, day=31, hour=23, minute=59),
    )
    assume(not all_stated(mutated, alone))
    assert check(mutated, alone)


def all_stated(mutated: str, alone: Known) -> bool:
    """The change may name another value the sentence holds: 6:30 to 10:30 am, 10:30 to 10:30."""
    return all(alone.holds(claim) for claim in claims(mutated, Locale("MYR", "MY")))


@given(st.decimals(1, 99999, places=2), st.sampled_from(["RM{}", "RM {}", "{} ringgit", "MYR {}"]))
def test_one_price_however_it_is_written(price, form):
    mine = known_values(HOTEL, notes=(f"It costs RM {price:,.2f}.",), now=NOW)
    assert check(f"It is {form.format(f'{price:,}')} in all.", mine) == ()
    assert check(f"It is {form.format(f'{price.normalize():f}')} in all.", mine) == ()
    assert check(f"It is {form.format(f'{price + 1:,}')} in all.", mine) != ()


@given(st.integers(0, 23), st.integers(0, 59))
def test_one_time_however_it_is_written(hour, minute):
    mine = known_values(HOTEL, notes=(f"It starts at {hour:02}:{minute:02}.",), now=NOW)
    half, twelve = ("am", "pm")[hour >= 12], hour % 12 or 12
    for form in (f"{twelve}:{minute:02} {half}", f"{twelve}.{minute:02}{half}"):
        assert check(f"It starts at {form}.", mine) == ()
    if 1 <= hour < 12:
        assert check(f"Bermula pukul {hour}.{minute:02} pagi.", mine) == ()


@given(st.dates(date(2026, 1, 1), date(2029, 12, 31)))
def test_one_date_however_it_is_written(day):
    mine = known_values(HOTEL, notes=(f"On {day.isoformat()} we celebrate.",), now=NOW)
    months = "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember"
    for form in (
        f"{day.day} {day:%B} {day.year}",
        f"{day:%A}, {day:%b} {day.day}, {day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day} {months.split()[day.month - 1]}",
    ):
        assert check(f"We celebrate on {form}.", mine) == ()
    wrong = ("Mon", "Tue")[day.weekday() == 0]
    assert kinds(f"On {wrong} {day.day} {day:%b} {day.year}.", mine) == {"date"}


def test_dates_between_arrival_and_departure_may_be_named():
    stay = Stay(check_in=date(2026, 12, 24), nights=3).completed()
    assert check("On 26 December you have breakfast.", known(stay=stay)) == ()
    assert kinds("On 28 December you have breakfast.", known(stay=stay)) == {"date"}


def test_what_staff_or_we_said_before_may_be_said_again():
    told = known(
        lines=(
            Line("guest", "RM 250 or RM 280?", NOW),
            Line("ai", "We can't do RM 250. The gym costs RM 12.", NOW),
            Line("staff", "I can offer you RM 280.", NOW),
        )
    )
    assert check("As my colleague said, it is RM 280.", told) == ()
    assert check("The gym costs RM 12, as I said.", told) == ()
    assert kinds("RM 250 is fine.", told) == {"price"}


def test_a_link_the_guest_sent_is_never_repeated():
    assert kinds("I noted https://evil.example.", known("see https://evil.example")) == {"url"}


def test_free_must_be_said_by_the_hotel():
    paid = known_values(HOTEL, passages=passages("Parking costs RM 10 a night."), now=NOW)
    assert kinds("Parking is complimentary.", paid) == {"price"}
    assert kinds("Tempat letak kereta percuma.", paid) == {"price"}
    assert check("Feel free to ask.", paid) == ()


# -- assertions


@pytest.mark.parametrize(
    "sentence",
    [
        "We have rooms available for your dates.",
        "Yes, we have a Deluxe room available for 8 January.",
        "Good news! The Suite is available on those nights.",
        "Rooms are still available.",
        "There are still rooms left tonight.",
        "We have availability for 8 to 11 January.",
        "I can confirm we have rooms available.",
        "If you like, we have a room free for your dates.",
        "I can't confirm the price, but we have rooms available for your dates.",
        "Unfortunately we are fully booked that night.",
        "Ya, masih ada bilik kosong.",
        "Bilik Deluxe masih kosong untuk tarikh itu.",
        "Kami ada bilik kosong malam ini.",
        "Bilik sudah penuh ditempah.",
        "Yes, that room is free on the 8th.",
        "Great news, your dates are available!",
        "There's one suite left for Saturday.",
        "We can accommodate you on 8 January.",
        "No rooms are available for those dates.",
        "The Deluxe is available.",
        "Yes, it is available!",
        "It is available for those dates.",
        "Tiada bilik kosong pada tarikh itu.",
        "Bilik keluarga tersedia pada 8 Januari.",
        "Ya, ada kekosongan.",
    ],
)
def test_a3_availability_is_never_asserted(sentence):
    assert "availability" in kinds(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "I can't confirm whether a room is available for your dates.",
        "Our team will check if the Deluxe is available on 8 January.",
        "Rates are subject to availability.",
        "If a room is available, our team will write to you.",
        "I don't have live availability, so let me pass this on.",
        "Would you like us to check availability for those dates?",
        "We have two room types, Deluxe and Suite.",
        "Saya tidak dapat mengesahkan sama ada bilik masih kosong.",
        "Pasukan kami akan semak jika bilik masih kosong untuk tarikh itu.",
        "Harga tertakluk kepada kekosongan bilik.",
        "Kami ada bilik Deluxe dan Suite.",
        "Breakfast is available at Level 2.",
        "It is available on request.",
        "All our rooms have free Wi-Fi.",
        "Airport transfer is available during your stay.",
        "Connecting rooms are available on request.",
        "The pool is open to guests of all rooms.",
        "Kolam renang dibuka kepada semua tetamu.",
    ],
)
def test_a3_speaking_of_availability_is_no_assertion(sentence):
    assert "availability" not in kinds(sentence)


def test_what_the_hotel_says_of_its_rooms_may_be_said():
    mine = known_values(HOTEL, passages=passages("We have connecting rooms available."), now=NOW)
    assert check("We have connecting rooms available.", mine) == ()
    assert check("We have connecting rooms available for your dates.", mine) != ()


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("I guarantee you a sea view.", "promise"),
        ("I have booked the Deluxe for you.", "promise"),
        ("I've reserved a table for you.", "promise"),
        ("Your booking is confirmed!", "promise"),
        ("Your reservation has been made.", "promise"),
        ("Saya sudah tempahkan bilik untuk anda.", "promise"),
        ("Tempahan anda telah disahkan.", "promise"),
        ("Kami jamin bilik menghadap laut.", "promise"),
        ("We will refund you in full.", "promise"),
        ("I can offer you a special discount.", "discount"),
        ("We'll match that price.", "discount"),
        ("You get a free upgrade.", "discount"),
        ("Kami boleh beri diskaun.", "discount"),
        ("You're all set!", "promise"),
        ("Consider it done.", "promise"),
        ("I've confirmed your early check-in.", "promise"),
        ("Your early check-in has been approved.", "promise"),
        ("We will hold the room until you come.", "promise"),
        ("Our team will call you right away.", "promise"),
        ("I'm connecting you now.", "promise"),
        ("Staf kami akan hubungi anda segera.", "promise"),
        ("You get 10% off.", "discount"),
        ("Diskaun khas untuk anda.", "discount"),
        ("Mr Lim checked out this morning.", "guest"),
        ("There is no guest by that name.", "guest"),
        ("Yes, Aminah Yusof is staying here.", "guest"),
        ("Yes, there is a booking under Lim.", "guest"),
        ("Mr Lim is staying with us.", "guest"),
        ("Yes, he is checked in.", "guest"),
        ("No, Mr Lim is not staying here.", "guest"),
        ("Encik Lim sedang menginap di sini.", "guest"),
        ("She is in room 12.", "guest"),
        ("Your card was declined.", "never_say"),
        ("I'll write to [phone].", "placeholder"),
    ],
)
def test_a14_a16_a17_what_only_people_may_decide_is_caught(sentence, kind):
    assert kind in kinds(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "I can't guarantee a sea view.",
        "I'm not able to book rooms myself.",
        "Once your booking is confirmed, our team will write to you.",
        "I can't offer discounts, but I can pass your request on.",
        "For privacy I can't say whether Mr Lim is staying with us.",
        "While you are staying with us, breakfast is at Level 2.",
        "Encik boleh daftar masuk dari pukul 3 petang.",
        "Guests staying with us may use the pool.",
        "Saya belum boleh sahkan tempahan anda.",
        "Kami tidak boleh memberi diskaun.",
        "Our team will reply about your booking.",
        "Mr Lim, check-in is from 3 pm.",
        "Encik Lim, sarapan dari pukul 6.30 pagi.",
        "Your request goes to our team, who decide on upgrades.",
        "Our Deluxe is a guest favourite.",
        "I have noted your dates and will pass them to our team.",
        "A booking is confirmed by our team only.",
        "Shall I pass your question to our team?",
    ],
)
def test_honest_words_pass(sentence):
    assert check(sentence, KNOWN) == ()


@pytest.mark.parametrize("form", ["{}", "token: {}", "{spaced}", "{upper}"])
def test_a7_the_canary_never_leaves(form):
    word = canary(HOTEL.id)
    text = form.format(word, spaced=" ".join(word), upper=word.upper())
    assert kinds(text) >= {"leak"}


# -- the gate


class Screen:
    def __init__(self) -> None:
        self.shown: list[str] = []

    def __call__(self, text: str) -> None:
        self.shown.append(text)


def test_sentences_are_shown_as_they_pass():
    screen = Screen()
    gate = SentenceGate(KNOWN, screen)
    for delta in ("Breakfast is RM 4", "5. It ends at 11 am. Se", "e you!"):
        gate.text(delta)
    result = gate.close()
    assert screen.shown == ["Breakfast is RM 45.", "Breakfast is RM 45. See you!"]
    assert result.text == "Breakfast is RM 45. See you!"
    assert [v.kind for v in result.violations] == ["time"]


def test_x14_starting_over_clears_the_screen():
    screen = Screen()
    gate = SentenceGate(KNOWN, screen)
    gate.text("The pool opens at 7am. It is RM 9")
    gate.restart()
    gate.text("Breakfast is RM 45.")
    assert gate.close().text == "Breakfast is RM 45."
    assert screen.shown == ["The pool opens at 7am.", "", "Breakfast is RM 45."]
    assert gate.close().violations == ()


@given(
    st.lists(st.sampled_from([*KNOWLEDGE, "It is RM 7.", "Ok! "]), max_size=6), st.integers(1, 9)
)
def test_the_gate_says_what_the_whole_would(sentences, size):
    reply = "\n".join(sentences)
    gate = SentenceGate(KNOWN)
    for at in range(0, len(reply), size):
        gate.text(reply[at : at + size])
    assert gate.close() == check_reply(reply, KNOWN)


@given(st.text(max_size=300))
def test_no_text_breaks_it(text):
    check_reply(text, KNOWN)
