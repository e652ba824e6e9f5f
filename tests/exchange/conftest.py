from __future__ import annotations

import pytest

from tests.exchange.world import World, new_secrets, world_of


@pytest.fixture(scope="session")
def world() -> World:
    return world_of(new_secrets())
