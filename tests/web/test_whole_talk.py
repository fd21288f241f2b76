"""The whole of a conversation on one page, for whoever asks for it, as their role may read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from appliance.engine.facts import MessageFact
from appliance.engine.ids import derive
from tests.pages import HEAVIEST
from tests.web.house import hotel
from tests.web.office import NIGHT, Office, id_of, opened, trail
from tests.web.test_veil import ADMIN

pytestmark = pytest.mark.postgres
MANY = 620  # more than is ever shown otherwise


@pytest.fixture
def office(store_for, tmp_path) -> Iterator[Office]:
    store, id_ = store_for(hotel()), id_of("web:two")
    with opened(store, tmp_path) as house:
        said = [
            MessageFact(
                *(derive(id_, n), id_, "guest", f"word {n}. call 012-345 6789"),
                NIGHT + timedelta(minutes=n),
            )
            for n in range(3, MANY + 1)
        ]
        store.write([(fact.id, fact) for fact in said])
        yield house


TALK = f"/dashboard/conversations/{id_of('web:two')}"


def test_every_word_from_the_first_to_the_last(office):
    page = office.page(TALK, all="1")
    assert "word 3." in page
    assert f"word {MANY}." in page
    assert page.count('id="said-') == MANY
    assert "data-about" not in page  # nothing of it is fetched again
    assert len(office.page(TALK)) < HEAVIEST < len(page)


def test_h9_it_is_masked_for_roles_that_read_no_contacts(office):
    office.store.put_staff(ADMIN)
    page = office.sign_in("admin").get(TALK, params={"all": "1"}).text
    assert "word 3. call •••89" in page
    assert "012-345" not in page
    assert "60123456789" not in page


def test_p8_who_prints_is_written_down(office):
    office.page(TALK, all="1")
    assert [fact.target for fact in trail(office, "conversation.read")] == [id_of("web:two")]


def test_h10_another_hotels_conversation_is_not_there_to_print(office):
    answer = office.client.get(f"/dashboard/conversations/{derive('elsewhere')}?all=1")
    assert answer.status_code == 404
