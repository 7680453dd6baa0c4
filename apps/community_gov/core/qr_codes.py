"""QR codes as pictures."""

import segno


def svg_of(text: str) -> str:
	"""A QR code that a scratched poster still gives away (error correction Q, 25 %)."""
	return segno.make(text, error="q").svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None)
