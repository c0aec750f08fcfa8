"""术语 and 口径: one language (S82)."""
