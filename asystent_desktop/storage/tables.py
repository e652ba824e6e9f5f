"""Tables of the store: the log and its surroundings, and the projection made from the kinds of records."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint, text

from asystent_desktop.records import KINDS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from asystent_desktop.records.fields import KindInfo

SCHEMA_VERSION: Final = 6

kept = MetaData()
"""What can't be made anew: the log and what was received, sent, typed and seen."""

derived = MetaData()
"""What is made from the log and may be dropped and rebuilt at any time."""

op = Table(
    "op",
    kept,
    Column("position", Integer, primary_key=True, autoincrement=True),
    Column("id", LargeBinary, nullable=False, unique=True),
    Column("device", Text, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("entity", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("salt", LargeBinary),
    Column("vals", LargeBinary),
    Column("parked", Integer, nullable=False, server_default=text("0")),
    Column("waits", Integer, nullable=False, server_default=text("0")),
    Index("op_entity", "entity"),
    Index("op_chain", "device", "epoch", "number"),
    Index("op_scope", "scope"),
    Index("op_parked", "kind", sqlite_where=text("parked = 1")),
    Index("op_waits", "position", sqlite_where=text("waits = 1")),
)

state = Table("state", kept, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

draft = Table(
    "draft",
    kept,
    Column("key", Text, primary_key=True),
    Column("form", Text, nullable=False),
    Column("entity", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Integer, nullable=False),
)

private_note = Table(
    "private_note",
    kept,
    Column("visit", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

audit = Table(
    "audit",
    kept,
    Column("number", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)

device = Table(
    "device",
    kept,
    Column("id", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("signing_key", LargeBinary, nullable=False),
    Column("age_key", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("joined_at", Integer, nullable=False),
    Column("acknowledged", Integer, nullable=False, server_default=text("0")),
    Column("grant_seen", Integer, nullable=False, server_default=text("0")),
    Column("reason", Text, nullable=False, server_default=text("''")),
    Column("state_at", Integer, nullable=False, server_default=text("0")),
    Column("report", Text, nullable=False, server_default=text("'{}'")),
)

stream = Table(
    "stream",
    kept,
    Column("device", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("op", LargeBinary, nullable=False),
    UniqueConstraint("device", "op"),
)

invitation = Table(
    "invitation",
    kept,
    Column("id", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("code_key", LargeBinary, nullable=False),
    Column("state", Text, nullable=False),
    Column("claimed_by", Text, nullable=False, server_default=text("''")),
    Column("wrong_codes", Integer, nullable=False, server_default=text("0")),
    Column("made_at", Integer, nullable=False),
    Column("request", LargeBinary),
)

bundle = Table(
    "bundle",
    kept,
    Column("hash", LargeBinary, primary_key=True),
    Column("direction", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("confirmed_by", Text, nullable=False, server_default=text("''")),
    Column("confirmed_at", Integer, nullable=False, server_default=text("0")),
)

quarantine = Table(
    "quarantine",
    kept,
    Column("id", LargeBinary, primary_key=True),
    Column("device", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("salt", LargeBinary),
    Column("vals", LargeBinary),
    Column("at", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("bundle", Text, nullable=False, server_default=text("''")),
    Column("note", Text, nullable=False, server_default=text("''")),
    Column("decided_by", Text, nullable=False, server_default=text("''")),
    Column("decided_at", Integer, nullable=False, server_default=text("0")),
    Column("adopted", Text, nullable=False, server_default=text("''")),
)

alert = Table(
    "alert",
    kept,
    Column("number", Integer, primary_key=True),
    Column("code", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("state", Text, nullable=False),
    UniqueConstraint("code", "subject"),
)

answer = Table(
    "answer",
    kept,
    Column("op", LargeBinary, primary_key=True),
    Column("epoch", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("at", Integer, nullable=False),
)

late = Table("late", kept, Column("op", LargeBinary, primary_key=True), Column("at", Integer, nullable=False))

withdrawal = Table(
    "withdrawal",
    kept,
    Column("device", Text, primary_key=True),
    Column("family", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Integer, nullable=False),
)

sealed = Table(
    "sealed",
    kept,
    Column("hash", LargeBinary, primary_key=True),
    Column("device", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("state", Text, nullable=False),
)

anchor = Table(
    "anchor",
    kept,
    Column("device", Text, primary_key=True),
    Column("epoch", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("hash", LargeBinary, nullable=False),
    Column("at", Integer, nullable=False),
    Column("proof", LargeBinary),
)

look = Table(
    "look",
    kept,
    Column("hash", LargeBinary, primary_key=True),
    Column("device", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("look_at", "at"),
    Index("look_device", "device"),
)

reference = Table(
    "reference",
    derived,
    Column("source", Text, primary_key=True),
    Column("target", Text, primary_key=True),
    Column("scope", Text, nullable=False),
    Index("reference_target", "target"),
    Index("reference_scope", "scope"),
)

doc = Table(
    "doc",
    derived,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("family", Text, nullable=False),
    Column("names", Text),
    Index("doc_names", "names", "kind", "id", "family", sqlite_where=text("names IS NOT NULL")),
)

_FULL_TEXT = (
    "CREATE VIRTUAL TABLE words USING fts5(content, content='', contentless_delete=1, "
    "tokenize='unicode61 remove_diacritics 0', prefix='2 3')"
)


IS_OPEN: Final = "(open_ IS NOT NULL OR hidden_ = 'disputed')"
"""What tells a record in which a person has to choose; each table has an index of them."""


def _record_table(info: KindInfo) -> Table:
    columns = [Column(one.name, Integer if one.type.column == "integer" else Text) for one in info.fields]
    indexes = [Index(f"{info.name}_{one.name}", one.name) for one in info.fields if one.index]
    return Table(
        f"r_{info.name}",
        derived,
        Column("id", Text, primary_key=True),
        *columns,
        Column("hidden_", Text, nullable=False),
        Column("open_", Text),
        Column("extra_", Text),
        *indexes,
        Index(f"{info.name}_open_", "id", sqlite_where=text(IS_OPEN)),
    )


records = {name: _record_table(info) for name, info in KINDS.items()}


def create_all(connection: Connection) -> None:
    """Create every table of an empty store."""
    kept.create_all(connection)
    create_derived(connection)


def create_derived(connection: Connection) -> None:
    """Create the tables that are made from the log."""
    derived.create_all(connection)
    connection.exec_driver_sql(_FULL_TEXT)


def drop_derived(connection: Connection) -> None:
    """Drop the tables that are made from the log, whatever program version made them."""
    names = [
        row[0]
        for row in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND "
            "(name GLOB 'r_*' OR name IN ('reference', 'doc', 'words'))"
        )
    ]
    for name in names:
        connection.exec_driver_sql(f'DROP TABLE "{name}"')


def projection_print() -> str:
    """Return a fingerprint of the derived tables; another one means that they must be made anew."""
    shape = "\n".join(
        f"{info.name}:{one.name}:{one.type.name}:{one.index:d}{one.search:d}:{one.merge}"
        for info in KINDS.values()
        for one in info.fields
    )
    return hashlib.sha256(f"3\n{shape}".encode()).hexdigest()
