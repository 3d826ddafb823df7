"""QR codes as pictures in the page: data addresses, which the policy of contents allows."""

import segno


def qr_picture(text: str, *, scale: int = 6) -> str:
    """`text` as an SVG in a data address, for an `img`."""
    return str(segno.make(text, error="m", micro=False).svg_data_uri(scale=scale, border=2))
