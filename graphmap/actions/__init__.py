"""Actions: cards that people have taken on, and what became of them."""
