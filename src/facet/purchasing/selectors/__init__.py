"""What purchasing can be asked."""
