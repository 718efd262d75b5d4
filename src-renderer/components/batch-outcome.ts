/** What a command on one or many records came to. */
export interface BatchOutcome {
  /** 「接收」「确认检查」: reads after 已 and after 没有. */
  readonly verb: string;
  readonly done: readonly string[];
  /** What was done on them: where it stands is told as long as the outcome is in sight. */
  readonly operations: readonly string[];
  readonly refused: readonly { readonly id: string; readonly name: string; readonly why: string }[];
  /** Of the one record that it was done on; absent for many. */
  readonly name?: string | undefined;
  /** A command on a single record, told in a passing line; what a batch did stays in sight until it is closed. */
  readonly single: boolean;
  /** What can be taken back before it leaves. */
  readonly undo: { readonly operations: readonly string[]; readonly seconds: number } | null;
}
