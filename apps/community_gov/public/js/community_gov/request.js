// Calls to the app's endpoints. frappe.xcall posts always and settles on some statuses only.
frappe.provide("community_gov");

/** Promise of an endpoint's answer; the desk shows the message of a refusal, the promise is rejected. */
community_gov.request = (type, method, args) =>
	new Promise((resolve, reject) => {
		frappe
			.call({ type, method: `community_gov.api.v1.${method}`, args })
			.then((response) => resolve(response.message), reject);
	});

community_gov.get = (method, args) => community_gov.request("GET", method, args);
community_gov.post = (method, args) => community_gov.request("POST", method, args);
