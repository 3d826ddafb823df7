"""Sealing, anchoring and verifying: work of several transactions and with files outside the database."""
