// Patrols on the desk: where the worker stands, the way on a map, the list of today's points, codes to print.
import { add_tiles, draw_boundaries } from "../maps/boundaries";
import { way_of } from "../maps/framing";
import { in_sight, load_maps } from "../maps/in_sight";
import { escaped } from "./markup";

frappe.provide("community_gov");

const COLOURS = { open: "#98a2ad", done: "#2f9e5b", code: "#3b7dd8" };

/** Where the browser is with its accuracy in metres; empty if it may not or cannot tell within ten seconds. */
community_gov.here_exactly = () =>
	new Promise((resolve) => {
		if (!navigator.geolocation || !window.isSecureContext) return resolve({});
		navigator.geolocation.getCurrentPosition(
			({ coords }) => resolve({ latitude: coords.latitude, longitude: coords.longitude, accuracy: coords.accuracy }),
			() => resolve({}),
			{ timeout: 10000, enableHighAccuracy: true }
		);
	});

/** Draws the points of a patrol and the way from one check-in to the next into a field of its form. */
community_gov.draw_patrol = async (frm) => {
	const $wrapper = frm.get_field("track").$wrapper.empty();
	const named = await points_of(frm.doc);
	const points = named.filter((point) => point.latitude);
	if (!points.length) return;
	await load_maps();
	$wrapper.html(`<div class="cg-map cg-track"><div class="cg-map-box"></div>
		<p class="cg-map-legend">${legend()}</p></div>`);
	const map = community_gov.new_map($wrapper.find(".cg-map-box")[0], { maxZoom: 18, zoomSnap: 0.5, scrollWheelZoom: false });
	const layer = L.featureGroup().addTo(map);
	for (const point of points) marker(point, frm.doc).addTo(layer);
	const way = way_of(frm.doc.check_ins, points);
	if (way.length > 1) L.polyline(way, { color: COLOURS.done, weight: 3, dashArray: "4 6" }).addTo(layer);
	map.fitBounds(layer.getBounds(), { padding: [30, 30], maxZoom: 17 });
	const found = await in_sight(map);
	add_tiles(map, found);
	draw_boundaries(found.boundaries, L.layerGroup().addTo(map), "cg-map-place");
};

const points_of = ({ grid }) =>
	frappe.db.get_list("Patrol Point", {
		filters: { grid: ["like", `${grid}%`] },
		fields: ["name", "point_name", "latitude", "longitude"],
		order_by: "name asc",
		limit: 500,
	});

const row_of = (point, patrol) => (patrol.check_ins || []).find((row) => row.point === point.name);

function marker(point, patrol) {
	const row = row_of(point, patrol);
	const kind = !row ? "open" : row.method === "By Scan" ? "code" : "done";
	const lines = [point.point_name];
	if (row) lines.push(moment(row.checked_in_at).format("HH:mm"));
	if (row?.with_position) lines.push(__("{0} m from the point", [row.distance]));
	return L.circleMarker([point.latitude, point.longitude], {
		...{ radius: 9, color: "#fff", weight: 2, fillColor: COLOURS[kind], fillOpacity: 0.95 },
		className: `cg-point ${kind}`,
	}).bindTooltip(lines.map(escaped).join("<br>"), { direction: "top" });
}

const legend = () =>
	[
		[COLOURS.done, __("Checked by position")],
		[COLOURS.code, __("Checked by code")],
		[COLOURS.open, __("Not checked")],
	]
		.map(([colour, label]) => `<span><i style="background: ${colour}"></i>${escaped(label)}</span>`)
		.join("");

/** Begins a patrol and opens it; where somebody works in several grids the list asks which one. */
community_gov.begin_patrol = () => {
	const key = frappe.utils.get_random(20);
	const dialog = new frappe.ui.Dialog({
		title: __("Begin a Patrol"),
		// Few choose a grid, and Frappe 16 offers all at once where the field has the focus, over the button.
		no_focus: true,
		fields: [
			{
				fieldname: "grid",
				fieldtype: "Link",
				options: "Grid",
				label: __("Grid"),
				description: __("Needed only where you work in several grids."),
			},
		],
		primary_action_label: __("Begin"),
		primary_action: async ({ grid }) => {
			dialog.disable_primary_action();
			try {
				const { patrol } = await community_gov.post("patrol.start", { grid, idempotency_key: key });
				dialog.hide();
				frappe.set_route("Form", "Patrol", patrol);
			} catch {
				dialog.enable_primary_action();
			}
		},
	});
	dialog.show();
};

/** Today's points in the order of a walk; each can be checked in where one stands. */
community_gov.show_points = async (frm) => {
	const where = await community_gov.here_exactly();
	const { points } = await community_gov.get("patrol.today", {
		grid: frm.doc.grid,
		latitude: where.latitude,
		longitude: where.longitude,
	});
	const dialog = new frappe.ui.Dialog({
		title: __("Points of the Day"),
		size: "large",
		fields: [
			{ fieldname: "list", fieldtype: "HTML" },
			{ fieldname: "code", fieldtype: "Data", label: __("Code of the Point") },
		],
		primary_action_label: __("Check In by Code"),
		primary_action: ({ code }) => check_in(frm, dialog, { code }),
	});
	const $list = dialog.get_field("list").$wrapper.html(table(points));
	$list.on("click", "button", (event) => check_in(frm, dialog, { point: event.currentTarget.dataset.point }));
	dialog.show();
};

async function check_in(frm, dialog, request) {
	if (!request.point && !request.code) return;
	dialog.$wrapper.find("button").prop("disabled", true);
	const key = frappe.utils.get_random(20);
	try {
		const where = await community_gov.here_exactly();
		const values = { patrol: frm.doc.name, ...request, ...where, idempotency_key: key };
		await community_gov.post("patrol.check_in", values);
		dialog.hide();
		frappe.show_alert({ message: __("Checked in."), indicator: "green" });
		await frm.reload_doc();
	} catch {
		// The refusal is on the screen; another point or another try is possible.
		dialog.$wrapper.find("button").prop("disabled", false);
	}
}

function table(points) {
	if (!points.length) return `<p class="text-muted">${__("This grid has no patrol points yet.")}</p>`;
	const rows = points.map(
		(point, index) => `<tr><td>${index + 1}</td>
			<td><b>${escaped(point.point_name)}</b><div class="text-muted">${escaped(point.instruction)}</div></td>
			<td>${state_of(point)}</td>
			<td class="text-right">${point.checked_in ? "" : button(point)}</td></tr>`
	);
	const heads = ["#", __("Patrol Point"), __("Turn"), ""].map((head) => `<th>${escaped(head)}</th>`).join("");
	return `<table class="table cg-points"><thead><tr>${heads}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

const button = (point) =>
	`<button class="btn btn-default btn-sm" data-point="${escaped(point.name)}">${__("Check In")}</button>`;

function state_of({ checked_in, due, every_days }) {
	if (checked_in) return `<span class="indicator-pill green">${__("Checked In")}</span>`;
	const turn = every_days === 1 ? __("daily") : __("every {0} days", [every_days]);
	const colour = due ? "orange" : "gray";
	return `<span class="indicator-pill ${colour}">${due ? __("Due today") : __("Visited in this turn")}</span> ${escaped(turn)}`;
}

/** The code of a point on a sheet to print and hang up. */
community_gov.print_point_code = async (frm) => {
	const sheet = window.open("", "_blank");
	const { point_name, code, svg } = await community_gov.get("patrol.point_code", { point: frm.doc.name });
	const style = "body{font-family:sans-serif;text-align:center;padding:6vh}svg{width:60vmin;height:60vmin}";
	sheet.document.write(
		`<title>${escaped(point_name)}</title><style>${style}</style><h1>${escaped(point_name)}</h1>${svg}
			<h2>${escaped(code)}</h2><p>${escaped(__("Patrol point: grid workers scan this code here."))}</p>`
	);
	sheet.document.close();
};
