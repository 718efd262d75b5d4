/**
 * `/control/…`: the controls over HTTP, for tests in other processes; only where it was asked for at the start.
 * `GET /control/faults|operations|requests|attachments` · `POST /control/faults` (one rule) · `DELETE /control/faults` ·
 * `POST /control/{action}` with the action's fields as JSON · and the readings and actions of the domains.
 */
import { z } from 'zod';
import {
  errorAnswer,
  jsonAnswer,
  parseJsonBody,
  type PlatformAnswer,
  type PlatformRequest,
  Refusal,
} from './answers.ts';
import type { Control } from './control.ts';
import { faultSchema } from './faults.ts';

const id = z.object({ id: z.string() });
const account = z.object({ account: z.string() });

/** What all collections have; domains bring their own. Each action checks its own fields and says what it did. */
const actions: Record<string, (control: Control, input: unknown) => unknown> = {
  withdraw: (control, input) => {
    const { id: record, collection } = id.extend({ collection: z.string() }).parse(input);
    return control.withdraw(collection, record);
  },
  record: (control, input) => {
    const { id: record, collection } = id.extend({ collection: z.string() }).parse(input);
    return control.record(collection, record);
  },
  visibleIds: (control, input) => {
    const { collection, department } = z.object({ collection: z.string(), department: z.string() }).parse(input);
    return control.visibleIds(collection, department);
  },
  colleagueOperation: (control, input) => {
    const parsed = account
      .extend({ operation: z.object({ kind: z.string(), recordId: z.string(), payload: z.unknown() }) })
      .parse(input);
    return control.colleagueOperation(parsed.account, parsed.operation);
  },
  writeRecord: (control, input) => {
    const parsed = id.extend({ collection: z.string(), data: z.unknown() }).parse(input);
    return control.writeRecord(parsed.collection, parsed.id, parsed.data);
  },
  setRoles: (control, input) => {
    const parsed = account.extend({ roles: z.array(z.string()) }).parse(input);
    return control.setRoles(parsed.account, parsed.roles);
  },
  expireSessions: (control) => control.expireSessions(),
  disableAccount: (control, input) => control.disableAccount(account.parse(input).account),
  enableAccount: (control, input) => control.enableAccount(account.parse(input).account),
  setOldestClient: (control, input) => control.setOldestClient(z.object({ version: z.string() }).parse(input).version),
  changeEpoch: (control) => control.changeEpoch(),
  changePlatformId: (control) => control.changePlatformId(),
  snapshot: (control) => control.snapshot().toString('base64'),
  restore: (control, input) => {
    const parsed = z.object({ snapshot: z.base64(), changeEpoch: z.boolean() }).parse(input);
    return control.restore(Buffer.from(parsed.snapshot, 'base64'), { changeEpoch: parsed.changeEpoch });
  },
};

const readings: Record<string, (control: Control) => unknown> = {
  faults: (control) => control.faults.list(),
  operations: (control) => control.operationsLog(),
  requests: (control) => control.requests(),
  attachments: (control) => control.attachments(),
};

const named = <One>(all: Readonly<Record<string, One>>, name: string): One | undefined =>
  Object.hasOwn(all, name) ? all[name] : undefined;

/** Answers one request to the control surface; `{"result": …}`. */
export function answerControl(control: Control, request: PlatformRequest): PlatformAnswer {
  const name = request.path.split(/[/?]/)[2] ?? '';
  try {
    if (request.method === 'DELETE' && name === 'faults') {
      control.faults.clear();
      return jsonAnswer(200, { result: null });
    }
    const reading = named(readings, name) ?? named(control.brought.readings, name);
    if (request.method === 'GET' && reading) return jsonAnswer(200, { result: reading(control) });
    const input = request.body.length > 0 ? parseJsonBody(request.body) : {};
    if (request.method === 'POST' && name === 'faults')
      return jsonAnswer(200, { result: control.faults.add(faultSchema.parse(input)) });
    const action = named(actions, name);
    if (request.method === 'POST' && action) return jsonAnswer(200, { result: action(control, input) ?? null });
    const brought = named(control.brought.actions, name);
    if (request.method === 'POST' && brought) return jsonAnswer(200, { result: brought(input) ?? null });
    return errorAnswer('notFound', `没有这个控制项：${request.method} ${name}`);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    return errorAnswer('badRequest', error instanceof Error ? error.message : String(error));
  }
}
