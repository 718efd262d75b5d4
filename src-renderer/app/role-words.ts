/** Roles in words. */
import { type Role, roles } from '#shared/trade/rights.ts';

const names: Readonly<Record<Role, string>> = {
  clerk: '经办',
  inspector: '检查',
  reviewer: '复核',
  administrator: '管理员',
  rosterKeeper: '人员库管理',
  planKeeper: '方案管理',
};

/** 「经办、检查」. A role of a newer platform is told by its code; without any: 「没有分配」. */
export function roleWords(held: readonly string[]): string {
  const known = roles.filter((role) => held.includes(role)).map((role) => names[role]);
  const others = held.filter((role) => !(role in names));
  return [...known, ...others].join('、') || '没有分配';
}
