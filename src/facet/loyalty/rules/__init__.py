"""How points are counted, kept and lost. Pure arithmetic on plain values."""
