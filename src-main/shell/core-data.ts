/** What a shell tells the core when it starts it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const packageSchema = z.object({ version: z.string() });

export interface CoreWorkerData {
  readonly dataDirectory: string;
  readonly platformUrl: string | null;
  readonly resourcesDirectory: string;
  readonly migrationsDirectory: string;
  readonly clientVersion: string;
}

/** @param root folder that holds package.json, resources and migrations, absolute */
export function coreWorkerData(
  root: string,
  options: { readonly dataDirectory: string; readonly platformUrl: string | null },
): CoreWorkerData {
  const { version } = packageSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return {
    dataDirectory: options.dataDirectory,
    platformUrl: options.platformUrl,
    resourcesDirectory: join(root, 'resources'),
    migrationsDirectory: join(root, 'migrations'),
    clientVersion: version,
  };
}
