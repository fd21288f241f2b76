"""The embedded PostgreSQL: what it survives, and whom it leaves behind (nobody)."""

from __future__ import annotations

import os
import pwd
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

from appliance.cluster import ClusterError, EmbeddedPostgres
from appliance.cluster.user import users

OWNER = """
import sys, time
from pathlib import Path
from appliance.cluster import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
server.start()
print(server.dsn(), flush=True)
time.sleep(600)
"""


def query(dsn, statement):
    with closing(psycopg2.connect(dsn)) as db, db, db.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


@dataclass
class Owner:
    process: subprocess.Popen[str]
    dsn: str


def read_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def server_pid(home: Path) -> int:
    return int((home / "data" / "postmaster.pid").read_text().split()[0])


def gone(pid: int, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def open_home():
    """Beside pytest's folders, which only their owner can enter."""
    with tempfile.TemporaryDirectory(prefix="nocturn-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def owner(home):
    """Another process that runs the server; stopped at the end whatever became of it."""
    process = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(home)], stdout=subprocess.PIPE, text=True
    )
    yield Owner(process, read_line(process))
    process.kill()
    process.communicate()


def test_data_survives_a_stop_and_the_second_start_is_quick(home):
    began = time.monotonic()
    with EmbeddedPostgres(home) as server:
        made = time.monotonic() - began
        query(server.dsn(), "create table kept as select 7 as n")
        first = server.dsn()
    assert not (home / "data" / "postmaster.pid").exists()
    began = time.monotonic()
    with EmbeddedPostgres(home) as server:
        assert time.monotonic() - began < made / 2
        assert server.dsn() == first
        assert query(server.dsn(), "select n from kept") == [(7,)]


def test_it_asks_for_a_password_and_listens_to_this_machine_only(home):
    with EmbeddedPostgres(home) as server:
        asks_for_a_password_and_listens_to_this_machine_only(server)


def asks_for_a_password_and_listens_to_this_machine_only(cluster):
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        query(cluster.dsn(password="wrong"), "select 1")
    settings = "('password_encryption', 'listen_addresses', 'fsync', 'full_page_writes')"
    found = query(cluster.dsn(), f"select name, setting from pg_settings where name in {settings}")
    assert dict(found) == {
        "password_encryption": "scram-sha-256",
        "listen_addresses": "127.0.0.1",
        "fsync": "on",
        "full_page_writes": "on",
    }
    assert (cluster.home / "password").stat().st_mode & 0o777 == 0o600
    rules = query(cluster.dsn(), "select distinct auth_method from pg_hba_file_rules")
    assert rules == [("scram-sha-256",)]


def test_words_are_folded_as_unicode_has_it(cluster):
    assert query(cluster.dsn(), "select lower('CAFÉ ÇA ÑANDÚ')") == [("café ça ñandú",)]


def test_it_does_not_run_as_root(cluster):
    status = Path(f"/proc/{server_pid(cluster.home)}/status").read_text()
    capabilities = next(line for line in status.splitlines() if line.startswith("CapEff"))
    assert os.geteuid() != 0 or int(capabilities.split()[1], 16) == 0


def test_a_second_process_finds_it_running_and_leaves_it_running(home, owner):
    with EmbeddedPostgres(home) as second:
        assert not second.supervised
        assert second.dsn() == owner.dsn
        assert query(second.dsn(), "select 1") == [(1,)]
    assert query(owner.dsn, "select 1") == [(1,)]


def test_it_dies_with_its_owner(home, owner):
    pid = server_pid(home)
    owner.process.kill()
    assert gone(pid)


def test_it_recovers_what_was_committed_when_everything_is_killed(home, owner):
    query(owner.dsn, "create table kept as select generate_series(1, 1000) as n")
    hanging = psycopg2.connect(owner.dsn)
    hanging.cursor().execute("insert into kept select generate_series(1, 1000)")
    pid = server_pid(home)
    os.kill(pid, signal.SIGKILL)
    owner.process.kill()
    owner.process.wait()
    assert gone(pid)
    with EmbeddedPostgres(home) as server:
        assert server.supervised
        assert query(server.dsn(), "select count(*) from kept") == [(1000,)]
    hanging.close()


def test_a_number_another_process_has_now_does_not_stop_the_start(home):
    """As in a container, where process numbers start again with each run."""
    with EmbeddedPostgres(home):
        pass
    lines = [str(os.getppid()), str(home / "data"), "1", "1", "", "127.0.0.1", "", "ready   "]
    (home / "data" / "postmaster.pid").write_text("\n".join(lines) + "\n")
    with EmbeddedPostgres(home) as server:
        assert server.supervised
        assert query(server.dsn(), "select 1") == [(1,)]


def test_a_start_cut_off_in_the_middle_of_making_it_begins_again(home):
    (home / "data.new").mkdir(parents=True)
    (home / "data.new" / "PG_VERSION").write_text("18\n")
    (home / "password").write_text("of another time")
    with EmbeddedPostgres(home) as server:
        assert query(server.dsn(), "select 1") == [(1,)]


def test_a_port_taken_meanwhile_is_given_up_for_another(home):
    with EmbeddedPostgres(home) as server:
        port = server.port
    with socket.create_server(("127.0.0.1", port)), EmbeddedPostgres(home) as server:
        assert server.port != port
        assert query(server.dsn(), "select 1") == [(1,)]


def test_binaries_that_are_not_there_are_named(home, tmp_path):
    with pytest.raises(ClusterError, match="nowhere"):
        EmbeddedPostgres(home, tmp_path / "nowhere").start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_it_runs_for_root_where_user_namespaces_are_forbidden(open_home, monkeypatch):
    """And where they are allowed again later, or were before."""
    with EmbeddedPostgres(open_home) as server:
        query(server.dsn(), "create table kept as select 7 as n")
    forbidden = [user for user in users() if user.owner]
    uids = [user.owner[0] for user in users() if user.owner]
    with monkeypatch.context() as patch:
        patch.setattr("appliance.cluster.server.users", lambda: iter(forbidden))
        with EmbeddedPostgres(open_home) as server:
            assert query(server.dsn(), "select n from kept") == [(7,)]
            assert Path(f"/proc/{server_pid(open_home)}").stat().st_uid == uids[0]
    with EmbeddedPostgres(open_home) as server:
        assert query(server.dsn(), "select n from kept") == [(7,)]


def test_it_runs_for_an_ordinary_user(home):
    """Root becomes one in a namespace of its own, so that it still can read Python."""
    nobody = pwd.getpwnam("nobody")
    changed = ["unshare", "--user", f"--map-user={nobody.pw_uid}", f"--map-group={nobody.pw_gid}"]
    prefix = changed if os.geteuid() == 0 else []
    if prefix and subprocess.run([*prefix, "true"], check=False).returncode:
        pytest.skip("user namespaces are forbidden here")
    home.mkdir()
    command = [*prefix, sys.executable, "-c", OWNER, str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert query(read_line(process), "select 1") == [(1,)]
        finally:
            pid = server_pid(home)
            process.kill()
    assert gone(pid)


def test_one_that_was_killed_is_revived_at_the_same_address(home):
    with EmbeddedPostgres(home) as server:
        assert not server.revive()
        os.kill(server_pid(home), signal.SIGKILL)
        assert gone(server_pid(home))
        assert server.revive()
        assert query(server.dsn(), "select 1") == [(1,)]
