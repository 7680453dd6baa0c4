"""Photos as bytes: position read, metadata stripped, pretenders refused."""

import io
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image, ImageFile

from community_gov.casework.intake.images import (
	NotAPhotoError,
	TooManyPixelsError,
	check_photo,
	read_photo,
)
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


def with_second_picture(kind: str = "MPO") -> bytes:
	"""A JPEG as new phones write it: another picture, or a map of brightness, behind the first."""
	out = io.BytesIO()
	first, second = (Image.effect_noise((320, 240), 60).convert("RGB") for _number in range(2))
	exif = first.getexif()
	exif[0x8825] = {1: "N", 2: (29.0, 43.0, 20.0), 3: "E", 4: (113.0, 52.0, 52.0)}
	first.save(out, kind, save_all=True, append_images=[second], exif=exif)
	return out.getvalue()


def noise(kind: str) -> bytes:
	out = io.BytesIO()
	Image.effect_noise((320, 240), 60).convert("RGB").save(out, kind)
	return out.getvalue()


def test_a_jpeg_with_a_second_picture_is_kept_as_its_first():
	content = with_second_picture()
	assert Image.open(io.BytesIO(content)).format == "MPO"
	photo = read_photo(content, PIXELS)
	kept = Image.open(io.BytesIO(photo.content))
	assert (photo.extension, kept.format, kept.size) == ("jpg", "JPEG", (320, 240))
	assert round(photo.latitude, 3) == 29.722 and len(photo.content) < len(content)
	assert check_photo(content, PIXELS) == 0


def test_a_map_of_brightness_is_left_out():
	"""Ultra HDR: the first picture names the map behind it in its XMP block."""
	out = io.BytesIO()
	xmp = b'http://ns.adobe.com/xap/1.0/\0<x hdrgm:Version="1.0"/>'
	block = b"\xff\xe1" + (len(xmp) + 2).to_bytes(2, "big") + xmp
	content = with_second_picture()
	out.write(content[:2] + block + content[2:])
	photo = read_photo(out.getvalue(), PIXELS)
	assert photo.extension == "jpg" and b"hdrgm" not in photo.content


def test_heic_is_kept_as_jpeg():
	out = io.BytesIO()
	image = Image.effect_noise((320, 240), 60).convert("RGB")
	exif = image.getexif()
	exif[0x8825] = {1: "N", 2: (29.0, 43.0, 20.0), 3: "E", 4: (113.0, 52.0, 52.0)}
	exif[0x8769] = {0x9003: "2024:09:29 06:35:10"}
	image.save(out, "HEIF", exif=exif.tobytes())
	photo = read_photo(out.getvalue(), PIXELS)
	assert (photo.extension, Image.open(io.BytesIO(photo.content)).format) == ("jpg", "JPEG")
	assert round(photo.latitude, 3) == 29.722 and str(photo.taken_at) == "2024-09-29 06:35:10"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("part", [0.3, 0.7, 0.98])
@pytest.mark.parametrize("reader", [read_photo, check_photo])
def test_a_picture_that_was_cut_off_is_refused(kind, part, reader, monkeypatch):
	"""Also where the process is told to fill up what is missing, as Frappe tells it."""
	monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
	content = noise(kind)
	with pytest.raises(NotAPhotoError):
		reader(content[: int(len(content) * part)], PIXELS)
	assert ImageFile.LOAD_TRUNCATED_IMAGES
