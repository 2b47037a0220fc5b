"""`ally keys`, as whoever runs the service uses it."""

import pytest

from tests.surfaces.terminals import Terminal


def test_a_key_is_shown_once_listed_and_revoked(terminal: Terminal) -> None:
    made = terminal.ally(
        "keys", "create", "portal", "--as", "public,partner:acme", "--role", "manage", "--rate", "5/hour"
    )
    [secret] = made.out.splitlines()
    assert made.err.endswith("sees partner:acme, public, may manage, 5/hour; it is not shown again\n")
    [key] = terminal.ally("keys", "list", "--json").json["keys"]
    assert (key["name"], key["audiences"], key["role"]) == ("portal", ["partner:acme", "public"], "manage")
    listed = terminal.ally("keys", "list").out
    assert key["id"] in listed
    assert secret not in listed
    assert terminal.ally("keys", "revoke", key["id"]).code == 0
    assert terminal.ally("keys", "list", "--json").json["keys"][0]["revoked"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["create", "portal"], "Say what the key's holder sees: --as AUDIENCES, or --all for everything"),
        (["create", "portal", "--all", "--as", "public"], "Say what the key's holder sees"),
        (["create", "portal", "--as", "Public!"], "name audiences, with commas between them"),
        (["create", "portal", "--all", "--role", "king"], "--role 'king': must be ask or manage"),
        (["create", "portal", "--all", "--rate", "often"], "'often': not a rate; write it as 60/minute or 1000/hour"),
        (["create", "portal", "--all", "--rate", "9/minute;1/hour"], "'9/minute;1/hour': not a rate; write it as"),
        (["create", "portal", "--all", "--rate", "0/hour"], "'0/hour': would allow nothing; revoke the key instead"),
        (["create", " ", "--all"], "NAME is empty; say who or what will hold the key"),
        (["revoke", "0000"], "'0000': no such key; 'ally keys list' shows what there is"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_said_in_one_line(terminal: Terminal, words: list[str], said: str) -> None:
    ran = terminal.ally("keys", *words)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert said in ran.err
