"""What every platform's adapter needs on its wire, and none of their words: pace, tokens, JSON of uncertain shape."""
