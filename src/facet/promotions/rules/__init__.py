"""The arithmetic of promotions. Pure."""
