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
  const running = computed(() => jobs.value.filter((job) => job.state === 'running').length);

  async function refresh(): Promise<void> {
    const before = new Set(jobs.value.filter((job) => job.state === 'running').map((job) => job.id));
    jobs.value = await core().exports.list();
    if (open.value) return;
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
  const print = (request: PaperRequest): Promise<boolean> => begin(core().exports.print(request));
  async function cancel(id: string): Promise<void> {
    await tell(core().exports.cancel({ id }));
    await refresh();
  }
  async function openResult(id: string, what: 'file' | 'folder'): Promise<void> {
    await tell(core().exports.open({ id, what }));
  }
  return { jobs, open, running, refresh, start, print, cancel, openResult };
});

async function tell(answer: Promise<{ ok: true } | Refused>): Promise<void> {
  const settled = await answer;
  if (!settled.ok) showFailure(settled);
}
