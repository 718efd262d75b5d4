import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DiagnosisStep } from '#shared/contract/connection.ts';
import type { LineFault } from '../../../simulation/network.ts';
import { createScene, entries, receive, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(() => void (scene = createScene()));
afterEach(() => scene.close());

async function diagnosed(fault: LineFault | null): Promise<{ steps: DiagnosisStep[]; text: string }> {
  const client = await scene.client();
  scene.line.fault = () => fault;
  const diagnosis = client.engine.diagnose();
  await scene.world.advance(30_000);
  return diagnosis;
}

describe('the check of the connection', () => {
  it('goes step by step and sends nothing of the department’s work', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.fault = (request) => (request.method === 'POST' ? 'refused' : null);
    receive(client, [id]);
    await scene.world.advance(2000);
    scene.line.requests.length = 0;
    const pending = client.engine.diagnose();
    await scene.world.advance(400);
    const { steps, text } = await pending;
    expect(steps.map(({ title, state }) => [title, state])).toEqual([
      ['网卡', expect.stringMatching(/ok|failed/)],
      ['网关', 'ok'],
      ['平台', 'ok'],
      ['登录', 'ok'],
      ['版本', 'ok'],
    ]);
    expect(scene.line.requests.filter((call) => call.startsWith('POST'))).toEqual([]);
    expect(entries(client)).toMatchObject([{ state: 'queued' }]);
    expect(text).toContain('湖南省部门协同监管平台');
    expect(text).not.toContain(id);
  });

  it.each([
    ['portal', 'gateway', '网络登录页'],
    ['refused', 'gateway', '连不上平台'],
    ['timeoutBefore', 'gateway', '没有应答'],
    ['gateway', 'platform', '平台内部出错'],
    ['wrongContentType', 'platform', '看不懂'],
  ] as const)('says where the way ends: %s at %s', async (fault, step, words) => {
    const { steps, text } = await diagnosed(fault);
    const failed = steps.find(({ state, step: name }) => state === 'failed' && name !== 'adapter');
    expect(failed).toMatchObject({ step, said: expect.stringContaining(words) as string });
    expect(failed?.next).not.toBe('');
    expect(text).toContain(failed?.said);
    expect(steps.at(-1)?.state).toBe('notTried');
  });

  it('says that the client is too old, and that it was the platform who said so', async () => {
    const client = await scene.client();
    scene.control.setOldestClient('9.0.0');
    const pending = client.engine.diagnose();
    await scene.world.advance(500);
    const { steps } = await pending;
    expect(steps.find(({ step }) => step === 'platform')?.state).toBe('ok');
    expect(steps.find(({ step }) => step === 'version')).toMatchObject({
      state: 'failed',
      said: expect.stringContaining('9.0.0') as string,
    });
  });
});

describe('the connection in words', () => {
  it('tells the last contact, the last whole round and when the next one is', async () => {
    const client = await scene.client();
    const before = client.engine.status();
    expect(before).toMatchObject({
      state: 'connected',
      problem: null,
      platformName: expect.stringContaining('湖南') as string,
    });
    expect(Date.parse(before.lastContactAt ?? '')).toBeGreaterThan(scene.world.now() - 3000);
    expect(Date.parse(before.nextRoundAt ?? '')).toBeGreaterThan(scene.world.now() + 40_000);
    scene.line.fault = () => 'refused';
    await scene.world.advance(5 * 60_000);
    const during = client.engine.status();
    expect(during).toMatchObject({ state: 'offline', problem: { class: 'unreachable', remedy: '无需处理，自动继续' } });
    expect(during.lastSyncAt).toBe(before.lastSyncAt);
  });

  it('keeps when contact was lost and when it came back, over a restart', async () => {
    const client = await scene.client();
    scene.line.fault = () => 'portal';
    await scene.world.advance(30 * 60_000);
    scene.line.fault = () => null;
    await scene.world.advance(60_000);
    const log = client.database
      .prepare<[], { at: string; outcome: string }>('SELECT at, outcome FROM contact_log')
      .all();
    expect(log.map(({ outcome }) => outcome)).toEqual(['ok', 'portal', 'ok']);
    expect(Date.parse(log[2]!.at) - Date.parse(log[1]!.at)).toBeGreaterThan(25 * 60_000);
  });

  it('an account that was disabled keeps its unsent work', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.fault = () => 'offline';
    receive(client, [id]);
    scene.control.disableAccount('scjg01');
    scene.line.fault = () => null;
    await scene.world.advance(120_000);
    expect(client.engine.status()).toMatchObject({ state: 'offline', problem: { class: 'forbidden' }, unsettled: 1 });
    scene.control.enableAccount('scjg01');
    expect(entries(client)).toMatchObject([{ recordId: id }]);
  });
});
