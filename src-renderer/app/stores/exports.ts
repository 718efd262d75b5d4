/**
 * 导出: the jobs of the tray in the top bar. Any page starts one: `useExports().start(request)` for an Excel, `print` for
 * forms.
 */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { ExportRequest, PaperRequest } from '#shared/contract.ts';
import type { ExportJob } from '#shared/contract/export-job.ts';
import { core } from '../core-client.ts';
import type { Failure } from '../failure.ts';
import { showDone, showFailure } from '../show-failure.ts';

type Refused = Failure & { ok: false };

export const useExports = defineStore('exports', () => {
  const jobs = shallowRef<ExportJob[]>([]);
  /** Whether the tray is unfolded. */
  const open = ref(false);
  /** The finished print that the preview shows. */
  const previewed = shallowRef<ExportJob | null>(null);
  /** The print that was begun last, alone, and is waited for. */
  let awaited: string | null = null;
  const running = computed(() => jobs.value.filter((job) => job.state === 'running').length);

  async function refresh(): Promise<void> {
    const before = new Set(jobs.value.filter((job) => job.state === 'running').map((job) => job.id));
    jobs.value = await core().exports.list();
    const printed = jobs.value.find(({ id }) => id === awaited);
    if (printed && printed.state !== 'running') awaited = null;
    // Only while the person looks on: a dialog must not take the keys from who has gone on to other work.
    if (open.value && printed?.state === 'done' && !isTyping()) preview(printed);
    if (open.value || previewed.value) return;
    for (const job of jobs.value)
      if (before.has(job.id) && job.state === 'done') showDone(`已导出 ${job.fileName}，点“导出与打印”可以打开。`);
  }
  /** Unfolds the tray over a job that has begun; a refusal is shown. Answers whether it began. */
  async function begin(asked: Promise<{ ok: true; job: ExportJob } | Refused>): Promise<boolean> {
    const answer = await asked;
    if (!answer.ok) {
      showFailure(answer);
      return false;
    }
    jobs.value = [answer.job, ...jobs.value.filter((job) => job.id !== answer.job.id)];
    open.value = true;
    return true;
  }
  const start = (request: ExportRequest): Promise<boolean> => begin(core().exports.start(request));
  async function print(request: PaperRequest): Promise<boolean> {
    const begun = await begin(core().exports.print(request));
    if (begun) awaited = running.value === 1 ? (jobs.value[0]?.id ?? null) : null;
    return begun;
  }
  /** Shows a finished print in place of the tray. */
  function preview(job: ExportJob): void {
    open.value = false;
    previewed.value = job;
  }
  async function cancel(id: string): Promise<void> {
    await tell(core().exports.cancel({ id }));
    await refresh();
  }
  async function openResult(id: string, what: 'file' | 'folder'): Promise<void> {
    await tell(core().exports.open({ id, what }));
  }
  return { jobs, open, previewed, running, refresh, start, print, preview, cancel, openResult };
});

const isTyping = (): boolean =>
  document.activeElement?.matches('textarea, input:not([type="checkbox"], [type="radio"])') ?? false;

async function tell(answer: Promise<{ ok: true } | Refused>): Promise<void> {
  const settled = await answer;
  if (!settled.ok) showFailure(settled);
}
