"""Splitting an address cell into street, house, flat, postcode and city."""

from __future__ import annotations

import re
from dataclasses import replace

from asystent_desktop.services.register_reading.values import Address, Reading

_POSTCODE = re.compile(r"(?<![\w-])(\d{2})\s?[-\u2010-\u2015]\s?(\d{3})(?![\w-])")
_PREFIX = re.compile(
    r"(?<!\w)(ul|al|os|pl)(?:\.\s*|\s+)|(?<!\w)(ulica|aleja|aleje|osiedle|plac)\s+", re.IGNORECASE
)
_SHORT = {"ulica": "ul.", "aleja": "al.", "aleje": "al.", "osiedle": "os.", "plac": "pl."}
_NUMBER = r"\d+\s?[a-zA-Z]?(?:-\d+[a-zA-Z]?)?(?!\w)"
_FLAT = r"(?:m|lok|mieszk|mieszkanie|lokal|m-?nie)(?:\s*\.\s*|\s+|(?=\d))(?:nr\s*)?"
_PLACE = re.compile(
    rf"(?P<street>.*?[^\W\d_].*?)\s+(?:nr\s*|dom\s*)?(?P<house>{_NUMBER})"
    rf"(?:\s*/\s*(?P<slash>{_NUMBER}))?(?:\s*,?\s*{_FLAT}(?P<flat>\d+\s?[a-zA-Z]?))?\s*",
    re.IGNORECASE,
)
_SECRET = re.compile(r"[\s,(\[-]*(?:adres\w*\s+)?(?:zastrzeżon|utajnion)\w*[\s,)\]!-]*", re.IGNORECASE)
_FLAT_ALONE = re.compile(rf",\s*(?={_FLAT}\d)", re.IGNORECASE)


def read_address(text: str) -> Reading:
    """Return an `Address`; a cell that cannot be split surely is a question.

    "61/2" is house 61, flat 2; "61/2 m. 3" is house 61/2, flat 3. A city alone stands in
    `city`; "Nowa Wieś 12" stands in `street` and `house`. Words like "adres zastrzeżony" set `protected`,
    with or without an address.
    """
    line = " ".join(_FLAT_ALONE.sub(" ", re.sub(r"[\n;]+", ", ", text)).split()).strip(" ,.")
    bare = _SECRET.sub(", ", line).strip(" ,.")
    if bare == line:
        return _read(line)
    reading = _read(bare) if bare else Reading(value=Address())
    known = reading.value if isinstance(reading.value, Address) else Address()
    return replace(reading, value=replace(known, protected=True))


def _read(line: str) -> Reading:
    codes = _POSTCODE.findall(line)
    if len(codes) > 1:
        return Reading(problem="W komórce są dwa adresy. Zostaw adres, pod którym rodzina mieszka.")
    city, rest = _city_and_rest(*_around_postcode(line))
    place = _placed(rest) if rest else Address()
    if place is None or not (city or rest) or city[:1].islower():
        return Reading(
            problem="Nie udało się rozdzielić adresu na ulicę, dom i miejscowość. Wpisz go w programie."
        )
    address = replace(place, postcode="-".join(codes[0]) if codes else "", city=city)
    if codes and not city:
        sentence = "Nie wiadomo, gdzie w adresie kończy się miejscowość. Sprawdź ulicę i wpisz miejscowość."
        return Reading(value=address, problem=sentence, suggestion=line, applied=True)
    return Reading(value=address)


def _around_postcode(line: str) -> tuple[str, str]:
    match = _POSTCODE.search(line)
    return (line[: match.start()].strip(" ,"), line[match.end() :].strip(" ,")) if match else (line, "")


def _city_and_rest(before: str, after: str) -> tuple[str, str]:
    """Return the city and what is left for the street; the city follows the postcode, or has no number."""
    parts = [part.strip(" ,") for part in _street_apart(after).split(",") if part.strip(" ,")]
    if parts and not re.search(r"\d", parts[0]) and not _PREFIX.match(parts[0]):
        return parts[0], ", ".join(filter(None, [before, *parts[1:]]))
    parts = [part.strip() for part in _street_apart(before).split(",") if part.strip()] + parts
    cities = [part for part in parts if not re.search(r"\d", part) and not _PREFIX.match(part)]
    if len(cities) != 1:
        return "", ", ".join(parts)
    return cities[0], ", ".join(part for part in parts if part != cities[0])


def _street_apart(text: str) -> str:
    match = _PREFIX.search(text)
    return f"{text[: match.start()]}, {text[match.start() :]}" if match and match.start() else text


def _placed(text: str) -> Address | None:
    match = _PLACE.fullmatch(text)
    if not match or "," in match["street"]:
        street = _with_prefix(text)
        return None if re.search(r"[\d,]", text) or not _PREFIX.match(text) else Address(street=street)
    house, slash, flat = (re.sub(r"\s", "", match[part] or "") for part in ("house", "slash", "flat"))
    if slash and flat:
        house = f"{house}/{slash}"
    return Address(street=_with_prefix(match["street"].strip()), house=house, flat=flat or slash)


def _with_prefix(street: str) -> str:
    match = _PREFIX.match(street)
    if not match:
        return street
    word = (match[1] or match[2]).lower()
    return f"{_SHORT.get(word, word + '.')} {street[match.end() :].strip()}"
