/** Putting the outbox in an honest state after a start: nobody knows what became of what was under way. */
import { readMeta } from '../database/meta.ts';
import type { Workspace } from '../workspace.ts';
import { sendingToUnknown } from './outbox/states.ts';
import { statement } from '../database/statements.ts';

/**
 * `sending` becomes `unknown`. In a restored old copy of the database (its device epoch has grown) everything that
 * waited may have been delivered after the copy was made: it is asked for as well before anything is sent.
 */
export function recoverAtStart(workspace: Workspace): void {
  const { database } = workspace;
  const deviceEpoch = Number(readMeta(database, 'deviceEpoch') ?? 1);
  const recovered = database
    .transaction(() => {
      const interrupted = sendingToUnknown(database, '客户端在报送途中结束');
      const copied = statement<[number, number]>(
        database,
        `UPDATE outbox SET state = 'unknown', device_epoch = ?, outcome_class = 'interrupted',
           outcome_detail = '数据由备份恢复，先向平台核实' WHERE state = 'queued' AND device_epoch < ?`,
      ).run(deviceEpoch, deviceEpoch).changes;
      return { interrupted, copied };
    })
    .immediate();
  if (recovered.interrupted + recovered.copied > 0) {
    workspace.environment.log.info('sync.recovered', recovered);
    workspace.changed('outbox');
  }
}
