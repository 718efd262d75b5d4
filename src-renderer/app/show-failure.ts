/** Messages that pass: a failure in its three sentences, or a word that something was done. */
import { ElNotification } from 'element-plus';
import { h } from 'vue';
import FailureNotice from '../components/FailureNotice.vue';
import type { Failure } from './failure.ts';
import { tell } from './messages.ts';

/** Stays until closed: nobody should have to read against a clock. */
export function showFailure(failure: Failure): void {
  ElNotification({
    title: '',
    message: h(FailureNotice, { failure, plain: true }),
    duration: 0,
    position: 'bottom-right',
    customClass: 'failure-notification',
  });
}

/** What did not work and changed nothing; nobody has to close it. */
export const showTrouble = (words: string): void => tell({ words, kind: 'trouble' });

/** One quiet line that something was done. */
export const showDone = (words: string): void => tell({ words, kind: 'done' });

/** That something was done, and where it stands for as long as the line is in sight. `what`: 「反馈」. */
export const showDelivery = (what: string, operations: readonly string[]): void =>
  tell({ words: what, kind: 'delivery', operations });
