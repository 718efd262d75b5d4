/** The files that a record names and where they are, kept current; and having them fetched. */
import { computed, type ComputedRef, inject, type InjectionKey, provide, watch } from 'vue';
import type { NamedFile, ReferredFile } from '#shared/contract/attachments.ts';
import { core, isToldElsewhere } from '#app/app/core-client.ts';
import { showDone, showFailure } from '#app/app/show-failure.ts';
import { reportUnexpected } from '#app/app/unexpected.ts';
import { useLive } from '#app/app/use-live.ts';
import { useConnection } from '#app/app/stores/connection.ts';

export interface RecordFiles {
  readonly files: ComputedRef<readonly ReferredFile[]>;
  readonly missing: ComputedRef<readonly ReferredFile[]>;
  readonly fetch: (files: readonly NamedFile[]) => Promise<void>;
}
const filesKey: InjectionKey<RecordFiles> = Symbol('files of the record');

/** Asks for files; says what happens now. Use inside `setup` of whatever shows them. */
export function useFetchFiles(): (files: readonly NamedFile[]) => Promise<void> {
  const connection = useConnection();
  return async (files) => {
    if (files.length === 0) return;
    try {
      const wanted = files.map(({ sha256, collection, recordId }) => ({ sha256, collection, recordId }));
      const answer = await core().attachments.fetch({ files: wanted });
      if (!answer.ok) return showFailure(answer);
      const offline = connection.status?.state !== 'connected';
      if (offline) showDone('已记下，连上平台后自动下载');
    } catch (error) {
      if (!isToldElsewhere(error)) reportUnexpected(error);
    }
  };
}

/** Use inside `setup`. What is below finds the same files by `useFileState`. */
export function useRecordFiles(collection: 'inspectionPlans' | 'inspectionSubjects', id: () => string): RecordFiles {
  const { data, reload } = useLive(['attachments', collection], async () => {
    const recordId = id();
    return { recordId, files: await core().attachments.referred({ collection, recordId }) };
  });
  watch(id, () => void reload());
  /** The answer in hand may still be that of the record before. */
  const files = computed(() => (data.value?.recordId === id() ? data.value.files : []));
  const shared: RecordFiles = {
    files,
    missing: computed(() => files.value.filter(({ state }) => state !== 'here')),
    fetch: useFetchFiles(),
  };
  provide(filesKey, shared);
  return shared;
}

/** Where one file is, as far as the page above knows; null: nothing above knows, as in a form of one's own. */
export function useFileState(sha256: () => string) {
  const shared = inject(filesKey, null);
  const file = computed(() => shared?.files.value.find((one) => one.sha256 === sha256()) ?? null);
  const fetch = async (): Promise<void> => {
    if (file.value) await shared?.fetch([file.value]);
  };
  return { file, fetch };
}
