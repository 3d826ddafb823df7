"""Logos on papers: cleaned and kept under their sum, shown as data so that a PDF fetches nothing."""

import base64
from typing import IO

from facet.inventory.flows.photos import clean_picture, store_picture, stored_picture

FOLDER = "logos"


def kept_logo(file: IO[bytes] | None) -> str:
    """The sum under which a logo that was sent is kept; "" where none was. Raises: PhotoUnreadable."""
    return store_picture(file, folder=FOLDER).sha256 if file else ""


def shown_logo(file: IO[bytes]) -> str:
    """A logo that was sent, for a preview; it is kept nowhere. Raises: PhotoUnreadable."""
    content = clean_picture(file)
    file.seek(0)
    return _data(content)


def logo_of(sha256: str) -> str:
    """The kept logo as data for an `img`; "" for none, or where its file is gone."""
    path = stored_picture(sha256, folder=FOLDER) if sha256 else None
    return _data(path.read_bytes()) if path and path.exists() else ""


def _data(content: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(content).decode()}"
