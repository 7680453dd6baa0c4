// Where the boxes and arrows of a workflow's diagram stand. Pure: no page, no Frappe.
export const BOX = { width: 190, height: 38, gap: 22 };
const SIDE = 170;

/**
 * Boxes one below the other in the order of their stages; steps down bow to the right, steps back to the left.
 * @param {{stage: string}[]} stages in their order
 * @param {{state: string, stage: string}[]} states
 * @param {{state: string, next_state: string}[]} steps
 * @returns {{width: number, height: number, boxes: object[], arrows: object[]}} pixels; boxes {state, x, y}, arrows {from, to, path}
 */
export function layout(stages, states, steps) {
	const order = stages.map(({ stage }) => stage);
	const sorted = [...states].sort((one, other) => order.indexOf(one.stage) - order.indexOf(other.stage));
	const boxes = sorted.map(({ state }, row) => ({ state, x: SIDE, y: row * (BOX.height + BOX.gap) }));
	const row_of = new Map(sorted.map(({ state }, row) => [state, row]));
	const pairs = new Map(steps.map((step) => [`${step.state}\n${step.next_state}`, step]));
	const arrows = [...pairs.values()].map(({ state, next_state }) => arrow(boxes, row_of, state, next_state));
	return { width: 2 * SIDE + BOX.width, height: Math.max(boxes.length * (BOX.height + BOX.gap) - BOX.gap, 0), boxes, arrows };
}

function arrow(boxes, row_of, from, to) {
	const [start, end] = [row_of.get(from), row_of.get(to)];
	const is_down = end >= start;
	const [x, way] = is_down ? [SIDE + BOX.width, 1] : [SIDE, -1];
	const [above, below] = [boxes[start].y + BOX.height * 0.62, boxes[end].y + BOX.height * 0.38];
	const bow = x + way * Math.min(24 + 18 * Math.abs(end - start), SIDE - 10);
	return { from, to, path: `M ${x} ${above} C ${bow} ${above}, ${bow} ${below}, ${x + way * 5} ${below}` };
}
