"""The arithmetic of the audit record. Pure."""
