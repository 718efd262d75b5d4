/** Binds the settings part of the contract. */
import { storageReasons } from '#shared/contract/base.ts';
import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import { appendAudit } from '../audit/audit.ts';
import { calendarCoverage, importCalendar, parseCalendarFile } from '../calendar/calendar.ts';
import { guardStorage, unlocked } from '../router.ts';
import { countDaysAgain, tellDayCounters } from './days.ts';
import { readPreferences, readSettings, writePreference, writeSettings } from './settings.ts';

export const settingsRouter = unlocked.settings.router({
  get: unlocked.settings.get.handler(({ context: { workspace, core } }) => ({
    settings: workspace.settings(),
    facts: {
      dataDirectory: workspace.directory,
      exportsDirectory: workspace.exportsDirectory(),
      clientVersion: core.clientVersion,
      databaseBytes: databaseBytes(workspace.database.name),
      calendar: calendarCoverage(workspace.database),
    },
  })),

  update: unlocked.settings.update.handler(({ input, context: { workspace, domains } }) => {
    const problem = input.exportsDirectory ? directoryProblem(input.exportsDirectory) : null;
    if (problem) return { ok: false, reason: 'refused', detail: problem.message, fields: [problem] } as const;
    return guardStorage(storageReasons, () => {
      workspace.database
        .transaction(() => {
          writeSettings(workspace.database, input);
          appendAudit(workspace, { action: 'settings.update', detail: `修改设置：${Object.keys(input).join('、')}` });
        })
        .immediate();
      workspace.changed('settings');
      if (input.lamp) tellDayCounters(workspace, domains);
      return { ok: true, settings: readSettings(workspace.database) } as const;
    });
  }),

  getPreferences: unlocked.settings.getPreferences.handler(({ context: { workspace } }) =>
    readPreferences(workspace.database, workspace.actor.account),
  ),

  setPreference: unlocked.settings.setPreference.handler(({ input, context: { workspace } }) =>
    guardStorage(storageReasons, () => {
      writePreference(workspace.database, workspace.actor.account, input.key, input.value);
      return { ok: true } as const;
    }),
  ),

  importCalendar: unlocked.settings.importCalendar.handler(({ input, context: { workspace, domains } }) => {
    const parsed = parseCalendarFile(input.text);
    if (!parsed.ok) return { ok: false, reason: 'badFile', fields: parsed.problems } as const;
    return guardStorage(storageReasons, () => {
      try {
        const years = workspace.database
          .transaction(() => {
            const imported = importCalendar(workspace.database, parsed.file, workspace.correctedNow());
            appendAudit(workspace, {
              action: 'calendar.import',
              detail: `导入 ${imported.join('、')} 年节假日安排（${parsed.file.source.slice(0, 100)}）`,
            });
            // Due dates that were counted with the old days are counted again in the same transaction.
            countDaysAgain(workspace, domains);
            return imported;
          })
          .immediate();
        tellDayCounters(workspace, domains);
        return { ok: true, years } as const;
      } finally {
        // The workspace remembers the calendar: it must read again also what a failed import left as it was.
        workspace.changed('settings');
      }
    });
  }),
});

function databaseBytes(file: string): number {
  return ['', '-wal'].reduce((sum, suffix) => sum + (statSync(file + suffix, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** Why files cannot be written there, or null. */
function directoryProblem(directory: string): FieldReason | null {
  const say = (code: string, message: string) => ({ field: 'exportsDirectory', code, message });
  if (!isAbsolute(directory)) return say('relative', '请填写完整的目录路径');
  try {
    if (!statSync(directory).isDirectory()) return say('noDirectory', '这不是一个目录');
    accessSync(directory, constants.W_OK);
    return null;
  } catch (error) {
    return say('notWritable', `目录不存在或不能写入（${error instanceof Error ? error.message : String(error)}）`);
  }
}
