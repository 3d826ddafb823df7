"""Work of members that takes several steps: the import."""
