"""The files pages load, read once at start: no path a browser names ever touches the disk.

    /static/nocturn.css?v=1f0a…   for ever in caches; a changed file has another address

htmx and its extension for server-sent events come from an installed package that carries them,
found without importing it; they are not kept in the repository.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlencode

import brotli
from sanic import HTTPResponse, Request, raw

from appliance.web import bundle

ROOT = Path(__file__).resolve().parents[2]
UI, WIDGET = ROOT / "ui", ROOT / "widget"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
VENDOR = {"vendor/htmx.js": "htmx-2.min.js", "vendor/sse.js": "ext/hx-sse-2.min.js"}


class MissingFile(Exception):
    """A file pages cannot do without is not installed."""


@dataclass(frozen=True, slots=True)
class Asset:
    body: bytes
    packed: Mapping[str, bytes]  # by content coding, the smallest first
    media: str
    digest: str  # of `body`, the first 12 hexadecimal digits

    def answer(self, request: Request, headers: dict[str, str]) -> HTTPResponse:
        """The file, packed where the browser takes it; nothing where it has it already."""
        headers = {**headers, "ETag": f'"{self.digest}"', "Vary": "Accept-Encoding"}
        accepted = request.headers.get("accept-encoding", "")
        if request.headers.get("if-none-match") == headers["ETag"]:
            return raw(b"", status=HTTPStatus.NOT_MODIFIED, headers=headers)
        taken = {part.split(";")[0].strip() for part in accepted.split(",")}
        for coding, packed in self.packed.items():
            if coding in taken:
                headers["Content-Encoding"] = coding
                return raw(packed, headers=headers, content_type=self.media)
        return raw(self.body, headers=headers, content_type=self.media)


class Assets:
    def __init__(self, files: dict[str, Path]) -> None:
        self._assets = {name: read(path) for name, path in files.items()}
        # a page names its icons' file a hundred times
        self._urls = {
            name: f"/static/{name}?{urlencode({'v': asset.digest})}"
            for name, asset in self._assets.items()
        }

    def get(self, name: str) -> Asset | None:
        return self._assets.get(name)

    def url(self, name: str) -> str:
        """Raises KeyError for a file that does not exist: a template's slip, not a visitor's."""
        return self._urls[name]


def load() -> Assets:
    """Raises MissingFile."""
    static = UI / "static"
    ours = {str(p.relative_to(static)): p for p in static.rglob("*") if p.suffix in TYPES}
    return Assets(ours | {name: vendored(path) for name, path in VENDOR.items()})


def vendored(name: str) -> Path:
    found = find_spec("django_htmx")
    for folder in (found and found.submodule_search_locations) or ():
        path = Path(folder, "static", "django_htmx", name)
        if path.is_file():
            return path
    raise MissingFile(f"{name}: install requirements/frontend.lock with --no-deps")


def read(path: Path) -> Asset:
    return pack(path.read_bytes(), TYPES[path.suffix], effort=5)


@cache
def widget() -> Asset:
    """Loaded by every guest of the hotel's site, so packed as small as it gets."""
    return pack(bundle.widget(WIDGET), TYPES[".js"], effort=11)


def pack(body: bytes, media: str, effort: int) -> Asset:
    """`effort` is Brotli's quality, 0 to 11: at 11 it takes 2 s for a megabyte."""
    packed = {
        "br": brotli.compress(body, quality=effort, mode=brotli.MODE_TEXT),
        "gzip": gzip.compress(body, 9, mtime=0),
    }
    return Asset(body, packed, media, sha256(body).hexdigest()[:12])
