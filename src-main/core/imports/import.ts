/**
 * Import of a filled-in template: a file is read and every row judged before anything is stored; then the person says which
 * rows go in, and all of those that may go in, in one transaction. Knows no domain.
 */
import type { CollectionName } from '#shared/domains/collections.ts';
import type { ImportProblem, ImportProgress } from '#shared/contract/imports.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import { inWorkTransaction } from '../sync/perform.ts';
import type { BatchOutcome } from '../sync/perform-many.ts';
import type { Workspace } from '../workspace.ts';
import { readSheetInThread, type RunningRead } from './sheet-thread.ts';
import type { SheetRow, Template } from './template.ts';

/** A judged row as it is shown. */
export interface ShownRow {
  /** As Excel numbers it. */
  readonly row: number;
  readonly name: string;
  readonly outcome: string;
  readonly problems: ImportProblem[];
}
export interface JudgedRow<Shown extends ShownRow, Input> {
  readonly shown: Shown;
  /** What would go in; null where nothing may. */
  readonly input: Input | null;
}

/** What a domain says of its import. */
export interface ImportKind<
  Key extends string,
  Shown extends ShownRow,
  Input,
  Choice extends { readonly row: number },
> {
  readonly template: Template<Key>;
  readonly outcomes: readonly Shown['outcome'][];
  /** Screens of this hear of what was stored. */
  readonly collection: CollectionName;
  /** Judges the rows of a file by what is here, and against each other. */
  judge(workspace: Workspace, rows: readonly SheetRow<Key>[]): JudgedRow<Shown, Input>[];
  /**
   * Begins a commit, inside its transaction. What it returns stores one row and gives the id of the new record, or says why
   * the row may not go in; it may remember which rows went in before. `choice`: what the person said of the row.
   */
  storing(
    workspace: Workspace,
  ): (judged: JudgedRow<Shown, Input>, choice: Choice | undefined) => string | FieldReason[];
}

export interface Preview<Shown extends ShownRow> {
  importId: string;
  fileName: string;
  counts: Record<Shown['outcome'], number>;
  rows: Shown[];
}
interface Kept<Key extends string, Shown extends ShownRow, Input> {
  readonly fileName: string;
  /** As they were read, or as somebody mended them. */
  readonly rows: readonly SheetRow<Key>[];
  readonly judged: readonly JudgedRow<Shown, Input>[];
}
export type Previewed<Shown extends ShownRow> =
  | { ok: true; preview: Preview<Shown> }
  | { ok: false; reason: 'badFile'; fields: FieldReason[] }
  | { ok: false; reason: 'cancelled' };

export interface PreviewRequest {
  /** Made by the page, so that it can ask how far it is and cancel it. */
  readonly importId: string;
  readonly fileName: string;
  readonly content: Uint8Array;
}

/** Previews of one workspace that may still be committed; nothing of them is stored anywhere else. */
const mostPreviews = 3;

/** The steps of an import, for the domain's router. */
export function createImport<
  Key extends string,
  Shown extends ShownRow,
  Input,
  Choice extends { readonly row: number },
>(kind: ImportKind<Key, Shown, Input, Choice>) {
  const previews = new WeakMap<Workspace, Map<string, Kept<Key, Shown, Input>>>();
  /** Files that are being read, by the id that the page gave. */
  const readings = new WeakMap<Workspace, Map<string, RunningRead<Key> & { now: ImportProgress }>>();

  /** Judges the rows and remembers them for what follows. */
  function judged(
    workspace: Workspace,
    importId: string,
    fileName: string,
    rows: readonly SheetRow<Key>[],
  ): Preview<Shown> {
    const found = kind.judge(workspace, rows);
    const kept = mapOf(previews, workspace);
    kept.set(importId, { fileName, rows, judged: found });
    for (const old of [...kept.keys()].slice(0, -mostPreviews)) kept.delete(old);
    const shown = found.map((one) => one.shown);
    return { importId, fileName, counts: countsOf(kind.outcomes, shown), rows: shown };
  }

  return {
    /** Reads a file in a thread of its own and judges each of its rows; remembers them for `commit`. */
    async preview(workspace: Workspace, { importId, fileName, content }: PreviewRequest): Promise<Previewed<Shown>> {
      const running = mapOf(readings, workspace);
      const started = readSheetInThread(content, kind.template, (now) => {
        const reading = running.get(importId);
        if (reading) reading.now = now;
      });
      running.set(importId, { ...started, now: { done: 0, total: null } });
      try {
        const sheet = await started.ended;
        // Signed out meanwhile: there is nobody any more to show it to.
        if (sheet === null || !workspace.database.open) return { ok: false, reason: 'cancelled' };
        if (!sheet.ok) return { ok: false, reason: 'badFile', fields: sheet.problems };
        return { ok: true, preview: judged(workspace, importId, fileName, sheet.rows) };
      } finally {
        running.delete(importId);
      }
    },

    /** How far a file is; null: it is not being read (any more). */
    progress: (workspace: Workspace, importId: string): ImportProgress | null =>
      readings.get(workspace)?.get(importId)?.now ?? null,

    /** Ends the reading of a file; nothing was stored. False: it is not being read. */
    async cancel(workspace: Workspace, importId: string): Promise<boolean> {
      const reading = readings.get(workspace)?.get(importId);
      await reading?.cancel();
      return reading !== undefined;
    },

    /** What stands in the cells of one row, in the order of the template. Null: the row or the preview is not known. */
    cells(workspace: Workspace, importId: string, row: number): { key: string; title: string; value: string }[] | null {
      const found = previews
        .get(workspace)
        ?.get(importId)
        ?.rows.find((one) => one.row === row);
      return found ? kind.template.columns.map(({ key, title }) => ({ key, title, value: found.cells[key] })) : null;
    },

    /**
     * Puts other words into cells of one row, or takes the row out (`cells` null), and judges all rows again: a name that
     * was there twice may now be there once. Columns that the template lacks are passed over. Null as above.
     */
    amend(
      workspace: Workspace,
      importId: string,
      row: number,
      cells: Readonly<Record<string, string>> | null,
    ): Preview<Shown> | null {
      const kept = previews.get(workspace)?.get(importId);
      if (!kept?.rows.some((one) => one.row === row)) return null;
      const rows = kept.rows.flatMap((one) => (one.row !== row ? [one] : cells ? [mended(one, cells)] : []));
      return judged(workspace, importId, kept.fileName, rows);
    },

    /**
     * Stores the wanted rows of a preview in one transaction. A row that may not go in is refused by itself and told by its
     * number. Null: the preview is not known any more.
     */
    commit(
      workspace: Workspace,
      importId: string,
      wanted: readonly number[],
      chosen: readonly Choice[],
    ): BatchOutcome | null {
      const kept = previews.get(workspace)?.get(importId);
      if (!kept) return null;
      const outcome: BatchOutcome = { done: [], operations: [], refused: [], undo: null };
      const byNumber = new Map(kept.judged.map((one) => [one.shown.row, one]));
      const choices = new Map(chosen.map((choice) => [choice.row, choice]));
      inWorkTransaction(workspace, () => {
        const store = kind.storing(workspace);
        for (const number of new Set(wanted)) {
          const row = byNumber.get(number);
          const stored = row ? store(row, choices.get(number)) : [noRow(number)];
          if (typeof stored === 'string') outcome.done.push(stored);
          else
            outcome.refused.push({
              id: `row-${number}`,
              name: row?.shown.name ?? `第${number}行`,
              reasons: stored,
            });
        }
      });
      if (outcome.done.length > 0) workspace.changed(kind.collection);
      return outcome;
    },
  };
}

/** What is typed is neither merged nor cut short by Excel; cells that stayed as they were keep what is wrong with them. */
function mended<Key extends string>(row: SheetRow<Key>, cells: Readonly<Record<string, string>>): SheetRow<Key> {
  const keys = Object.keys(row.cells) as Key[];
  const changed = keys.filter((key) => cells[key] !== undefined && cells[key].trim() !== row.cells[key]);
  return {
    ...row,
    cells: { ...row.cells, ...Object.fromEntries(changed.map((key) => [key, cells[key]!.trim()])) },
    merged: row.merged.filter((key) => !changed.includes(key)),
    shortened: row.shortened.filter((key) => !changed.includes(key)),
  };
}

const noRow = (number: number): FieldReason => ({
  field: '',
  code: 'noRow',
  message: `导入清单里没有第${number}行`,
});

function countsOf<Shown extends ShownRow>(
  outcomes: readonly Shown['outcome'][],
  rows: readonly Shown[],
): Record<Shown['outcome'], number> {
  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Shown['outcome'], number>;
  for (const { outcome } of rows) counts[outcome as Shown['outcome']] += 1;
  return counts;
}

function mapOf<Value>(maps: WeakMap<Workspace, Map<string, Value>>, workspace: Workspace): Map<string, Value> {
  let map = maps.get(workspace);
  if (!map) maps.set(workspace, (map = new Map<string, Value>()));
  return map;
}
