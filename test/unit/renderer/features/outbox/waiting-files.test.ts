import { describe, expect, it } from 'vitest';
import type { AttachmentEntry } from '#shared/contract/attachments.ts';
import { fileSupportText, progressOf } from '#app/features/outbox/file-words.ts';

const file: AttachmentEntry = {
  id: '0a1b2c3d-0000-4000-8000-000000000001',
  sha256: 'a'.repeat(64),
  name: '门头.jpg',
  caption: '',
  bytes: 4_000_000,
  mediaType: 'image/jpeg',
  collection: 'inspectionSubjects',
  recordId: 'S0001',
  recordTitle: '青溪县恒丰商贸有限公司',
  operationId: '0a1b2c3d-0000-4000-8000-000000000002',
  state: 'waiting',
  sentBytes: 1_000_000,
  waitsForRecord: false,
  attempts: 2,
  nextAttemptAt: null,
  outcome: { class: 'interrupted', text: '应答不完整，结果未知', next: '', remedy: '', detail: 'ECONNRESET' },
  addedAt: '2026-03-02T01:00:00.000Z',
  settledAt: null,
  canRetry: true,
};

describe('a file that waits', () => {
  it('tells how far it is, and nothing where nothing has arrived or its size is not known', () => {
    expect(progressOf(file)).toContain('25%');
    expect(progressOf({ sentBytes: 3_999_999, bytes: 4_000_000 })).toContain('99%');
    expect(progressOf({ sentBytes: 0, bytes: 4_000_000 })).toBeNull();
    expect(progressOf({ sentBytes: 10, bytes: 0 })).toBeNull();
  });
  it('tells support its hash, its place and the last failure', () => {
    const text = fileSupportText(file);
    for (const part of [file.sha256, 'S0001', '1000000/4000000', '已尝试 2 次', 'interrupted', 'ECONNRESET'])
      expect(text).toContain(part);
  });
});
