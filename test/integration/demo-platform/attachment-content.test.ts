import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { departmentOf } from '#platform/county.ts';
import { platformErrorSchema } from '#shared/platform-api/common.ts';
import { attachmentPartSchema, readContentRange, stampHeaders } from '#shared/platform-api/download.ts';
import { type Plan, planSchema } from '#shared/domains/inspections/plans.ts';
import { subjectSchema } from '#shared/domains/inspections/subjects.ts';
import { first, sha256Of, signIn, startPlatform } from './client.ts';

type Session = Awaited<ReturnType<typeof signIn>>;

async function fetchPart(session: Session, sha256: string, record: string, range = 'bytes=0-1048575', more = '') {
  const collection = record.split('-').length > 1 ? 'inspectionSubjects' : 'inspectionPlans';
  const path = `/v1/attachments/${sha256}?collection=${collection}&record=${record}${more}`;
  const response = await session.get(path, { range });
  const content = Buffer.from(await response.arrayBuffer());
  if (response.status !== 206)
    return {
      status: response.status,
      code: platformErrorSchema.parse(JSON.parse(content.toString())).error.code,
      content,
    };
  const part = attachmentPartSchema.parse({
    platformId: response.headers.get(stampHeaders.platformId),
    epoch: response.headers.get(stampHeaders.epoch),
    serverTime: response.headers.get(stampHeaders.serverTime),
    sha256: response.headers.get('x-content-sha256'),
    ...readContentRange(response.headers.get('content-range') ?? ''),
  });
  return { status: 206, part, content };
}

async function county() {
  const server = await startPlatform();
  const planOf = (id: string): Plan => planSchema.parse(server.control.record('inspectionPlans', id)?.data);
  const subjectOf = (id: string) => subjectSchema.parse(server.control.record('inspectionSubjects', id)?.data);
  const ours = server.control.visibleIds('inspectionSubjects', departmentOf('scjg').code).map(subjectOf);
  return { ...server, planOf, ours };
}

describe('the content of attachments on the demo platform', () => {
  it('comes whole and in ranges, each named with its hash, under the stamp of the platform', async () => {
    const { url, planOf } = await county();
    const clerk = await signIn(url, 'scjg01');
    const plan = planOf('FA0001');
    for (const file of plan.files) {
      const whole = await fetchPart(clerk, file.sha256, plan.id);
      expect(whole).toMatchObject({ status: 206, part: { start: 0, end: file.bytes - 1, total: file.bytes } });
      expect(sha256Of(whole.content)).toBe(file.sha256);
      expect(whole.part?.platformId).toBe(clerk.session.platformId);
      const middle = await fetchPart(clerk, file.sha256, plan.id, 'bytes=100-149');
      expect(middle.part).toMatchObject({ start: 100, end: 149, sha256: sha256Of(middle.content) });
      expect(middle.content.equals(whole.content.subarray(100, 150))).toBe(true);
    }
    const [scheme, letter] = plan.files;
    const pdf = await fetchPart(clerk, scheme?.sha256 ?? '', plan.id);
    expect(pdf.content.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await fetchPart(clerk, letter?.sha256 ?? '', plan.id)).content.toString()).toContain(plan.name);
  });

  it('gives ranges across the parts in which a file once came', async () => {
    const { url, control, ours } = await county();
    const clerk = await signIn(url, 'scjg01');
    const content = randomBytes(100_000);
    const hash = sha256Of(content);
    const entered = first(ours.filter(({ stage, result }) => stage === 'entered' && result !== null));
    const evidence = first(entered.result?.evidence ?? []);
    const result = entered.result && { ...entered.result, evidence: [{ ...evidence, sha256: hash, bytes: 100_000 }] };
    control.inspections.changeSubject(entered.id, { result });
    for (const [from, to] of [
      [0, 30_000],
      [30_000, 70_000],
      [70_000, 100_000],
    ] as const) {
      // Until the last part is there the platform has no such file to give.
      expect(await fetchPart(clerk, hash, entered.id)).toMatchObject({ status: 404, code: 'notFound' });
      await clerk.put(hash, content.subarray(from, to), from, 100_000);
    }
    const across = await fetchPart(clerk, hash, entered.id, 'bytes=29990-70010');
    expect(across.content.equals(content.subarray(29_990, 70_011))).toBe(true);
    const end = await fetchPart(clerk, hash, entered.id, 'bytes=99990-200000');
    expect(end.part).toMatchObject({ start: 99_990, end: 99_999 });
  });

  it('is refused to a department that does not see the record, whatever it knows of the hash', async () => {
    const { url, planOf, ours } = await county();
    const stranger = await signIn(url, 'jtys01');
    const plan = planOf('FA0001');
    const file = first(plan.files);
    expect(plan.departments.some(({ code }) => code === stranger.department.code)).toBe(false);
    expect(await fetchPart(stranger, file.sha256, plan.id)).toMatchObject({ status: 403, code: 'forbidden' });
    const entered = first(ours.filter(({ result }) => result !== null));
    const photo = first(entered.result?.evidence ?? []);
    expect(await fetchPart(stranger, photo.sha256, entered.id)).toMatchObject({ status: 403, code: 'forbidden' });
    // A record of its own that does not name the file opens nothing either.
    const own = 'FA0002';
    expect(await fetchPart(stranger, file.sha256, own)).toMatchObject({ status: 404, code: 'notFound' });
  });

  it('is not found where the record, or the file in it, is unknown; and wrong ranges are told', async () => {
    const { url, planOf } = await county();
    const clerk = await signIn(url, 'scjg01');
    const plan = planOf('FA0001');
    const file = first(plan.files);
    expect(await fetchPart(clerk, file.sha256, 'FA9999')).toMatchObject({ status: 404, code: 'notFound' });
    expect(await fetchPart(clerk, 'a'.repeat(64), plan.id)).toMatchObject({ status: 404, code: 'notFound' });
    const behind = `bytes=${file.bytes}-${file.bytes + 5}`;
    expect(await fetchPart(clerk, file.sha256, plan.id, behind)).toMatchObject({
      status: 416,
      code: 'rangeNotSatisfiable',
    });
    for (const range of ['', 'bytes=5-1', 'bytes=-5', 'items=0-1'])
      expect(await fetchPart(clerk, file.sha256, plan.id, range)).toMatchObject({ status: 400, code: 'badRequest' });
    expect((await clerk.get(`/v1/attachments/${file.sha256}`, { range: 'bytes=0-9' })).status).toBe(400);
    expect((await fetch(`${url}/v1/attachments/${file.sha256}?collection=inspectionPlans&record=FA0001`)).status).toBe(
      401,
    );
  });
});
