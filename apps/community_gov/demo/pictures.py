"""Drawn pictures that stand in for photos: a canal with and without a heap, marked as a demonstration."""

import base64
import io
import random

from PIL import Image, ImageDraw

SIZE = (960, 640)


def canal_photo(kind: str) -> dict:
	"""{file_name, content} for the REST endpoints; kind is before, after or check."""
	return {"file_name": f"canal-{kind}.jpg", "content": base64.b64encode(_draw_canal(kind)).decode()}


def _draw_canal(kind: str) -> bytes:
	"""JPEG bytes, 960 × 640, the same for the same kind."""
	image = Image.new("RGB", SIZE, (178, 208, 232))
	draw = ImageDraw.Draw(image)
	draw.rectangle((0, 250, 960, 640), fill=(134, 168, 98))
	draw.polygon([(0, 640), (330, 250), (470, 250), (430, 640)], fill=(86, 136, 160))
	draw.polygon([(430, 640), (470, 250), (520, 250), (600, 640)], fill=(176, 170, 158))
	for x in (560, 660, 760, 860):
		_draw_tree(draw, x)
	if kind == "before":
		_draw_heap(draw)
	if kind == "check":
		draw.rectangle((690, 420, 720, 560), fill=(40, 60, 120))
		draw.ellipse((688, 380, 722, 420), fill=(230, 190, 160))
	draw.rectangle((0, 600, 960, 640), fill=(0, 0, 0))
	draw.text((20, 612), f"DEMO PICTURE - NORTH CANAL - {kind.upper()}", fill=(255, 255, 255))
	out = io.BytesIO()
	image.save(out, "JPEG", quality=88)
	return out.getvalue()


def _draw_tree(draw: ImageDraw.ImageDraw, x: int) -> None:
	draw.rectangle((x - 6, 210, x + 6, 290), fill=(96, 70, 46))
	draw.ellipse((x - 42, 130, x + 42, 230), fill=(58, 110, 62))


def _draw_heap(draw: ImageDraw.ImageDraw) -> None:
	source = random.Random(929)
	colours = ((200, 60, 50), (235, 235, 230), (60, 90, 170), (90, 80, 70), (220, 190, 60))
	for _number in range(120):
		x, y = source.gauss(620, 55), source.gauss(500, 26)
		size = source.randint(8, 26)
		draw.rectangle((x, y, x + size, y + size * 0.7), fill=source.choice(colours))
