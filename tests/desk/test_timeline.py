"""The timeline reads like the article: the times, who, what, the photos."""

from playwright.sync_api import expect


def test_timeline_reads_like_the_article(open_desk, login, chibi_case):
	desk = open_desk("chief")
	desk.open(f"case/{chibi_case}")
	desk.page.get_by_role("tab", name="办理过程").click()
	timeline = desk.page.locator(".cg-timeline")
	expect(timeline).to_contain_text("2024-09-29")
	entries = timeline.locator(".cg-entry")
	expect(entries.first).to_contain_text("06:37")
	told = entries.all_inner_texts()
	for time, *words in (
		("06:37", "上报", "异味"),
		("08:33", "受理"),
		("08:33", "立案"),
		("08:33", "派遣"),
		("08:41", "接单", "赤壁市水利和湖泊局"),
		("11:48", "答复", "清理完毕"),
		("14:10", "核查通过", "现场核查"),
		("14:16", "结案"),
	):
		assert any(text.startswith(time) and all(word in text for word in words) for text in told), (
			time,
			words,
		)
	assert "+1 小时 56 分钟" in told[1]
	photos = timeline.locator(".cg-photos img")
	expect(photos).to_have_count(3)
	for index in range(3):
		# Photos below the fold load when they come into view.
		photos.nth(index).scroll_into_view_if_needed()
		expect(photos.nth(index)).to_have_js_property("complete", True)
		assert photos.nth(index).evaluate("image => image.naturalWidth") > 0
	# Why a unit was chosen, or none, is stored in the site's language, which is English here.
	of_case = [["case_file", "=", chibi_case], ["event", "in", ["Routed", "No Routing Rule"]]]
	routed = login("chief").rows("Case Event", of_case, fields='["note"]').data
	assert set(desk.english(".cg-timeline")) <= {row["note"] for row in routed}
	desk.shot("case-timeline")


def test_words_of_people_are_never_code(open_desk, login):
	"""Title, description and note are shown as they were written."""
	text = "<img src=x onerror=\"document.body.dataset.attacked = 'yes'\">"
	answer = login("gridworker").call("case.report", description=f"渠边 {text}", grid="421281001002001")
	case = answer.data["case"]
	assert login("operator").call("case.act", case=case, action="Accept", note=f"已核 {text}").status == 200
	desk = open_desk("chief")
	desk.open("case")
	expect(desk.page.locator(".list-row-container").first).to_be_visible()
	desk.open(f"case/{case}")
	desk.page.get_by_role("tab", name="办理过程").click()
	expect(desk.page.locator(".cg-timeline .cg-note")).to_have_count(2)
	assert desk.page.evaluate("document.body.dataset.attacked") is None
	assert desk.page.locator(".cg-timeline .cg-note img").count() == 0


def test_half_a_tag_is_no_tag(login):
	"""Frappe's lists would complete it: the title goes into the page as it is."""
	half = "渠边 <img src=x onerror=alert(1) "
	for values in ({"description": "渠边", "title": half}, {"description": f"{half}>" + "长" * 100}):
		answer = login("gridworker").call("case.report", **values, grid="421281001002001")
		title = login("chief").read("Case", answer.data["case"]).data["title"]
		assert title.startswith("渠边") and "<" not in title, title
