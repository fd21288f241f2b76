"""What guests send beside words, enciphered in the appliance's own folder.

Passports are photographed and sent: nothing here is readable without the vault's keys, and nothing
of it goes to the cluster or to a model. An id derives from the message that brought the file, so a
redelivery writes the same file again.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from appliance.vault import Vault


class Media:
    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder, self._vault = folder, vault

    def keep(self, id: str, data: bytes) -> None:
        """On the disk, whole, once this returns. Raises OSError where there is no room."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(self._vault.seal(data))
                file.flush()
                os.fsync(handle)
            Path(name).replace(self._path(id))
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def read(self, id: str) -> bytes | None:
        """None where it was never kept, or is forgotten. Raises Undecipherable."""
        try:
            return self._vault.unseal(self._path(id).read_bytes())
        except FileNotFoundError:
            return None

    def forget(self, id: str) -> None:
        self._path(id).unlink(missing_ok=True)

    def _path(self, id: str) -> Path:
        """Raises ValueError for anything but an id of ours: a path must not be led elsewhere."""
        if not id.replace("-", "").isalnum():
            raise ValueError("not the id of a file")
        return self._folder / id
