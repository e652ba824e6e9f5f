"""Printed papers, one file a paper."""
