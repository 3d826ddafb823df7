"""What the demonstration chain is made of: planned from a seed, without a database. Pure."""
