"""The parts of bench/till.py."""
