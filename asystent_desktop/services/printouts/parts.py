"""What several papers print alike: the office's head, who signs, what a family's papers leave off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asystent_desktop.checks.findings import WARNING, Finding
from asystent_desktop.records import Account
from asystent_desktop.services.cases import full_address
from asystent_desktop.typeset import OfficeHead, Signer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asystent_desktop.records import Office
    from asystent_desktop.services.cases import FamilyPage, MemberRow
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.printouts.base import Wanted

PARENTS = frozenset({"mother", "father", "partner", "stepparent", "legal_guardian"})
CHILDREN = frozenset({"daughter", "son", "child", "stepchild"})
LEFT_OFF = frozenset({"j"})
"""Areas left off the papers that a family signs: the person using violence may read them."""

_BLUE_CARD = re.compile(r"niebiesk\w*\s+kar[tc]\w*|\bNK-?A\b", re.IGNORECASE)


def office_head(office: Office | None) -> OfficeHead:
    """Return the office as it stands at the head of each page."""
    if office is None:
        return OfficeHead(name="", address_lines=(), unit="", town="")
    town = " ".join(part for part in (office.postcode, office.city) if part)
    address = ", ".join(part for part in (office.street, town) if part)
    return OfficeHead(
        name=office.name, address_lines=(address,) if address else (), unit=office.unit, town=office.city
    )


def head_of(desk: Desk) -> OfficeHead:
    """Return the head of this store's office."""
    with desk.store.reading() as reader:
        return office_head(desk.office(reader))


def worker_name(desk: Desk, page: FamilyPage) -> str:
    """Return the name of the household's worker, or of who prints where it has none."""
    with desk.store.reading() as reader:
        account = reader.get(Account, page.row.assistant_id or desk.account)
    return account.name if account else ""


def address_of(page: FamilyPage) -> str | None:
    """Return the address in one line; None prints „adres zastrzeżony”."""
    return None if page.household.address_protected else full_address(page.household)


def parents_of(page: FamilyPage) -> tuple[MemberRow, ...]:
    """Return the adults who sign for the family."""
    return tuple(one for one in page.members if one.member.role in PARENTS)


def contact_name(page: FamilyPage, role: str) -> str:
    """Return the name of the first person around the family in that role."""
    return next((one.name for one in page.contacts if one.role == role), "")


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of typed text that hold something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def shown_areas(areas: Iterable[str], wanted: Wanted) -> tuple[str, ...]:
    """Return the areas that a paper for the family shows."""
    return tuple(one for one in areas if one not in LEFT_OFF - wanted.areas)


def parent_signers(page: FamilyPage) -> list[Signer]:
    """Return the family's adults as signers."""
    return [Signer(role=one.role, name=one.name) for one in parents_of(page)]


def signer_pairs(signers: Iterable[Signer]) -> tuple[tuple[str, str], ...]:
    """Return who signs as (function, name), for screens."""
    return tuple((one.role, one.name) for one in signers)


def mentions(texts: Iterable[str]) -> tuple[Finding, ...]:
    """Return C49 when text on a paper for the family names a Blue Card."""
    if not any(_BLUE_CARD.search(text) for text in texts):
        return ()
    words = "W tekście jest wzmianka o Niebieskiej Karcie. Usuń ją z pisma dla rodziny."
    return (Finding(rule="C49", level=WARNING, field="text", sentence=words),)
