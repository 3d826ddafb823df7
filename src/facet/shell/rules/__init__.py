"""Pure parts of the frame: how numbers read, what day it is, how commands are found."""
