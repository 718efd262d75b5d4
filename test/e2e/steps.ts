/** What people do in the client, and what they see, in the words of the screen. */
import { expect, type Locator, type Page } from '@playwright/test';
import { departments } from '#platform/county.ts';
import type { Notice } from '#shared/domains/notices/record.ts';
import { openModule } from './fixtures.ts';
import type { Platform } from './platform.ts';

/** The department of the accounts `scjg01`, `scjg02` … */
export const ourDepartment = departmentNamed('市场监督管理局');

/** Throws where the county has no such department. */
export function departmentNamed(shortName: string): { code: string; name: string } {
  const found = departments.find((one) => one.shortName === shortName);
  if (!found) throw new Error(`no department ${shortName}`);
  return { code: found.code, name: found.name };
}

/** A fresh notice to our department, waiting to be received; `overrides` replace any of its fields. Returns its id. */
export async function pushNotice(platform: Platform, name: string, overrides: Partial<Notice> = {}): Promise<string> {
  const made = (await platform.control('pushNotice', {
    enterpriseName: name,
    reviewDepartment: ourDepartment,
    stage: 'pending',
    ...overrides,
  })) as { id: string };
  return made.id;
}

/** The same, already received by a colleague, so that it waits for feedback. */
export function pushReceived(platform: Platform, name: string, overrides: Partial<Notice> = {}): Promise<string> {
  const at = new Date().toISOString();
  return pushNotice(platform, name, {
    stage: 'received',
    receipt: { way: 'receive', department: ourDepartment, person: '简文澜', at },
    ...overrides,
  });
}

/** The record as the platform holds it now. */
export async function noticeAt(platform: Platform, id: string): Promise<Notice> {
  const found = (await platform.control('record', { collection: 'notices', id })) as { data: Notice } | null;
  if (!found) throw new Error(`the platform has no notice ${id}`);
  return found.data;
}

export const rowOf = (page: Page, name: string): Locator =>
  page.locator('tr[data-id]').filter({ has: page.getByRole('button', { name, exact: true }) });
export const drawer = (page: Page): Locator => page.getByRole('region', { name: '告知详情' });
/** What of the list in sight is cut off: 期限 and 状态 that do not fit their column, the list itself at the edge of a drawer. */
export const cutOff = (page: Page): Promise<string[]> =>
  page
    .locator('.scroller, .scroller td.deadline, .scroller td.status')
    .evaluateAll((boxes) =>
      boxes.filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.textContent.trim().slice(0, 40)),
    );
export const chips = (page: Page): Locator => page.getByRole('list', { name: '当前条件' });
export const connectionWords = (page: Page): Locator => page.getByRole('banner').locator('a.connection');

/** Looks for a 主体名称 on a list page. */
export async function search(page: Page, name: string): Promise<void> {
  await page.getByLabel('主体名称', { exact: true }).fill(name);
  await page.getByRole('button', { name: '查询', exact: true }).click();
}

/** Opens one of the tabs above a list. */
export async function openTab(page: Page, name: string): Promise<void> {
  const tab = page.getByRole('navigation', { name: '按状态查看' }).getByRole('link', { name: new RegExp(`^${name}`) });
  await tab.click();
  await expect(tab).toHaveAttribute('aria-current', 'true');
}

/** Opens one record beside the list of a module of 双告知, in whatever state it is. */
export async function openRecord(page: Page, module: string, name: string): Promise<Locator> {
  await openModule(page, module);
  if (module !== '告知查询') await openTab(page, '全部');
  await rowOf(page, name).getByRole('button', { name, exact: true }).click();
  const detail = drawer(page);
  await expect(detail.getByRole('heading', { name, level: 2 })).toBeVisible();
  return detail;
}

/**
 * Waits until a round has ended since somebody signed in, and nothing is owed: what the platform had before is here.
 * To be called before a list is opened whose rows are counted or read, and before the cable is pulled.
 */
export const caughtUp = (page: Page): Promise<void> => expect(connectionWords(page)).toContainText('全部已同步');

/** 立即同步, and waits until the round that it asked for is over, well or not. */
export async function syncNow(page: Page): Promise<void> {
  const button = page.getByRole('banner').getByRole('button', { name: '立即同步' });
  await button.click();
  // It turns for as long as that round lasts; the words beside it are then those of its end.
  await expect(button).not.toHaveClass(/is-loading/);
}

/** 立即同步, and waits until nothing is owed. */
export async function deliverAll(page: Page): Promise<void> {
  await syncNow(page);
  await caughtUp(page);
}

/** Waits until the list in sight shows what was asked for. */
export const settled = (page: Page): Promise<void> =>
  expect(page.locator('.scroller')).toHaveAttribute('aria-busy', 'false');

/** Resolves once the core has said that it keeps this text; to be called before the text is typed. */
export async function keptByCore(page: Page, text: string): Promise<void> {
  // A question with the same words, as a list asks, keeps nothing.
  const keeps = /\/(save|setPreference)$/;
  await page.waitForResponse(
    (response) =>
      response.ok() &&
      keeps.test(new URL(response.url()).pathname) &&
      response.request().postData()?.includes(text) === true,
  );
}

/**
 * Notes whether the page shows such words from now on, however briefly; the returned question tells whether it did. For
 * what passes too quickly, or on a slow machine too early, to be waited for.
 */
export async function watchFor(page: Page, words: RegExp): Promise<() => Promise<boolean>> {
  const seen = await page.evaluateHandle((wanted) => {
    const found = { shown: false };
    const look = () => {
      if (wanted.test(document.body.innerText)) found.shown = true;
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    look();
    return found;
  }, words);
  return () => seen.evaluate(({ shown }) => shown);
}

/**
 * Presses a button of this name the moment it appears in that part of the page, by a script of the page: what it stops may
 * be over before a mouse is there. The returned question resolves once it was pressed.
 */
export async function pressOnceThere(scope: Locator, name: string): Promise<() => Promise<void>> {
  const pressed = await scope.evaluateHandle((element, wanted) => {
    const state = { pressed: false };
    new MutationObserver((_changes, observer) => {
      const button = [...element.querySelectorAll('button')].find((one) => one.textContent.trim() === wanted);
      if (!button) return;
      observer.disconnect();
      button.click();
      state.pressed = true;
    }).observe(element, { childList: true, subtree: true });
    return state;
  }, name);
  return () => expect.poll(() => pressed.evaluate((state) => state.pressed)).toBe(true);
}

/** Waits until nothing on the page moves any more, but what turns for ever. */
export const atRest = (page: Page): Promise<unknown> =>
  page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        (one) => one.playState !== 'running' || one.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY,
      ),
  );

/** Operations of one kind that the platform accepted, oldest first. */
export async function accepted(platform: Platform, kind: string, recordId?: string) {
  const all = await platform.operations();
  return all.filter(
    (one) => one.outcome === 'accepted' && one.kind === kind && (recordId === undefined || one.recordId === recordId),
  );
}

/** Waits until the platform accepted exactly that many operations of the kind on the record; returns them. */
export async function expectAccepted(platform: Platform, kind: string, recordId: string, count = 1) {
  await expect.poll(async () => (await accepted(platform, kind, recordId)).length).toBe(count);
  return accepted(platform, kind, recordId);
}

/** Writes a feedback form field by its label; dates as they are typed. */
export async function fillIn(form: Locator, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields))
    await form.getByRole('textbox', { name: new RegExp(`^${label}`) }).fill(value);
}

/** Typing with an input method: the word that is being composed, and the word that is taken in its place. */
export async function inputMethod(page: Page) {
  const chromium = await page.context().newCDPSession(page);
  return {
    async type(letters: string): Promise<void> {
      for (let end = 1; end <= letters.length; end += 1)
        await chromium.send('Input.imeSetComposition', {
          text: letters.slice(0, end),
          selectionStart: end,
          selectionEnd: end,
        });
    },
    take: (text: string): Promise<void> => page.keyboard.insertText(text),
  };
}
