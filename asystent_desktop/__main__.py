"""The program's entrance: a command, or the window when there is none or a bundle was opened."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from asystent_desktop import cli, crashes
from asystent_desktop.exchange.names import is_bundle
from asystent_desktop.services.stores import Stores

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; without one, or for a bundle's file, open the window."""
    crashes.tell_plainly()
    given = list(sys.argv[1:] if arguments is None else arguments)
    opens_file = bool(given) and is_bundle(given[0])
    if (given and not given[0].startswith("-") and not opens_file) or given[:1] in (["-h"], ["--help"]):
        try:
            return cli.run(given, Stores())
        except BrokenPipeError:
            # Who read the output has seen enough, as `head` does; what was to be done is done.
            sys.stdout = None
            return 0
    from asystent_desktop.app import run_window

    return run_window(given)


if __name__ == "__main__":
    sys.exit(main())
