import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlatformClient } from '#core/sync/line/platform-client.ts';
import { departmentDevices } from '#core/sync/outbox/devices.ts';
import type { Client } from '../../../simulation/client.ts';
import { later } from '../../../simulation/world.ts';
import { createScene, feedback, receive, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(() => void (scene = createScene()));
afterEach(() => scene.close());

/** Time has to pass for an answer to come. */
async function seenBy(client: Client) {
  const asked = departmentDevices(client.workspace, client.engine.context.client);
  await scene.world.advance(30_000);
  return asked;
}
const minute = 60_000;

describe('科室各台电脑', () => {
  it('shows for each PC of the department its last contact and what it still owed then', async () => {
    const [id = '', other = ''] = scene.push(2);
    const chief = await scene.client('scjg03');
    const field = await scene.client('scjg01');
    await scene.client('wsjk01');
    receive(field, [id]);
    await scene.world.advance(2 * minute);
    // One refusal waits for a person; then the laptop is in the field, where more is done.
    later(field.clock, 86_400_000, () => feedback(field, id));
    await scene.world.advance(2 * minute);
    const lastSeen = scene.world.now();
    field.kill();
    receive(field, [other]);
    await scene.world.advance(30 * minute);

    const { devices, asOf, problem } = await seenBy(chief);
    expect(problem).toBeNull();
    expect(asOf).not.toBeNull();
    expect(devices.map(({ account, unsent, needPerson, here }) => [account, unsent, needPerson, here])).toEqual([
      ['scjg01', 1, 1, false],
      ['scjg03', 0, 0, true],
    ]);
    const [silent] = devices;
    expect(Date.parse(silent!.lastContactAt)).toBeGreaterThan(lastSeen - 2 * minute);
    expect(Date.parse(silent!.lastContactAt)).toBeLessThanOrEqual(lastSeen);
  });

  it('knows of its own PC what is owed now, and of the others what was said last where nobody can be asked', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    await seenBy(client);
    scene.line.fault = () => 'offline';
    receive(client, [id]);
    expect(await seenBy(client)).toMatchObject({
      problem: expect.stringContaining('下面是上一次问到的情况') as string,
      devices: [{ account: 'scjg01', here: true, unsent: 1 }],
    });
  });

  it('costs no request of its own while nobody looks', async () => {
    await scene.client();
    await scene.world.advance(10 * minute);
    expect(scene.line.requests.filter((call) => call.endsWith('/v1/devices'))).toEqual([]);
  });

  it('says so where the platform does not offer it', async () => {
    const client = await scene.client();
    const [person] = scene.platform.accounts;
    const handle = (request: Parameters<typeof scene.platform.handle>[0]) => {
      const answer = scene.platform.handle(request);
      return { came: 'answer' as const, status: answer.status, headers: answer.headers, body: answer.body.toString() };
    };
    const session = JSON.stringify({
      account: person?.account,
      password: person?.password,
      deviceId: '5e9fb5b5-1ac1-4c8e-8a2c-3f0d6c1f7a01',
      clientVersion: '0.1.0',
    });
    const signedIn = handle({ method: 'POST', path: '/v1/session', headers: {}, body: session });
    const { token } = JSON.parse(signedIn.body) as { token: string };
    const without = createPlatformClient({
      // An older platform knows this path no better than any other.
      transport: {
        exchange: (_url, { method, headers }) =>
          Promise.resolve(handle({ method, headers, path: '/v1/no-such-path', body: '' })),
      },
      baseUrl: () => 'http://platform.invalid',
      token: () => token,
      expected: () => null,
      clientVersion: '0.1.0',
    });
    expect(await departmentDevices(client.workspace, without)).toEqual({
      devices: [],
      asOf: null,
      problem: '平台没有提供各台电脑的情况。',
    });
  });
});
