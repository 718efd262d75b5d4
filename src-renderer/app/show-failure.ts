/** Messages that pass: a failure in its three sentences, or a word that something was done. */
import { ElMessage, ElNotification } from 'element-plus';
import { h } from 'vue';
import FailureNotice from '../components/FailureNotice.vue';
import DeliveryWords from '../components/DeliveryWords.vue';
import type { Failure } from './failure.ts';

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
export function showTrouble(message: string): void {
  ElMessage({ message, type: 'warning', duration: 8000, showClose: true, grouping: true, placement: 'bottom' });
}

/** One quiet line that something was done. */
export function showDone(message: string): void {
  // At the bottom: the bar on top has things to read and to press.
  ElMessage({ message, type: 'success', duration: 4000, showClose: true, grouping: true, placement: 'bottom' });
}

let lastDelivery: { close: () => void } | null = null;
/**
 * That something was done, and where it stands for as long as the line is in sight. `what`: 「反馈」. A newer one takes its
 * place: beyond a few lines at once the next would not be shown at all.
 */
export function showDelivery(what: string, operations: readonly string[]): void {
  lastDelivery?.close();
  lastDelivery = ElMessage({
    message: h(DeliveryWords, { what, operations }),
    // The line brings the sign of its state; a green one beside it would say more.
    type: 'info',
    duration: 8000,
    showClose: true,
    placement: 'bottom',
  });
}
