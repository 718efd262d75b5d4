/** The wire to the test: what the shell asked of the system is recorded there, and dialogs are answered from there. */
import { EventEmitter } from 'node:events';

/** Orders of the test by name: `close-window`, `quit`, `press`, `choose`. */
export const orders = new EventEmitter();

const answers = [];
const folders = [];

/** Tells the test that the shell did this. */
export const record = (what, ...facts) => process.send?.({ record: [what, ...facts] });

/** The index of the button that the test presses in the next dialog; without an order the one that cancels. */
export const nextAnswer = (cancelId) => answers.shift() ?? cancelId ?? 0;

/** The folder that the person chooses in the next window for one; null: they cancel. */
export const nextFolder = () => folders.shift() ?? null;

process.on('message', ({ order, value }) => {
  if (order === 'press') answers.push(value);
  else if (order === 'choose') folders.push(value);
  else orders.emit(order, value);
});
// The wire alone keeps nothing alive.
process.channel?.unref();
