"""Seeded attacks on bundles, `python -m tests.faults.bundle_attacks --count 10000`: all must be refused."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from random import Random
from typing import Final

from asystent_desktop.exchange import agebox, frame
from asystent_desktop.exchange.faults import BundleError
from asystent_desktop.exchange.head import HEAD_BYTES, SIGNED_BYTES, Kind
from asystent_desktop.exchange.signed import new_signing_key, signature
from asystent_desktop.merge import labels
from tests.exchange.world import World, new_secrets, work, world_of

LENGTHS: Final = ((144, 8), (152, 4), (156, 4))
IDS: Final = ((16, 16), (32, 16), (64, 16), (80, 32))


class Attacker:
    """Someone with a true bundle, its plain frame, the public keys of the office, at times a known key."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.world: World = world_of(new_secrets())
        self.plain = frame.write(self.world.to_office(work(40)))
        self.other = frame.write(self.world.to_office(work(30)))
        self.data = self.seal(self.plain)
        self.body_end = HEAD_BYTES + int.from_bytes(self.plain[144:152])
        self.foreign_key = new_signing_key()
        self.foreign_recipient = agebox.recipient_of(agebox.new_identity())

    def seal(self, plain: bytes) -> bytes:
        """Seal to the office, as anyone can who has its public key."""
        return agebox.seal(plain, self.world.key_set.recipients)

    def flip(self, data: bytes, low: int, high: int) -> bytes:
        """Change one to three bits between two offsets."""
        changed = bytearray(data)
        for place in self.random.sample(range(low, high), self.random.randint(1, min(3, high - low))):
            changed[place] ^= 1 << self.random.randrange(8)
        return bytes(changed)

    def signed(self, head: bytes, rest: bytes, key: bytes) -> bytes:
        """Sign a head anew and seal it with any body."""
        return self.seal(head + signature(labels.FRAME, head, key) + rest)

    def noise(self) -> bytes:
        """Return up to 70 KiB of noise, or of zeros."""
        size = self.random.choice((0, 1, 16, 255, 256, 4096, 70_000))
        return self.random.choice((bytes(size), self.random.randbytes(size)))


def head_flip(attacker: Attacker) -> bytes:
    """Change bits of the head."""
    return attacker.seal(attacker.flip(attacker.plain, 0, HEAD_BYTES))


def body_flip(attacker: Attacker) -> bytes:
    """Change bits of the body."""
    return attacker.seal(attacker.flip(attacker.plain, HEAD_BYTES, attacker.body_end))


def padding_flip(attacker: Attacker) -> bytes:
    """Change bits of the padding."""
    return attacker.seal(attacker.flip(attacker.plain, attacker.body_end, len(attacker.plain)))


def frame_cut(attacker: Attacker) -> bytes:
    """Cut the frame and seal it whole."""
    return attacker.seal(attacker.plain[: attacker.random.randrange(len(attacker.plain))])


def frame_tail(attacker: Attacker) -> bytes:
    """Hang something on the frame."""
    return attacker.seal(attacker.plain + (attacker.noise() or b"\0"))


def file_flip(attacker: Attacker) -> bytes:
    """Change bits of the sealed file."""
    return attacker.flip(attacker.data, 0, len(attacker.data))


def file_head_flip(attacker: Attacker) -> bytes:
    """Change bits where the sealed file names its keys."""
    return attacker.flip(attacker.data, 0, 300)


def file_cut(attacker: Attacker) -> bytes:
    """Cut the sealed file."""
    return attacker.data[: attacker.random.randrange(len(attacker.data))]


def file_tail(attacker: Attacker) -> bytes:
    """Hang something on the sealed file."""
    return attacker.data + (attacker.noise() or b"\0")


def file_shuffle(attacker: Attacker) -> bytes:
    """Take out a piece of the sealed file, or put one in twice."""
    start = attacker.random.randrange(len(attacker.data) - 1)
    end = attacker.random.randrange(start + 1, len(attacker.data))
    return (
        attacker.data[:start]
        + attacker.random.choice((b"", attacker.data[start:end] * 2))
        + attacker.data[end:]
    )


def huge_lengths(attacker: Attacker) -> bytes:
    """Claim huge or odd lengths, now and then signed by the known sender itself."""
    changed = bytearray(attacker.plain[:SIGNED_BYTES])
    offset, size = attacker.random.choice(LENGTHS)
    true = int.from_bytes(changed[offset : offset + size])
    false = attacker.random.choice((0, true + 1, true - 1, 2**31, 2 ** (8 * size) - 1))
    changed[offset : offset + size] = false.to_bytes(size)
    key = attacker.random.choice((attacker.world.secrets.device, attacker.foreign_key))
    return attacker.signed(bytes(changed), attacker.plain[HEAD_BYTES:], key)


def foreign_signer(attacker: Attacker) -> bytes:
    """Write a perfect frame in the sender's name with another key."""
    out = attacker.world.to_office(work(attacker.random.randint(0, 9)))
    return attacker.seal(frame.write(replace(out, signing_key=attacker.foreign_key)))


def unknown_sender(attacker: Attacker) -> bytes:
    """Write a perfect frame in one's own name."""
    out = attacker.world.to_office(work(1))
    sender = attacker.random.randbytes(16).hex()
    return attacker.seal(frame.write(replace(out, sender=sender, signing_key=attacker.foreign_key)))


def redirected(attacker: Attacker) -> bytes:
    """Change an id or the key hash and let the true sender sign: a bundle for another office or device."""
    changed = bytearray(attacker.plain[:SIGNED_BYTES])
    offset, size = attacker.random.choice(IDS)
    changed[offset : offset + size] = attacker.random.randbytes(size)
    return attacker.signed(bytes(changed), attacker.plain[HEAD_BYTES:], attacker.world.secrets.device)


def other_box(attacker: Attacker) -> bytes:
    """Seal a true frame to another key."""
    return agebox.seal(attacker.plain, [attacker.foreign_recipient])


def spliced(attacker: Attacker) -> bytes:
    """Put one true frame's head on another one's body."""
    one, two = attacker.random.sample((attacker.plain, attacker.other), 2)
    return attacker.seal(one[:HEAD_BYTES] + two[HEAD_BYTES:])


def odd_kind(attacker: Attacker) -> bytes:
    """Change the kind and let a foreign key sign: above all the kind whose key lies inside."""
    changed = bytearray(attacker.plain[:SIGNED_BYTES])
    changed[12] = attacker.random.choice((int(Kind.REQUEST), int(Kind.REPLY), 0, 9, 255))
    return attacker.signed(bytes(changed), attacker.plain[HEAD_BYTES:], attacker.foreign_key)


def odd_records(attacker: Attacker) -> bytes:
    """Let the known sender sign records that do not fill the body."""
    out = attacker.world.to_office(work(3))
    plain = bytearray(frame.write(out))
    place = HEAD_BYTES + attacker.random.randrange(4)
    plain[place] ^= 1 << attacker.random.randrange(8)
    end = HEAD_BYTES + int.from_bytes(plain[144:152])
    plain[160:192] = sha256(plain[HEAD_BYTES:end]).digest()
    return attacker.signed(bytes(plain[:192]), bytes(plain[HEAD_BYTES:]), attacker.world.secrets.device)


def reflected(attacker: Attacker) -> bytes:
    """Send the office what an office wrote, sealed to the office."""
    return attacker.seal(frame.write(attacker.world.to_device(work(1))))


def only_noise(attacker: Attacker) -> bytes:
    """Send noise, bare or sealed."""
    noise = attacker.noise()
    return attacker.random.choice((noise, attacker.seal(noise)))


ATTACKS: Final[tuple[Callable[[Attacker], bytes], ...]] = (
    head_flip, body_flip, padding_flip, frame_cut, frame_tail, file_flip, file_head_flip, file_cut, file_tail,
    file_shuffle, huge_lengths, foreign_signer, unknown_sender, redirected, other_box, spliced, odd_kind,
    odd_records, reflected, only_noise,
)  # fmt: skip


def run(count: int, seed: int) -> tuple[list[str], Counter[str]]:
    """Make `count` attacks in turn; return the names of accepted ones and how often each error came.

    Any other exception than BundleError is let out.
    """
    attacker = Attacker(seed)
    accepted: list[str] = []
    refused: Counter[str] = Counter()
    for number in range(count):
        attack = ATTACKS[number % len(ATTACKS)]
        try:
            attacker.world.office_opens(attack(attacker))
        except BundleError as error:
            refused[type(error).__name__] += 1
        else:
            accepted.append(f"{attack.__name__} {number}")
    return accepted, refused


def main() -> int:
    """Run from the command line and print the count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    accepted, refused = run(given.count, given.seed)
    print(f"{given.count} attacks, {len(accepted)} accepted, bar 0, seed {given.seed}")  # noqa: T201
    print(*(f"{name} {times}" for name, times in refused.most_common()), sep="\n")  # noqa: T201
    print(*accepted, sep="\n")  # noqa: T201
    return 1 if accepted else 0


if __name__ == "__main__":
    raise SystemExit(main())
