/** What was just done in a drawer, to be told there: beside its record, or, after a step onward, above the next one. */
import { shallowRef, watch } from 'vue';

export interface Done {
  /** 「反馈」; of a record that is no longer in sight with its name. */
  readonly what: string;
  readonly operations: readonly string[];
}

/** Use inside `setup`. */
export function useDone(id: () => string) {
  const done = shallowRef<(Done & { onward: boolean }) | null>(null);
  watch(id, () => {
    // Once: the record after the next one has nothing to do with it.
    done.value = done.value?.onward ? { ...done.value, onward: false } : null;
  });
  return {
    done,
    /** `name`: of the record that is left for the next one. */
    tell(what: string, operations: readonly string[], name?: string): void {
      done.value = { what: name === undefined ? what : `“${name}”${what}`, operations, onward: name !== undefined };
    },
  };
}
