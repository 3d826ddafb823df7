"""Data Matrix of a tag: the square code for where nothing else fits. The library draws, we give its modules. Pure."""

from typing import Any

import zxingcpp

MOST = 36  # characters; a tag has 32

Matrix = tuple[tuple[bool, ...], ...]


def data_matrix(text: str) -> Matrix:
    """The modules of `text` row by row, True for dark, without a quiet zone.

    Raises: ValueError for what no tag can be: nothing, more than MOST characters, other than ASCII.
    """
    if not 0 < len(text) <= MOST or not text.isascii():
        raise ValueError(f"a tag is ASCII and at most {MOST} characters long")
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    image: Any = code.to_image(scale=1, add_quiet_zones=False)  # a buffer, which its types do not say
    lines: Any = memoryview(image).tolist()
    return tuple(tuple(shade == 0 for shade in line) for line in lines)
