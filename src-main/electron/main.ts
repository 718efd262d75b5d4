/**
 * The desktop shell: one window over the core in its worker. stdout carries one JSON line, `{"event":"ready",…}` or
 * `{"event":"already-running"}`; everything meant for people goes to stderr and to windows.
 */
import { app, type BrowserWindow, crashReporter, dialog, Menu, safeStorage } from 'electron';
import { join } from 'node:path';
import { problemWithLibrary } from '#core/database/library.ts';
import { failureTexts, type FailureText } from '#shared/contract/failures.ts';
import { type CoreFailure, startCoreHost } from '../shell/core-worker.ts';
import { problemWithDataDirectory } from '../shell/data-directory.ts';
import { factsAtStart, shellLogFile, startLog } from '../shell/log.ts';
import { startBroker } from './broker.ts';
import { createClosing } from './close.ts';
import { platformAddress, runningExports } from './core-questions.ts';
import { folderWindow } from './folder-window.ts';
import { menuTemplate } from './menu.ts';
import { guardNavigation } from './navigation.ts';
import { systemNotifications } from './notifications.ts';
import { openFolder } from './opener.ts';
import { readDesktopOptions, type DesktopOptions } from './options.ts';
import { pageUrl } from './origin.ts';
import { coreScript, dataForCore, pagesDirectory, preloadScript, setFolders } from './paths.ts';
import { registerAppScheme, serveApp } from './protocol.ts';
import { watchRenderer } from './renderer-life.ts';
import { shellServices } from './services.ts';
import { pageSession } from './session-guard.ts';
import { becomeSingleInstance } from './single-instance.ts';
import { asTokenStore, createSecretStore } from './token-store.ts';
import { createWindow } from './window.ts';

const announce = (line: Record<string, unknown>): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** Everything that Electron wants before it is ready, in the order that it wants it. */
function prepare(options: DesktopOptions): void {
  setFolders(options.dataDirectory);
  app.enableSandbox();
  app.setAppUserModelId('cn.department-collaboration.client');
  registerAppScheme();
  // Chromium's own conversations with its makers.
  for (const name of [
    'disable-background-networking',
    'disable-component-update',
    'disable-domain-reliability',
    'no-pings',
  ]) {
    app.commandLine.appendSwitch(name);
  }
  // Dumps stay on this PC; a technician fetches them.
  crashReporter.start({ uploadToServer: false });
}

async function run(options: DesktopOptions): Promise<void> {
  const report = startLog(shellLogFile(options.dataDirectory, 'desktop'), { quiet: ['started'] });
  let window: BrowserWindow | null = null;
  if (!becomeSingleInstance(app, () => window)) {
    announce({ event: 'already-running' });
    app.exit(0);
    return;
  }
  report('started', factsAtStart(app.getVersion(), { electron: process.versions.electron }));
  // The folder for tokens is Electron's profile; the keystore can be asked once the app is ready.
  const secrets = createSecretStore(safeStorage, join(app.getPath('userData'), 'session-tokens.json'));
  await app.whenReady();

  const core = startCoreHost({
    script: coreScript,
    data: dataForCore(options),
    services: shellServices(
      asTokenStore(secrets, report),
      folderWindow(() => window),
      systemNotifications(() => window),
    ),
    report,
  });
  const broker = startBroker({ core, report });
  const closing = createClosing({
    runningExports: () => runningExports(core),
    ask: async (above, question) => (await dialog.showMessageBox(above, question)).response,
    endCore: () => core.close(),
    report,
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    closing.appWantsToQuit(event, () => {
      broker.close();
      app.quit();
    });
  });
  const endNow = (): void => {
    closing.closeWithoutAsking();
    app.quit();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, endNow);
  if (options.exitWithStdin) {
    process.stdin.resume();
    process.stdin.once('end', endNow);
    process.stdin.once('error', endNow);
  }

  guardNavigation({ platformUrl: () => platformAddress(core), report });
  const session = pageSession();
  serveApp(session, pagesDirectory);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate(
        { about: () => void showAbout(window), openDataFolder: () => void openFolder(options.dataDirectory) },
        app.isPackaged,
      ),
    ),
  );

  const shown = createWindow({ preload: preloadScript, session });
  window = shown;
  broker.serve(shown.webContents);
  watchRenderer(shown.webContents, {
    giveUp: () => void tellTrouble(shown, troubleTexts.page, endNow),
    report,
  });
  shown.on('close', (event) => closing.windowWantsToClose(event, shown));
  shown.on('closed', () => (window = null));
  // Windows ends the session: what is decided is on disk already; the core gets what time there is.
  let sessionEnds = false;
  shown.on('session-end', () => {
    sessionEnds = true;
    void core.close();
  });
  core.onState((state) => {
    if (state === 'stopped' && window && !sessionEnds)
      void tellTrouble(shown, wordsForStoppedCore(core.failure), endNow);
  });
  await shown.loadURL(pageUrl);
  announce({ event: 'ready', url: pageUrl, pid: process.pid });
}

async function showAbout(above: BrowserWindow | null): Promise<void> {
  const words = {
    type: 'info' as const,
    title: '关于',
    message: '部门协同监管离线客户端',
    detail: `版本 ${app.getVersion()}\n办理的内容先保存在本机，连上平台后自动报送。`,
    buttons: ['确定'],
    noLink: true,
  };
  await (above ? dialog.showMessageBox(above, words) : dialog.showMessageBox(words));
}

const safe = '您办理的内容都已保存在本机，没有改动。';
const next = '请重新启动客户端；仍不行请联系技术人员，日志在数据目录的 logs 文件夹里。';
const troubleTexts = {
  page: { title: '页面反复出错，无法继续显示', safe, next },
  core: { title: '客户端的核心程序反复出错，已经停止', safe, next },
} satisfies Record<string, FailureText>;

/** The core's own reason where it gave one that has words. */
function wordsForStoppedCore(failure: CoreFailure | null): FailureText {
  if (!failure) return troubleTexts.core;
  const known = Object.entries(failureTexts).find(([reason]) => reason === failure.reason);
  const text = known?.[1] ?? troubleTexts.core;
  return failure.detail === '' ? text : { ...text, title: `${text.title}（${failure.detail}）` };
}

/** The end of what can go on by itself: what happened, what is safe, what to do. */
async function tellTrouble(above: BrowserWindow, what: FailureText, end: () => void): Promise<void> {
  const { response } = await dialog.showMessageBox(above, {
    type: 'error',
    title: '部门协同监管离线客户端',
    message: what.title,
    detail: `${what.safe}\n${what.next}`,
    buttons: ['重新启动', '退出'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  if (response === 0) app.relaunch();
  end();
}

/** Before there is a window. */
function endWithWords(words: string, code: number): void {
  process.stderr.write(`${words}\n`);
  dialog.showErrorBox('部门协同监管离线客户端', words);
  app.exit(code);
}

const options = readDesktopOptions(process.argv.slice(1), app.isPackaged);
// Before Electron makes folders below it.
const problem = 'wrong' in options ? null : (problemWithDataDirectory(options.dataDirectory) ?? problemWithLibrary());
if ('wrong' in options) endWithWords(options.wrong, 2);
else if (problem !== null) endWithWords(problem, 1);
else {
  prepare(options);
  run(options).catch((error: unknown) => {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${detail}\n`);
    dialog.showErrorBox('客户端没有打开', `本机数据没有改动。请重新打开；仍不行请联系技术人员。\n\n${detail}`);
    app.exit(1);
  });
}
