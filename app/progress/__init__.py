"""进度: where a project stands."""
