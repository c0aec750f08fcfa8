"""我的数据: a copy of what is kept about a person, and forgetting who they were (D20)."""
