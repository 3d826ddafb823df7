"""The arithmetic of purchasing. Pure."""
