// Photos in a dialog: chosen from the disk or camera, sent as base64 with the step they belong to.
frappe.provide("community_gov");

community_gov.photo_field = () => ({
	fieldname: "photo_input",
	fieldtype: "HTML",
	options: `<div class="form-group">
		<label class="control-label">${__("Photos")}</label>
		<input type="file" class="cg-photos" accept="image/jpeg,image/png,image/webp" multiple>
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
