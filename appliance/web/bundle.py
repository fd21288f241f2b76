"""The widget's one file, put together from what stands in `widget/` when the server starts.

script.js tools.js kept.js wire.js talk.js cards.js panel.js main.js    one scope, in this order
style.css                                                               CSS
words.json                                                              WORDS: [English, Malay]
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PARTS = ("script", "tools", "kept", "wire", "talk", "cards", "panel", "main")
SCOPE = '(()=>{{"use strict";const CSS={css},WORDS={words};\n{parts}}})();'
# tdewolff/minify brings Go's runtime, 9 MB that would stay: so it works in a process of its own
MINIFY = """
import json, minify, sys
texts = json.load(sys.stdin)
json.dump([minify.string(media, text) for media, text in texts], sys.stdout)
"""


def widget(folder: Path) -> bytes:
    """The script guests' browsers load. Raises CalledProcessError where a part is not valid."""
    css = minified(("text/css", (folder / "style.css").read_text()))[0]
    whole = SCOPE.format(
        css=json.dumps(css, ensure_ascii=False),
        words=json.dumps(json.loads((folder / "words.json").read_text()), ensure_ascii=False),
        parts="\n".join((folder / f"{part}.js").read_text() for part in PARTS),
    )
    return minified(("text/javascript", whole))[0].encode()


def minified(*texts: tuple[str, str]) -> list[str]:
    """`texts` are pairs of media type and text."""
    done = subprocess.run(
        [sys.executable, "-c", MINIFY],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[str] = json.loads(done.stdout)
    return found
