"""What is new in a mail, out of what mail programs put around it. The mails are our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.channels.email.reply import reply_of

ASKED = "Is the pool heated?\n\nWe come with two children."
EARLIER = "Dear guest,\nbreakfast is served from seven."
HOTEL = "Reservations <stay@hotel.example>"
DATE = "10 Jul 2026, 16:32"

ANNOUNCED = {
    "gmail": f"On Fri, 10 Jul 2026 at 16:32, {HOTEL} wrote:",
    "gmail, wrapped": "On Fri, 10 Jul 2026 at 16:32, Reservations of the Hotel\n"
    "<stay@hotel.example> wrote:",
    "gmail, wrapped twice": "On Fri, 10 Jul 2026 at 16:32, Reservations of the Hotel\n"
    "<stay@hotel.example>\nwrote:",
    "no space": "On Fri, Jul 10, 2026 at 4:32 PM, Desk <stay@hotel.example>wrote:",
    "apple": "On 10 Jul 2026, at 4:32 PM, Reservations wrote:",
    "thunderbird": "On 10/07/26 4:32 PM, Reservations wrote:",
    "iso": f"2026-07-10 16:32 GMT+08:00 {HOTEL}:",
    "malay": f"Pada Jum, 10 Jul 2026 pada 16:32, {HOTEL} menulis:",
    "malay, apple": "Pada 10 Jul 2026, pukul 4:32 PTG, Reservations menulis:",
    "indonesian": f"Pada tanggal Jum, 10 Jul 2026 pukul 16.32 {HOTEL} menulis:",
    "french": "Le ven. 10 juil. 2026 à 16:32, Reservations <stay@hotel.example> a écrit :",
    "french, thunderbird": "Le 10/07/2026 à 16:32, Reservations a écrit :",
    "german": "Am Fr., 10. Juli 2026 um 16:32 Uhr schrieb Desk <stay@hotel.example>:",
    "german, thunderbird": "Am 10.07.2026 um 16:32 schrieb Reservations:",
    "german, reversed": "Reservations <stay@hotel.example> schrieb am Fr., 10. Juli 2026, 16:32:",
    "italian": "Il giorno ven 10 lug 2026 alle ore 16:32 Desk <stay@hotel.example> ha scritto:",
    "spanish": "El vie, 10 jul 2026 a las 16:32, Desk (<stay@hotel.example>) escribió:",
    "dutch": "Op vr 10 jul. 2026 om 16:32 schreef Desk <stay@hotel.example>:",
    "polish": "pt., 10 lip 2026 o 16:32 Desk <stay@hotel.example> napisał(a):",
    "swedish": "Den fre 10 juli 2026 kl 16:32 skrev Desk <stay@hotel.example>:",
    "czech": "pá 10. 7. 2026 v 16:32 odesílatel Desk <stay@hotel.example> napsal:",
    "finnish": "pe 10. heinäk. 2026 klo 16.32 Desk (stay@hotel.example) kirjoitti:",
    "russian": "пт, 10 июл. 2026 г. в 16:32, Desk <stay@hotel.example>:",
    "turkish": "Desk <stay@hotel.example>, 10 Tem 2026 Cum, 16:32 tarihinde şunu yazdı:",
    "vietnamese": "Vào Th 6, 10 thg 7, 2026 vào lúc 16:32 Desk <stay@hotel.example> đã viết:",
    "japanese": "2026年7月10日(金) 16:32 Desk <stay@hotel.example>:",
    "chinese": "Desk <stay@hotel.example> 于2026年7月10日周五 16:32写道：",
    "chinese, apple": "在 2026年7月10日，16:32，Desk <stay@hotel.example> 写道：",
    "korean": "2026년 7월 10일 (금) 오후 4:32, Desk <stay@hotel.example>님이 작성:",
    "netease": 'At 2026-07-10 16:32:35, "Desk" <stay@hotel.example> wrote:',
    "zoho": "---- On Fri, 10 Jul 2026 16:32:50 +0800 stay@hotel.example wrote ----",
    "proton": "------- Original Message -------\n"
    "On Friday, July 10th, 2026 at 4:32 PM, Desk <stay@hotel.example> wrote:",
}
HEADED = {
    "outlook": f"From: {HOTEL}\nSent: Friday, 10 July 2026 4:32 PM\nTo: A\nSubject: Your stay",
    "outlook, ruled": "________________________________\n"
    f"From: {HOTEL}\nSent: Friday, 10 July 2026 4:32 PM\nTo: A Guest\nSubject: Your stay",
    "outlook, bold": f"*From:* {HOTEL}\n*Sent:* Friday, 10 July 2026\n*To:* A\n*Subject:* Stay",
    "outlook, old": f"-----Original Message-----\nFrom: {HOTEL}\nSent: Friday\nSubject: Stay",
    "outlook, mac": f"From: {HOTEL}\nDate: Friday, 10 July 2026 at 4:32 PM\nTo: A\nSubject: Re: S",
    "outlook, long": f"From: {HOTEL}\nSent: Friday, 10 July 2026 4:32 PM\nTo: One; Two; Three;\n"
    "Four; Five\nCc: Six\nSubject: Your stay",
    "outlook, malay": f"Daripada: {HOTEL}\nDihantar: Jumaat, 10 Julai 2026\nKepada: A\nSubjek: S",
    "outlook, french": f"De : {HOTEL}\nEnvoyé : vendredi 10 juillet\nÀ : A\nObjet : Séjour",
    "outlook, german": f"Von: {HOTEL}\nGesendet: Freitag, 10. Juli\nAn: A\nBetreff: Zimmer",
    "outlook, spanish": f"De: {HOTEL}\nEnviado el: viernes, 10 de julio\nPara: A\nAsunto: Estancia",
    "outlook, italian": f"Da: {HOTEL}\nInviato: venerdì 10 luglio\nA: A\nOggetto: Soggiorno",
    "outlook, dutch": f"Van: {HOTEL}\nVerzonden: vrijdag 10 juli\nAan: A\nOnderwerp: Verblijf",
    "outlook, chinese": f"发件人: {HOTEL}\n发送时间: 2026年7月10日 16:32\n收件人: A\n主题: 回复",
    "outlook, japanese": f"差出人: {HOTEL}\n送信日時: 2026年7月10日\n宛先: A\n件名: 予約",
    "notes": "From:        Desk/HOTEL\nTo:        A Guest\nDate:        10/07/2026 16:32\n"
    "Subject:        Your stay",
    "qq": "------------------ 原始邮件 ------------------\n"
    '发件人: "Desk" <stay@hotel.example>;\n发送时间: 2026年7月10日 16:32\n主题: Stay',
    "gmail, forwarded": f"---------- Forwarded message ---------\nFrom: {HOTEL}\nSubject: Stay",
    "apple, forwarded": f"Begin forwarded message:\n\nFrom: {HOTEL}\nSubject: Stay",
    "samsung": f"-------- Original message --------\nFrom: {HOTEL}\nDate: 10/07/2026 16:32",
    "samsung, malay": f"-------- Mesej asal --------\nDaripada: {HOTEL}\nTarikh: 10/07/2026 16:32",
    "zendesk": "##- Please type your reply above this line -##",
}


@pytest.mark.parametrize("program", ANNOUNCED)
@pytest.mark.parametrize("mark", ["> ", ""])
def test_e9_what_a_program_announces_is_quoted(program, mark):
    quoted = "\n".join(mark + line for line in EARLIER.split("\n"))
    assert reply_of(f"{ASKED}\n\n{ANNOUNCED[program]}\n\n{quoted}\n").text == ASKED


@pytest.mark.parametrize("program", HEADED)
def test_e9_what_stands_below_a_block_of_headers_is_quoted(program):
    assert reply_of(f"{ASKED}\n\n{HEADED[program]}\n\n{EARLIER}\n").text == ASKED


def test_e9_three_levels_of_quotation():
    whole = (
        f"{ASKED}\n\n{ANNOUNCED['gmail']}\n> Yes.\n>\n> {ANNOUNCED['malay']}\n>> Ada kolam?\n"
        f">>\n>> {ANNOUNCED['apple']}\n>>> {EARLIER.splitlines()[0]}\n"
    )
    assert reply_of(whole).text == ASKED


def test_e9_answers_between_the_lines_are_kept_in_order():
    whole = (
        f"Hello,\n\n{ANNOUNCED['gmail']}\n> Which nights?\n\n24 to 26 December\n\n"
        "> How many of you?\n\nTwo adults.\n\nThanks"
    )
    said = reply_of(whole).text
    assert [line for line in said.split("\n") if line] == [
        "Hello,",
        "24 to 26 December",
        "Two adults.",
        "Thanks",
    ]


def test_e9_an_answer_below_the_quotation_is_kept():
    whole = f"{ANNOUNCED['thunderbird']}\n> Which nights?\n> Tell us.\n\nThe 24th, please."
    assert reply_of(whole).text == "The 24th, please."


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my iPhone",
        "Sent from my Samsung Galaxy smartphone.",
        "Sent from my Galaxy, an AT&T device",
        "Get Outlook for Android<https://outlook.example/app>",
        "Sent from Mail for Windows",
        "Sent via BlackBerry from a carrier",
        "Dihantar daripada iPhone saya",
        "Envoyé de mon iPhone",
        "Von meinem iPhone gesendet",
        "Enviado desde mi iPhone",
        "发自我的iPhone",
        "iPhoneから送信",
    ],
)
def test_a_phone_names_itself_below(line):
    assert reply_of(f"{ASKED}\n\n{line}\n\n{ANNOUNCED['gmail']}\n\n{EARLIER}").text == ASKED


@pytest.mark.parametrize(
    "whole",
    [
        "Sent from my iPhone\n\nDo you have a cot?",
        "We saw this.\n\nSent from my office, this would be much easier to read.",
        "Dates\nFrom: 24 Dec\nTo: 26 Dec\nGuests: 2",
        "From: 24 December 2026 14:00\nDate of departure: 26 December\nSubject to availability",
        "As you wrote yesterday:\nbreakfast is included. Is it?",
        "Here is what I want:\n\n----\n\n1. A cot\n2. A quiet room\n\n----\n\nCan you do that?",
        "With regards to the deposit, when do we pay?\n\nIn this regard we need an invoice.",
        "The rate on 10/07 at 16:30: is it right?",
        "🎉",
    ],
)
def test_what_only_looks_quoted_stays(whole):
    assert reply_of(whole).text == whole


def test_e10_a_list_of_telephone_numbers_is_not_cut():
    whole = (
        "Please call us on these numbers:\n\nAli 012-345 6789\nhttp://a.example Bina 013-456 7890"
    )
    assert "012-345 6789" in reply_of(whole).text
    assert "013-456 7890" in reply_of(whole).text


@pytest.mark.parametrize(
    "whole",
    [
        "> Do you have a room on the 24th?",
        f"{HEADED['gmail, forwarded']}\n\nMay I book this?",
        f"{ANNOUNCED['gmail']}\n\n{EARLIER}",
        "-- \nAina",
        "Kind regards,\nAina",
    ],
)
def test_e10_where_nothing_would_be_left_nothing_is_taken(whole):
    said = reply_of(whole).text
    assert said
    assert said.split("\n")[-1] in whole


CARD = (
    "Marketing Executive\nKilang Contoh Sdn Bhd\n"
    "T +603-2222 3333 | M 012-999 8888\nwww.kilang.example"
)


@pytest.mark.parametrize(
    ("closing", "kept"),
    [
        ("-- \nNurul Aina\n", ""),
        ("Kind regards,\nNurul Aina\n", ""),
        ("Thanks and best regards\n\nNurul Aina\n", ""),
        ("Yang benar,\n\nNurul Aina\n", ""),
        ("Sekian, terima kasih.\nNurul Aina\n", ""),
        ("Thank you,\nNurul Aina\n", "\n\nThank you,\nNurul Aina"),
        ("", ""),
    ],
)
def test_e22_the_telephone_number_in_a_signature_is_not_what_was_said(closing, kept):
    found = reply_of(f"{ASKED}\n\n{closing}{CARD}\n\n{ANNOUNCED['gmail']}\n> Yes.")
    assert found.text == ASKED + kept
    assert "012-999 8888" in found.signature


def test_e22_a_telephone_number_given_in_the_body_is_said():
    whole = f"{ASKED}\n\nThank you,\nAina\nYou may call me at 012-345 6789"
    assert "012-345 6789" in reply_of(whole).text


def test_a_disclaimer_is_not_what_was_said():
    notice = "This e-mail and any attachment is confidential and intended solely for the addressee."
    assert reply_of(f"{ASKED}\n\n{notice}\nDelete it.").text == ASKED
    assert reply_of(f"{ASKED}\n\nE-mel ini mengandungi maklumat sulit.").text == ASKED


def test_a_gateways_banner_is_not_what_was_said():
    banner = "CAUTION: This email originated from outside of the organisation."
    assert reply_of(f"{banner}\n\n{ASKED}").text == ASKED


def test_a_postscript_below_the_signature_is_kept():
    assert reply_of(f"{ASKED}\n\nRegards,\nAina\n\nPS: we need a cot").text.endswith(
        "we need a cot"
    )


@given(st.text())
def test_whatever_is_written_something_is_left_of_it(whole):
    found = reply_of(whole)
    assert bool(found.text.strip()) == bool(whole.strip())
    assert all(line.strip() in whole for line in found.text.split("\n"))


@given(
    st.lists(
        st.sampled_from([*ANNOUNCED.values(), *HEADED.values(), ASKED, "> q", "", "-- ", CARD])
    )
)
def test_whatever_is_put_together_something_is_left_of_it(parts):
    whole = "\n".join(parts)
    assert bool(reply_of(whole).text.strip()) == bool(whole.strip())


@pytest.mark.timeout(120)
def test_a_hostile_mail_takes_no_longer_than_a_long_one():
    for piece in ("On 10 Jul 2026 ", "-=", "> ", "From: ", "a@", "thanks " * 3, "  "):
        assert reply_of((piece * 4000 + "\n") * 3).text.strip() or not piece.strip()
        assert reply_of((piece + "\n") * 50_000).text.strip() or not piece.strip()
