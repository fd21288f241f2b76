"""Staff's side of the API: signing in, conversations, leads, settings."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from tests.web.house import PASSWORD, PROPERTY, lead


def cookies_of(response) -> dict[str, str]:
    return {name: value for name, value in response.cookies.items() if value}


def test_wrong_password_unknown_person_and_dismissed_person_look_alike(house):
    house.record.hire("gm")
    house.record.hire("admin", is_active=False)
    answers = [
        house.client.post("/api/v1/auth/token", json={"email": email, "password": password})
        for email, password in (
            ("gm@selasar.example", "wrong password"),
            ("nobody@selasar.example", PASSWORD),
            ("admin@selasar.example", PASSWORD),
        )
    ]
    assert {a.status_code for a in answers} == {401}
    assert len({a.json()["detail"] for a in answers}) == 1


def test_ten_wrong_passwords_close_the_account_for_a_while(house):
    person = house.record.hire("gm")
    wrong = {"email": person.email, "password": "guess"}
    answers = [house.client.post("/api/v1/auth/token", json=wrong) for _ in range(11)]
    assert [a.status_code for a in answers] == [401] * 10 + [429]
    right = {"email": person.email.upper(), "password": PASSWORD}
    assert house.client.post("/api/v1/auth/token", json=right).status_code == 429


def test_m8_a_refresh_token_is_used_once_and_reuse_ends_the_session(house):
    first = house.sign_in(house.record.hire("gm"))

    def refresh(token: str):
        return house.client.post("/api/v1/auth/refresh", json={"refresh_token": token})

    second = refresh(first["refresh_token"]).json()
    house.clock.pass_by(minutes=1)
    third = refresh(second["refresh_token"])
    assert third.status_code == 200
    house.clock.pass_by(minutes=1)
    assert refresh(second["refresh_token"]).status_code == 401  # copied
    kept: list[str] = []
    house.appliance.spool.drain(lambda facts: kept.extend(f.body for f in facts))
    assert any("session.reused" in body for body in kept)
    assert refresh(third.json()["refresh_token"]).status_code == 401  # so it all ends


def test_m8_two_tabs_that_refresh_together_both_go_on(house):
    first = house.sign_in(house.record.hire("gm"))["refresh_token"]
    answers = [
        house.client.post("/api/v1/auth/refresh", json={"refresh_token": first}) for _ in range(2)
    ]
    assert [a.status_code for a in answers] == [200, 200]


def test_signing_out_ends_the_refresh_token(house):
    tokens = house.sign_in(house.record.hire("gm"))
    given = {"refresh_token": tokens["refresh_token"]}
    assert house.client.post("/api/v1/auth/logout", json=given).status_code == 204
    assert house.client.post("/api/v1/auth/refresh", json=given).status_code == 401


def test_m8_a_lower_role_and_a_dismissal_take_effect_within_seconds(house):
    person = house.record.hire("gm")
    staff = house.bearer(person)
    settings = f"/api/v1/properties/{PROPERTY}/settings"
    members = house.app.ctx.context.members
    assert house.client.get(settings, headers=staff).status_code == 200
    house.record.people[person.id] = replace(person, role="front_desk")
    members.forget(person.id)  # its few seconds pass
    assert house.client.get(settings, headers=staff).status_code == 403
    house.record.people[person.id] = replace(person, token_version=2)
    members.forget(person.id)
    assert house.client.get(settings, headers=staff).status_code == 401


def test_h12_the_tokens_of_a_deactivated_person_die(house):
    person = house.record.hire("gm")
    tokens = house.sign_in(person)
    house.record.people[person.id] = replace(person, is_active=False)
    house.app.ctx.context.members.forget(person.id)
    given = {"refresh_token": tokens["refresh_token"]}
    assert house.client.post("/api/v1/auth/refresh", json=given).status_code == 401
    staff = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert house.client.get(f"/api/v1/leads/{uuid4()}", headers=staff).status_code == 401


def test_while_the_cluster_is_away_a_token_that_has_not_expired_is_believed(house):
    staff = house.bearer(house.record.hire("reservations"))
    page = house.guest()
    page.talk("hello")
    house.record.away = True
    taken = house.client.post(f"{page.path}/takeover", headers=staff)
    assert taken.status_code == 200, taken.text
    house.clock.pass_by(minutes=16)
    assert house.client.post(f"{page.path}/release", headers=staff).status_code == 401


def test_a_guest_token_and_a_refresh_token_do_not_open_staff_doors(house):
    tokens, page = house.sign_in(house.record.hire("gm")), house.guest()
    for token in (page.token, tokens["refresh_token"], "a.b.c"):
        headers = {"Authorization": f"Bearer {token}"}
        refused = house.client.post(f"{page.path}/takeover", headers=headers)
        assert refused.status_code == 401


def test_h2_of_two_who_take_over_one_wins_and_the_other_sees_who(house):
    first = house.bearer(house.record.hire("reservations", "siti@selasar.example", name="Siti"))
    second = house.bearer(house.record.hire("front_desk", "ravi@selasar.example", name="Ravi"))
    page = house.guest()
    page.talk("hello")
    taken = house.client.post(f"{page.path}/takeover", headers=first)
    assert taken.json()["mode"] == "staff"
    late = house.client.post(f"{page.path}/takeover", headers=second)
    assert late.status_code == 409
    assert (late.json()["code"], late.json()["by"]) == ("already_taken", "Siti")


def test_staff_answer_release_and_resolve(house):
    staff = house.bearer(house.record.hire("reservations", name="Siti"))
    page = house.guest()
    page.talk("hello")
    said = {"text": "Hi, this is Siti", "client_message_id": str(uuid4())}
    early = house.client.post(f"{page.path}/reply", json=said, headers=staff)
    assert (early.status_code, early.json()["code"]) == (409, "not_yours")
    house.client.post(f"{page.path}/takeover", headers=staff)
    first = house.client.post(f"{page.path}/reply", json=said, headers=staff)
    again = house.client.post(f"{page.path}/reply", json=said, headers=staff)
    assert first.status_code == 202
    assert first.json() == again.json()
    seen = [m for m in page.read()["messages"] if m["role"] == "staff"]
    assert [(m["text"], m["staff_name"]) for m in seen] == [("Hi, this is Siti", "Siti")]
    assert page.read()["staff_name"] == "Siti"
    assert house.client.post(f"{page.path}/release", headers=staff).json()["mode"] == "concierge"
    resolved = house.client.post(f"{page.path}/resolve", headers=staff).json()
    assert resolved["status"] == "resolved"


def test_m6_unknown_things_are_not_found(house):
    staff = house.bearer(house.record.hire("gm"))
    for method, path in (
        ("GET", f"/conversations/{uuid4()}"),
        ("GET", f"/conversations/{uuid4()}/events"),
        ("POST", f"/conversations/{uuid4()}/takeover"),
        ("POST", f"/conversations/{uuid4()}/resolve"),
        ("GET", f"/leads/{uuid4()}"),
        ("GET", "/leads/not-an-id"),
        ("GET", f"/properties/{uuid4()}/leads"),
        ("GET", f"/properties/{uuid4()}/settings"),
    ):
        answer = house.client.request(method, f"/api/v1{path}", headers=staff)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), path


def test_h10_asking_for_another_property_is_written_down(house):
    staff = house.bearer(house.record.hire("gm"))
    house.client.get(f"/api/v1/properties/{uuid4()}/leads", headers=staff)
    kept: list[str] = []
    house.appliance.spool.drain(lambda facts: kept.extend(f.body for f in facts))
    assert any("property.refused" in body for body in kept)


def test_leads_are_filtered_and_paged(house):
    staff = house.bearer(house.record.hire("front_desk"))
    for n in range(5):
        row = lead(status="new" if n % 2 else "contacted")
        house.record.found[row.id] = row
    url = f"/api/v1/properties/{PROPERTY}/leads"
    first = house.client.get(url, params={"limit": 3}, headers=staff).json()
    assert len(first["leads"]) == 3
    rest = house.client.get(
        url, params={"limit": 3, "offset": first["next_offset"]}, headers=staff
    ).json()
    assert (len(rest["leads"]), rest["next_offset"]) == (2, None)
    new = house.client.get(url, params={"status": "new"}, headers=staff).json()["leads"]
    assert {one["status"] for one in new} == {"new"}
    assert new[0]["value"] == "112.00"
    wrong = house.client.get(url, params={"limit": 999, "statu": "new"}, headers=staff)
    assert {e["field"] for e in wrong.json()["errors"]} == {"limit", "statu"}


def test_l16_two_staff_change_a_lead_and_the_second_sees_the_first(house):
    staff = house.bearer(house.record.hire("reservations"))
    row = lead()
    house.record.found[row.id] = row
    url = f"/api/v1/leads/{row.id}"
    change = {"version": 1, "status": "converted", "actual_value": "560.00"}
    first = house.client.patch(url, json=change, headers=staff)
    assert first.status_code == 200, first.text
    assert (first.json()["version"], first.json()["actual_value"]) == (2, "560.00")
    late = house.client.patch(url, json={"version": 1, "notes": "called"}, headers=staff)
    assert late.status_code == 409
    assert late.json()["current"]["status"] == "converted"


@pytest.mark.parametrize(
    "change",
    [
        {"status": "won"},
        {"actual_value": "-1"},
        {"actual_value": "1.005"},
        {"version": 1, "value": "1"},
    ],
)
def test_a_lead_takes_only_what_it_can_be(house, change):
    staff = house.bearer(house.record.hire("gm"))
    refused = house.client.patch(
        f"/api/v1/leads/{uuid4()}", json={"version": 1} | change, headers=staff
    )
    assert refused.status_code == 422


def test_roles(house):
    desk = house.bearer(house.record.hire("front_desk"))
    row = lead()
    house.record.found[row.id] = row
    assert house.client.get(f"/api/v1/leads/{row.id}", headers=desk).status_code == 200
    change = {"version": 1, "status": "lost"}
    refused = house.client.patch(f"/api/v1/leads/{row.id}", json=change, headers=desk)
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    settings = f"/api/v1/properties/{PROPERTY}/settings"
    assert house.client.get(settings, headers=desk).status_code == 403
    assert house.client.get(settings).status_code == 401


def test_settings_show_hours_and_no_secret(house):
    gm = house.bearer(house.record.hire("gm"))
    shown = house.client.get(f"/api/v1/properties/{PROPERTY}/settings", headers=gm).json()
    assert shown["desks"][0]["weekly"][0] == ["09:00-18:00"]
    assert "secret" not in str(shown)


def test_while_the_cluster_is_away_leads_say_so(house):
    staff = house.bearer(house.record.hire("gm"))
    house.record.away = True
    answer = house.client.get(f"/api/v1/properties/{PROPERTY}/leads", headers=staff)
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert answer.headers["retry-after"]


def test_h13_a_note_reaches_no_guest(house):
    staff = house.bearer(house.record.hire("front_desk", name="Ravi"))
    page = house.guest()
    page.talk("hello")
    noted = {"text": "Gave trouble last year", "client_note_id": str(uuid4())}
    first = house.client.post(f"{page.path}/notes", json=noted, headers=staff)
    again = house.client.post(f"{page.path}/notes", json=noted, headers=staff)
    assert (first.status_code, again.json()) == (202, first.json())
    page.talk("are you there?")
    for seen_by_guest in (
        page.read(),
        house.appliance.spool.feed_after(f"conversation:{page.id}", 0),
        house.appliance.spool.state_by_id(page.id),
    ):
        assert "trouble" not in str(seen_by_guest)
    own = {"Authorization": f"Bearer {page.token}"}
    assert house.client.post(f"{page.path}/notes", json=noted, headers=own).status_code == 401
    nobody = f"/api/v1/conversations/{uuid4()}/notes"
    assert house.client.post(nobody, json=noted, headers=staff).status_code == 404


def test_h14_a_blank_is_refused(house):
    staff = house.bearer(house.record.hire("front_desk", name="Ravi"))
    page = house.guest()
    page.talk("hello")
    house.client.post(f"{page.path}/takeover", headers=staff)
    said = {"text": "Dear {{name}}", "client_message_id": str(uuid4())}
    refused = house.client.post(f"{page.path}/reply", json=said, headers=staff)
    assert (refused.status_code, refused.json()["code"]) == (422, "unfilled")
    assert "name" in refused.json()["detail"]
