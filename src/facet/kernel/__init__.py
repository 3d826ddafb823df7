"""What two domains need and no domain owns; it knows no business word."""
