/** Hands on 双告知 for tests, simulation and demonstration. */
import { z } from 'zod';
import { type Notice, noticeSchema } from '#shared/domains/notices/record.ts';
import { type Department, departmentSchema } from '#shared/platform-api/common.ts';
import type { DomainControl, Hands } from '../domain.ts';
import { makeNewNotice } from './new-notice.ts';

type Changed = { id: string; revision: number };
export interface NoticeControl {
  /** A new notice appears, taken from a random enterprise; `overrides` replace any of its fields. */
  push(overrides?: Partial<Notice>): Changed;
  /** Changes fields of a notice without any rule. */
  change(id: string, overrides: Partial<Notice>): Changed;
  /** The platform closes the matter: nothing can be amended afterwards. */
  close(id: string): Changed;
  /** The platform deals with the open 更正 of a notice. */
  settleCorrections(id: string): Changed;
  /** The registration organ assigns the notice to another department (null: into the pool), as if freshly pushed. */
  reassign(id: string, department: Department | null): Changed;
}

const id = z.object({ id: z.string() });
const overrides = z.record(z.string(), z.unknown());

export function noticeControl({ store, record, writeData, random, clock }: Hands): DomainControl<NoticeControl> {
  const change = (one: string, changes: Partial<Notice>): Changed => {
    const notice = noticeSchema.parse(record('notices', one)?.data);
    return { id: one, revision: writeData('notices', one, noticeSchema.parse({ ...notice, ...changes })) };
  };
  const control: NoticeControl = {
    push(changes = {}) {
      const made = noticeSchema.parse({ ...makeNewNotice(store(), random, clock()), ...changes });
      return { id: made.id, revision: writeData('notices', made.id, made) };
    },
    change,
    close: (one) => change(one, { closedAt: new Date(clock()).toISOString() }),
    settleCorrections: (one) =>
      change(one, {
        corrections: noticeSchema
          .parse(record('notices', one)?.data)
          .corrections?.map((each) => ({ ...each, settledAt: each.settledAt ?? new Date(clock()).toISOString() })),
      }),
    reassign: (one, department) =>
      change(one, {
        reviewDepartment: department,
        stage: department ? 'pending' : 'pool',
        receipt: null,
        returned: null,
        feedbacks: [],
      }),
  };
  return {
    control,
    actions: {
      pushNotice: (input) => control.push(overrides.parse(input)),
      changeNotice(input) {
        const given = id.extend({ overrides }).parse(input);
        return control.change(given.id, given.overrides);
      },
      settleNoticeCorrections: (input) => control.settleCorrections(id.parse(input).id),
      closeNotice: (input) => control.close(id.parse(input).id),
      reassign(input) {
        const given = id.extend({ department: departmentSchema.nullable() }).parse(input);
        return control.reassign(given.id, given.department);
      },
    },
    arrive: () => void control.push(),
  };
}
