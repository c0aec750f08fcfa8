"""看 2 分钟演示: which page of it somebody is at. Nothing else of it is stored."""
