"""The tables of purchasing."""
