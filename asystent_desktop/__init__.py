"""Asystent rodziny: a desktop program for family assistants and foster-care coordinators."""

__version__ = "0.1.0"
