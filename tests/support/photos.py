"""Pictures made in memory: with and without a position, and things that only pretend to be pictures."""

import base64
import io

from PIL import Image

GPS_IFD = 0x8825
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<html><script>alert(1)</script></html>"


def picture(
	kind: str = "JPEG",
	size: tuple[int, int] = (64, 48),
	position: tuple[float, float] | None = None,
	colour=0,
) -> bytes:
	"""Bytes of a picture; position is (latitude, longitude) in degrees for its EXIF block."""
	image = Image.new("RGB", size, (colour % 256, 120, 90))
	out = io.BytesIO()
	exif = image.getexif()
	if position:
		exif[GPS_IFD] = {
			1: "N" if position[0] >= 0 else "S",
			2: sexagesimal(abs(position[0])),
			3: "E" if position[1] >= 0 else "W",
			4: sexagesimal(abs(position[1])),
		}
		exif[0x8769] = {0x9003: "2024:09:29 06:35:10"}
	image.save(out, kind, exif=exif)
	return out.getvalue()


def sexagesimal(value: float) -> tuple[float, float, float]:
	degrees = int(value)
	minutes = int((value - degrees) * 60)
	return float(degrees), float(minutes), round((value - degrees - minutes / 60) * 3600, 4)


def sent(content: bytes, file_name: str = "photo.jpg") -> dict:
	"""A photo as the JSON endpoints take it."""
	return {"file_name": file_name, "content": base64.b64encode(content).decode()}
