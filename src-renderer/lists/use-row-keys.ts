/** Standing on a row: ↑ ↓ Home End move, Enter opens, Space ticks. One row at a time is in the Tab order. */
import { nextTick, type Ref, ref, watch } from 'vue';

export interface RowKeys<Row extends { readonly id: string }> {
  readonly rows: () => readonly Row[];
  /** Holds the rows' elements, each with `data-id`; scrolls. */
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  readonly open: (row: Row) => unknown;
  readonly tick: (row: Row, extend: boolean) => unknown;
  /** Further keys of the page, in lower case, done to the row one stands on. */
  readonly keys?: Readonly<Record<string, (row: Row) => unknown>>;
  readonly leave: () => unknown;
  /** One stands on another row: moved by key, or because the row before was dealt with. */
  readonly moved: (row: Row) => unknown;
}

/** Use inside `setup`. */
export function useRowKeys<Row extends { readonly id: string }>(options: RowKeys<Row>) {
  const activeId = ref<string | null>(null);

  const elementOf = (id: string): HTMLElement | null =>
    options.scroller.value?.querySelector<HTMLElement>(`tr[data-id="${CSS.escape(id)}"]`) ?? null;
  const scrollerBody = () => options.scroller.value?.querySelector('tbody');
  const indexOf = (id: string | null) => options.rows().findIndex((row) => row.id === id);

  function focusRow(row: Row | undefined): void {
    if (!row) return;
    activeId.value = row.id;
    void nextTick(() => {
      const element = elementOf(row.id);
      element?.focus({ preventScroll: true });
      element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  }
  function move(to: number): void {
    const rows = options.rows();
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    focusRow(row);
    if (row) options.moved(row);
  }

  function onKeydown(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const onRow = event.target instanceof HTMLTableRowElement;
    const index = indexOf(activeId.value);
    const row = options.rows()[index];
    const act: Record<string, (() => unknown) | undefined> = {
      ArrowDown: () => move(index + 1),
      ArrowUp: () => move(index - 1),
      Home: onRow ? () => move(0) : undefined,
      End: onRow ? () => move(options.rows().length - 1) : undefined,
      Enter: onRow && row ? () => options.open(row) : undefined,
      ' ': onRow && row ? () => options.tick(row, event.shiftKey) : undefined,
      Escape: () => options.leave(),
    };
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const further = options.keys?.[key];
    const action = act[key] ?? (row && further ? () => further(row) : undefined);
    if (!action) return;
    event.preventDefault();
    action();
  }

  // Fresh rows must not move what one looks at, nor drop the focus when the row under it was dealt with.
  watch(options.rows, (rows, before) => {
    const scroller = options.scroller.value;
    const top = scroller?.getBoundingClientRect().top ?? 0;
    const seen = [...(scroller?.querySelectorAll<HTMLElement>('tbody tr[data-id]') ?? [])]
      .filter((element) => element.getBoundingClientRect().bottom > top)
      .map((element) => ({ id: element.dataset.id ?? '', at: element.getBoundingClientRect().top }));
    const hadFocus = scrollerBody()?.contains(document.activeElement) ?? false;
    const held = before.findIndex((row) => row.id === activeId.value);
    if (indexOf(activeId.value) < 0) {
      const heir = rows[Math.min(Math.max(held, 0), rows.length - 1)];
      activeId.value = heir?.id ?? null;
    }
    const ids = new Set(rows.map((row) => row.id));
    const anchor = seen.find((one) => ids.has(one.id));
    void nextTick(() => {
      if (scroller && anchor) {
        const element = elementOf(anchor.id);
        if (element && scroller.scrollTop > 0) scroller.scrollTop += element.getBoundingClientRect().top - anchor.at;
      } else if (scroller) scroller.scrollTop = 0;
      const heir =
        hadFocus && held >= 0 && before[held]?.id !== activeId.value ? rows[indexOf(activeId.value)] : undefined;
      if (heir) options.moved(heir);
      if (hadFocus && activeId.value && !scrollerBody()?.contains(document.activeElement))
        elementOf(activeId.value)?.focus({ preventScroll: true });
    });
  });

  /** Makes a row active that was chosen elsewhere; takes the focus along only where it already is in the list. */
  function activate(id: string): void {
    const row = options.rows()[indexOf(id)];
    if (!row) return;
    if (scrollerBody()?.contains(document.activeElement)) focusRow(row);
    else {
      activeId.value = id;
      elementOf(id)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }

  return {
    activeId,
    activate,
    onKeydown,
    /** Puts the focus on a row by id; on the row one stood on, or the first, when it is not there. */
    focus: (id: string | null = activeId.value) => {
      const rows = options.rows();
      focusRow(rows[indexOf(id)] ?? rows[indexOf(activeId.value)] ?? rows[0]);
    },
  };
}
