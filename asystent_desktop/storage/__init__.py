"""The encrypted store."""

from sqlalchemy import Connection

__all__ = ["Connection"]
