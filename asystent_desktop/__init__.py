"""Asystent rodziny: a desktop program for family assistants and foster-care coordinators."""
