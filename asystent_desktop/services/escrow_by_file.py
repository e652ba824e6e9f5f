"""Opening a store with two officers who cannot come: asked by file, answered by file, joined here.

The key for the answers waits in the store's folder, sealed with the new password that the person chose when
asking: whoever holds the laptop and both answers still opens nothing without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from asystent_desktop.errors import AppError, RefusedError
from asystent_desktop.exchange import agebox, agepass, escrow_request, officer_key
from asystent_desktop.exchange.escrow_request import EscrowRequest
from asystent_desktop.services.files import read_file, write_checked
from asystent_desktop.storage import opening, passwords
from asystent_desktop.storage.peek import peek

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from asystent_desktop.services.escrow import KeyFile

_REQUEST: Final = "escrow.request"
_KEY: Final = "escrow.key"


class OtherPasswordError(AppError):
    """Not the password that was chosen when the officers were asked."""

    sentence = (
        "To nie jest hasło, które podano przy zapisywaniu prośby. Wpisz tamto hasło albo zapisz nową prośbę. "
        "Niczego nie zmieniono."
    )


def ask(folder: Path, new_password: str, target: Path, work: int) -> tuple[str, ...]:
    """Write a request to the officers of a locked store; return the eight words to compare.

    RefusedError for a store that knows no officers; a new request replaces the one before.
    """
    passwords.check_password(new_password)
    halves = opening.escrow_halves(folder)
    if not halves:
        raise RefusedError(
            "Ten sejf nie zna jeszcze uprawnionych: biuro ich nie wyznaczyło albo laptop nie wymieniał potem "
            "paczek. Niczego nie zmieniono."
        )
    identity = agebox.new_identity()
    request = escrow_request.write(peek(folder).vault_id, agebox.recipient_of(identity), halves)
    write_checked(folder / _KEY, agepass.seal(identity.encode(), new_password, work))
    write_checked(folder / _REQUEST, request.data)
    write_checked(target, request.data)
    return request.words


def asked(folder: Path) -> tuple[str, ...]:
    """Return the words of the request that waits for its answers; empty for none."""
    file = folder / _REQUEST
    return escrow_request.read(read_file(file, escrow_request.MAX_BYTES)).words if file.is_file() else ()


def look(file: Path) -> tuple[str, ...]:
    """Return, on an officer's side, the words of a request."""
    return _request(file).words


def answer(file: Path, key: KeyFile, target: Path) -> tuple[str, str]:
    """Write an officer's answer to a request; return the account of the officer and the store's id."""
    request = _request(file)
    opened = officer_key.read(read_file(key.file, officer_key.MAX_BYTES), key.password)
    write_checked(target, escrow_request.answer(request, opened))
    return opened.account, request.vault


def opened_halves(
    folder: Path, answers: Sequence[Path], new_password: str
) -> tuple[tuple[bytes, bytes], tuple[str, str]]:
    """Join two answers; return the halves and the accounts of the officers.

    OtherPasswordError for another password than at asking, RefusedError for twice the same officer.
    """
    if not (folder / _REQUEST).is_file():
        raise RefusedError("Ten sejf nie prosił uprawnionych plikiem. Najpierw zapisz prośbę.")
    request = _request(folder / _REQUEST)
    identity = _identity(folder, new_password)
    one, two = (
        escrow_request.read_answer(read_file(file, escrow_request.MAX_BYTES), request, identity)
        for file in answers
    )
    if one.account == two.account:
        raise RefusedError("To dwie odpowiedzi tej samej osoby. Potrzebne są dwie różne osoby.")
    for left, right in ((one, two), (two, one)):
        pair = (left.account, right.account)
        if pair in left.halves and pair in right.halves:
            return (left.halves[pair], right.halves[pair]), pair
    raise RefusedError("Te dwie osoby nie tworzą pary, która otwiera ten sejf. Niczego nie zmieniono.")


def forget(folder: Path) -> None:
    """Remove the request and its key: the store is open."""
    for name in (_REQUEST, _KEY):
        (folder / name).unlink(missing_ok=True)


def _request(file: Path) -> EscrowRequest:
    return escrow_request.read(read_file(file, escrow_request.MAX_BYTES))


def _identity(folder: Path, password: str) -> str:
    opened = agepass.opened(read_file(folder / _KEY), password)
    if opened is None:
        raise OtherPasswordError
    return opened.decode()
