import { describe, expect, it } from 'vitest';
import { performOnMany } from '#core/notices/commands.ts';
import { readNotice } from '#core/notices/sync.ts';
import { createDemoPlatform } from '#platform/platform.ts';
import { startClient } from '../../simulation/client.ts';
import { calmLine, createLine } from '../../simulation/network.ts';
import { createWorld } from '../../simulation/world.ts';

describe('a first round', () => {
  it('brings the department’s notices and delivers what was done', async () => {
    const world = createWorld(1);
    const platform = createDemoPlatform({
      dataDirectory: ':memory:',
      seed: 1,
      scale: 'small',
      clock: world.now,
      random: world.chance.number,
    });
    const client = startClient({
      world,
      transport: createLine(world, () => platform, calmLine),
      account: 'scjg01',
      seed: 7,
      withEnterprises: true,
    });
    await world.advance(3000);
    const status = client.engine.status();
    expect(client.log.lines.filter((line) => line.level === 'error')).toEqual([]);
    expect(status).toMatchObject({ state: 'connected', firstDownload: 'complete', allDelivered: true });
    const visible = platform.control.visibleIds('notices', client.workspace.department.code);
    expect(client.notices.count(client.database)).toBe(visible.length);
    const pending = visible.filter((id) => readNotice(client.database, id)?.data.stage === 'pending').slice(0, 3);
    const outcome = performOnMany(client.workspace, client.notices, 'notices.receive', pending, {});
    expect(outcome.refused).toEqual([]);
    expect(client.engine.status().allDelivered).toBe(false);
    await world.advance(2000);
    expect(client.engine.summary()).toMatchObject({ unsettled: 0, allDelivered: true });
    expect(platform.control.operationsLog().map((one) => [one.recordId, one.outcome])).toEqual(
      pending.map((id) => [id, 'accepted']),
    );
  });
});
