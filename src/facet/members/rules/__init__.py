"""Decisions about members, on plain values."""
