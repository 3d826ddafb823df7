"""Work of purchasing with the outside world: papers and letters."""
