"""Pictures: only pixels survive."""

import io

import pytest
from PIL import Image

from facet.inventory.errors import PhotoUnreadable
from facet.inventory.flows import photos
from facet.inventory.models import PiecePhoto
from facet.inventory.permissions import InventoryPermission
from facet.inventory.tests.factories import AT, actor, piece, store
from facet.kernel.errors import NotPermitted

pytestmark = pytest.mark.django_db


def picture(size=(40, 20), kind="JPEG", **facts):
    file = io.BytesIO()
    Image.new("RGB", size, "gold").save(file, kind, **facts)
    file.seek(0)
    return file


def exif():
    data = Image.Exif()
    data[0x0112] = 6  # lies on its side
    data[0x010F] = "Camera of somebody"
    data[0x8825] = {1: "N", 2: (30.0, 15.0, 0.0)}
    return data


@pytest.fixture
def uploads(settings, tmp_path):
    settings.FACET_UPLOADS = tmp_path
    piece("G1", store())
    return tmp_path


def test_upload_photo_turns_it_upright_and_drops_the_rest(uploads):
    stored = photos.upload_photo(actor=actor(), tag="G1", file=picture(exif=exif()), at=AT)

    path = photos.photo_path(stored.sha256)
    with Image.open(path) as kept:
        assert (kept.size, kept.format, dict(kept.getexif())) == ((20, 40), "JPEG", {})
    assert b"somebody" not in path.read_bytes()
    row = PiecePhoto.objects.get()
    assert (row.sha256, row.width, row.height, row.piece.photo) == (stored.sha256, 20, 40, stored.sha256)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_upload_photo_takes_other_formats_and_shrinks_the_large(uploads, kind):
    stored = photos.upload_photo(actor=actor(), tag="G1", file=picture((3_000, 1_500), kind), at=AT)
    assert (stored.width, stored.height) == (2_000, 1_000)


def test_upload_photo_again_keeps_one(uploads):
    for _ in range(2):
        photos.upload_photo(actor=actor(), tag="G1", file=picture(), at=AT)
    assert PiecePhoto.objects.count() == 1


REFUSED = [
    (io.BytesIO(b"<svg onload=alert(1)>"), "picture"),
    (io.BytesIO(b""), "picture"),
    (io.BytesIO(picture().getvalue()[:200]), "picture"),
    (picture(kind="GIF"), "picture"),
    (io.BytesIO(b"\xff" * (photos.MOST_BYTES + 1)), "20 MB"),
]


@pytest.mark.parametrize(("file", "reason"), REFUSED)
def test_upload_photo_refuses_what_is_no_picture(uploads, file, reason):
    with pytest.raises(PhotoUnreadable) as refusal:
        photos.upload_photo(actor=actor(), tag="G1", file=file, at=AT)
    assert reason in refusal.value.facts["reason"]
    assert not PiecePhoto.objects.exists()
    assert not (uploads / "pieces").exists()


def test_upload_photo_of_too_many_pixels_is_refused_unread(uploads, monkeypatch):
    monkeypatch.setattr(photos, "MOST_PIXELS", 799)
    with pytest.raises(PhotoUnreadable, match="megapixels"):
        photos.upload_photo(actor=actor(), tag="G1", file=picture(), at=AT)


def test_upload_photo_without_the_right_keeps_nothing(uploads):
    with pytest.raises(NotPermitted):
        photos.upload_photo(actor=actor(permissions=[InventoryPermission.VIEW_PIECES]), tag="G1", file=picture(), at=AT)
    assert not (uploads / "pieces").exists()
