/** The wire to the test: what the shell asked of the system is recorded there, and dialogs are answered from there. */
import { EventEmitter } from 'node:events';

/** Orders of the test by name: `close-window`, `quit`, `press`. */
export const orders = new EventEmitter();

const answers = [];

/** Tells the test that the shell did this. */
export const record = (what, ...facts) => process.send?.({ record: [what, ...facts] });

/** The index of the button that the test presses in the next dialog; without an order the one that cancels. */
export const nextAnswer = (cancelId) => answers.shift() ?? cancelId ?? 0;

process.on('message', ({ order, value }) => {
  if (order === 'press') answers.push(value);
  else orders.emit(order, value);
});
// The wire alone keeps nothing alive.
process.channel?.unref();
