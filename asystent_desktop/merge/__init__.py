"""Operations, canonical form, heads and text merge: pure."""
