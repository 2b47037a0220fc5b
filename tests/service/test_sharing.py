"""Shared answers: links of one's own answers only, read with the eyes of whoever opens them; and renaming."""

from tests.service.conftest import Service

BUDGET = "Who holds the launch budget of Heron?"


def asked(service: Service, header: dict[str, str], question: str = BUDGET) -> dict[str, str]:
    reply = service.client.post("/v1/ask", json={"question": question}, headers=header).json()
    return {"answer": reply["id"], "conversation": reply["conversation_id"]}


def test_a_link_opens_for_everybody_with_as_much_as_they_are_cleared_for(service: Service) -> None:
    owner, cleared, other = service.key(), service.key("internal"), service.key("public")
    made = asked(service, owner)
    token = service.client.post(f"/v1/answers/{made['answer']}/share", headers=owner).json()["token"]
    seen, hidden = (service.client.get(f"/v1/shared/{token}", headers=each) for each in (cleared, other))
    assert "Ilse Brandvold" in seen.json()["answer"]["text"]
    assert seen.json()["answer"]["citations"][0]["source"] == "internal/note.md"
    assert seen.json()["answer"]["conversation_id"] is None
    assert hidden.json()["question"] == BUDGET
    assert hidden.json()["answer"]["status"] == "not_found"
    assert (hidden.json()["complete"], hidden.json()["changed"]) == (False, [])
    assert "Brandvold" not in hidden.text
    assert "internal" not in hidden.text


def test_the_link_of_an_answer_stays_the_same(service: Service) -> None:
    owner = service.key()
    made = asked(service, owner)
    path = f"/v1/answers/{made['answer']}/share"
    first, second = (service.client.post(path, headers=owner).json() for _ in range(2))
    assert first == second
    assert made["answer"] not in first["token"]


def test_only_who_asked_can_share(service: Service) -> None:
    made = asked(service, service.key())
    for id_ in (made["answer"], "nothing"):
        assert service.client.post(f"/v1/answers/{id_}/share", headers=service.key()).status_code == 404


def test_a_link_ends_with_its_conversation(service: Service) -> None:
    owner = service.key()
    made = asked(service, owner)
    token = service.client.post(f"/v1/answers/{made['answer']}/share", headers=owner).json()["token"]
    service.client.delete(f"/v1/conversations/{made['conversation']}", headers=owner)
    gone = service.client.get(f"/v1/shared/{token}", headers=owner)
    assert gone.status_code == 404
    assert gone.json() == {"detail": "No such shared answer; it may have been deleted", "code": "not_there"}


def test_the_id_of_an_answer_opens_nothing(service: Service) -> None:
    owner = service.key()
    made = asked(service, owner)
    service.client.post(f"/v1/answers/{made['answer']}/share", headers=owner)
    assert service.client.get(f"/v1/shared/{made['answer']}", headers=owner).status_code == 404


def test_a_conversation_is_called_as_its_owner_likes(service: Service) -> None:
    owner = service.key()
    path = f"/v1/conversations/{asked(service, owner)['conversation']}"
    for title, shown in (("Budgets", "Budgets"), ("  ", BUDGET)):
        assert service.client.patch(path, json={"title": title}, headers=owner).status_code == 204
        assert service.client.get(path, headers=owner).json()["title"] == shown
    assert service.client.patch(path, json={"title": "Mine"}, headers=service.key()).status_code == 404
    assert service.client.patch(path, json={"title": "x" * 201}, headers=owner).status_code == 422
