"""Invitations as the office keeps them in its store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRow:
    """One issued invitation; `request` holds the bytes of the request that claimed it, if one did."""

    id: str
    account: str
    body: bytes
    code_key: bytes
    state: str
    made_at_ms: int
    wrong_codes: int = 0
    claimed_by: str = ""
    request: bytes | None = None


def keep(connection: Connection, row: InvitationRow) -> None:
    """Keep an invitation as it stands now; an earlier request stays unless a new one is given."""
    connection.execute(
        text(
            "INSERT INTO invitation "
            "(id, account, body, code_key, state, made_at, wrong_codes, claimed_by, request) "
            "VALUES (:id, :account, :body, :code_key, :state, :made_at, :wrong, :claimed, :request) "
            "ON CONFLICT (id) DO UPDATE SET state = :state, wrong_codes = :wrong, claimed_by = :claimed, "
            "request = coalesce(:request, request)"
        ),
        {
            "id": row.id,
            "account": row.account,
            "body": row.body,
            "code_key": row.code_key,
            "state": row.state,
            "made_at": row.made_at_ms,
            "wrong": row.wrong_codes,
            "claimed": row.claimed_by,
            "request": row.request,
        },
    )


def get(connection: Connection, invitation_id: str) -> InvitationRow | None:
    """Return the invitation with that number, or None."""
    return next((row for row in listed(connection) if row.id == invitation_id), None)


def listed(connection: Connection) -> tuple[InvitationRow, ...]:
    """Return all invitations, newest first."""
    rows = connection.execute(text("SELECT * FROM invitation ORDER BY made_at DESC, id"))
    return tuple(
        InvitationRow(
            id=row.id,
            account=row.account,
            body=row.body,
            code_key=row.code_key,
            state=row.state,
            made_at_ms=row.made_at,
            wrong_codes=row.wrong_codes,
            claimed_by=row.claimed_by,
            request=row.request,
        )
        for row in rows
    )
