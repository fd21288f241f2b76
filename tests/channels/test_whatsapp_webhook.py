"""What Meta posts, read: values in, events out."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance import codec
from appliance.channels.events import Notice, Renamed, Report, Unusable
from appliance.channels.whatsapp import signature, webhook
from appliance.engine.message import Inbound
from appliance.simulate.guest import Guest, Meta

HOTEL, NUMBER = "109900000000900", "+6045550900"
META = Meta("", "secret", HOTEL, NUMBER.lstrip("+"))
GUEST = Guest("60123450900", "Aisyah", "MY.900900")
AT = 1_763_900_000


def read(payload, hotel=HOTEL):
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return webhook.events(body, hotel, NUMBER)


def one(message, guest=GUEST):
    [event] = read(META.messages(guest, message))
    return event


def sent(type, **parts):
    return one(GUEST.sends(type, AT, **parts))


# -- who called


def test_w5_the_signature_is_of_the_raw_bytes():
    body = '{"text":"Café 🏨"}'.encode()
    signed = signature.sign(body, "secret")
    assert signature.is_genuine(body, signed, "secret")
    again = json.dumps(json.loads(body)).encode()
    assert not signature.is_genuine(again, signed, "secret")
    assert not signature.is_genuine(body, signed, "another")
    assert not signature.is_genuine(body, "", "secret")
    assert not signature.is_genuine(body, "sha256=é", "secret")


def test_w6_only_who_knows_the_token_subscribes():
    assert signature.is_subscriber("subscribe", "t", "t")
    assert not signature.is_subscriber("subscribe", "x", "t")
    assert not signature.is_subscriber("unsubscribe", "t", "t")


# -- what a call holds


def test_w2_every_change_of_every_entry_is_read_and_another_hotels_set_aside():
    mine, theirs = GUEST.says("hi", AT), GUEST.says("hello", AT)
    ours = META.messages(GUEST, mine)
    other = Meta("", "secret", "555", "60399").messages(GUEST, theirs)
    third = META.messages(GUEST, GUEST.says("ada?", AT))
    ours["entry"][0]["changes"] += other["entry"][0]["changes"]
    ours["entry"] += third["entry"]
    first, stray, last = read(ours)
    assert (first.text, last.text) == ("hi", "ada?")
    assert isinstance(stray, Unusable)
    assert stray.alarming
    assert theirs["id"] in stray.body


def test_w3_messages_and_reports_of_one_change_are_both_read():
    payload = META.messages(GUEST, GUEST.says("hi", AT))
    report = META.status("wamid.1", "read", AT)["entry"][0]["changes"][0]["value"]["statuses"]
    payload["entry"][0]["changes"][0]["value"]["statuses"] = report
    message, status = read(payload)
    assert isinstance(message, Inbound)
    assert isinstance(status, Report)


def test_one_message_that_cannot_be_read_takes_none_with_it():
    bad = GUEST.sends("text", AT, text=None)
    good = GUEST.says("hi", AT)
    stray, message = read(META.messages(GUEST, bad, good))
    assert isinstance(stray, Unusable)
    assert bad["id"] in stray.body
    assert good["id"] not in stray.body
    assert message.text == "hi"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b'{"entry": 1}',
        b'{"entry":[{}]}',
        b"[" * 99999,
    ],
)
def test_a_signed_body_that_is_no_call_is_set_aside_once(body):
    [stray], [again] = read(body), read(body)
    assert isinstance(stray, Unusable)
    assert stray.id == again.id
    assert not stray.alarming


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=9)
    | st.sampled_from([10**25, -1, "0", "99999999999999", "MY.1", HOTEL, "\ud83d", "\0"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["messages", "statuses", "contacts", "type", "text", "id", "from"]),
            inner,
        )
    ),
    max_leaves=12,
)
FILE = {"id": "77", "mime_type": "image/jpeg", "caption": "x"}
TAP = {"type": "button_reply", "button_reply": {"id": "1", "title": "Ya"}}
PIN = {"latitude": 5.3, "longitude": 100.3, "name": "Queensbay"}
CARD = {
    "name": {"formatted_name": "Lim"},
    "phones": [{"phone": "+6012"}],
    "emails": [{"email": "x"}],
}
ORDER = {"product_items": [{"quantity": 1, "product_retailer_id": "x"}], "text": "please"}
NEW = {"original_message_id": "w", "message": {"type": "text", "text": {"body": "4 adults"}}}
MOVED = {"type": "user_changed_number", "wa_id": "60199990000", "previous_user_id": "MY.1"}
PARTS = {
    "text": {"body": "hi"},
    "image": FILE,
    "document": FILE | {"filename": "x.pdf"},
    "audio": FILE,
    "button": {"text": "Ya", "payload": "p"},
    "interactive": TAP,
    "location": PIN,
    "contacts": [CARD],
    "order": ORDER,
    "reaction": {"message_id": "w", "emoji": "👍"},
    "edit": NEW,
    "revoke": {"original_message_id": "w"},
    "unsupported": {"type": "poll"},
    "system": MOVED,
}
PRICED = {"pricing": {"billable": False, "category": "service"}, "errors": [{"code": 131047}]}
REFERRED = {"referral": {"source_type": "ad", "source_id": "1"}, "context": {"id": "w"}}


def every_shape():
    """A well-formed call of each kind there is."""
    for kind, part in PARTS.items():
        message = GUEST.sends(kind, AT, **{kind: part}, **REFERRED)
        yield META.messages(GUEST, message)
        yield META.payload(
            "smb_message_echoes", {"message_echoes": [message | {"to": "60123450900"}]}
        )
    yield META.status("wamid.1", "failed", AT, biz_opaque_callback_data="m-1", **PRICED)
    told = {"wa_id": GUEST.number, "detail": "d", "value": "stop", "timestamp": AT}
    yield META.payload("user_preferences", {"user_preferences": [told]})
    changed = {"wa_id": "", "user_id": {"previous": "MY.1a", "current": "MY.2b"}, "timestamp": AT}
    yield META.payload("user_id_update", {"user_id_update": [changed]})
    for name in ("account_update", "phone_number_quality_update", "message_template_status_update"):
        value = {"event": "FLAGGED", "ban_info": {"waba_ban_state": "DISABLE"}}
        yield {"entry": [{"changes": [{"field": name, "value": value}]}]}


def places(value, at=()):
    """The way to every value in a document."""
    yield at
    inner = value.items() if isinstance(value, dict) else ()
    for name, each in enumerate(value) if isinstance(value, list) else inner:
        yield from places(each, (*at, name))


def put(document, place, value):
    """The document with another value at one place of it."""
    if not place:
        return value
    copy = document.copy()
    copy[place[0]] = put(document[place[0]], place[1:], value)
    return copy


def wounded(wound, odd):
    shape, place = wound
    return put(shape, place, odd)


WOUNDS = [(shape, place) for shape in every_shape() for place in places(shape)]
IN_A_MESSAGE = [
    (s, at)
    for s, at in WOUNDS
    if at[4:6] in (("value", "messages"), ("value", "message_echoes"))
    and len(at) > 6
    and "system" not in str(s)
]


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(WOUNDS), ANYTHING)
def test_a_wrong_type_anywhere_breaks_nothing_and_can_be_kept(wound, odd):
    for event in read(wounded(wound, odd)):
        assert codec.dump(event)


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(IN_A_MESSAGE), ANYTHING)
def test_a_wrong_type_in_a_message_is_read_or_set_aside_and_never_lost(wound, odd):
    [event] = read(wounded(wound, odd))
    assert isinstance(event, Inbound | Unusable)


@settings(deadline=None)
@given(st.sampled_from(["messages", "account_update", "user_id_update", "x"]), ANYTHING, ANYTHING)
def test_no_shape_of_a_call_is_too_odd(field, value, message):
    change = {"field": field, "value": value}
    read({"entry": [{"changes": [change]}]})
    read(META.payload(field, {"messages": [message], "contacts": value, "statuses": [message]}))


def test_nested_beyond_measure_is_set_aside():
    deep = '{"a":' * 900 + "1" + "}" * 900
    bare = json.dumps(META.messages(GUEST, GUEST.sends("text", AT, text="DEEP")))
    [stray] = read(bare.replace('"DEEP"', deep).encode())
    assert isinstance(stray, Unusable)


def test_text_no_database_takes_is_made_whole():
    assert one(GUEST.says("a\x00b\ud83d", AT)).text == "ab?"


# -- who wrote, and when


def test_w8_a_guest_without_a_number_is_known_by_the_bsuid_alone():
    m = one(Guest("", "Aisyah", "MY.123456789012").says("hi", AT), Guest("", "Aisyah", "MY.1"))
    assert (m.guest, m.address, m.phone) == ("MY.123456789012", "MY.123456789012", "")


def test_w9_number_and_bsuid_are_both_names_of_the_guest():
    assert one(GUEST.says("hi", AT)).names == ("60123450900", "MY.900900")
    message = {k: v for k, v in GUEST.says("hi", AT).items() if k != "from_user_id"}
    assert one(message).names == ("60123450900", "MY.900900")  # from the contact beside it


def test_l7_the_number_is_the_guests_in_e164():
    assert one(GUEST.says("hi", AT)).phone == "+60123450900"


@pytest.mark.parametrize("name", ["", "  ", "🌸🌸", "...", "123"])
def test_w32_a_profile_without_letters_names_nobody(name):
    assert one(GUEST.says("hi", AT), Guest(GUEST.number, name, "")).name == ""


def test_w27_free_words_are_taken_for_a_day_after_the_guests_message():
    m = one(GUEST.says("hi", AT))
    assert m.answer_by == datetime.fromtimestamp(AT, UTC) + timedelta(hours=24)
    assert sent("reaction", reaction={"message_id": "wamid.1", "emoji": "👍"}).answer_by is None


def test_w29_the_advertisement_that_brought_the_guest_is_kept():
    told = {
        "source_type": "ad",
        "source_id": "12",
        "headline": "Raya",
        "ctwa_clid": "c",
        "body": "x",
    }
    m = one(GUEST.says("hi", AT, referral=told))
    assert m.source == {
        "source_type": "ad",
        "source_id": "12",
        "headline": "Raya",
        "ctwa_clid": "c",
    }


# -- what was sent


@pytest.mark.parametrize(
    ("type", "parts"),
    [
        ("text", {"text": {"body": "Ya, boleh"}}),
        ("button", {"button": {"text": "Ya, boleh", "payload": "p"}}),
        ("interactive", {"interactive": {"button_reply": {"id": "1", "title": "Ya, boleh"}}}),
        ("interactive", {"interactive": {"list_reply": {"id": "1", "title": "Ya, boleh"}}}),
    ],
)
def test_w17_a_tap_is_the_same_as_its_words_typed(type, parts):
    m = sent(type, **parts)
    assert (m.kind, m.text, m.quiet) == ("text", "Ya, boleh", False)


def test_w18_a_voice_note_names_the_file_to_fetch():
    m = sent("audio", audio={"id": "77", "mime_type": "audio/ogg; codecs=opus", "voice": True})
    [a] = m.attachments
    assert (m.kind, m.text, a.remote, a.content_type) == (
        "audio",
        "",
        "77",
        "audio/ogg; codecs=opus",
    )


@pytest.mark.parametrize(
    ("type", "part", "sensitive"),
    [
        ("image", {"caption": "is this room available?"}, False),
        ("image", {"caption": "my passport"}, True),
        ("image", {"caption": "ini gambar IC saya"}, True),
        ("document", {"filename": "x.pdf"}, True),
        ("image", {"caption": "nice view"}, False),
        ("image", {}, True),  # passports are sent without a word
        ("image", {"caption": " "}, True),
        ("video", {}, True),
        ("sticker", {}, False),
        ("audio", {}, False),
    ],
)
def test_w19_captions_are_words_and_identity_papers_are_flagged(type, part, sensitive):
    m = sent(type, **{type: {"id": "77", "mime_type": "image/jpeg"} | part})
    assert m.text == part.get("caption", "")
    assert m.attachments[0].sensitive is sensitive


def test_w20_a_pin_says_where_it_is():
    place = {"latitude": 5.33281, "longitude": 100.30671}
    assert sent("location", location=place).text == "📍 5.33281, 100.30671"
    named = sent("location", location=place | {"name": "Queensbay", "address": "Bayan Lepas"})
    assert (named.text, named.original) == ("📍 Queensbay, Bayan Lepas", "5.33281, 100.30671")


@pytest.mark.parametrize(
    ("type", "parts"),
    [
        ("sticker", {"sticker": {"id": "1", "mime_type": "image/webp"}}),
        ("reaction", {"reaction": {"message_id": "wamid.1", "emoji": "👍"}}),
        ("reaction", {"reaction": {"message_id": "wamid.1"}}),
        ("unsupported", {"errors": [{"code": 131051, "title": "Message type unknown"}]}),
        ("unsupported", {"unsupported": {"type": "poll"}}),
        ("something_new", {"something_new": {"a": 1}}),
    ],
)
def test_w21_what_says_nothing_is_quiet(type, parts):
    assert sent(type, **parts).quiet


def test_w22_an_edit_and_a_deletion_say_which_message():
    new = {"type": "text", "text": {"body": "4 adults"}}
    edit = sent("edit", edit={"original_message_id": "wamid.1", "message": new})
    gone = sent("revoke", revoke={"original_message_id": "wamid.1"})
    assert (edit.kind, edit.text, edit.about, edit.quiet) == ("edit", "4 adults", "wamid.1", True)
    assert (gone.kind, gone.about, gone.quiet) == ("revoke", "wamid.1", True)


def test_a_contact_card_and_a_form_are_read_as_if_typed():
    card = {"name": {"formatted_name": "Lim"}, "phones": [{"phone": "+60 12-345 6789"}]}
    assert sent("contacts", contacts=[card]).text == "Lim, +60 12-345 6789"
    filled = json.dumps({"flow_token": "x", "dates": "24 Dec"})
    assert (
        sent("interactive", interactive={"nfm_reply": {"response_json": filled}}).text
        == "dates: 24 Dec"
    )


@pytest.mark.parametrize(
    ("word", "note"), [("STOP", "opt_out"), ("Berhenti.", "opt_out"), ("start", "opt_in")]
)
def test_w28_one_word_turns_messages_off_and_on(word, note):
    assert one(GUEST.says(word, AT)).notes == (note,)
    assert one(GUEST.says(f"{word} at the airport", AT)).notes == ()


def test_w28_so_does_the_guests_setting_in_whatsapp():
    told = {"wa_id": GUEST.number, "detail": "d", "value": "stop", "timestamp": AT}
    [m] = read(META.payload("user_preferences", {"user_preferences": [told]}))
    assert (m.quiet, m.notes, m.guest) == (True, ("opt_out",), GUEST.number)


def test_w28_a_guest_without_a_number_is_named_by_the_contact_beside_it():
    told = {"detail": "d", "category": "marketing_messages", "value": "resume", "timestamp": AT}
    value = {"user_preferences": [told], "contacts": [{"profile": {}, "user_id": "MY.777"}]}
    [m] = read(META.payload("user_preferences", value))
    assert (m.guest, m.notes) == ("MY.777", ("opt_in",))


# -- names that change, staff elsewhere


def test_w10_a_changed_number_is_another_name_of_the_same_guest():
    system = {"type": "user_changed_number", "body": "A changed", "wa_id": "60199990000"}
    message = {
        "from": "60123450900",
        "id": "w",
        "timestamp": AT,
        "type": "system",
        "system": system,
    }
    [event] = read(META.payload("messages", {"messages": [message]}))
    assert event == Renamed(("60123450900", "60199990000"), "60199990000")


def system_message(who, **told):
    message = {"id": "w", "timestamp": AT, "type": "system", "system": told} | who
    return read(META.payload("messages", {"messages": [message]}))


def test_w10_w11_with_the_number_the_bsuid_changes_too():
    told = {"wa_id": "60199990000", "user_id": "MY.2b", "previous_user_id": "MY.1a"}
    names = ("60123450900", "MY.1a", "60199990000", "MY.2b")
    [event] = system_message({"from": "60123450900"}, type="user_changed_number", **told)
    assert event == Renamed(names, "60199990000")


@pytest.mark.parametrize("who", [{}, {"from_user_id": "MY.1a"}, {"from_user_id": "MY.2b"}])
def test_w11_a_changed_bsuid_without_a_number_leads_to_the_new_one(who):
    told = {"user_id": "MY.2b", "previous_user_id": "MY.1a"}
    [event] = system_message(who, type="user_changed_user_id", **told)
    assert (set(event.names), event.address) == ({"MY.1a", "MY.2b"}, "MY.2b")


def test_w11_so_does_the_change_as_it_was_announced_at_first():
    told = {"wa_id": "", "user_id": {"previous": "MY.1a", "current": "MY.2b"}, "timestamp": AT}
    [event] = read(META.payload("user_id_update", {"user_id_update": [told]}))
    assert event == Renamed(("MY.1a", "MY.2b"), "MY.2b")


def test_a_changed_security_code_is_no_news():
    assert system_message({"from": "60123450900"}, type="customer_identity_changed") == []


def test_what_is_written_in_a_group_is_not_answered_in_private():
    [stray] = read(META.messages(GUEST, GUEST.says("hi all", AT, group_id="g1")))
    assert isinstance(stray, Unusable)
    assert "hi all" in stray.body
    assert not stray.alarming


def test_w25_what_staff_write_on_the_hotels_phone_is_staffs():
    echo = GUEST.says("We are full", AT) | {"from": "6045550900", "to": "60123450900"}
    [m] = read(META.payload("smb_message_echoes", {"message_echoes": [echo]}))
    assert (m.by_staff, m.quiet, m.guest, m.text) == (True, True, "60123450900", "We are full")


# -- reports, and news of the account


def test_w12_w29_a_report_keeps_pricing_and_says_which_message():
    priced = {"billable": False, "category": "service", "type": "free_entry_point"}
    payload = META.status("wamid.1", "read", AT, biz_opaque_callback_data="m-1", pricing=priced)
    [report] = read(payload)
    assert (report.status, report.message, report.external_id) == ("read", "m-1", "wamid.1")
    assert report.meta == {"pricing": priced}
    assert report.whole


def test_w15_the_report_of_a_first_part_is_not_the_whole_message():
    [report] = read(META.status("wamid.1", "sent", AT, biz_opaque_callback_data="m-1:1"))
    assert (report.message, report.whole) == ("m-1", False)


def test_w13_a_failure_says_why_and_keeps_the_error():
    error = {"code": 131047, "title": "Re-engagement message", "error_data": {"details": "24 h"}}
    [report] = read(META.status("wamid.1", "failed", AT, errors=[error]))
    assert report.status == "failed"
    assert "only a template" in report.detail
    assert report.meta["errors"] == [error]
    assert not report.down


def test_w14_a_failure_for_want_of_payment_is_the_whole_channels():
    error = {"code": 131042, "title": "Business eligibility payment issue"}
    [report] = read(META.status("wamid.1", "failed", AT, errors=[error]))
    assert report.down
    [unnamed] = read(META.status("wamid.1", "failed", AT, errors=[{"title": "Odd"}]))
    assert not unnamed.down
    assert "Odd" in unnamed.detail


@pytest.mark.parametrize(
    ("field", "value", "title"),
    [
        (
            "account_update",
            {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "DISABLE"}},
            "restricted",
        ),
        ("account_update", {"event": "PARTNER_REMOVED"}, "no longer connected"),
        ("account_update", {"event": "ACCOUNT_RECONNECTED"}, "works again"),
        (
            "phone_number_quality_update",
            {"event": "DOWNGRADE", "current_limit": "TIER_250"},
            "quality",
        ),
        (
            "message_template_status_update",
            {"event": "PAUSED", "message_template_name": "x"},
            "unusable",
        ),
        ("account_alerts", {"alert_severity": "CRITICAL", "alert_type": "OBA"}, "warns"),
    ],
)
def test_w30_news_of_the_account_reaches_staff(field, value, title):
    [notice] = read({"entry": [{"changes": [{"field": field, "value": value}]}]})
    assert isinstance(notice, Notice)
    assert title in notice.title.en
    assert notice.title.ms


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("account_update", {"event": "PHONE_NUMBER_ADDED"}),
        ("message_template_status_update", {"event": "APPROVED"}),
        ("phone_number_quality_update", {"event": "DOWNGRADE", "display_phone_number": "999"}),
        ("calls", {"metadata": {"phone_number_id": HOTEL}, "calls": [{}]}),
    ],
)
def test_what_needs_nobody_disturbs_nobody(field, value):
    assert read({"entry": [{"changes": [{"field": field, "value": value}]}]}) == []
