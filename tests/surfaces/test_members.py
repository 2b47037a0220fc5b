"""What lies in an archive or a mail is named with its place inside it, everywhere, and can be asked for by it."""

from tests.loaders import samples
from tests.surfaces.terminals import Terminal

MAY = "export.zip › minutes/may.md"


def test_a_member_is_cited_listed_shown_and_filtered_by_its_place(terminal: Terminal) -> None:
    members: dict[str, str | bytes] = {
        "minutes/may.md": "# May\n\nThe walrus chairs the steering committee.\n",
        "minutes/june.md": "# June\n\nThe heron wrote the charter of the alliance.\n",
    }
    terminal.ally("ingest", terminal.write({"export.zip": samples.zipped(members)}))
    answer = terminal.ally("ask", "Who chairs the steering committee?", "--json").json
    assert answer["citations"][0]["source"] == MAY
    listed = [each["source"] for each in terminal.ally("sources", "--json").json["sources"]]
    assert listed == [MAY, "export.zip › minutes/june.md"]
    assert terminal.ally("show", MAY).out == members["minutes/may.md"]
    assert terminal.ally("show", "export.zip").out == "".join(map(str, members.values()))
    [hit] = terminal.ally("search", "committee", "--source", MAY, "--json").json["hits"]
    assert hit["source"] == MAY
