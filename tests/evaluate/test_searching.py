from __future__ import annotations

import pytest

HARBOUR = [
    ("When is the sauna heated?", "The sauna is heated from 4 pm to 9 pm."),
    ("May we bring our dog?", "Dogs stay for RM 20 a night; please keep them on a lead."),
    ("Where do I leave my bicycle?", "In the shed behind the kitchen; ask for its key."),
]
MILL = [
    ("When is the sauna heated?", "The mill has a sauna, heated on Saturdays from 2 pm."),
    ("Do you rent out canoes?", "Yes, two canoes at RM 30 an hour."),
]
KB = [
    {"hotel_id": hotel, "hotel_name": name, "doc_id": n, "question": asked, "answer": answer}
    for hotel, name, pairs in (("h", "Harbour House", HARBOUR), ("m", "Old Mill", MILL))
    for n, (asked, answer) in enumerate(pairs)
]
QUERIES = [
    {
        "id": "q1",
        "hotel_id": "h",
        "query": "what time can we use the sauna?",
        "gold_doc_id": 0,
        "remove_to_make_unanswerable": [0],
    },
    {
        "id": "q2",
        "hotel_id": "m",
        "query": "can I hire a canoe?",
        "gold_doc_id": 1,
        "remove_to_make_unanswerable": [1],
    },
]


@pytest.fixture
def files(write):
    return "--kb", write("kb.jsonl", KB), "--queries", write("queries.jsonl", QUERIES)


def test_retrieval_ranks_the_documents_of_the_asked_hotel(evaluate, files):
    run = evaluate("retrieval", *files)
    assert run.status == 0
    assert run.measure("R@1") == "100.0"
    assert run.predictions["q1"]["ranked"][0] == 0
    assert sorted(run.predictions["q2"]["ranked"]) == [0, 1]


def test_reviews_are_named_by_type_review_and_sentence(evaluate, write):
    about = {"hotel_id": "h", "hotel_name": "Harbour House"}
    review = {"doc_type": "review", "doc_id": 4}
    kb = [
        {**about, **review, "sent_id": 0, "text": "The beds were soft and clean."},
        {**about, **review, "sent_id": 1, "text": "Sadly the street kept us awake all night."},
        {
            **about,
            "doc_type": "faq",
            "doc_id": 0,
            "sent_id": None,
            "question": "Is there a lift?",
            "answer": "No, there are stairs only.",
        },
    ]
    gold = [{**review, "sent_id": 1}]
    asked = [{"id": 1, "hotel_id": "h", "query": "is there noise from the street?", "gold": gold}]
    run = evaluate("retrieval", "--kb", write("kb", kb), "--queries", write("q", asked))
    assert run.predictions[1]["ranked"][0] == ["review", 4, 1]
    assert run.measure("R@1") == "100.0"


def test_a1_abstaining_is_measured_with_and_without_what_answers(evaluate, files):
    run = evaluate("abstain", *files)
    assert run.measure("answered when answerable") == "100.0"
    assert run.measure("answered when removed") == "0.0"
    assert run.predictions["q1"] == {"id": "q1", "answered_full": True, "answered_removed": False}


def test_what_is_wrong_with_either_file_is_told(evaluate, write):
    kb = write("kb.jsonl", [*KB, KB[0], {"hotel_id": "h", "question": "?"}])
    asked = [*QUERIES, {"id": "q3", "hotel_id": "nowhere", "query": "hello", "gold_doc_id": 1}]
    run = evaluate("retrieval", "--kb", kb, "--queries", write("q.jsonl", asked))
    assert run.status == 0
    for told in ("kb.jsonl:6: document 0", "kb.jsonl:7:", "q.jsonl:3: the knowledge file has no"):
        assert told in run.printed
    assert run.measure("n") == "3"


@pytest.mark.postgres
def test_m4_all_puts_every_question_to_every_hotel_and_none_gets_anothers(evaluate, files):
    run = evaluate("retrieval", *files, "--all")
    assert run.status == 0
    assert run.measure("hotels in one database") == "2"
    assert run.measure("searches") == "8"  # two questions and two passages, at two hotels
    assert int(run.measure("passages returned")) > 0
    assert run.measure("passages of another hotel") == "0"
    assert run.predictions["q1"]["ranked"][0] == 0
