/**
 * Where everything lies. Decided before the app is ready, because Electron fixes its folders then. All of it is below the
 * data directory in local application data: a roaming profile would carry the database to other PCs and the server.
 */
import { join, resolve } from 'node:path';
import { type App, app } from 'electron';
import { type CoreWorkerData, coreWorkerData } from '../shell/core-data.ts';

/** Folder of package.json: two up from out/main, in a checkout as in app.asar. */
const root = resolve(import.meta.dirname, '../..');

export const pagesDirectory = join(root, 'out', 'renderer');
export const preloadScript = join(root, 'out', 'preload', 'index.cjs');
export const coreScript = join(import.meta.dirname, 'core-worker.js');

/** Tells Electron its folders. Before the app is ready and before the lock of the single instance, which lies there. */
export function setFolders(dataDirectory: string, to: Pick<App, 'setPath'> = app): void {
  const profile = join(dataDirectory, 'desktop-shell');
  to.setPath('userData', profile);
  to.setPath('sessionData', profile);
  to.setPath('logs', join(dataDirectory, 'logs'));
  to.setPath('crashDumps', join(dataDirectory, 'crashes'));
}

/** What the core is told. Packaged, resources and migrations stand beside app.asar, where they can be looked at. */
export function dataForCore(options: {
  readonly dataDirectory: string;
  readonly platformUrl: string | null;
}): CoreWorkerData {
  const data = coreWorkerData(root, options);
  if (!app.isPackaged) return data;
  return {
    ...data,
    resourcesDirectory: join(process.resourcesPath, 'resources'),
    migrationsDirectory: join(process.resourcesPath, 'migrations'),
  };
}
