/** A filter in words, for the head of a sheet: whoever finds the paper in ten years must know what is on it. */

/** 「2026-01-01 至 2026-01-31」「2026-01-01 起」「2026-01-31 止」; a single day is itself, no limit is empty. */
export function rangeWords(from: string | undefined, to: string | undefined): string {
  if (from && to) return from === to ? from : `${from} 至 ${to}`;
  return from ? `${from} 起` : to ? `${to} 止` : '';
}

/** 「主体名称：恒丰；申请类型：设立登记」, or 「全部」 where nothing limits. Every condition is named; none is shortened. */
export function conditionWords(said: readonly (readonly [title: string, words: string | undefined])[]): string {
  const words = said.filter(([, one]) => one?.trim()).map(([title, one]) => `${title}：${one ?? ''}`);
  return words.length === 0 ? '全部' : words.join('；');
}
