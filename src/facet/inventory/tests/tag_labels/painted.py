"""What a PDF paints by paths, as a picture: enough of a printer to read codes back without one."""

import re
import zlib

from PIL import Image, ImageDraw

_NUMBERS = re.compile(rb"-?[\d.]+")
_SCALE = 8
_START = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = tuple[float, ...]


def pages_of(pdf: bytes) -> list[Image.Image]:
    """The painted paths of each page, mirrored, which no reader minds."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S)
    streams = [zlib.decompress(each) for each in packed if each[:1] == b"x"]
    return [_painted(each) for each in streams if b" m\n" in each and b" cm\n" in each]


def _painted(stream: bytes) -> Image.Image:
    picture = Image.new("L", (2_000, 1_000), 255)
    pen = ImageDraw.Draw(picture)
    matrix: Matrix = _START
    kept: list[Matrix] = []
    points: list[tuple[float, float]] = []
    for line in stream.split(b"\n"):
        numbers = tuple(float(each) for each in _NUMBERS.findall(line))
        if line == b"q":
            kept.append(matrix)
        elif line == b"Q":
            matrix = kept.pop()
        elif line.endswith(b" cm"):
            matrix = _joined(numbers, matrix)
        elif line.endswith((b" m", b" l")):
            points.append(_moved(numbers, matrix))
        elif line.endswith(b"h") and len(points) >= 3:
            pen.polygon(points, fill=0)
            points = []
    return picture


def _joined(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    aa, bb, cc, dd, ee, ff = outer
    return (
        a * aa + b * cc,
        a * bb + b * dd,
        c * aa + d * cc,
        c * bb + d * dd,
        e * aa + f * cc + ee,
        e * bb + f * dd + ff,
    )


def _moved(point: Matrix, matrix: Matrix) -> tuple[float, float]:
    x, y = point
    a, b, c, d, e, f = matrix
    return (x * a + y * c + e) * _SCALE, (x * b + y * d + f) * _SCALE
