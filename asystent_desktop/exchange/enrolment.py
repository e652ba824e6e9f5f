"""The office's side of an enrolment: an issued invitation and what may happen to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from asystent_desktop.exchange import request as requests
from asystent_desktop.exchange.faults import (
    EnrolmentRefusedError,
    ExpiredInvitationError,
    OtherInvitationError,
    UsedInvitationError,
    VoidInvitationError,
    WrongCodeError,
)
from asystent_desktop.exchange.invitation import Invitation
from asystent_desktop.exchange.request import Request

VALID_FOR: Final = timedelta(days=14)
MAX_WRONG_CODES: Final = 5


class State(StrEnum):
    """Where an invitation stands: open, claimed by one request (words are being compared), used, void."""

    OPEN = "open"
    CLAIMED = "claimed"
    USED = "used"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """An invitation as the office keeps it: the key made from the code (never the code), and its state.

    `issued_at` is aware, by the office's clock; `claimed_by` is the hash of the request that knew the code.
    """

    invitation: Invitation
    code_key: bytes = field(repr=False)
    issued_at: datetime
    state: State = State.OPEN
    wrong_codes: int = 0
    claimed_by: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the office keeps after a request, and why it refused it (None: compare the words now)."""

    issued: Issued
    fault: EnrolmentRefusedError | None


def judge(issued: Issued, request: Request, now: datetime) -> Verdict:
    """Hold a request against its invitation; `now` is aware, by the office's clock.

    The new state must be kept even when the request is refused: five wrong codes void the invitation.
    """
    fault = _standing(issued, request, now)
    if fault is not None:
        return Verdict(issued, fault)
    if not requests.knows_code(request, issued.code_key):
        return _wrong_code(issued)
    if issued.state is State.CLAIMED and issued.claimed_by != request.hash:
        return Verdict(issued, UsedInvitationError(code="CLAIMED"))
    return Verdict(replace(issued, state=State.CLAIMED, claimed_by=request.hash), None)


def confirmed(issued: Issued, request: Request) -> Issued:
    """Return the invitation used up, after a person said that the eight words agree.

    UsedInvitationError or VoidInvitationError unless this very request holds the claim.
    """
    if issued.state is State.VOID:
        raise VoidInvitationError(code="VOID")
    if issued.state is not State.CLAIMED or issued.claimed_by != request.hash:
        raise UsedInvitationError(code="CLAIMED")
    return replace(issued, state=State.USED)


def voided(issued: Issued) -> Issued:
    """Return the invitation void for ever: by hand, or because the words differ."""
    return replace(issued, state=State.VOID)


def _standing(issued: Issued, request: Request, now: datetime) -> EnrolmentRefusedError | None:
    invitation = issued.invitation
    named = (request.office, request.invitation, request.account)
    if named != (invitation.office, invitation.id, invitation.account):
        return OtherInvitationError(code="OTHER")
    if issued.state is State.VOID:
        return VoidInvitationError(code="VOID")
    if issued.state is State.USED:
        return UsedInvitationError(code="USED")
    if now > issued.issued_at + VALID_FOR:
        return ExpiredInvitationError(code="EXPIRED")
    return None


def _wrong_code(issued: Issued) -> Verdict:
    """Count a wrong code; one against a claimed invitation counts too, so that nobody may guess on."""
    wrong = issued.wrong_codes + 1
    left = MAX_WRONG_CODES - wrong
    if left > 0:
        return Verdict(replace(issued, wrong_codes=wrong), WrongCodeError(code="CODE", left=left))
    return Verdict(replace(issued, wrong_codes=wrong, state=State.VOID), VoidInvitationError(code="CODES"))
