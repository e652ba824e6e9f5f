from __future__ import annotations

from tests.faults.bundle_attacks import ATTACKS, run


def test_no_attack_is_accepted_and_only_bundle_errors_come_out() -> None:
    accepted, refused = run(count=20 * len(ATTACKS), seed=2026)
    assert accepted == []
    assert refused.total() == 20 * len(ATTACKS)
    assert {"NotABundleError", "NotForMeError", "AlteredBundleError", "UnknownSenderError"} <= set(refused)
