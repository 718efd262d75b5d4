/**
 * Electron itself, where its binary is present: `E2E_SHELL=electron`. The system's side (dialogs, opening outside) is put
 * under a recorder in the main process, so that a test neither opens browsers nor waits for a person.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { _electron } from '@playwright/test';
import { root } from '../e2e/child.ts';
import type { Deed, Desktop, DesktopOptions } from './desktop.ts';

/** What the recorder keeps in the main process. */
interface Recorder {
  testDeeds: Deed[];
  testPresses: number[];
  testFolders: string[];
}

/** Path of the binary; its package exports it as text. */
const electronPath = (): string => createRequire(import.meta.url)('electron') as string;

export async function startInElectron(options: DesktopOptions): Promise<Desktop> {
  const isRoot = process.getuid?.() === 0;
  const commandLine = [
    root,
    `--data-dir=${options.dataDirectory}`,
    `--platform=${options.platformUrl}`,
    ...(isRoot ? ['--no-sandbox'] : []),
  ];
  const application = await _electron.launch({ executablePath: electronPath(), args: commandLine, cwd: root });
  let log = '';
  application
    .process()
    .stderr?.setEncoding('utf8')
    .on('data', (text: string) => (log += text));
  const ended = new Promise<number>((done) => application.process().once('exit', (code) => done(code ?? 1)));
  await application.evaluate(({ dialog, shell }) => {
    const recorder = globalThis as unknown as Recorder;
    recorder.testDeeds = [];
    recorder.testPresses = [];
    recorder.testFolders = [];
    const record = (...deed: Deed) => void recorder.testDeeds.push(deed);
    shell.openExternal = (url) => Promise.resolve(record('openExternal', url));
    shell.openPath = (path) => {
      record('openPath', path);
      return Promise.resolve('');
    };
    dialog.showMessageBox = (...given: unknown[]) => {
      const question = given.at(-1) as Electron.MessageBoxOptions;
      const response = recorder.testPresses.shift() ?? question.cancelId ?? 0;
      record('dialog', question.message, question.detail ?? '', response);
      return Promise.resolve({ response, checkboxChecked: false });
    };
    dialog.showOpenDialog = (...given: unknown[]) => {
      const { title, defaultPath, properties } = given.at(-1) as Electron.OpenDialogOptions;
      const folder = recorder.testFolders.shift() ?? null;
      record('folder-window', title, defaultPath ?? '', properties, folder);
      return Promise.resolve({ canceled: folder === null, filePaths: folder === null ? [] : [folder] });
    };
  });
  const page = await application.firstWindow();
  return {
    page,
    origin: 'app://bundle',
    deeds: (what) =>
      application.evaluate(
        (_modules, name) => (globalThis as unknown as Recorder).testDeeds.filter(([deed]) => deed === name),
        what,
      ),
    press: (button) =>
      application.evaluate((_modules, value) => {
        (globalThis as unknown as Recorder).testPresses.push(value);
      }, button),
    choose: (folder) =>
      application.evaluate((_modules, value) => {
        (globalThis as unknown as Recorder).testFolders.push(value);
      }, folder),
    closeWindow: () => application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    startAgain(dataDirectory = options.dataDirectory) {
      // Of two --data-dir the last one counts.
      const second = spawn(electronPath(), [...commandLine, `--data-dir=${dataDirectory}`], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      second.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
      return new Promise((done) => second.once('close', (code) => done({ code: code ?? 1, said })));
    },
    ended,
    log: () => log,
    stop: () => application.close(),
  };
}
