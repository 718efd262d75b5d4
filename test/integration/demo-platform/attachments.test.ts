import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256Of, signIn, startPlatform } from './client.ts';

describe('attachments on the demo platform', () => {
  const content = randomBytes(100_000);
  const hash = sha256Of(content);
  const part = (start: number, end: number) => content.subarray(start, end);

  it('takes a file in parts and says how far it has come', async () => {
    const { url, control } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    expect(await clerk.head(hash)).toEqual({ status: 404, offset: null });
    expect(await clerk.put(hash, part(0, 60_000), 0, 100_000)).toMatchObject({
      status: 200,
      body: { offset: 60_000, complete: false },
    });
    expect(await clerk.head(hash)).toEqual({ status: 200, offset: '60000' });
    expect(await clerk.put(hash, part(60_000, 100_000), 60_000, 100_000)).toMatchObject({
      status: 200,
      body: { complete: true },
    });
    expect(control.attachments().filter(({ sha256 }) => sha256 === hash)).toEqual([
      { sha256: hash, length: 100_000, stored: 100_000, complete: true },
    ]);
  });

  it('refuses a part that does not follow on, and says where to go on', async () => {
    const { url } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    await clerk.put(hash, part(0, 60_000), 0, 100_000);
    expect(await clerk.put(hash, part(0, 60_000), 0, 100_000)).toMatchObject({ status: 409, offset: 60_000 });
    expect(await clerk.put(hash, part(80_000, 100_000), 80_000, 100_000)).toMatchObject({
      status: 409,
      offset: 60_000,
    });
  });

  it('refuses a damaged part and keeps what it had', async () => {
    const { url } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    await clerk.put(hash, part(0, 60_000), 0, 100_000);
    const damaged = Buffer.from(part(60_000, 100_000));
    damaged[5] = (damaged[5] ?? 0) ^ 1;
    const refused = await clerk.put(hash, damaged, 60_000, 100_000, sha256Of(part(60_000, 100_000)));
    expect(refused).toMatchObject({ status: 422, offset: 60_000, body: { error: { code: 'partDamaged' } } });
    expect((await clerk.put(hash, part(60_000, 100_000), 60_000, 100_000)).status).toBe(200);
  });

  it('refuses a whole that is not what its name says, and starts it afresh', async () => {
    const { url } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    const other = randomBytes(100);
    const refused = await clerk.put(hash, other, 0, 100);
    expect(refused).toMatchObject({ status: 422, offset: 0, body: { error: { code: 'fileDamaged' } } });
    expect((await clerk.head(hash)).status).toBe(404);
  });

  it('answers a finished file with its end, also to a repeated part', async () => {
    const { url } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    await clerk.put(hash, content, 0, 100_000);
    expect(await clerk.put(hash, content, 0, 100_000)).toMatchObject({
      status: 200,
      body: { complete: true, offset: 100_000 },
    });
  });

  it('refuses files above 50 MB', async () => {
    const { url } = await startPlatform();
    const clerk = await signIn(url, 'scjg01');
    expect(await clerk.put(hash, part(0, 10), 0, 50 * 1024 * 1024 + 1)).toMatchObject({ status: 413 });
  });
});
