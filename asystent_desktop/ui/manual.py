"""The manual: one file a topic in `resources/manual`, in the order of their names.

A file is Markdown. Its first line names the pages of the window that it explains:
`<!-- strony: today search -->`; the first heading is its title. A link to another topic is its name:
`[kopie](kopie)`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from asystent_desktop.paths import resource
from asystent_desktop.polish import fold

FIRST = "start"
_PAGES = re.compile(r"<!--\s*strony:(?P<pages>[^>]*)-->\s*")
_MARKUP = re.compile(r"[*`|#>]|\]\([^)]*\)|\[|^\s*-\s", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic: its name in links, its title, the pages that it explains, and its Markdown."""

    name: str
    title: str
    pages: tuple[str, ...]
    text: str

    @property
    def words(self) -> str:
        """Return the text as it is searched: without markup, folded."""
        return fold(_MARKUP.sub(" ", self.text))


@cache
def topics() -> tuple[Topic, ...]:
    """Return all topics in their order; ValueError for a file without its first line or title."""
    files = sorted(resource("manual").glob("*.md"))
    return tuple(_read(file.stem.partition("-")[2], file.read_text(encoding="utf-8")) for file in files)


def topic(name: str) -> Topic:
    """Return the topic of that name, or the first one."""
    return next((one for one in topics() if one.name == name), topics()[0])


def topic_of(page: str) -> Topic:
    """Return the topic that explains a page of the window, or the first one."""
    return next((one for one in topics() if page in one.pages), topics()[0])


def search(phrase: str) -> tuple[Topic, ...]:
    """Return the topics that hold all the words of a phrase, those with one in the title first."""
    wanted = fold(phrase).split()
    found = [one for one in topics() if all(word in one.words for word in wanted)]
    return tuple(sorted(found, key=lambda one: not any(word in fold(one.title) for word in wanted)))


def _read(name: str, text: str) -> Topic:
    match = _PAGES.match(text)
    title = re.search(r"^# (.+)$", text, re.MULTILINE)
    if match is None or title is None or not name:
        raise ValueError(name)
    return Topic(
        name=name, title=title[1].strip(), pages=tuple(match["pages"].split()), text=text[match.end() :]
    )
