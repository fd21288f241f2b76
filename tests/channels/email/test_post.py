"""What Inbound Parse delivers, in both modes, with what real senders put into it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.channels.email import form, html, inbox, machines, mime, post
from appliance.simulate import correspondent

NOW = datetime(2026, 7, 6, 4, 0, tzinfo=UTC)
HEADERS = (
    "From: Nurul <nurul@guest.example>\nTo: stay@hotel.example\nMessage-ID: <1@guest.example>\n"
)


def delivered(files=None, charsets=None, **fields):
    told = {"headers": HEADERS, "envelope": '{"to": ["Stay@Hotel.example"], "from": "n@g.example"}'}
    told |= {"charsets": json.dumps(charsets or {})} | fields
    return post.read(*correspondent.form(told, files or {}))


def raw(message: bytes):
    content_type, body = correspondent.form({}, {})
    boundary = content_type.partition("boundary=")[2]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="email"\r\n\r\n'.encode()
    return post.read(content_type, head + message + b"\r\n" + body)


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        ("iso-8859-1", "Café"),
        ("windows-1252", "“Café” – 100 €"),
        ("gb2312", "双人房多少钱"),
        ("big5", "雙人房"),
        ("shift_jis", "部屋"),
        ("euc-kr", "객실"),
        ("utf-8", "Bilik 😀"),
    ],
)
def test_e2_each_field_is_in_the_encoding_it_declares(charset, words):
    content_type, body = correspondent.form(
        {"headers": HEADERS, "charsets": json.dumps({"text": charset}), "text": "@@"}, {}
    )
    found = post.read(content_type, body.replace(b"@@", words.encode(charset)))
    assert found.letter.text == words


@pytest.mark.parametrize("charset", ["x-unknown", "unicode_escape", "hex", "", "utf-8"])
def test_e2_a_wrong_encoding_loses_no_letter(charset):
    content_type, body = correspondent.form(
        {"headers": HEADERS, "charsets": json.dumps({"text": charset}), "text": "caf@@"}, {}
    )
    assert post.read(content_type, body.replace(b"@@", b"\xe9")).letter.text == "café"


def test_e3_html_mail_is_words_and_nothing_else():
    page = (
        "<html><head><style>p{color:red}</style></head><body><script>alert(1)</script>"
        '<div style="display:none">preheader</div><p>Is the <b>pool</b> heated?</p>'
        '<img src="https://spy.example/x.gif" onerror="alert(2)"><ul><li>one<li>two</ul>'
        "<table><tr><td>24 Dec</td><td>2 adults</td></tr></table>"
        "<blockquote>earlier<blockquote>before</blockquote></blockquote></body></html>"
    )
    said = delivered(html=page).letter.text
    for never in ("script", "alert", "spy", "preheader", "color", "<"):
        assert never not in said
    for line in ("Is the pool heated?", "- one", "24 Dec 2 adults", "> earlier", "> > before"):
        assert line in said.split("\n")


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "piece", ["<div>", "<blockquote>", "<p><b id={n}>", "<x><div></div>", "<table><tr><td>", "</b>"]
)
def test_e3_a_page_nested_without_end_is_read_without_end_of_time_or_memory(piece):
    page = "".join(piece.format(n=n) for n in range(100_000))
    assert html.to_text(f"{page}deep").strip("> \n") == "deep"


def test_e3_formatting_left_open_changes_no_words():
    page = "<p><a href=x><b>Dear <i>Nurul</a>,<p>we <font size=2>come <u>today</font>.<b hidden>no"
    assert html.to_text(page) == "Dear Nurul,\n\nwe come today."


@pytest.mark.parametrize(
    "dkim", ["{@guest.example : pass}", "none", "Can't locate object at /x.pm line 7.", ""]
)
def test_e4_dkim_is_words(dkim):
    found = delivered(dkim=dkim, text="Hello")
    assert inbox.notes(found, "person", spam=False, relay=False) == ()
    assert inbox.notes(
        delivered(dkim="{@x.example : fail}"), "person", spam=False, relay=False
    ) == ("dkim_fail",)


def test_both_modes_read_the_same():
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = "Nurul <nurul@guest.example>", "stay@hotel.example"
    message["Subject"], message["Message-ID"] = "Bilik é", "<1@guest.example>"
    message.set_content("Ada bilik? é")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
    whole, apart = raw(message.as_bytes()), delivered({"plan.pdf": b"%PDF"}, text="Ada bilik? é")
    assert whole.letter.text == apart.letter.text
    assert whole.letter.files[0].data == apart.letter.files[0].data == b"%PDF"
    assert whole.letter.files[0].name == apart.letter.files[0].name
    assert whole.subject == "Bilik é"
    assert (whole.sender, whole.sender_name) == ("nurul@guest.example", "Nurul")


def test_e1_the_envelope_tells_whom_it_is_for():
    assert delivered(to="other@elsewhere.example").to == ("stay@hotel.example",)
    assert delivered(envelope="no json", to="A <a@b.example>").to == ("a@b.example",)


@pytest.mark.parametrize(
    ("stamp", "hours"),
    [("Mon, 6 Jul 2026 10:00:00 +0800", -2), ("Thu, 1 Jan 1970 00:00:00 +0000", 0), ("?", 0)],
)
def test_a_clock_that_is_wrong_is_not_believed(stamp, hours):
    found = delivered(headers=f"{HEADERS}Date: {stamp}\n")
    assert found.sent_at(NOW) == NOW + timedelta(hours=hours)


def test_a_form_on_the_hotels_site_writes_for_the_guest():
    sender = "From: Site <wordpress@hotel.example>\nReply-To: Aina <aina@guest.example>\n"
    found = inbox.taken(delivered(headers=sender, text="A room?"), NOW, 5.0)
    assert found.message.address == "aina@guest.example"
    assert not found.message.quiet


@pytest.mark.parametrize(
    ("subject", "text", "asked"),
    [
        ("Room 24-26 Dec", "How much?", "Room 24-26 Dec\n\nHow much?"),
        ("Enquiry", "How much?", "How much?"),
        ("Re: Room 24-26 Dec", "How much?", "How much?"),
        ("Do you have a cot?", "", "Do you have a cot?"),
    ],
)
def test_a_subject_that_says_something_is_said(subject, text, asked):
    found = inbox.taken(delivered(headers=f"{HEADERS}Subject: {subject}\n", text=text), NOW, 5.0)
    assert found.message.text == asked


@pytest.mark.parametrize(
    "mailbox",
    [
        "a.1@guest.booking.com",
        "b@agoda-messaging.com",
        "c@reply.airbnb.com",
        "d@m.expediapartnercentral.com",
    ],
)
def test_e16_relays_of_booking_sites_are_known(mailbox):
    assert machines.is_relay(mailbox)
    assert not machines.is_relay("guest@booking.com.example")


@pytest.mark.parametrize(
    ("sender", "subject", "text", "kind"),
    [
        ("aina@guest.example", "Rooms", "Have you a room?", "person"),
        ("aina@guest.example", "Re: Undelivered luggage", "It never came.", "person"),
        ("aina@guest.example", "Auto rental", "Can you book a car?", "person"),
        ("postmaster@mx.example", "Undeliverable: Your stay", "550 5.1.1", "bounce"),
        ("mailer-daemon@mx.example", "failure notice", "I'm sorry", "bounce"),
        ("aina@guest.example", "Out of office: Rooms", "Back on Monday.", "auto_reply"),
        ("aina@guest.example", "Balasan automatik: Bilik", "Saya bercuti.", "auto_reply"),
        ("no-reply@engine.example", "New booking", "Booking 7", "no_reply"),
        ("donotreply@bank.example", "Statement", "Attached", "no_reply"),
    ],
)
def test_e6_e17_who_writes(sender, subject, text, kind):
    letter = mime.Letter(mime.Headers((("subject", subject),)), text)
    assert machines.kind_of(letter, sender) == kind


def test_message_ids_of_ours_are_known_again():
    message, conversation = (
        "0" * 8 + "-0000-5000-8000-" + "0" * 12,
        "1" * 8 + "-1111-5111-8111-" + "1" * 12,
    )
    named = inbox.message_id(message, conversation, "hotel.example")
    assert inbox.ours(f"text {named} text") == (inbox.Sent(message, conversation),)


# -- whatever comes


HOSTILE = st.one_of(
    st.binary(max_size=2000),
    st.lists(
        st.sampled_from(
            [
                b"Content-Type: multipart/mixed; boundary=b\r\n", b"\r\n", b"--b\r\n", b"--b--\r\n",
                b"Content-Type: text/plain; charset=utf-7\r\n", b"Subject: =?utf-8?B?!!?=\r\n",
                b"From: \xff <a@b.example>\r\n", b"Content-Transfer-Encoding: base64\r\n",
                b"Content-Disposition: attachment; filename*0*=x''%zz\r\n", b"\x00\xff\xfe",
                b"Content-Type: message/rfc822\r\n", b"Content-Type: text/html\r\n", b"<p>word</p>",
                b"Message-ID: <\r\n <\r\n", b"Date: 99\r\n", b"Received: ; Mon\r\n", b"word",
            ]
        ),
        max_size=25,
    ).map(b"".join),
)  # fmt: skip


@given(HOSTILE)
def test_no_mail_breaks_the_reader(data):
    letter = mime.read(data)
    letter.text.encode()
    assert "\x00" not in letter.text
    inbox.kept("fuzz", letter.files)


@given(HOSTILE)
def test_no_delivery_breaks_the_post(data):
    head = b"From: Nurul <nurul@guest.example>\r\n"
    taken = inbox.taken(raw(head + data), NOW, 5.0)
    assert taken.message.address
    assert taken.message.at <= NOW


@given(st.binary(max_size=500), st.text(max_size=80))
def test_no_body_breaks_the_form(body, content_type):
    try:
        form.read(content_type, body)
    except form.NotAForm:
        return
    raise AssertionError("it read a form where there is none")


@given(st.dictionaries(st.from_regex(r"\A[a-z]{1,8}\Z"), st.binary(max_size=300), max_size=5))
def test_a_form_gives_back_every_byte(files):
    names = {f"{name}.bin": data for name, data in files.items()}
    parts = form.read(*correspondent.form({"text": "é"}, names))
    assert {p.filename: p.data for p in parts if p.filename} == names
    assert next(p.data for p in parts if p.name == "text") == "é".encode()
