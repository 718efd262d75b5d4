/** One contract call, a page of fifty, through the core's thread, beside the same query in this thread. */
import { MessageChannel, Worker } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#shared/contract.ts';
import { listNotices } from '#core/notices/queries.ts';
import { benchWorkspace } from './calls-core.ts';
import { type BenchContext, type BenchRow, figuresOf, ms, timed, timedAsync } from './measure.ts';
import { province } from './province.ts';

export async function benchCalls(context: BenchContext): Promise<BenchRow[]> {
  const made = province(context);
  const database = made.open();
  const workspace = benchWorkspace(database);
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL('./calls-worker.ts', import.meta.url), {
    workerData: { port: port2, file: made.file },
    transferList: [port2],
  });
  const client: ContractRouterClient<Pick<Contract, 'notices'>> = createORPCClient(new RPCLink({ port: port1 }));
  port1.start();
  const input = {
    page: 'query',
    filter: {},
    sort: { by: 'approvedOn', direction: 'descending' },
    cursor: null,
    limit: 50,
  } as const;
  const through: number[] = [];
  const here: number[] = [];
  for (let round = 0; round < 330; round += 1) {
    const call = await timedAsync(() => client.notices.list(input));
    const query = timed(() => listNotices(workspace, input));
    if (call.result.rows.length !== query.result.rows.length) throw new Error('the call answered with another page');
    if (round < 30) continue;
    through.push(call.ms);
    here.push(query.ms);
  }
  port1.close();
  await worker.terminate();
  database.close();
  const [project, limit] = [figuresOf(through), figuresOf(here)];
  const ratio = project.p50 / limit.p50;
  return [
    {
      item: '契约调用',
      case: '列表一页 50 行，经工作线程',
      project: `p50 ${ms(project.p50)}, p99 ${ms(project.p99)}`,
      limit: `同线程 p50 ${ms(limit.p50)}, p99 ${ms(limit.p99)}`,
      ratio,
      target: 'p50 ≤ 2 ×',
      met: ratio <= 2,
    },
  ];
}
