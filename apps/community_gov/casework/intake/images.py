"""Photos as bytes: is it one, where and when was it taken, and the same picture without its EXIF block."""

import io
from dataclasses import dataclass
from datetime import datetime

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_GPS_IFD = 0x8825
_EXIF_IFD = 0x8769
_DATE_TIME_ORIGINAL = 0x9003


class NotAPhotoError(ValueError):
	"""The bytes are not a JPEG, PNG or WebP picture that can be decoded."""


class TooManyPixelsError(ValueError):
	"""The picture would need more memory than allowed."""


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


def read_photo(content: bytes, max_pixels: int) -> Photo:
	"""Decodes, checks and cleans a photo.

	Args:
	        content: the bytes as uploaded.
	        max_pixels: width × height allowed.
	Raises:
	        NotAPhotoError, TooManyPixelsError
	"""
	image = _open(content, max_pixels)
	exif = _read_exif(image)
	latitude, longitude = _read_position(exif)
	return Photo(
		content=_without_metadata(image),
		extension=FORMATS[image.format],
		latitude=latitude,
		longitude=longitude,
		taken_at=_read_time(exif),
	)


def _open(content: bytes, max_pixels: int) -> Image.Image:
	try:
		image = Image.open(io.BytesIO(content), formats=list(FORMATS))
		if image.width * image.height > max_pixels:
			raise TooManyPixelsError(f"{image.width} x {image.height}")
		image.load()
	except TooManyPixelsError:
		raise
	except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
		raise NotAPhotoError(str(error)) from error
	return image


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
	upright = _turned_upright(image)
	clean = upright.convert("RGB") if image.format == "JPEG" else upright
	clean.info = {}
	out = io.BytesIO()
	options = {"quality": 90} if image.format in ("JPEG", "WEBP") else {}
	clean.save(out, format=image.format, **options)
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
		return datetime.strptime(str(text), "%Y:%m:%d %H:%M:%S")
	except ValueError:
		return None
