"""What must hold when two changed sides of a text are joined."""

from __future__ import annotations

from asystent_desktop.merge.text import merge_text

WORDS = ("mama", "tata", "ma", "psa", "i", "dom")


def wrongly_joined(base: str, one: str, two: str) -> tuple[bool, str]:
    """Join `one` and `two` by their common `base`; return whether it was clean, and what did not hold.

    Both orders give the same, and each word that a side put in is there as often as in that side.
    """
    joined = merge_text(base, one, two)
    if joined != merge_text(base, two, one):
        return joined is not None, f"order: {base!r} {one!r} {two!r}"
    if joined is None:
        return False, ""
    for side in (one, two):
        for word in set(side.split()) - set(base.split()):
            if joined.split().count(word) < side.split().count(word):
                return True, f"{word} is lost: {base!r} {one!r} {two!r}"
    return True, ""
