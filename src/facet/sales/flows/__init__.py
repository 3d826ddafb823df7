"""Work of several use cases."""
