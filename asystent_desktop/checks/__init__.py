"""Rules of law and form, deadlines and counting: pure."""
