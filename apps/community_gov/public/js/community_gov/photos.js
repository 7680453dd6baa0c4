// Photos in a dialog: chosen from the disk or camera, sent as base64 with the step they belong to.
frappe.provide("community_gov");

community_gov.photo_field = () => ({
	fieldname: "photo_input",
	fieldtype: "HTML",
	options: `<div class="form-group">
		<label class="control-label">${__("Photos")}</label>
		<input type="file" class="cg-photos" accept="image/jpeg,image/png,image/webp,image/heic,image/heif" multiple>
		<p class="help-box small text-muted">${__("JPEG, HEIC, PNG or WebP.")}</p>
	</div>`,
});

/** [{file_name, content}] of the files chosen in a dialog, as the endpoints take them. */
community_gov.chosen_photos = (dialog) => {
	const input = dialog.$wrapper.find("input.cg-photos")[0];
	return community_gov.read_photos(input ? input.files : []);
};

community_gov.read_photos = (files) => Promise.all(Array.from(files).map(read));

function read(file) {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve({ file_name: file.name, content: reader.result.split(",")[1] });
		reader.onerror = () => reject(reader.error);
		reader.readAsDataURL(file);
	});
}

/** Where the browser is, as {latitude, longitude}; empty if it may not or cannot tell within five seconds. */
community_gov.here = () =>
	new Promise((resolve) => {
		if (!navigator.geolocation || !window.isSecureContext) return resolve({});
		navigator.geolocation.getCurrentPosition(
			({ coords }) => resolve({ latitude: coords.latitude, longitude: coords.longitude }),
			() => resolve({}),
			{ timeout: 5000, enableHighAccuracy: true }
		);
	});

/** A button above the table of photos: several at once, from camera or album, saved with the document. */
community_gov.offer_photos = (frm) => {
	const grid = frm.get_field("photos").grid;
	const button = grid.add_custom_button(__("Add Photos"), () => choose_photos(frm), "top");
	button.toggle(grid.is_editable());
};

function choose_photos(frm) {
	new frappe.ui.FileUploader({
		dialog_title: __("Add Photos"),
		doctype: frm.doctype,
		docname: frm.docname,
		allow_multiple: true,
		disable_file_browser: true,
		allow_toggle_private: false,
		make_attachments_public: false,
		restrictions: { allowed_file_types: ["image/*"] },
		on_success: ({ file_url }) => {
			frm.add_child("photos", { image: file_url });
			frm.refresh_field("photos");
			frm.dirty();
		},
	});
}
