/** Pages and commands by their names: what the search offers besides records. */
import type { RouteLocationRaw } from 'vue-router';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { normalizeSearchText } from '#shared/trade/text-search.ts';
import { featureRoutes, navigation } from '../features.ts';
import { useHelp } from '../help/store.ts';
import { signOut } from '../sign-out.ts';
import { useConnection } from '../stores/connection.ts';
import { useExports } from '../stores/exports.ts';
import { useSession } from '../stores/session.ts';

/** Something to choose: it leads somewhere, or does something. */
export interface Choice {
  readonly key: string;
  readonly title: string;
  readonly about: string;
  readonly run: { readonly to: RouteLocationRaw } | { readonly act: () => unknown };
}

/** Use inside `setup`. Those whose name or initials hold the text. */
export function useCommands(): (text: string) => { pages: Choice[]; commands: Choice[] } {
  const session = useSession();
  const connection = useConnection();
  const exports = useExports();
  const help = useHelp();
  const commands: Choice[] = [
    { key: 'sync', title: '立即同步', about: 'F5', run: { act: connection.syncNow } },
    { key: 'exports', title: '导出与打印', about: '看导出和打印的文件', run: { act: () => (exports.open = true) } },
    { key: 'help', title: '本页帮助', about: 'F1', run: { act: () => (help.part = 'page') } },
    { key: 'keys', title: '键盘操作', about: '', run: { act: () => (help.part = 'keys') } },
    { key: 'about', title: '关于', about: '', run: { act: () => (help.part = 'about') } },
    { key: 'out', title: '退出登录', about: '没有报送的都保存在本机', run: { act: () => signOut(session) } },
  ];
  return (text) => {
    const wanted = normalizeSearchText(text);
    const fits = ({ title }: Choice) =>
      normalizeSearchText(title).includes(wanted) || pinyinInitials(title).includes(wanted);
    return { pages: pages(session.may).filter(fits), commands: commands.filter(fits) };
  };
}

/** Pages that need nothing but their name; what is not the person's to do is not offered. */
function pages(may: ReturnType<typeof useSession>['may']): Choice[] {
  const entries = navigation.flatMap((group) => group.entries.map((entry) => ({ ...entry, group: group.name ?? '' })));
  return featureRoutes.flatMap(({ name, path, meta }) => {
    if (typeof name !== 'string' || !meta || meta.open || path.includes(':')) return [];
    const entry = entries.find(({ route }) => route === name);
    if (entry && !may(entry.by)) return [];
    return [{ key: name, title: meta.title, about: entry?.group ?? '', run: { to: { name } } }];
  });
}
