"""Pictures: read, turned upright, stripped of everything but pixels, written by their own sum."""

import hashlib
import io
import os
from datetime import datetime
from pathlib import Path
from typing import IO
from uuid import UUID, uuid4

from django.conf import settings
from PIL import Image, ImageOps

from facet.inventory import services
from facet.inventory.errors import PhotoUnreadable
from facet.inventory.services import StoredPhoto
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.sealed import seal_bytes, unseal_bytes

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2_000  # what a screen can use
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP")
_encode = Image.Image.save  # of pixels into a file in memory; no row is saved here


def upload_photo(*, actor: Actor, tag: str, file: IO[bytes], at: datetime) -> StoredPhoto:
    """Keep a picture of a piece. Only pixels survive: no place, no camera, no name.

    Raises: PhotoUnreadable, PieceUnknown, NotPermitted.
    """
    photo, content = _reencoded(file)
    services.add_photo(actor=actor, tag=tag, photo=photo, at=at)
    _write(photo_path(photo.sha256), content)
    return photo


def photo_path(sha256: str) -> Path:
    """Where the picture with this sum lies."""
    return Path(settings.FACET_UPLOADS) / "pieces" / sha256[:2] / f"{sha256}.jpg"


def store_picture(file: IO[bytes], *, folder: str) -> StoredPhoto:
    """Keep a picture of another domain under `folder`: cleaned like a piece's. Raises: PhotoUnreadable."""
    photo, content = _reencoded(file)
    _write(stored_picture(photo.sha256, folder=folder), content)
    return photo


def stored_picture(sha256: str, *, folder: str) -> Path:
    """Where a picture that `store_picture` kept lies."""
    return Path(settings.FACET_UPLOADS) / folder / sha256[:2] / f"{sha256}.jpg"


def seal_picture(file: IO[bytes], *, folder: str) -> StoredPhoto:
    """Keep a picture like `store_picture`, but sealed: for what shows people, papers or other people's things.

    Raises: PhotoUnreadable.
    """
    photo, content = _reencoded(file)
    sealed = seal_bytes(content, place=f"picture.{folder}", seal_id=UUID(photo.sha256[:32]))
    _write(_sealed_path(photo.sha256, folder=folder), sealed)
    return photo


def sealed_picture(sha256: str, *, folder: str) -> bytes | None:
    """The JPEG that `seal_picture` kept; None where its file is gone."""
    path = _sealed_path(sha256, folder=folder)
    if not path.exists():
        return None
    return unseal_bytes(path.read_bytes(), place=f"picture.{folder}", seal_id=UUID(sha256[:32]))


def _sealed_path(sha256: str, *, folder: str) -> Path:
    return Path(settings.FACET_UPLOADS) / folder / sha256[:2] / f"{sha256}.sealed"


def clean_picture(file: IO[bytes]) -> bytes:
    """The picture as a JPEG of ours, kept nowhere: for a preview. Raises: PhotoUnreadable."""
    return _reencoded(file)[1]


def _reencoded(file: IO[bytes]) -> tuple[StoredPhoto, bytes]:
    """The picture as a JPEG of ours. Size is judged from the header, before a pixel is decoded."""
    raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise PhotoUnreadable(field="photo", reason=gettext_noop("it is larger than 20 MB"))
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PhotoUnreadable(field="photo", reason=gettext_noop("it has more than 40 megapixels"))
            upright = _on_white(ImageOps.exif_transpose(picture))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise PhotoUnreadable(field="photo", reason=gettext_noop("it is no JPEG, PNG or WebP picture")) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    content = io.BytesIO()
    _encode(Image.frombytes("RGB", upright.size, upright.tobytes()), content, "JPEG", quality=QUALITY)
    sha256 = hashlib.sha256(content.getvalue()).hexdigest()
    return StoredPhoto(sha256=sha256, width=upright.width, height=upright.height), content.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency: what was clear becomes white, as on paper."""
    if picture.mode not in {"RGBA", "LA", "PA", "P"}:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")


def _write(path: Path, content: bytes) -> None:
    """Put the file there in one step; the same picture is the same file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{uuid4().hex}")
    draft.write_bytes(content)
    os.replace(draft, path)
