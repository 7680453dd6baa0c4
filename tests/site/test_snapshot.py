"""What the public page offers and shows: kinds, points on a raster, boundaries, the code of a place."""

from datetime import timedelta

import pytest

from community_gov.api import public_page
from community_gov.casework.intake import snapshot_kinds, snapshot_map, snapshot_posters
from community_gov.core.errors import BadInputError, BadPositionError

PLACE = "421281001002001"
HERE = (29.72218, 113.88127)


@pytest.fixture
def case(site):
	"""case(**values) -> a stored case at HERE."""
	from community_gov.casework.intake.reporting import report_case

	def make(**values):
		where = {"latitude": HERE[0], "longitude": HERE[1], "grid": PLACE}
		return report_case({"description": "堆放垃圾", "category": "M06010", **where, **values}, [], None)

	return make


@pytest.fixture(autouse=True)
def room(monkeypatch):
	"""Other tests report at the same place: a full map would hide what is counted here."""
	monkeypatch.setattr(snapshot_map, "LIMIT", 10_000)


def shown(site) -> list[dict]:
	site.local.lang = "zh"
	return snapshot_map.around(*HERE, None)["cases"]


def test_a_point_tells_kind_stage_and_day_on_a_coarse_raster(site, case):
	before = len(shown(site))
	stored = case(reporter_name="王演示", reporter_phone="15400000001", address="1号楼")
	rows = shown(site)
	assert len(rows) == before + 1
	assert rows[0] == {
		"category": "暴露垃圾",
		"stage": "Reported",
		"stage_category": "Open",
		"reported_on": str(stored.reported_at.date()),
		"latitude": 29.722,
		"longitude": 113.881,
	}


def test_confidential_rejected_far_and_old_cases_are_not_shown(site, case):
	before = len(shown(site))
	case(is_confidential=1)
	site.db.set_value("Case", case().name, {"latitude": 29.8, "longitude": 113.9})
	for values in (
		{"stage": "Rejected", "stage_category": "Done"},
		{"stage": "Closed", "stage_category": "Done", "closed_at": site.utils.now_datetime() - timedelta(31)},
	):
		site.db.set_value("Case", case().name, values)
	assert len(shown(site)) == before
	recent = {"stage": "Closed", "stage_category": "Done", "closed_at": site.utils.now_datetime()}
	site.db.set_value("Case", case().name, recent)
	assert len(shown(site)) == before + 1


def test_boundaries_come_with_the_map(site):
	found = snapshot_map.around(None, None, PLACE)
	assert (found["place"]["code"], found["boundaries"][0]["level"]) == (PLACE, "Community")
	shapes = {row["code"]: row["shape"] for row in found["boundaries"]}
	assert shapes[PLACE]["type"] == "Polygon" and len(shapes[PLACE]["coordinates"][0]) == 5


@pytest.mark.parametrize("place", ["421281001002999", "%", "' or 1=1"])
def test_unknown_places_are_refused(site, place):
	with pytest.raises(BadInputError, match="No place has the code"):
		snapshot_map.around(None, None, place)


@pytest.mark.parametrize("position", [(91, 0), (0, 181), (-86, 0)])
def test_positions_off_the_earth_are_refused(site, position):
	with pytest.raises(BadPositionError):
		snapshot_map.around(*position, None)


def test_buttons_are_those_of_the_settings_else_what_is_reported(site, case):
	site.local.lang = "zh"
	site.cache.delete_value(snapshot_kinds.CACHE_KEY)
	# Whatever other tests have reported is of one kind for this one.
	site.db.set_value("Case", {"name": ["is", "set"]}, "category", "M06010", update_modified=False)
	case(category="M09001")
	assert {"code": "M09001", "name": "无照经营游商", "danger": None} in snapshot_kinds.buttons()
	assert len(snapshot_kinds.buttons()) == snapshot_kinds.BUTTONS
	settings = site.get_doc("Community Gov Settings")
	settings.set("snapshot_categories", [{"category": "M06012"}, {"category": "M06010"}])
	settings.save()
	assert [kind["code"] for kind in snapshot_kinds.buttons()] == ["M06012", "M06010"]
	site.cache.delete_value(snapshot_kinds.CACHE_KEY)


@pytest.mark.parametrize(("words", "found"), [("井盖", True), ("manhole", True), ("%", False), ("_", False)])
def test_search_finds_names_in_both_languages_and_no_wildcards(site, words, found):
	codes = [kind["code"] for kind in snapshot_kinds.search(words)]
	assert bool(codes) is found and len(codes) <= snapshot_kinds.FOUND
	assert all(code.startswith("M") for code in codes)


def test_the_poster_is_a_code_of_the_page_for_the_place(site):
	made = snapshot_posters.poster(PLACE)
	assert made["address"].endswith(f"/snapshot?place={PLACE}")
	assert made["svg"].startswith("<svg") and "width=" not in made["svg"].split(">")[0]


def test_texts_of_the_scripts_are_known_to_the_page(site):
	assert {"Send the report", "Photo {0}", "Are you satisfied?"} <= set(public_page.words())
