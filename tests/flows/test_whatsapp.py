"""WhatsApp from Meta's webhook to Meta's Graph API, over real HTTP both ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from appliance import desk
from appliance.desk import OptedOut, Staff, WindowClosed
from appliance.simulate.graph import File, Refusal
from appliance.simulate.guest import Guest
from tests.flows.conftest import NIGHT
from tests.flows.whatsapp import Line, connected, text_of
from tests.llm.provider_server import ProviderServer, slow_first
from tests.llm.transcription_server import Answer, TranscriptionServer
from tests.patience import wait_until

pytestmark = pytest.mark.postgres

MEI = Staff("s1", "Mei", "reservations")


@pytest.fixture
def line(settings) -> Iterator[Line]:
    with connected(settings) as one:
        yield one


def test_w1_w8_w9_w10_one_guest_by_every_name(line):
    sent = line.ask("What time is breakfast?")
    assert "8:00" in text_of(sent)
    assert sent["to"] == "60123450900"
    again = line.guest.says("Is there parking?", line.clock())
    before = len(line.graph.sent)
    for _ in range(3):
        line.deliver(again)
    wait_until(lambda: len(line.graph.sent) > before)
    line.settle()
    assert len(line.graph.sent) == before + 1
    hidden = Guest("", "Aisyah", "MY.900900")  # the same, by the BSUID alone
    assert line.ask("What time is check-in?", hidden)["recipient"] == "MY.900900"
    assert [m.role for m in line.record] == ["guest", "ai"] * 3
    system = {"type": "user_changed_number", "wa_id": "60199990000", "body": "changed"}
    moved = {"from": "60123450900", "id": "w", "timestamp": "1", "type": "system", "system": system}
    assert line.meta.post(line.meta.payload("messages", {"messages": [moved]})) == 200
    assert line.ask("And check-out?", Guest("60199990000", "Aisyah", ""))["to"] == "60199990000"
    assert len(line.record) == 8
    stranger = Guest("", "Tan", "MY.777")
    assert line.ask("Is there parking?", stranger)["recipient"] == "MY.777"
    row = line.app.store.conversation(line.house.id_of("whatsapp:MY.777"))
    assert row.guest_phone == ""
    wait_until(lambda: line.graph.receipts)
    assert line.graph.receipts[0]["typing_indicator"] == {"type": "text"}


def test_w12_w13_h7_reports_settle_a_message_and_never_regress(line):
    sent = line.ask("What time is breakfast?")
    ours = {"biz_opaque_callback_data": sent["biz_opaque_callback_data"]}
    priced = {"billable": False, "category": "service", "type": "free_entry_point"}
    for status in ("read", "delivered", "sent"):
        report = line.meta.status(
            "wamid.STANDIN000001", status, line.clock(), **ours, pricing=priced
        )
        assert line.meta.post(report) == 200
    [_, answer] = line.record
    assert answer.status == "read"
    assert answer.status_meta["pricing"] == priced
    line.ask("Is there parking?")
    error = {"code": 131047, "title": "Re-engagement message"}
    failed = line.meta.status("wamid.STANDIN000002", "failed", line.clock(), errors=[error])
    assert line.meta.post(failed) == 200  # found by the wamid alone
    [alert] = line.alerts
    assert "did not reach" in alert.title
    assert "only a template" in alert.body
    last = line.record[-1]
    assert (last.status, last.status_meta["errors"]) == ("failed", [error])


def test_w14_errors_keep_the_order_and_a_dead_account_is_told_once(line):
    line.graph.refusals.append(Refusal(400, 131056))
    line.say("What time is breakfast?")
    line.settle()
    line.say("Is there parking?")
    wait_until(lambda: len(line.graph.sent) == 2)
    assert "8:00" in text_of(line.graph.sent[0])
    line.graph.refusals.extend([Refusal(401, 190)] * 2)
    line.say("What time is check-in?")
    line.say("What time is breakfast?", Guest("60123450901", "Tan", ""))
    wait_until(lambda: line.app.troubles)
    wait_until(lambda: not line.graph.refusals)
    wait_until(line.app.store.alerts)
    downs = [a for a in line.app.store.alerts() if a.kind == "system"]
    assert len(downs) == 1
    assert "token" in downs[0].body


def test_w18_w19_w20_w21_what_is_sent_beside_words(line):
    line.graph.files["77"] = File(b"photo", "image/png")
    image = {"id": "77", "mime_type": "image/png", "caption": "What time is breakfast?"}
    before = len(line.graph.sent)
    line.deliver(line.guest.sends("image", line.clock(), image=image))
    wait_until(lambda: len(line.graph.sent) > before)
    assert "8:00" in text_of(line.graph.sent[-1])
    [photo] = line.record[0].meta["attachments"]
    wait_until(lambda: line.app.media.read(photo["media"]) == b"photo")
    note = {"id": "78", "mime_type": "audio/ogg; codecs=opus", "voice": True}
    line.deliver(line.guest.sends("audio", line.clock(), audio=note))
    wait_until(lambda: len(line.graph.sent) == before + 2)
    assert "type your question" in text_of(line.graph.sent[-1])
    place = {"latitude": 5.3, "longitude": 100.3}
    line.deliver(line.guest.sends("location", line.clock(), location=place))
    wait_until(lambda: len(line.graph.sent) == before + 3)
    line.settle()
    receipts = len(line.graph.receipts)
    for kind, part in (
        ("sticker", {"id": "79", "mime_type": "image/webp"}),
        ("reaction", {"message_id": "wamid.STANDIN000001", "emoji": "👍"}),
        ("unsupported", {"type": "poll"}),
    ):
        line.deliver(line.guest.sends(kind, line.clock(), **{kind: part}))
    kinds = [m.kind for m in line.record if m.role == "guest"]
    assert kinds[-3:] == ["sticker", "reaction", "unsupported"]
    assert len(line.graph.sent) == before + 3
    assert len(line.graph.receipts) == receipts


VOICE = {"id": "78", "mime_type": "audio/ogg; codecs=opus", "voice": True}


@pytest.fixture
def heard(settings) -> Iterator[tuple[Line, TranscriptionServer]]:
    """A line whose voice notes are written down by a model's server."""
    with TranscriptionServer() as ear:
        settings = replace(settings, openai_key="k", openai_base_url=ear.url)
        with connected(settings, transcriber_model="whisper-1", answer_deadline=60.0) as line:
            line.graph.files["78"] = File(b"OggS", "audio/ogg")
            yield line, ear


def test_w18_a_voice_note_is_written_down_and_answered(heard):
    line, ear = heard
    line.deliver(line.guest.sends("audio", line.clock(), audio=VOICE))
    wait_until(lambda: line.graph.sent)
    assert "8:00" in text_of(line.graph.sent[-1])
    [note] = [m for m in line.record if m.role == "guest"]
    assert (note.kind, note.text) == ("audio", "What time is breakfast?")
    assert "transcribed" in note.meta["notes"]
    assert ear.uploads[0].data == b"OggS"


def test_w18_w24_a_voice_note_that_is_overtaken_is_written_down_once(heard):
    line, ear = heard
    listened = ear.event()
    ear.answers.append(Answer("What time is breakfast?", after=listened))
    line.deliver(line.guest.sends("audio", line.clock(), audio=VOICE))
    wait_until(lambda: ear.uploads)
    line.say("And is parking free?")
    wait_until(line.app.arrivals.idle)
    listened.set()
    wait_until(lambda: line.graph.sent)
    line.settle()
    assert len(ear.uploads) == 1
    assert [m.text for m in line.record if m.role == "guest"] == [
        "What time is breakfast?",
        "And is parking free?",
    ]
    assert len(line.graph.sent) == 1


def test_w18_a15_a_card_number_that_is_spoken_is_masked_too(heard):
    line, ear = heard
    ear.answers.append(Answer("My card is 4111 1111 1111 1111, what time is breakfast?"))
    line.deliver(line.guest.sends("audio", line.clock(), audio=VOICE))
    wait_until(lambda: line.graph.sent)
    assert "4111 1111" not in line.record[0].text
    assert line.record[0].text.startswith("My card is")


@pytest.mark.parametrize(
    "answer",
    [
        Answer(""),
        Answer(status=500, error="oops"),
        Answer(status=401, error="Incorrect API key"),
        Answer(page="<h1>Sign in</h1>"),
    ],
)
def test_w18_what_cannot_be_written_down_is_asked_to_be_typed_and_kept_for_staff(heard, answer):
    line, ear = heard
    ear.answers.append(answer)
    line.deliver(line.guest.sends("audio", line.clock(), audio=VOICE))
    wait_until(lambda: line.graph.sent)
    assert "taip soalan" in text_of(line.graph.sent[-1])
    [note, _] = line.record
    assert (note.kind, note.text) == ("audio", "")
    assert line.app.media.read(note.meta["attachments"][0]["media"]) == b"OggS"


def test_w18_a_file_meta_has_no_longer_is_asked_to_be_typed(heard):
    line, ear = heard
    gone = VOICE | {"id": "404"}
    line.deliver(line.guest.sends("audio", line.clock(), audio=gone))
    wait_until(lambda: line.graph.sent)
    assert "taip soalan" in text_of(line.graph.sent[-1])
    assert not ear.uploads


def test_w7_w1_a_model_that_thinks_for_long_keeps_no_webhook_waiting(settings):
    """20 seconds or 20 hours: the 200s come while it thinks, and it is asked once."""
    with ProviderServer() as server:
        thinking = server.event()
        server.script(slow_first(thinking, "Breakfast is from 8:00 am."))
        settings = replace(settings, openai_key="k", openai_base_url=server.openai)
        with connected(settings, answer_deadline=60.0, hedge_after=60.0) as line:
            asked = line.say("What time is breakfast?")
            wait_until(lambda: server.requests)
            for _ in range(3):
                line.deliver(asked)  # each answered 200
            wait_until(line.app.arrivals.idle)
            line.say("Is there parking?", Guest("60123450901", "Tan", ""))
            wait_until(lambda: line.graph.sent)
            assert [m["to"] for m in line.graph.sent] == ["60123450901"]
            thinking.set()
            wait_until(lambda: len(line.graph.sent) == 2)
            line.settle()
            assert len(line.graph.sent) == 2
            assert len(server.requests) == 2
            assert [m.role for m in line.record] == ["guest", "ai"]


def test_t11_t12_the_hours_are_those_the_guest_wrote_in_and_stay_as_they_were(line):
    def wrote(text: str, at: datetime, came: datetime) -> dict[str, Any]:
        line.app.now = lambda: came
        message: dict[str, Any] = line.deliver(line.guest.says(text, at.timestamp()))
        line.settle()
        return message

    closes = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # a Monday, 17:30 at the hotel
    quarter = timedelta(minutes=15)
    before = wrote("What time is breakfast?", closes - timedelta(seconds=1), closes + quarter)
    wrote("Is there parking?", closes, closes + quarter)
    flags = [m.after_hours for m in line.record if m.role == "guest"]
    assert flags == [False, True]
    conversation = line.house.id_of(line.key)
    assert line.app.store.conversation(conversation).after_hours is False  # as it began
    desks = line.app.hotel.desks
    shut = replace(desks["reservations"], weekly=((),) * 7)
    line.app.hotel = replace(line.app.hotel, desks={**desks, "reservations": shut})
    line.deliver(before)
    wrote("Is there a gym?", closes - timedelta(seconds=1), closes + quarter)
    flags = [m.after_hours for m in line.record if m.role == "guest"]
    assert flags == [False, True, True]
    assert line.app.store.conversation(conversation).after_hours is False


def test_w14_an_account_that_cannot_pay_is_told_though_meta_took_the_message(line):
    sent = line.ask("What time is breakfast?")
    error = {"code": 131042, "title": "Business eligibility payment issue"}
    ours = {"biz_opaque_callback_data": sent["biz_opaque_callback_data"]}
    report = line.meta.status("wamid.STANDIN000001", "failed", line.clock(), errors=[error], **ours)
    for _ in range(2):
        assert line.meta.post(report) == 200
    titles = [alert.title for alert in line.alerts]
    assert sum("No answers get out" in title for title in titles) == 1
    assert "payment" in line.app.troubles["whatsapp"]


def test_w22_w25_edits_deletions_and_staff_on_the_hotels_phone(line):
    first = line.guest.says("What time is breakfast?", line.clock())
    line.deliver(first)
    wait_until(lambda: line.graph.sent)
    line.settle()
    new = {
        "original_message_id": first["id"],
        "message": {"type": "text", "text": {"body": "Gym?"}},
    }
    line.deliver(line.guest.sends("edit", line.clock(), edit=new))
    line.settle()
    assert line.state.lines[0].text == "Gym?"
    gone = {"original_message_id": first["id"]}
    line.deliver(line.guest.sends("revoke", line.clock(), revoke=gone))
    line.settle()
    assert [each.role for each in line.state.lines] == ["ai"]
    echo = line.guest.says("I am on it", line.clock()) | {
        "from": "6045550900",
        "to": line.guest.number,
    }
    payload = line.meta.payload("smb_message_echoes", {"message_echoes": [echo]})
    for _ in range(2):
        assert line.meta.post(payload) == 200
    line.settle()
    line.say("Is there parking?")
    assert [(m.role, m.text) for m in line.record][-2:] == [
        ("staff", "I am on it"),
        ("guest", "Is there parking?"),
    ]
    assert len(line.graph.sent) == 1  # the AI is silent
    line.at += timedelta(hours=5)  # nobody can hand back from a phone: it lapses
    assert "8:00" in text_of(line.ask("What time is breakfast?"))


def test_while_a_colleague_writes_the_guests_phone_says_so(line):
    line.ask("What time is breakfast?")
    said = line.say("And lunch?")
    line.settle()
    desk.take_over(line.app, line.house.id_of(line.key), MEI)
    before = len(line.graph.receipts)
    desk.typing(line.app, line.house.id_of(line.key), MEI)
    wait_until(lambda: len(line.graph.receipts) > before)
    receipt = line.graph.receipts[-1]
    assert (receipt["message_id"], receipt["typing_indicator"]) == (said["id"], {"type": "text"})


def test_w26_w27_w28_after_a_day_only_templates_and_never_to_who_wants_none(line):
    line.ask("What time is breakfast?")
    id = line.house.id_of(line.key)
    desk.take_over(line.app, id, MEI)
    line.app.now = lambda: line.at + timedelta(hours=23, minutes=59, seconds=59)
    desk.say(line.app, id, MEI, "Just in time", "c1")
    line.app.now = lambda: line.at + timedelta(hours=24, seconds=10)
    with pytest.raises(WindowClosed):
        desk.say(line.app, id, MEI, "Too late", "c2")
    desk.send_template(line.app, id, MEI, "follow_up", "c3", {})
    wait_until(lambda: line.graph.sent[-1]["type"] == "template")
    template = line.graph.sent[-1]["template"]
    assert (template["name"], template["language"]["code"]) == ("chat_follow_up", "en")
    assert template["components"][0]["parameters"][0]["text"] == "Aisyah"
    with pytest.raises(WindowClosed):  # a template opens nothing
        desk.say(line.app, id, MEI, "And now?", "c4")
    line.app.now = lambda: line.at
    line.say("STOP")
    line.settle()
    with pytest.raises(OptedOut):
        desk.send_template(line.app, id, MEI, "follow_up", "c5", {})
    desk.say(line.app, id, MEI, "An answer still goes out", "c6")
    wait_until(lambda: line.graph.sent[-1]["type"] == "text")
    assert text_of(line.graph.sent[-1]) == "An answer still goes out"


def test_w31_three_days_late_is_kept_told_and_not_greeted(line):
    late = NIGHT - timedelta(days=3)
    line.deliver(line.guest.says("A deluxe room for 2 adults tomorrow please", late.timestamp()))
    line.settle()
    assert [m.role for m in line.record] == ["guest"]
    assert any("too late" in alert.title for alert in line.alerts)
    assert line.graph.sent == []
    [lead] = line.app.store.leads(conversation=line.house.id_of(line.key))
    assert lead.details["late"] is True


def test_w23_w24_a_burst_is_one_answer(settings):
    with connected(settings, burst_wait=3.0) as line:
        burst(line)


def burst(line):
    for word in ("hi", "nak tanya", "sarapan", "pukul berapa?"):
        line.say(word)
    wait_until(lambda: line.graph.sent)
    line.settle()
    assert len(line.graph.sent) == 1
    assert "8:00" in text_of(line.graph.sent[0])


def test_w30_a_ban_is_told_and_shown(line):
    change = {"field": "account_update", "value": {"event": "DISABLED_UPDATE"}}
    assert line.meta.post({"entry": [{"changes": [change]}]}) == 200
    [alert] = line.alerts
    assert "restricted" in alert.title
    assert "disabled" in line.app.troubles["whatsapp"]


def test_w30_a_ban_that_is_lifted_clears_the_banner_and_is_told(line):
    for state in ("DISABLE", "REINSTATE"):
        value = {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": state}}
        change = {"field": "account_update", "value": value}
        assert line.meta.post({"entry": [{"changes": [change]}]}) == 200
        line.settle()
        assert ("whatsapp" in line.app.troubles) is (state == "DISABLE")
    assert {"works again" in alert.title for alert in line.alerts} == {True, False}
