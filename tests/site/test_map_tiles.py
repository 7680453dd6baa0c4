"""Tiles of maps: by the name of a provider, from a server of the site's own, or none."""

import pytest

from community_gov.core.errors import BadInputError
from community_gov.core.map_tiles import tile_source

KEY = "0123456789abcdef0123456789abcdef"
NOTHING = {"map_tiles_from": "", "tianditu_key": "", "map_tile_url": "", "map_tile_credit": ""}


@pytest.fixture
def source(site):
	"""source(values) -> what maps are told after the settings were saved with them."""

	def save(**values) -> dict:
		settings = site.get_doc("Community Gov Settings")
		settings.update({**NOTHING, **values}).save()
		site.clear_document_cache("Community Gov Settings", "Community Gov Settings")
		return tile_source()

	yield save
	site.db.rollback()
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")


def test_a_site_without_tiles(source):
	assert source() == {"tiles": None, "tile_labels": None, "tile_hosts": None, "credit": None}


def test_an_address_of_ones_own_goes_on_without_a_provider(source):
	told = source(map_tile_url="https://tiles.example/{z}/{x}/{y}.png", map_tile_credit="省测绘")
	assert (told["tiles"], told["credit"]) == ("https://tiles.example/{z}/{x}/{y}.png", "省测绘")


@pytest.mark.parametrize(
	("provider", "layers"), [("Tianditu Map", ("vec", "cva")), ("Tianditu Imagery", ("img", "cia"))]
)
def test_tianditu_draws_names_above_its_pictures_with_the_key_of_the_site(source, provider, layers):
	told = source(map_tiles_from=provider, tianditu_key=f" {KEY} ", map_tile_url="https://elsewhere.example")
	for address, layer in zip((told["tiles"], told["tile_labels"]), layers, strict=True):
		assert address.startswith(f"https://t{{s}}.tianditu.gov.cn/{layer}_w/wmts?")
		assert f"&LAYER={layer}&" in address and address.endswith(f"&tk={KEY}")
		assert "TILEMATRIX={z}&TILEROW={y}&TILECOL={x}" in address
	assert (told["tile_hosts"], told["credit"]) == ("01234567", "© 天地图")


@pytest.mark.parametrize("key", ["", "abc&tk=def", "https://x"])
def test_tianditu_without_a_key_is_refused(source, key):
	with pytest.raises(BadInputError, match="Enter the browser key"):
		source(map_tiles_from="Tianditu Map", tianditu_key=key)


def test_openstreetmap_needs_no_key_and_names_its_contributors(source):
	told = source(map_tiles_from="OpenStreetMap")
	assert told["tiles"] == "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
	assert told["credit"] == "© OpenStreetMap contributors" and told["tile_labels"] is None
	assert source(map_tiles_from="OpenStreetMap", map_tile_credit="© OSM")["credit"] == "© OSM"
