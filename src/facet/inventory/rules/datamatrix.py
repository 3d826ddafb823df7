"""Data Matrix (ECC 200) of a short text: the square code on a tag, where nothing else fits. Pure.

ASCII encodation with pairs of digits, one region, one block of Reed-Solomon: enough for every tag
(32 characters). Source: ISO/IEC 16022, clauses 5.2, 5.6, 5.8 and annexes E and F; tests read it back.
"""

from collections.abc import Iterator

# Side of the whole symbol → codewords of data, codewords of error correction.
_SIZES = ((10, 3, 5), (12, 5, 7), (14, 8, 10), (16, 12, 12), (18, 18, 14), (20, 22, 18), (22, 30, 20), (24, 36, 24))
_PAD, _FIELD = 129, 0x12D

Matrix = tuple[tuple[bool, ...], ...]


def data_matrix(text: str) -> Matrix:
    """The modules of `text` row by row, True for dark, without a quiet zone. Raises: ValueError where it cannot fit."""
    words = _codewords(text)
    side, room, checks = next((each for each in _SIZES if each[1] >= len(words)), (0, 0, 0))
    if not side:
        raise ValueError("a tag is ASCII and at most 36 codewords long")
    padded = _padded(words, room)
    inner = _placed([*padded, *_corrections(padded, checks)], side - 2)
    rows = []
    for row in range(side):
        line = [_frame(row, column, side, inner) for column in range(side)]
        rows.append(tuple(line))
    return tuple(rows)


def _frame(row: int, column: int, side: int, inner: list[list[bool]]) -> bool:
    """A module of the whole: solid at the left and below, every second one dark above and at the right."""
    if column == 0 or row == side - 1:
        return True
    if row == 0:
        return column % 2 == 0
    if column == side - 1:
        return row % 2 == 1
    return inner[row - 1][column - 1]


def _codewords(text: str) -> list[int]:
    if not text or not text.isascii():
        raise ValueError("only ASCII is printed as a square code")
    words, at = [], 0
    while at < len(text):
        if text[at : at + 2].isdecimal() and len(text[at : at + 2]) == 2:
            words.append(130 + int(text[at : at + 2]))
            at += 2
        else:
            words.append(ord(text[at]) + 1)
            at += 1
    return words


def _padded(words: list[int], room: int) -> list[int]:
    """Filled up: one plain pad, the further ones scrambled by their place."""
    full = list(words)
    while len(full) < room:
        scramble = (149 * (len(full) + 1)) % 253 + 1
        word = _PAD if len(full) == len(words) else _PAD + scramble
        full.append(word if word <= 254 else word - 254)
    return full


def _tables() -> tuple[list[int], list[int]]:
    logs, powers = [0] * 256, [0] * 255
    value = 1
    for power in range(255):
        powers[power], logs[value] = value, power
        value <<= 1
        if value > 255:
            value ^= _FIELD
    return logs, powers


_LOGS, _POWERS = _tables()


def _times(one: int, other: int) -> int:
    return _POWERS[(_LOGS[one] + _LOGS[other]) % 255] if one and other else 0


def _corrections(words: list[int], count: int) -> list[int]:
    """The Reed-Solomon remainder of `words`, the generator's roots being 2¹ … 2ᶜᵒᵘⁿᵗ."""
    generator = [1]
    for power in range(1, count + 1):
        shifted = [*generator, 0]
        for at, factor in enumerate(generator):
            shifted[at + 1] ^= _times(factor, _POWERS[power])
        generator = shifted
    rest = [0] * count
    for word in words:
        lead = word ^ rest[0]
        rest = [*rest[1:], 0]
        rest = [each ^ _times(lead, factor) for each, factor in zip(rest, generator[1:], strict=True)]
    return rest


def _placed(words: list[int], size: int) -> list[list[bool]]:
    """The codewords' bits in the mapping matrix, in the diagonal order of annex F."""
    grid: list[list[bool | None]] = [[None] * size for _ in range(size)]
    for word, cells in zip(words, _cells(size), strict=False):
        for bit, (row, column) in enumerate(cells):
            grid[row][column] = bool(word >> (7 - bit) & 1)
    if grid[size - 1][size - 1] is None:  # the corner that no codeword reaches
        grid[size - 1][size - 1] = grid[size - 2][size - 2] = True
    return [[bool(each) for each in line] for line in grid]


_SHAPE = ((-2, -2), (-2, -1), (-1, -2), (-1, -1), (-1, 0), (0, -2), (0, -1), (0, 0))


def _cells(size: int) -> Iterator[list[tuple[int, int]]]:
    """For each codeword the cells of its eight bits, the highest first."""
    taken: set[tuple[int, int]] = set()
    for cells in _in_order(size, taken):
        taken.update(cells)
        yield cells


def _in_order(size: int, taken: set[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    row, column = 4, 0
    while row < size or column < size:
        yield from _corners(row, column, size)
        while row >= 0 and column < size:  # upwards to the right
            if row < size and column >= 0 and (row, column) not in taken:
                yield _around(row, column, size)
            row, column = row - 2, column + 2
        row, column = row + 1, column + 3
        while row < size and column >= 0:  # downwards to the left
            if row >= 0 and column < size and (row, column) not in taken:
                yield _around(row, column, size)
            row, column = row + 2, column - 2
        row, column = row + 3, column + 1


def _around(row: int, column: int, size: int) -> list[tuple[int, int]]:
    """The usual shape with its last bit at (row, column); what leaves the matrix comes in again, shifted."""
    return [_wrapped(row + down, column + right, size) for down, right in _SHAPE]


def _wrapped(row: int, column: int, size: int) -> tuple[int, int]:
    if row < 0:
        row, column = row + size, column + 4 - (size + 4) % 8
    if column < 0:
        row, column = row + 4 - (size + 4) % 8, column + size
    return row, column


def _corners(row: int, column: int, size: int) -> Iterator[list[tuple[int, int]]]:
    """The four shapes that lie in corners, when the walk has come to where they begin."""
    if row == size and column == 0:
        yield [(size - 1, 0), (size - 1, 1), (size - 1, 2), *_edge(size, (0, 2), (0, 1), (1, 1), (2, 1), (3, 1))]
    if row == size - 2 and column == 0 and size % 4:
        yield [(size - 3, 0), (size - 2, 0), (size - 1, 0), *_edge(size, (0, 4), (0, 3), (0, 2), (0, 1), (1, 1))]
    if row == size - 2 and column == 0 and size % 8 == 4:
        yield [(size - 3, 0), (size - 2, 0), (size - 1, 0), *_edge(size, (0, 2), (0, 1), (1, 1), (2, 1), (3, 1))]
    if row == size + 4 and column == 2 and not size % 8:
        yield [
            (size - 1, 0), (size - 1, size - 1),
            *_edge(size, (0, 3), (0, 2), (0, 1), (1, 3), (1, 2), (1, 1)),
        ]  # fmt: skip


def _edge(size: int, *places: tuple[int, int]) -> list[tuple[int, int]]:
    """Places given by row and distance from the right edge."""
    return [(row, size - back) for row, back in places]
