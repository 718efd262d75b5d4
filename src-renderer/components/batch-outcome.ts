/** What a command on many records came to, where it is worth more than a passing word. */
export interface BatchOutcome {
  /** 「接收」「确认检查」: reads after 已 and after 没有. */
  readonly verb: string;
  readonly done: readonly string[];
  readonly refused: readonly { readonly id: string; readonly name: string; readonly why: string }[];
}
