from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from asystent_desktop.storage.faults import VaultInUseError
from asystent_desktop.storage.gate import Gate


def test_many_pass_at_a_time_and_again_after_it_was_closed() -> None:
    gate = Gate()
    with gate.passing(), gate.passing():
        pass
    with gate.closed():
        pass
    with gate.passing():
        pass


def test_closing_waits_for_those_inside_and_keeps_others_out() -> None:
    gate, inside, leave, closed = Gate(), threading.Event(), threading.Event(), threading.Event()
    order: list[str] = []

    def read() -> None:
        with gate.passing():
            inside.set()
            leave.wait()
            with gate.passing():
                order.append("reader")

    def close() -> None:
        inside.wait()
        leave.set()
        with gate.closed():
            order.append("closer")
            closed.set()

    def late() -> None:
        closed.wait()
        with gate.passing():
            order.append("late")

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(one) for one in (read, close, late)]:
            done.result()
    assert order == ["reader", "closer", "late"]


def test_who_does_not_leave_is_named_and_the_gate_opens_again() -> None:
    gate, inside, leave = Gate(longest_wait_s=0.01), threading.Event(), threading.Event()

    def read() -> None:
        with gate.passing():
            inside.set()
            leave.wait()

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read)
        inside.wait()
        with pytest.raises(VaultInUseError) as caught, gate.closed():
            raise AssertionError("closed over a reader")
        assert caught.value.details == {"code": "READERS"}
        with gate.passing():
            leave.set()
        reading.result()
