"""查: what was decided, given, written and agreed on (X5, D14)."""
