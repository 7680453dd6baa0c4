"""Files that are no sheets which we read, told by their first bytes and refused by name. Pure, no site."""

import io
import re
import zipfile
import zlib

from community_gov.core.sheet_size import NOT_READABLE, SheetError

OLD_EXCEL = (
	"The file is a workbook of Excel 97 to 2003 or WPS (.xls, .et). Save it as XLSX and upload it again."
)
LOCKED = "The file is protected by a password. Remove the password, save it as XLSX and upload it again."
BINARY_EXCEL = "The file is a binary workbook of Excel (.xlsb). Save it as XLSX and upload it again."
OPEN_DOCUMENT = "The file is an OpenDocument file (.ods, .odt). Save it as XLSX and upload it again."
NUMBERS = "The file is a sheet of Apple Numbers (.numbers). Export it as XLSX and upload that."
WORD = "The file is a text of Word or WPS (.doc, .docx, .wps). Copy its table into a sheet and upload that as XLSX."
SLIDES = (
	"The file is a presentation (.ppt, .pptx, .dps). Copy its table into a sheet and upload that as XLSX."
)
PDF = "The file is a PDF or OFD document. Ask for the sheet that it was made of and upload that as XLSX."
PICTURE = "The file is a picture. Type its table into a sheet and upload that as XLSX."
ARCHIVE = "The file is an archive (.zip, .rar, .7z, .gz). Unpack it and upload the sheet in it."
WEB_PAGE = (
	"The file is a web page or XML that only looks like a sheet. "
	"Open it in a spreadsheet program, save it as XLSX and upload it again."
)

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS = (
	(b"%PDF", PDF),
	*((begin, PICTURE) for begin in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM6")),
	*((begin, ARCHIVE) for begin in (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh")),
	(b"MIME-Version:", WEB_PAGE),
)
# Streams of an OLE file as its directory names them; the first one found says what it is.
_STREAMS = (
	("EncryptedPackage", LOCKED),
	("WordDocument", WORD),
	("PowerPoint Document", SLIDES),
)
# Parts of a packed file.
_PARTS = (
	("xl/workbook.bin", BINARY_EXCEL),
	("word/", WORD),
	("ppt/", SLIDES),
	("Index/", NUMBERS),
	("Index.zip", NUMBERS),
	("OFD.xml", PDF),
	("content.xml", OPEN_DOCUMENT),
)
_PAGE = re.compile(rb"\s*<(?:!doctype|html|head|meta|table|style|\?xml|!--)", re.I)
_MARK = b"\xef\xbb\xbf"


def is_packed(content: bytes) -> bool:
	"""Whether a file is packed as XLSX is, whatever it is called."""
	return content.startswith(_ZIP)


def refuse_other(content: bytes) -> None:
	"""Raises SheetError for a file that is neither text nor XLSX, with what it is and how to make a sheet of it."""
	if is_packed(content):
		_refuse_packed(content)
	if content.startswith(_OLE):
		raise SheetError(
			next((told for name, told in _STREAMS if name.encode("utf-16-le") in content), OLD_EXCEL)
		)
	for begin, told in _BEGINNINGS:
		if content.startswith(begin):
			raise SheetError(told)
	if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
		raise SheetError(PICTURE)
	if _PAGE.match(content[:100].removeprefix(_MARK)):
		raise SheetError(WEB_PAGE)


def _refuse_packed(content: bytes) -> None:
	try:
		with zipfile.ZipFile(io.BytesIO(content)) as packed:
			names = packed.namelist()
	except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
		raise SheetError(NOT_READABLE) from error
	if "xl/workbook.xml" in names:
		return
	for part, told in _PARTS:
		if any(name.startswith(part) for name in names):
			raise SheetError(told)
	if not any(name.startswith("xl/") for name in names):
		raise SheetError(ARCHIVE)
