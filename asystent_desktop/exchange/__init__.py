"""Bundles, seals, enrolment, receipts and scope."""
