"""What one caller can cost before being refused: 2 seconds of processor and 200 MB for any single input."""

import io
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

from tests.support.limited import cost_of

SECONDS, MEGABYTES = 2, 200
SHEET = (
	"from community_gov.casework.intake.hotline import SHEETS; import openpyxl\n"
	"from community_gov.core.sheet_imports.kinds import small_sheet",
	"assert small_sheet(SHEETS, files[0]) is None",
)
PHOTOS = (
	"from community_gov.casework.intake import images; from PIL import Image; Image.init()",
	"[pixels := 0, *[pixels := images.check_photo(file, 50_000_000, pixels) for file in files]]",
)
CONTENT = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
HEAD = '<c t="inlineStr"><is><t>upstream_number</t></is></c><c t="inlineStr"><is><t>description</t></is></c>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(rows: str = "", tail: str = "", **parts: str) -> bytes:
	"""An XLSX file with the XML given."""
	import openpyxl

	book, out = openpyxl.Workbook(), io.BytesIO()
	book.active["A1"] = "x"
	book.save(out)
	xml = f'<worksheet xmlns="{MAIN}"><sheetData><row>{HEAD}</row>{rows}</sheetData>{tail}</worksheet>'
	changed = {CONTENT: xml, **parts}
	packed = io.BytesIO()
	with zipfile.ZipFile(out) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
		for name in {*old.namelist(), *changed}:
			new.writestr(name, changed[name] if name in changed else old.read(name))
	return packed.getvalue()


def workbook_of(sheets: int) -> bytes:
	"""An XLSX file of many sheets, none with headings."""
	import openpyxl

	book, out = openpyxl.Workbook(), io.BytesIO()
	for _number in range(sheets - 1):
		book.create_sheet()
	for one in book.worksheets:
		one.append(["x"])
		one.merge_cells("A1:D9")
	book.save(out)
	return out.getvalue()


def many(xml: str, times: int) -> str:
	return xml * times


SHEETS = {
	"two million strings.xlsx": lambda: sheet(
		**{STRINGS: f'<sst xmlns="{MAIN}">{many("<si><t>a</t></si>", 2_000_000)}</sst>'}
	),
	"a bomb.xlsx": lambda: sheet(many(" ", 200 << 20)),
	"many styles.xlsx": lambda: sheet(
		**{STYLES: f'<styleSheet xmlns="{MAIN}"><cellXfs>{many("<xf/>", 2_000_000)}</cellXfs></styleSheet>'}
	),
	"ranges over each other.xlsx": lambda: sheet(
		"<row><c><v>1</v></c></row>" * 100,
		"<mergeCells>" + many('<mergeCell ref="A1:XFD1048576"/>', 50_000) + "</mergeCells>",
	),
	"as many sheets as a file may have.xlsx": lambda: workbook_of(480),
	"a page of the web.xls": lambda: b"<html><table>" + b"<tr><td>1</td></tr>" * 13_000,
	"more bytes than any sheet.csv": lambda: b"," * (21 << 20),
}
# What is larger than a request reads: it only looks, and a job refuses what cannot be read to its end.
LEFT_TO_A_JOB = {
	"a million empty rows.xlsx": lambda: sheet('<row r="1048576"><c><v>1</v></c></row>'),
	"a million cells.xlsx": lambda: sheet(many(f"<row>{many('<c><v>1</v></c>', 80)}</row>", 20_000)),
	"as many cells as may be looked at.xlsx": lambda: sheet(
		many(f"<row>{many('<c><v>1</v></c>', 80)}</row>", 70_000)
	),
	"many strings.xlsx": lambda: sheet(
		**{STRINGS: f'<sst xmlns="{MAIN}">{many("<si><t>a</t></si>", 400_000)}</sst>'}
	),
	"a long tail.xlsx": lambda: sheet(tail=many("<rowBreaks/>", 7_000_000)),
	"empty lines.csv": lambda: b"upstream_number,description\n" + b"\n" * (19 << 20),
	"one long line.csv": lambda: b"," * (19 << 20),
	"no headings.csv": lambda: b"a,b,c\n" * (3 << 20),
	"one quoted cell.csv": lambda: b'upstream_number,description\n"' + b"a\n" * (9 << 20),
	"other text.csv": lambda: "积分,".encode("gb18030") * (3 << 20) + b"\xff",
	"tabs and quotes.csv": lambda: b'"\t";' * (5 << 20),
	"a few too many.csv": lambda: b"upstream_number,description\n" + b"1,a\n" * 300,
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_refused_sheet(name, tmp_path):
	(tmp_path / "0").write_bytes(SHEETS[name]())
	imports, call = SHEET
	answer, seconds, megabytes = cost_of(tmp_path, imports, call)
	assert answer.startswith("SheetError: "), answer
	assert seconds <= SECONDS and megabytes <= MEGABYTES, (answer, seconds, megabytes)


def test_a_small_sheet_with_as_much_as_may_stand_in_it(tmp_path):
	(tmp_path / "0").write_bytes(sheet("<row>" + many("<c><v>1</v></c>", 500_000) + "</row>"))
	imports, call = SHEET
	call = call.replace("is None", "")
	# Just within the limit: what else runs on the machine may take a few hundredths of a second.
	answer, seconds, megabytes = min(cost_of(tmp_path, imports, call) for _attempt in range(3))
	assert answer == "accepted", answer
	assert seconds <= SECONDS and megabytes <= MEGABYTES, (answer, seconds, megabytes)


@pytest.mark.parametrize("name", LEFT_TO_A_JOB)
def test_a_sheet_that_is_left_to_a_job(name, tmp_path):
	(tmp_path / "0").write_bytes(LEFT_TO_A_JOB[name]())
	imports, call = SHEET
	answer, seconds, megabytes = cost_of(tmp_path, imports, call)
	assert answer == "accepted", answer
	assert seconds <= SECONDS and megabytes <= MEGABYTES, (answer, seconds, megabytes)


def picture(kind: str, width: int, height: int, cut: int = 0, **options) -> bytes:
	noise = Image.effect_noise((width // 16 + 1, height // 16 + 1), 80).convert("RGB")
	out = io.BytesIO()
	noise.resize((width, height)).save(out, kind, **options)
	content = out.getvalue()
	return content[: len(content) - cut] if cut else content


def large_jpegs() -> list[bytes]:
	content = picture("JPEG", 8160, 6000, quality=80)
	return followed(8, content, content[:-50_000])


def head_of_png(width: int, height: int) -> bytes:
	"""A PNG that says how large it is and then ends."""
	small = picture("PNG", 1, 1)
	size = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + small[24:29]
	return small[:12] + size + zlib.crc32(size).to_bytes(4, "big") + small[33:]


def followed(times: int, content: bytes, last: bytes) -> list[bytes]:
	return [*[content] * times, last]


def png(cut: int = 0) -> bytes:
	return picture("PNG", 4000, 3000, cut, compress_level=1)


def scans(times: int) -> bytes:
	"""A progressive JPEG that repeats one of its scans."""
	content = picture("JPEG", 1600, 1200, progressive=True)
	at = content.rindex(b"\xff\xda")
	return content[:-2] + content[at:-2] * times + b"\xff\xd9"


PICTURES = {
	"PNG of 49 megapixels": lambda: [head_of_png(8160, 6000)],
	"JPEG of 49 megapixels, the last one cut": large_jpegs,
	"PNG, the last one cut": lambda: followed(2, png(), png(cut=9_000)),
	"WebP, the last one cut": lambda: followed(
		2, picture("WEBP", 4000, 3000, method=0), picture("WEBP", 4000, 3000, cut=5_000, method=0)
	),
	"progressive JPEG": lambda: followed(8, picture("JPEG", 4000, 3000, progressive=True), b"x"),
	"JPEG of a thousand scans": lambda: [scans(1_000)],
}


@pytest.mark.parametrize("name", PICTURES)
def test_refused_photos(name, tmp_path: Path):
	for number, content in enumerate(PICTURES[name]()):
		(tmp_path / str(number)).write_bytes(content)
	answer, seconds, megabytes = cost_of(tmp_path, *PHOTOS)
	assert answer.startswith(("TooManyPixelsError: ", "TooManyPixelsTogetherError: ", "NotAPhotoError: ")), (
		answer
	)
	assert seconds <= SECONDS and megabytes <= MEGABYTES, (answer, seconds, megabytes)
