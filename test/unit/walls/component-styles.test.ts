/** Each component of Element Plus that a page uses has its looks, and no other one has. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './lint.ts';

const pages = join(root, 'src-renderer');
const looks = 'styles/element-plus.ts';

const kebab = (name: string) => name.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase();
const hasLooks = (name: string) =>
  existsSync(join(root, 'node_modules/element-plus/es/components', name, 'style/css.mjs'));

/** Names of what a source imports from Element Plus to be run, without its types. */
function imported(source: string): string[] {
  return [...source.matchAll(/import \{([^}]*)\} from 'element-plus'/g)]
    .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
    .filter((name) => /^(?:El|v)[A-Z]/.test(name))
    .map((name) => kebab(name.replace(/^(?:El|v)/, '')));
}

it('the looks of every component that is used are there, and of no other', () => {
  const used = new Set(
    readdirSync(pages, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:vue|ts)$/.test(file))
      .flatMap((file) => imported(readFileSync(join(pages, file), 'utf8')))
      .filter(hasLooks),
  );
  const listed = [...readFileSync(join(pages, looks), 'utf8').matchAll(/components\/([\w-]+)\/style\/css/g)];
  expect(listed.map(([, name]) => name).toSorted()).toEqual([...used].toSorted());
});
