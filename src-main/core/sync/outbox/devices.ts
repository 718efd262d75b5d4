/** 科室各台电脑: what the platform was told last by each PC of the department, and this PC as it is. */
import type { DepartmentDevices } from '#shared/contract/connection.ts';
import { outcomeClasses } from '#shared/trade/delivery.ts';
import { devicesResponseSchema } from '#shared/platform-api/devices.ts';
import { readMeta, writeMeta } from '#core/database/meta.ts';
import type { Workspace } from '#core/workspace.ts';
import { personSql, unsettledSql } from './entries.ts';
import type { PlatformClient } from '../line/platform-client.ts';
import { statement } from '#core/database/statements.ts';

/** What this PC still owes; cheap, as it goes along with every page that is asked for. */
export const owedHere = ({ database }: Pick<Workspace, 'database'>): { unsent: number; needPerson: number } =>
  statement<[], { unsent: number; needPerson: number }>(
    database,
    `SELECT count(*) AS unsent, coalesce(sum(state IN ${personSql}), 0) AS needPerson
     FROM outbox WHERE state IN ${unsettledSql}`,
  ).get() ?? { unsent: 0, needPerson: 0 };

const keptSchema = devicesResponseSchema.pick({ devices: true, serverTime: true });

/** Asks the platform; where it cannot be asked, what it said last, with the time of it. */
export async function departmentDevices(
  workspace: Workspace,
  client: Pick<PlatformClient, 'devices'>,
): Promise<DepartmentDevices> {
  const { database } = workspace;
  const asked = await client.devices();
  if (asked.ok) {
    const { devices, serverTime } = asked.value;
    writeMeta(database, 'departmentDevices', JSON.stringify({ devices, serverTime }));
  }
  const kept = readMeta(database, 'departmentDevices');
  // Kept by another version: as good as not known.
  const known = kept === null ? null : (keptSchema.safeParse(JSON.parse(kept)).data ?? null);
  const here = readMeta(database, 'deviceId');
  return {
    asOf: known?.serverTime ?? null,
    problem: asked.ok
      ? null
      : asked.failure.code === 'notFound'
        ? '平台没有提供各台电脑的情况。'
        : `${outcomeClasses[asked.failure.class].text}，下面是上一次问到的情况。`,
    devices: (known?.devices ?? []).map((device) => ({
      ...device,
      // Of this PC more is known than it last told.
      ...(device.deviceId === here ? owedHere(workspace) : {}),
      here: device.deviceId === here,
    })),
  };
}
