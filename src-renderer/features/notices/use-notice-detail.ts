/** The record in the drawer, kept current. While the next one is read, the one before stays in sight. */
import { type Ref, ref, shallowRef, watch } from 'vue';
import type { NoticeDetail } from '../../../src-shared/contract/notices.ts';
import { core, isToldElsewhere } from '../../app/core-client.ts';
import { useTopic } from '../../app/events.ts';
import type { Failure } from '../../app/show-failure.ts';
import { reportUnexpected } from '../../app/unexpected.ts';

/** Use inside `setup`. */
export function useNoticeDetail(id: Readonly<Ref<string>>) {
  const detail = shallowRef<NoticeDetail | null>(null);
  /** The record is gone, or was never ours. */
  const failure = shallowRef<Failure | null>(null);
  const broken = ref(false);
  let latest = 0;

  async function load(): Promise<void> {
    const mine = ++latest;
    try {
      const answer = await core().notices.get({ id: id.value });
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
  useTopic(['notices', 'outbox', 'enterprises', 'settings'], load);
  return { detail, failure, broken, load };
}
