"""Photos as bytes: is it one, where and when was it taken, and the same picture without its EXIF block."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from PIL import ExifTags, Image, ImageFile, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

# What a photo may be -> the format in which it is kept. Most new phones write a second picture, a map of brightness or
# the other half of a portrait, behind the first: then Pillow calls a JPEG MPO.
KEPT_AS = {"JPEG": "JPEG", "MPO": "JPEG", "HEIF": "JPEG", "PNG": "PNG", "WEBP": "WEBP"}
_OPENED = [kind for kind in KEPT_AS if kind != "MPO"]
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_GPS_IFD = 0x8825
_EXIF_IFD = 0x8769
_DATE_TIME_ORIGINAL = 0x9003
# Baseline JPEG can be decoded at a half, a quarter or an eighth; it is kept at the largest of these that fits.
_SCALES = (1, 2, 4, 8)
_KEPT_PIXELS = 16_000_000
# Every other picture is decoded whole, WebP with 16 bytes a pixel: 4,032 × 3,024 pixels are 190 MB.
WHOLE_PIXELS = 12_200_000
# Of the pictures of one step together, so that looking at them before one is refused takes no longer than 2 s.
WHOLE_PIXELS_TOGETHER = 40_000_000
# A camera's progressive JPEG has about ten; each is a walk over the whole picture.
_MAX_SCANS = 32
_SCAN = b"\xff\xda"


# Frappe tells Pillow, for all of a process, to fill up what is missing of a truncated picture. No evidence is made up.
_STRICT = Lock()
register_heif_opener()


class NotAPhotoError(ValueError):
	"""The bytes are not a whole JPEG, HEIC, PNG or WebP picture."""


class TooManyPixelsError(ValueError):
	"""The picture would need more memory than allowed."""


class TooManyPixelsTogetherError(ValueError):
	"""The pictures of one step would take too long to decode."""


@dataclass(frozen=True)
class Photo:
	"""A cleaned picture: bytes without metadata, file extension, and what its EXIF block said.

	latitude and longitude are WGS 84 degrees or None; taken_at is the camera's local time or None.
	"""

	content: bytes
	extension: str
	latitude: float | None
	longitude: float | None
	taken_at: datetime | None


def check_photo(content: bytes, max_pixels: int, pixels_before: int = 0) -> int:
	"""Whether all of a photo can be decoded, at the least cost, as one of the photos of a step.

	Args:
	        content, max_pixels: as of read_photo.
	        pixels_before: what this function returned for the photo before it, 0 for the first.
	Returns:
	        How many pixels were decoded whole so far.
	Raises:
	        NotAPhotoError, TooManyPixelsError; TooManyPixelsTogetherError: WHOLE_PIXELS_TOGETHER are passed.
	"""
	image = _open(content, max_pixels)
	scalable = _is_scalable(image)
	pixels = pixels_before + (0 if scalable else image.width * image.height)
	if pixels > WHOLE_PIXELS_TOGETHER:
		raise TooManyPixelsTogetherError(str(pixels))
	_decode(image, _SCALES[-1] if scalable else 1)
	return pixels


def read_photo(content: bytes, max_pixels: int) -> Photo:
	"""Decodes, checks and cleans a photo; a JPEG of more than 16 million pixels is kept smaller.

	Args:
	        content: the bytes as uploaded.
	        max_pixels: width × height allowed of a baseline JPEG; of all else no more than WHOLE_PIXELS.
	Raises:
	        NotAPhotoError, TooManyPixelsError
	"""
	image = _open(content, max_pixels)
	pixels = image.width * image.height
	_decode(image, next((scale for scale in _SCALES if pixels / scale**2 <= _KEPT_PIXELS), _SCALES[-1]))
	exif = _read_exif(image)
	latitude, longitude = _read_position(exif)
	return Photo(
		content=_without_metadata(image),
		extension=EXTENSIONS[KEPT_AS[image.format]],
		latitude=latitude,
		longitude=longitude,
		taken_at=_read_time(exif),
	)


def _open(content: bytes, max_pixels: int) -> Image.Image:
	"""The picture with its head read and nothing decoded."""
	try:
		image = Image.open(io.BytesIO(content), formats=_OPENED)
	except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
		raise NotAPhotoError(str(error)) from error
	allowed = max_pixels if _is_scalable(image) else min(max_pixels, WHOLE_PIXELS)
	scans = content.count(_SCAN) if image.format in ("JPEG", "MPO") else 1
	if image.width * image.height > allowed or scans > _MAX_SCANS:
		raise TooManyPixelsError(f"{image.width} x {image.height}")
	return image


def _is_scalable(image: Image.Image) -> bool:
	return (
		image.format in ("JPEG", "MPO")
		and "progressive" not in image.info
		and "progression" not in image.info
	)


def _decode(image: Image.Image, scale: int) -> None:
	try:
		image.draft(None, (image.width // scale, image.height // scale))
		with _whole_pictures():
			image.load()
	except (Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
		raise NotAPhotoError(str(error)) from error


@contextmanager
def _whole_pictures() -> Iterator[None]:
	"""Truncated pictures are refused meanwhile, whatever the process is told otherwise."""
	with _STRICT:
		told, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
		try:
			yield
		finally:
			ImageFile.LOAD_TRUNCATED_IMAGES = told


def _read_exif(image: Image.Image) -> Image.Exif:
	"""The EXIF block, or an empty one where it is damaged: Pillow raises anything there, the picture is good."""
	try:
		exif = image.getexif()
		for block in (_GPS_IFD, _EXIF_IFD):
			exif.get_ifd(block)
		return exif
	except Exception:
		return Image.Exif()


def _turned_upright(image: Image.Image) -> Image.Image:
	try:
		return ImageOps.exif_transpose(image)
	except Exception:
		return image


def _without_metadata(image: Image.Image) -> bytes:
	"""Re-encodes the pixels: EXIF, comments and anything appended to the file are gone."""
	kept, upright = KEPT_AS[image.format], _turned_upright(image)
	clean = upright.convert("RGB") if kept == "JPEG" and upright.mode != "RGB" else upright
	clean.info = {}
	out = io.BytesIO()
	options = {} if kept == "PNG" else {"quality": 90}
	clean.save(out, format=kept, **options)
	return out.getvalue()


def _read_position(exif: Image.Exif) -> tuple[float | None, float | None]:
	"""(latitude, longitude) in degrees from the GPS block, or (None, None); 0, 0 is a camera without a fix."""
	try:
		gps = {ExifTags.GPSTAGS.get(tag, tag): value for tag, value in exif.get_ifd(_GPS_IFD).items()}
		latitude = _decimal_degrees(gps["GPSLatitude"], gps.get("GPSLatitudeRef", "N"), "S")
		longitude = _decimal_degrees(gps["GPSLongitude"], gps.get("GPSLongitudeRef", "E"), "W")
	except (KeyError, TypeError, ValueError, ZeroDivisionError):
		return None, None
	nowhere = not (latitude or longitude)
	if nowhere or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
		return None, None
	return latitude, longitude


def _decimal_degrees(parts, reference: str, negative: str) -> float:
	degrees, minutes, seconds = (float(part) for part in parts)
	value = degrees + minutes / 60 + seconds / 3600
	return round(-value if str(reference).upper().startswith(negative) else value, 7)


def _read_time(exif: Image.Exif) -> datetime | None:
	"""DateTimeOriginal as the camera's local time, or None."""
	text = exif.get_ifd(_EXIF_IFD).get(_DATE_TIME_ORIGINAL)
	try:
		# The one form that EXIF 2.32 (4.6.5) has for it; nobody types it.
		return datetime.strptime(str(text), "%Y:%m:%d %H:%M:%S")
	except ValueError:
		return None
