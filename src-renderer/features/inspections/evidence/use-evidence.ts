/** Photos on their way into the form: checked, kept on this PC, then named in the result. */
import { computed, type Ref, ref } from 'vue';
import { failureTexts } from '#shared/contract/failures.ts';
import type { Evidence } from '#shared/domains/inspections/results.ts';
import { isToldElsewhere } from '#app/app/core-client.ts';
import { reportUnexpected } from '#app/app/unexpected.ts';
import { useConnection } from '#app/app/stores/connection.ts';
import type { ResultValues } from '../result/result-values.ts';
import { keepFile } from './attachments.ts';
import { photoTime } from './photo-time.ts';
import { checkPicture } from './pictures.ts';
import { rememberThumbnail } from './use-thumbnails.ts';

/** 说明 of the photo of a signed page; it can be changed like any other. */
export const signedPageCaption = '纸质签名页';
/** As many as the platform takes with one result. */
const most = 300;

/** Use inside `setup`. */
export function useEvidence(subjectId: string, values: Ref<ResultValues>, touch: () => void) {
  const connection = useConnection();
  const problems = ref<string[]>([]);
  const working = ref(0);
  let chain: Promise<void> = Promise.resolve();

  /** By the platform's clock. */
  const now = () => new Date(Date.now() + (connection.status?.clockOffsetMilliseconds ?? 0));

  /** The photo as it stands in the form, also where it stood there before; null: it was not taken in, and why is told. */
  async function addOne(file: File, pointId: string | null, caption = ''): Promise<Evidence | null> {
    try {
      if (values.value.evidence.length >= most) {
        problems.value.push(`${file.name}：一份结果最多 ${most} 张照片`);
        return null;
      }
      const picture = await checkPicture(file);
      if (!picture.ok) {
        problems.value.push(`${file.name} ${picture.why}，没有加入`);
        return null;
      }
      const answer = await keepFile(file, file.name, subjectId);
      if (!answer.ok) {
        problems.value.push(
          `${file.name} 没能保存：${failureTexts[answer.reason].title}。${failureTexts[answer.reason].next}`,
        );
        return null;
      }
      const { sha256, bytes, mediaType } = answer.file;
      const same = values.value.evidence.find((one) => one.sha256 === sha256 && one.pointId === pointId);
      if (same) {
        problems.value.push(`${file.name} 与已加入的一张完全相同，没有重复加入`);
        return same;
      }
      rememberThumbnail(sha256, picture.thumbnail);
      const takenAt = (await photoTime(file, now())) ?? now().toISOString();
      const added: Evidence = {
        id: crypto.randomUUID(),
        sha256,
        bytes,
        mediaType,
        name: file.name.slice(0, 200),
        caption,
        takenAt,
        pointId,
      };
      values.value.evidence.push(added);
      touch();
      return added;
    } catch (error) {
      problems.value.push(`${file.name} 没能加入`);
      if (!isToldElsewhere(error)) reportUnexpected(error);
      return null;
    } finally {
      working.value -= 1;
    }
  }
  /** One after the other: thirty photos must not take the memory of thirty. */
  function add(files: readonly File[], pointId: string | null): Promise<void> {
    problems.value = [];
    working.value += files.length;
    for (const file of files)
      chain = chain.then(async () => {
        await addOne(file, pointId);
      });
    return chain;
  }
  /** The photo of a signed page. */
  async function addPage(file: File): Promise<Evidence | null> {
    problems.value = [];
    working.value += 1;
    let page: Evidence | null = null;
    chain = chain.then(async () => {
      page = await addOne(file, null, signedPageCaption);
    });
    await chain;
    return page;
  }
  const removed = ref<{ one: Evidence; at: number } | null>(null);
  function remove(id: string): void {
    const at = values.value.evidence.findIndex((one) => one.id === id);
    const [one] = at < 0 ? [] : values.value.evidence.splice(at, 1);
    removed.value = one ? { one: { ...one }, at } : null;
    touch();
  }
  function undoRemove(): void {
    if (removed.value) values.value.evidence.splice(removed.value.at, 0, removed.value.one);
    removed.value = null;
    touch();
  }
  return {
    problems,
    working,
    add,
    addPage,
    now,
    removed,
    remove,
    undoRemove,
    count: computed(() => values.value.evidence.length),
  };
}
export type EvidenceState = ReturnType<typeof useEvidence>;
