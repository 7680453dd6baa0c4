"""Photos as bytes: position read, metadata stripped, pretenders refused."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from community_gov.casework.images import NotAPhotoError, TooManyPixelsError, read_photo
from tests.support.photos import HTML, SVG, picture

PIXELS = 50_000_000


def test_position_and_time_are_read_and_then_gone():
	content = picture(position=(29.7222, 113.8812))
	photo = read_photo(content, PIXELS)
	assert (round(photo.latitude, 4), round(photo.longitude, 4)) == (29.7222, 113.8812)
	assert str(photo.taken_at) == "2024-09-29 06:35:10"
	again = read_photo(photo.content, PIXELS)
	assert (again.latitude, again.longitude, again.taken_at) == (None, None, None)
	assert b"Exif" not in photo.content


@given(st.floats(-89.9, 89.9), st.floats(-179.9, 179.9))
def test_every_position_survives_the_exif_block(latitude, longitude):
	photo = read_photo(picture(position=(latitude, longitude)), PIXELS)
	assert abs(photo.latitude - latitude) < 1e-6 and abs(photo.longitude - longitude) < 1e-6


@pytest.mark.parametrize(("kind", "extension"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_kinds_that_are_kept(kind, extension):
	photo = read_photo(picture(kind), PIXELS)
	assert photo.extension == extension
	assert Image.open(io.BytesIO(photo.content)).format == kind


def test_whatever_hangs_behind_the_picture_is_cut_off():
	photo = read_photo(picture() + b"<script>alert(1)</script>", PIXELS)
	assert b"script" not in photo.content


def test_turned_pictures_are_set_upright():
	image, out = Image.new("RGB", (40, 20)), io.BytesIO()
	exif = image.getexif()
	exif[0x0112] = 6
	image.save(out, "JPEG", exif=exif)
	photo = read_photo(out.getvalue(), PIXELS)
	assert Image.open(io.BytesIO(photo.content)).size == (20, 40)


@pytest.mark.parametrize("content", [SVG, HTML, b"", b"\xff\xd8\xff", picture("GIF"), picture()[:200]])
def test_pretenders(content):
	with pytest.raises(NotAPhotoError):
		read_photo(content, PIXELS)


def test_too_many_pixels():
	with pytest.raises(TooManyPixelsError):
		read_photo(picture("PNG", (200, 100)), 19_999)
