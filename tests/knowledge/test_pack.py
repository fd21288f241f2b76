from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from appliance.knowledge.item import holds_secret
from appliance.knowledge.pack import read_pack, without_malay
from appliance.problems import PackError


def titled(items, title):
    return next(item for item in items if item.title == title)


def test_ids_and_digests_are_the_same_every_time(pack):
    first, second = read_pack(pack), read_pack(pack)
    assert first == second
    assert len({item.id for item in first}) == len(first)


def test_a_question_carries_its_answer_in_both_languages(pack):
    item = titled(read_pack(pack), "When do you serve breakfast?")
    assert set(item.answers) == {"en", "ms"}
    assert item.aliases == ("Bila sarapan?",)
    assert item.source == "faq.csv, line 2"


def test_a_question_only_in_malay_is_a_malay_item(pack):
    item = titled(read_pack(pack), "Ada dobi?")
    assert (item.language, set(item.answers)) == ("ms", {"ms"})


def test_o7_a_table_row_keeps_its_header(pack):
    item = titled(read_pack(pack), "Leisure › Rooms and views › Suite")
    assert item.text == "Room: Suite; Size: 48 m²; View: hills."


def test_lines_of_a_paragraph_are_joined(pack):
    text = titled(read_pack(pack), "Leisure › Swimming pool").text
    assert "from 8 am to 9 pm." in text


def test_o8_what_has_no_malay_is_listed(pack):
    titles = [item.title for item in without_malay(read_pack(pack))]
    assert "Are animals welcome?" in titles
    assert "When do you serve breakfast?" not in titles


def test_o9_a_code_is_for_staff_unless_the_pack_says_otherwise(pack):
    assert titled(read_pack(pack), "What is the wifi password?").visibility == "staff"
    faq = pack / "faq.csv"
    faq.write_text(faq.read_text().replace("Ujian2026,,,,,", "Ujian2026,,,,guest,"))
    assert titled(read_pack(pack), "What is the wifi password?").visibility == "guest"


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("The door code is 4471.", True),
        ("Kod pintu ialah 9932", True),
        ("password: hujan-2026", True),
        ("The wifi password is on your key card.", False),
        ("A door code is sent before you arrive.", False),
        ("Our postal code is 30000.", False),
        ("The PIN is asked by the machine.", False),
    ],
)
def test_o9_only_codes_themselves_are_secret(text, secret):
    assert holds_secret(text) is secret


def test_o1_every_problem_is_told_with_its_place(tmp_path: Path):
    folder = tmp_path / "broken"
    (folder / "misc").mkdir(parents=True)
    (folder / "misc" / "a.md").write_text(
        "+++\nvisibilty = 'guest'\nvalid_to = 'soon'\n+++\n# A\nb"
    )
    (folder / "faq.csv").write_text(
        "id,q_en,a_en,valid_from,valid_to\n"
        "one,Is it big?,,,\n"
        "one,Is it small?,No,2026-02-30,\n"
        ",Is it old?,Yes,2026-05-02,2026-05-01\n"
    )
    with pytest.raises(PackError) as caught:
        read_pack(folder)
    told = [(problem.file, problem.place) for problem in caught.value.problems]
    assert told == [
        ("misc/a.md", "front matter, visibilty"),
        ("misc/a.md", "folder"),
        ("misc/a.md", "front matter, valid_to"),
        ("faq.csv", "line 2, a_en"),
        ("faq.csv", "line 3, valid_from"),
        ("faq.csv", "line 3, id"),
        ("faq.csv", "line 4, id"),
        ("faq.csv", "line 4, valid_to"),
    ]


def test_o1_the_line_is_right_after_a_cell_of_several_lines(tmp_path: Path):
    (tmp_path / "faq.csv").write_text('id,q_en,a_en\na,Why?,"one\ntwo"\nb,How?,\n')
    with pytest.raises(PackError, match="line 4, a_en"):
        read_pack(tmp_path)


def test_a5_one_question_with_two_answers_is_refused(tmp_path: Path):
    (tmp_path / "faq.csv").write_text(
        "id,q_en,a_en\na,When is check-out?,11 am\nb,when is check out,12 noon\n"
    )
    with pytest.raises(PackError, match=r"answered differently from faq\.csv, line 2"):
        read_pack(tmp_path)


def test_a5_answers_of_different_seasons_do_not_contradict(tmp_path: Path):
    (tmp_path / "faq.csv").write_text(
        "id,q_en,a_en,valid_from,valid_to\n"
        "a,When does the pool close?,8 pm,,2026-06-30\n"
        "b,When does the pool close?,9 pm,2026-07-01,\n"
    )
    assert [item.valid_to for item in read_pack(tmp_path)] == [date(2026, 6, 30), None]


def test_a_missing_folder_is_a_problem_not_a_traceback(tmp_path: Path):
    with pytest.raises(PackError, match="no such folder"):
        read_pack(tmp_path / "nowhere")


def test_a_file_in_another_encoding_is_named(tmp_path: Path):
    (tmp_path / "faq.csv").write_bytes("id,q_en,a_en\na,Où?,Là".encode("latin-1"))
    with pytest.raises(PackError, match="not UTF-8"):
        read_pack(tmp_path)
