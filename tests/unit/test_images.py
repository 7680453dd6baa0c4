"""Photos as bytes: position read, metadata stripped, pretenders refused."""

import io
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image

from community_gov.casework.intake.images import NotAPhotoError, TooManyPixelsError, read_photo
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
	assume(abs(latitude) + abs(longitude) > 1e-6)
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


def test_a_damaged_exif_block_loses_the_position_not_the_picture():
	content = picture(position=(29.7222, 113.8812)).replace(b"Exif\0\0MM\0*", b"Exif\0\0M&\0*")
	photo = read_photo(content, PIXELS)
	assert (photo.extension, photo.latitude, photo.taken_at) == ("jpg", None, None)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 255)), min_size=1, max_size=12))
def test_damaged_pictures_are_read_or_refused(changes):
	"""Nothing else is raised: a phone's broken picture is no error of the server."""
	content = bytearray(picture(position=(29.7222, 113.8812)))
	for place, value in changes:
		content[place] = value
	with suppress(NotAPhotoError, TooManyPixelsError):
		read_photo(bytes(content), PIXELS)


def test_a_camera_without_a_fix_names_no_place():
	photo = read_photo(picture(position=(0, 0)), PIXELS)
	assert (photo.latitude, photo.longitude) == (None, None)
