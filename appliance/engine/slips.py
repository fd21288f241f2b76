"""One slip of the finger: the commonest typing mistake."""

from __future__ import annotations


def one_slip(a: str, b: str) -> bool:
    """Whether one letter was added, dropped or changed, or two neighbours swapped."""
    if abs(len(a) - len(b)) > 1 or a == b or not b or a[0] != b[0]:
        return False
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    swapped = a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :]
    return swapped or a[i + 1 :] == b[i + 1 :] or a[i:] == b[i + 1 :] or a[i + 1 :] == b[i:]
