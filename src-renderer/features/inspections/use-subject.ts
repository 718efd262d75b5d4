/** One subject, kept current. While the next one is read, the one before stays in sight. */
import { ref, shallowRef, watch } from 'vue';
import type { SubjectDetail } from '../../../src-shared/contract/inspections.ts';
import { isToldElsewhere } from '../../app/core-client.ts';
import { useTopic } from '../../app/events.ts';
import type { Failure } from '../../app/show-failure.ts';
import { reportUnexpected } from '../../app/unexpected.ts';
import { inspections } from './core.ts';

/** Use inside `setup`. */
export function useSubject(id: () => string) {
  const detail = shallowRef<SubjectDetail | null>(null);
  /** The record is gone, or was never ours. */
  const failure = shallowRef<Failure | null>(null);
  const broken = ref(false);
  let latest = 0;

  async function load(): Promise<void> {
    const mine = ++latest;
    try {
      const answer = await inspections().get({ id: id() });
      if (mine !== latest) return;
      detail.value = answer.ok ? answer.detail : null;
      failure.value = answer.ok ? null : answer;
      broken.value = false;
    } catch (error) {
      if (mine !== latest) return;
      broken.value = true;
      if (!isToldElsewhere(error)) reportUnexpected(error);
    }
  }
  watch(id, load, { immediate: true });
  useTopic(['inspectionSubjects', 'inspectionPlans', 'checklists', 'outbox', 'enterprises', 'settings'], load);
  return { detail, failure, broken, load };
}
