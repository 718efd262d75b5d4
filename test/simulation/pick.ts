/** A choice by chance. */
import type { Chance } from '#core/environment.ts';

export const pick = <Item>(chance: Chance, items: readonly Item[]): Item | undefined =>
  items[Math.floor(chance.number() * items.length)];
