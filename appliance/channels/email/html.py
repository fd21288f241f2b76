"""HTML mail as the words a reader would see; what was quoted is marked with ">" as in plain text.

Nothing of the markup survives: no script, no style, no remote picture (E3).
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

UNSEEN = (
    "head, script, style, title, template, noscript, iframe, object, svg, math, select, [hidden],"
    ' [style*="display:none"], [style*="display: none"], [style*="mso-hide:all"]'
)
BLOCKS = frozenset(
    "p div blockquote ul ol li table tr h1 h2 h3 h4 h5 h6 pre hr section article header footer"
    " center address dl dt dd form fieldset".split()
)
PARAGRAPHS = frozenset("p blockquote ul ol table h1 h2 h3 h4 h5 h6 pre".split())
CELLS = frozenset({"td", "th"})
DEEPEST_QUOTE = 5
LARGEST = 2_000_000  # characters; more than that nobody wrote
DEEPEST = 500  # elements within each other; Chromium stops at 512
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
# An HTML parser opens those left open anew in every paragraph: 27 KB of them became 900 MB.
FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
UNCOUNTED = frozenset(  # elements that stay empty, or end where the next of their kind begins
    "area base br col embed hr img input link meta source track wbr"
    " html head body p li dt dd tr td th tbody thead tfoot colgroup caption option".split()
)


def to_text(html: str) -> str:
    """Plain text of an HTML body."""
    tree = LexborHTMLParser(shallow(html[:LARGEST]))
    for node in tree.css(UNSEEN):
        node.decompose()
    root = tree.body or tree.root
    return _Page().read(root) if root else ""


def shallow(html: str) -> str:
    """What says as much and is parsed in linear time: a parser looks up the whole way at each tag.

    Formatting becomes spans; what is too deep becomes an element that has no inside."""
    depth = 0

    def renamed(tag: re.Match[str]) -> str:
        nonlocal depth
        slash, name = tag[1], tag[2].lower()
        if name in UNCOUNTED:
            return tag[0]
        within = depth if slash else depth + 1
        depth = max(0, depth - 1) if slash else within
        if within > DEEPEST:
            return f"<{slash}wbr"
        return f"<{slash}span" if name in FORMATTING else tag[0]

    return TAG.sub(renamed, html)


class _Page:
    """Writes lines while it walks the tree, without recursion: mail is nested without bounds."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line = ""
        self.depth = 0  # of quotation

    def read(self, root: LexborNode) -> str:
        node: LexborNode | None = root.first_child
        above: list[LexborNode] = []
        while node or above:
            if node is None:
                closed = above.pop()
                self.close(closed)
                node = closed.next
            elif self.open(node) and node.first_child:
                above.append(node)
                node = node.first_child
            else:
                self.close(node)
                node = node.next
        self.end_line()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip()

    def open(self, node: LexborNode) -> bool:
        """Write what stands before a node's children. False for one without any to show."""
        tag = node.tag
        if tag == "-text":
            self.write(node.text_content or "")
            return False
        if tag == "br":
            self.end_line(forced=True)
        elif tag in BLOCKS:
            self.end_line()
            self.gap(tag)
        if tag == "blockquote":
            self.depth += 1
        elif tag == "li":
            self.line = "- "
        elif tag == "hr":
            self.line = "_" * 32
        return bool(tag)

    def close(self, node: LexborNode) -> None:
        tag = node.tag
        if tag in BLOCKS:
            self.end_line()
            self.gap(tag)
        elif tag in CELLS:
            self.line += " "
        if tag == "blockquote":
            self.depth -= 1

    def write(self, text: str) -> None:
        words = re.sub(r"[ \t\r\n\f\u00a0]+", " ", text)
        if self.line.endswith(" ") or not self.line:
            words = words.lstrip(" ")
        self.line += words

    def gap(self, tag: str | None) -> None:
        if tag in PARAGRAPHS and self.lines and self.lines[-1]:
            self.lines.append(self.marks.strip())

    def end_line(self, forced: bool = False) -> None:
        if self.line.strip() or forced:
            self.lines.append((self.marks + self.line.strip()).rstrip())
        self.line = ""

    @property
    def marks(self) -> str:
        return "> " * min(self.depth, DEEPEST_QUOTE)
