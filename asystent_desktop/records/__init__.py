"""Kinds of records with the description of their fields."""
