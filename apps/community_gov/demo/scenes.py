"""Drawn street scenes that stand in for photos of cases: a street of its own for each, the problem and its mending."""

import io
import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFilter

from community_gov.demo.persons import SEED

WIDTH, HEIGHT = 800, 560
KERB, ROAD = 330, 400
WALLS = ((196, 178, 150), (176, 160, 146), (206, 190, 170), (168, 172, 176), (188, 150, 128))
SKIES = ((196, 214, 228), (214, 220, 224), (168, 196, 222))
BAGS = ((200, 60, 50), (236, 236, 232), (52, 84, 160), (40, 40, 44), (220, 190, 70))
Brush = ImageDraw.ImageDraw


def street_photo(kind: str, place: str, solved: bool = False) -> bytes:
	"""JPEG bytes of 800 × 560, the same for the same arguments.

	Args:
	        kind: one of PROBLEMS.
	        place: whatever tells one street from another; the same place looks the same before and after.
	        solved: without the problem, from a step aside.
	"""
	chance = random.Random(f"{SEED}:{kind}:{place}")
	image = Image.new("RGB", (WIDTH, HEIGHT), chance.choice(SKIES))
	brush = ImageDraw.Draw(image)
	_draw_street(brush, chance)
	if not solved:
		PROBLEMS[kind](brush, chance)
	return _finished(image, brush, chance, solved)


def _finished(image: Image.Image, brush: Brush, chance: random.Random, solved: bool) -> bytes:
	"""Softened like a snapshot, a bit nearer where it was taken later, and marked for what it is."""
	image = image.filter(ImageFilter.GaussianBlur(0.8))
	grain = Image.frombytes("L", (WIDTH, HEIGHT), chance.randbytes(WIDTH * HEIGHT)).convert("RGB")
	image = Image.blend(image, grain, 0.025)
	if solved:
		left, top = chance.randrange(10, 40), chance.randrange(8, 24)
		image = image.crop((left, top, WIDTH - 50 + left, HEIGHT - 35 + top)).resize((WIDTH, HEIGHT))
	ImageDraw.Draw(image).text((WIDTH - 150, HEIGHT - 18), "DEMO - DRAWN PICTURE", fill=(255, 255, 255))
	out = io.BytesIO()
	image.save(out, "JPEG", quality=70)
	return out.getvalue()


def _draw_street(brush: Brush, chance: random.Random) -> None:
	"""Houses in a row, a pavement of slabs, a road; a tree or two."""
	left = -chance.randrange(0, 90)
	while left < WIDTH:
		width, roof = chance.randrange(150, 260), chance.randrange(20, 120)
		_draw_house(brush, chance, (left, roof, left + width, KERB))
		left += width + 4
	brush.rectangle((0, KERB, WIDTH, ROAD), fill=(182, 176, 166))
	for x in range(-40, WIDTH, 48):
		brush.line((x, ROAD, x + 30, KERB), fill=(160, 154, 146), width=2)
	brush.rectangle((0, ROAD, WIDTH, HEIGHT), fill=(104, 106, 110))
	brush.line((0, ROAD, WIDTH, ROAD), fill=(218, 216, 208), width=7)
	for x in range(chance.randrange(40), WIDTH, 150):
		brush.polygon([(x, 505), (x + 80, 505), (x + 74, 517), (x - 8, 517)], fill=(226, 226, 218))
	for _number in range(chance.randrange(1, 3)):
		_draw_tree(brush, chance.randrange(40, WIDTH - 40), chance.randrange(70, 110))


def _draw_house(brush: Brush, chance: random.Random, box: tuple[int, int, int, int]) -> None:
	left, top, right, bottom = box
	brush.rectangle(box, fill=chance.choice(WALLS))
	for y in range(top + 22, bottom - 110, 62):
		for x in range(left + 18, right - 40, 58):
			brush.rectangle((x, y, x + 34, y + 40), fill=(96, 116, 134), outline=(226, 224, 218), width=3)
	shop = chance.choice(((176, 52, 44), (42, 92, 142), (60, 116, 78), (196, 136, 48)))
	brush.rectangle((left + 8, bottom - 96, right - 8, bottom - 66), fill=shop)
	brush.rectangle((left + 14, bottom - 64, right - 14, bottom), fill=(84, 92, 98))
	brush.line(((left + right) // 2, bottom - 64, (left + right) // 2, bottom), fill=(150, 156, 160), width=4)


def _draw_tree(brush: Brush, x: int, size: int) -> None:
	brush.rectangle((x - 6, KERB - 90, x + 6, KERB + 24), fill=(98, 74, 52))
	for east, up in ((-26, 0), (22, -8), (0, -34), (-6, 14)):
		half = size // 2
		brush.ellipse((x + east - half, 150 + up, x + east + half, 150 + up + size), fill=(70, 112, 62))


def _draw_heap(brush: Brush, chance: random.Random) -> None:
	"""Rubbish: bags and boxes beside the kerb."""
	middle = chance.randrange(240, 560)
	for _number in range(70):
		x, y, size = chance.gauss(middle, 62), chance.gauss(ROAD + 12, 18), chance.randrange(14, 44)
		shape = brush.ellipse if chance.random() < 0.6 else brush.rectangle
		shape((x, y, x + size, y + size * 0.75), fill=chance.choice(BAGS), outline=(50, 50, 50))


def _draw_litter(brush: Brush, chance: random.Random) -> None:
	for _number in range(90):
		x, y, size = (
			chance.randrange(20, WIDTH),
			chance.randrange(KERB + 6, HEIGHT - 30),
			chance.randrange(4, 15),
		)
		colour = chance.choice((*BAGS, (150, 112, 60), (122, 96, 44)))
		brush.polygon([(x, y), (x + size, y + size // 3), (x + size // 2, y + size)], fill=colour)


def _draw_hole(brush: Brush, chance: random.Random) -> None:
	"""A broken road surface with its cracks."""
	x, y = chance.randrange(220, 520), chance.randrange(440, 490)
	edge = [(x + chance.randrange(-12, 12) + dx, y + chance.randrange(-6, 6) + dy) for dx, dy in OUTLINE]
	brush.polygon(edge, fill=(56, 50, 46), outline=(140, 136, 130))
	brush.polygon([(a * 0.7 + x * 0.3 + 18, b * 0.7 + y * 0.3 + 8) for a, b in edge], fill=(38, 34, 32))
	for dx, dy in OUTLINE:
		end = (x + dx * chance.uniform(1.5, 2.2), y + dy * chance.uniform(1.4, 2))
		brush.line((x + dx, y + dy, *end), fill=(66, 66, 68), width=3)


OUTLINE = ((-80, -6), (-40, -30), (30, -34), (84, -10), (70, 26), (10, 38), (-56, 26))


def _draw_cover(brush: Brush, chance: random.Random) -> None:
	"""A manhole cover that lies beside its hole."""
	x, y = chance.randrange(240, 480), chance.randrange(440, 480)
	brush.ellipse((x, y, x + 150, y + 58), fill=(24, 22, 22), outline=(150, 146, 140), width=6)
	brush.ellipse((x + 96, y + 26, x + 236, y + 78), fill=(86, 82, 80), outline=(60, 58, 56), width=4)
	for step in range(12, 126, 18):
		brush.line((x + 100 + step, y + 40, x + 112 + step, y + 64), fill=(62, 58, 58), width=4)


def _draw_flood(brush: Brush, chance: random.Random) -> None:
	level = chance.randrange(ROAD + 8, ROAD + 40)
	brush.rectangle((0, level, WIDTH, HEIGHT), fill=(122, 112, 92))
	for _number in range(60):
		x, y = chance.randrange(0, WIDTH), chance.randrange(level, HEIGHT)
		brush.line((x, y, x + chance.randrange(30, 110), y), fill=(156, 148, 130), width=2)


def _draw_adverts(brush: Brush, chance: random.Random) -> None:
	for _number in range(26):
		x, y = chance.randrange(10, WIDTH - 60), chance.randrange(KERB - 62, KERB - 24)
		brush.rectangle(
			(x, y, x + 40, y + 30), fill=chance.choice(((240, 238, 226), (246, 214, 90), (236, 150, 140)))
		)
		for line in range(6, 26, 7):
			brush.line((x + 5, y + line, x + 33, y + line), fill=(170, 40, 40), width=2)


def _draw_stall(brush: Brush, chance: random.Random) -> None:
	"""Goods in front of a shop, under an umbrella."""
	x = chance.randrange(180, 500)
	brush.rectangle((x, KERB + 8, x + 220, KERB + 62), fill=(150, 104, 62))
	for number in range(15):
		left, top = x + 8 + number % 5 * 42, KERB + 2 + number // 5 * 18
		brush.ellipse(
			(left, top, left + 34, top + 20),
			fill=chance.choice(((210, 70, 50), (236, 160, 50), (90, 140, 60))),
		)
	brush.line((x + 110, KERB - 110, x + 110, KERB + 60), fill=(120, 120, 120), width=6)
	umbrella = [(x - 40, KERB - 60), (x + 110, KERB - 128), (x + 260, KERB - 60)]
	brush.polygon(umbrella, fill=chance.choice(((42, 120, 190), (196, 54, 60), (220, 150, 40))))


def _draw_bikes(brush: Brush, chance: random.Random) -> None:
	frame = chance.choice(((250, 200, 30), (60, 160, 220), (80, 180, 110)))
	for number in range(9):
		x, y = 90 + number * 66 + chance.randrange(-14, 14), ROAD - 44 + chance.randrange(-12, 16)
		for wheel in (0, 56):
			brush.ellipse((x + wheel, y, x + wheel + 42, y + 42), outline=(30, 30, 30), width=5)
		brush.line((x + 21, y + 21, x + 42, y - 14, x + 77, y + 21, x + 30, y - 8), fill=frame, width=6)
		brush.line((x + 70, y - 26, x + 77, y + 21), fill=(50, 50, 50), width=4)


def _draw_cars(brush: Brush, chance: random.Random) -> None:
	"""Cars on the lane of the fire brigade."""
	brush.polygon([(60, ROAD + 10), (740, ROAD + 10), (770, 500), (30, 500)], outline=(240, 200, 40), width=6)
	for x in (130, 430):
		body = chance.choice(((230, 230, 232), (40, 44, 52), (150, 30, 34), (90, 110, 140)))
		brush.rounded_rectangle((x, ROAD - 6, x + 240, ROAD + 62), 24, fill=body)
		roof = [(x + 40, ROAD), (x + 76, ROAD - 48), (x + 176, ROAD - 48), (x + 212, ROAD)]
		brush.polygon(roof, fill=(70, 86, 100))
		for wheel in (34, 160):
			brush.ellipse((x + wheel, ROAD + 40, x + wheel + 48, ROAD + 88), fill=(24, 24, 26))


def _draw_bins(brush: Brush, chance: random.Random) -> None:
	"""Bins that run over."""
	for number, colour in enumerate(((46, 110, 70), (52, 84, 150), (96, 98, 100))):
		x = 230 + number * 118
		brush.polygon(
			[(x, KERB - 30), (x + 96, KERB - 30), (x + 84, KERB + 84), (x + 12, KERB + 84)], fill=colour
		)
		for _bag in range(9):
			left, top = chance.gauss(x + 30, 24), chance.gauss(KERB - 48, 12)
			brush.ellipse((left, top, left + 40, top + 30), fill=chance.choice(BAGS), outline=(60, 60, 60))


def _draw_wires(brush: Brush, chance: random.Random) -> None:
	"""A cable out of a window, and the scooters that it charges."""
	for number in range(3):
		x = 200 + number * 150
		points = [(x + step * 12, 120 + step * 20 + chance.randrange(-6, 6)) for step in range(13)]
		brush.line(points, fill=(24, 24, 24), width=4)
		brush.rounded_rectangle((x + 120, ROAD - 66, x + 196, ROAD - 28), 10, fill=(180, 40, 40))
		for wheel in (112, 176):
			brush.ellipse((x + wheel, ROAD - 36, x + wheel + 32, ROAD - 4), fill=(30, 30, 30))


def _draw_dog(brush: Brush, chance: random.Random) -> None:
	x, colour = chance.randrange(250, 480), chance.choice(((150, 104, 62), (60, 54, 50), (214, 190, 150)))
	brush.ellipse((x, KERB + 6, x + 120, KERB + 62), fill=colour)
	brush.ellipse((x + 96, KERB - 26, x + 150, KERB + 24), fill=colour)
	for leg in (14, 38, 82, 104):
		brush.rectangle((x + leg, KERB + 46, x + leg + 11, KERB + 96), fill=colour)
	brush.line((x + 6, KERB + 24, x - 30, KERB - 14), fill=colour, width=9)


PROBLEMS: dict[str, Callable[[Brush, random.Random], None]] = {
	"heap": _draw_heap,
	"litter": _draw_litter,
	"hole": _draw_hole,
	"cover": _draw_cover,
	"flood": _draw_flood,
	"adverts": _draw_adverts,
	"stall": _draw_stall,
	"bikes": _draw_bikes,
	"cars": _draw_cars,
	"bins": _draw_bins,
	"wires": _draw_wires,
	"dog": _draw_dog,
}
