import http.client
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from assistant.errors import IndexHeld
from assistant.knowledge.holding import Hold
from tests.conftest import Ally, write


def test_a_second_hold_is_refused_until_the_first_is_released(tmp_path: Path) -> None:
    first = Hold(tmp_path)
    first.describe("http://127.0.0.1:8321")
    with pytest.raises(IndexHeld) as caught:
        Hold(tmp_path)
    assert f"in use by process {os.getpid()} (ally" in str(caught.value)
    assert "ask it with --url http://127.0.0.1:8321" in str(caught.value)
    first.release()
    Hold(tmp_path).release()


def test_a_holder_without_a_readable_note_is_another_process(tmp_path: Path) -> None:
    first = Hold(tmp_path)
    (tmp_path / "indexes.holder").write_text("[]")
    with pytest.raises(IndexHeld, match="in use by another process"):
        Hold(tmp_path)
    first.release()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def serving(ally: Ally, port: int) -> Iterator[subprocess.Popen[str]]:
    with ally.start("serve", "--port", str(port)) as process:
        try:
            while not ready(port):
                assert process.poll() is None, process.communicate()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(0.02)
            yield process
        finally:
            process.kill()


def ready(port: int) -> bool:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection, suppress(OSError):
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    return False


def test_while_one_process_serves_another_is_told_who_and_what_to_do(ally: Ally, folder: Path, tmp_path: Path) -> None:
    write(folder, {"note.md": "The walrus chairs the joint steering committee."})
    assert ally.run("ingest", folder).returncode == 0
    port = free_port()
    with serving(ally, port) as process:
        said = ally.fails("ask", "Who chairs the joint steering committee?")
        assert f"process {process.pid} (ally serve)" in said
        assert f"ask it with --url http://127.0.0.1:{port}" in said
        assert "note.md" in ally.run("sources").stdout
        assert "walrus" in ally.run("show", "note.md").stdout
        assert ally.run("backup", tmp_path / "backup").returncode == 0
    answered = ally.run("ask", "Who chairs the joint steering committee?")
    assert answered.returncode == 0
    assert "walrus" in answered.stdout
