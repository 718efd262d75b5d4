/** Ticked rows. They stay ticked over pages and refreshes, and leave when the filter changes or when they are done. */
import { computed, shallowRef } from 'vue';

export function useSelection<Row extends { readonly id: string }>() {
  const rows = shallowRef<ReadonlyMap<string, Row>>(new Map());
  let last: string | null = null;

  const change = (edit: (map: Map<string, Row>) => void) => {
    const map = new Map(rows.value);
    edit(map);
    rows.value = map;
  };
  function toggle(row: Row): void {
    last = row.id;
    change((map) => {
      if (!map.delete(row.id)) map.set(row.id, row);
    });
  }
  /** Ticks everything between the row ticked last and this one, as a list box does with Shift. */
  function extend(row: Row, visible: readonly Row[]): void {
    const from = visible.findIndex((one) => one.id === last);
    const to = visible.findIndex((one) => one.id === row.id);
    if (from < 0 || to < 0) {
      toggle(row);
      return;
    }
    change((map) => {
      for (const one of visible.slice(Math.min(from, to), Math.max(from, to) + 1)) map.set(one.id, one);
    });
  }
  function setAll(visible: readonly Row[], ticked: boolean): void {
    change((map) => {
      for (const row of visible) {
        if (ticked) map.set(row.id, row);
        else map.delete(row.id);
      }
    });
  }
  function remove(ids: readonly string[]): void {
    if (ids.some((id) => rows.value.has(id))) change((map) => ids.forEach((id) => map.delete(id)));
  }
  function clear(): void {
    last = null;
    if (rows.value.size > 0) rows.value = new Map();
  }
  /** Takes over what fresh rows say about ticked ones: a row that was received elsewhere is not offered for 接收 again. */
  function update(fresh: readonly Row[]): void {
    if (fresh.some((row) => rows.value.has(row.id)))
      change((map) => fresh.forEach((row) => map.has(row.id) && map.set(row.id, row)));
  }
  return { rows, size: computed(() => rows.value.size), toggle, extend, setAll, remove, clear, update };
}
