/** Which PCs have asked for changes, and what each said it still owed. */
import { needPersonHeader, unsentHeader } from '#shared/platform-api/devices.ts';
import { jsonAnswer, type PlatformAnswer, type PlatformRequest, type Stamp } from './answers.ts';
import type { Session } from './sessions.ts';
import type { Store } from './store.ts';

/** A PC that owes the same as before is written down again only after this long, ms: a demo platform serves many. */
const writeAgainAfter = 30_000;
const amount = (text: string | undefined): number => (/^\d{1,7}$/.test(text ?? '') ? Number(text) : 0);

export function createDevices(options: { store: () => Store; clock: () => number; stamp: Stamp }) {
  const { store, clock, stamp } = options;
  const written = new WeakMap<Store, Map<string, { at: number; owed: string }>>();

  return {
    /** Takes note of who asks. Requests without the headers are another program's. */
    note(request: PlatformRequest, session: Session): void {
      if (request.headers[unsentHeader] === undefined) return;
      const now = clock();
      const unsent = amount(request.headers[unsentHeader]);
      const needPerson = amount(request.headers[needPersonHeader]);
      const owed = `${session.account.account} ${unsent} ${needPerson}`;
      const known = written.get(store()) ?? new Map<string, { at: number; owed: string }>();
      written.set(store(), known);
      const last = known.get(session.device);
      if (last && last.owed === owed && now >= last.at && now - last.at < writeAgainAfter) return;
      known.set(session.device, { at: now, owed });
      store()
        .database.prepare(
          `INSERT INTO device VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id, department) DO UPDATE SET
             account = excluded.account, name = excluded.name, client_version = excluded.client_version,
             seen_at = excluded.seen_at, unsent = excluded.unsent, need_person = excluded.need_person`,
        )
        .run(
          session.device,
          session.account.department.code,
          session.account.account,
          session.account.name,
          session.clientVersion,
          new Date(now).toISOString(),
          unsent,
          needPerson,
        );
    },

    /** `GET /v1/devices`, those of the asker's department; longest silent first. */
    answer(session: Session): PlatformAnswer {
      const devices = store()
        .database.prepare<[string]>(
          `SELECT id AS deviceId, account, name, client_version AS clientVersion, seen_at AS lastContactAt, unsent,
             need_person AS needPerson FROM device WHERE department = ? ORDER BY seen_at LIMIT 1000`,
        )
        .all(session.account.department.code);
      return jsonAnswer(200, { ...stamp(), devices });
    },
  };
}
