"""Where the tiles behind maps come from: a provider by its name, a server of the site's own, or none."""

from dataclasses import dataclass

import frappe
from frappe import _

from community_gov.core.errors import BadInputError

TIANDITU = "https://t{{s}}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk="


@dataclass(frozen=True)
class Provider:
	"""Addresses of pictures and of names above them, both of WGS 84 or what differs from it by less than a metre."""

	tiles: str
	credit: str
	labels: str | None = None
	hosts: str | None = None
	needs_key: bool = False


def _tianditu(picture: str, names: str) -> Provider:
	"""Tianditu is in CGCS 2000. Source: lbs.tianditu.gov.cn/server/MapService.html."""
	tiles, labels = (TIANDITU.format(layer=layer) for layer in (picture, names))
	return Provider(tiles, "© 天地图", labels=labels, hosts="01234567", needs_key=True)


PROVIDERS = {
	"OpenStreetMap": Provider(
		"https://tile.openstreetmap.org/{z}/{x}/{y}.png", "© OpenStreetMap contributors"
	),
	"Tianditu Map": _tianditu("vec", "cva"),
	"Tianditu Imagery": _tianditu("img", "cia"),
}


def tile_source() -> dict:
	"""Where the tiles of maps come from, as the settings say.

	Returns:
	        {tiles, tile_labels, tile_hosts, credit}: addresses with {z}, {x}, {y} and {s}, which is one sign of
	        `tile_hosts`; `tile_labels` are drawn above `tiles`. None where there is nothing.
	"""
	settings = frappe.get_cached_doc("Community Gov Settings")
	provider = PROVIDERS.get(settings.map_tiles_from)
	if not provider:
		own = {"tiles": settings.map_tile_url or None, "credit": settings.map_tile_credit or None}
		return {**own, "tile_labels": None, "tile_hosts": None}
	key = (settings.tianditu_key or "").strip() if provider.needs_key else ""
	return {
		"tiles": provider.tiles + key,
		"tile_labels": provider.labels and provider.labels + key,
		"tile_hosts": provider.hosts,
		"credit": settings.map_tile_credit or provider.credit,
	}


def check_setting(settings) -> None:
	"""Raises BadInputError where a provider is chosen whose key is missing or cannot be one."""
	provider = PROVIDERS.get(settings.map_tiles_from)
	if provider and provider.needs_key and not (settings.tianditu_key or "").strip().isalnum():
		frappe.throw(
			_("Tianditu gives no tiles without a key. Enter the browser key of this site's domain."),
			exc=BadInputError,
		)
