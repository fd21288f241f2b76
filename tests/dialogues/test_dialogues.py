"""Every dialogue of this folder, played as `nocturn rehearse` plays it."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance import rehearse
from appliance.dialogue import Dialogue, DialogueError, read_dialogues
from appliance.rehearse import Hall
from appliance.settings import Settings

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SETTINGS = Settings(tenant_dir=ROOT / "tenant_config", knowledge_dir=ROOT / "knowledge_packs")
DIALOGUES = read_dialogues([HERE])


@pytest.fixture(scope="module")
def hall() -> Hall:
    return Hall.open(SETTINGS, SETTINGS.slug)


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda d: f"{Path(d.file).stem}:{d.line}")
def test_dialogue(dialogue: Dialogue, hall: Hall) -> None:
    outcome = rehearse.play(dialogue, hall)
    assert outcome.passed, "\n".join([*map(str, outcome.mistakes), *outcome.transcript])


# -- the files themselves


def written(folder: Path, text: str) -> Path:
    path = folder / "ours.md"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        ("guest: hi\n", 1, "before the first heading"),
        ("# One\ngust: hi\nexpect: lead = no\nguest: hi", 2, "'guest'?"),
        ("# One\nguest: hi\nexpect: nigths = 2", 3, "'nights'?"),
        ("# One\nguest: hi\nexpect: nights", 3, "has no value"),
        ("# One\nat: tomorrow\nguest: hi\nhotel: hi", 2, "2026-11-23 23:10"),
        ("# One\nlater: a while\nguest: hi\nhotel: hi", 2, "31 minutes"),
        ("# One\nchannel: telegram\nguest: hi\nhotel: hi", 2, "is no channel"),
        ("# One\nguest:\nhotel: hi", 2, "says nothing"),
        ("# One\nguest: hi", 1, "expects nothing"),
        ("# One\nexpect: lead = no", 1, "has no line 'guest"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_line(tmp_path, text, line, wrong):
    path = written(tmp_path, text)
    with pytest.raises(DialogueError) as e:
        read_dialogues([path])
    assert f"{path}:{line}: " in str(e.value)
    assert wrong in str(e.value)


def test_every_mistake_is_told_at_once(tmp_path):
    path = written(tmp_path, "# One\ngust: hi\nguest: hi\nexpect: nigths = 2")
    with pytest.raises(DialogueError) as e:
        read_dialogues([path])
    assert [mistake.line for mistake in e.value.mistakes] == [2, 4]


def test_a_dialogue_that_does_not_come_out_names_its_line(tmp_path, hall):
    text = "# One\nguest: what time is breakfast?\nhotel: 9:45\nexpect: lead = yes, gaps = 0"
    (dialogue,) = read_dialogues([written(tmp_path, text)])
    outcome = rehearse.play(dialogue, hall)
    assert [mistake.line for mistake in outcome.mistakes] == [3, 4]
    assert "the reply does not say '9:45'" in outcome.mistakes[0].wrong
    assert outcome.mistakes[1].wrong == "lead is no, expected yes"


def test_a_hotel_rehearses_its_own_dialogues_against_its_own_packs():
    fixtures = ROOT / "tests" / "fixtures" / "packs"
    settings = Settings(
        slug="teluk-kelapa",
        tenant_dir=fixtures / "tenant_config",
        knowledge_dir=fixtures / "knowledge_packs",
    )
    outcomes = rehearse.run(settings, [HERE / "hotels" / "teluk-kelapa.md"])
    assert outcomes
    assert [mistake for outcome in outcomes for mistake in outcome.mistakes] == []
