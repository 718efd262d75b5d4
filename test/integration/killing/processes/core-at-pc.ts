/** What every process that is to be killed begins with: the whole core as the client runs it, and a line to the test. */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { createCore } from '#core/app.ts';
import { createNodeEnvironment } from '#core/environment-node.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');

/** One JSON line on stdout, written at once: what is said is said, also when the process dies next. */
export const say = (line: Record<string, unknown>): void => void writeSync(1, `${JSON.stringify(line)}\n`);

export function startCore(dataDirectory: string, platformUrl: string) {
  const environment = createNodeEnvironment(dataDirectory);
  const core = createCore({
    dataDirectory,
    resourcesDirectory: join(root, 'resources'),
    migrationsDirectory: join(root, 'migrations'),
    platformUrl,
    clientVersion: '0.1.0',
    environment,
  });
  const end = async (): Promise<void> => {
    await core.close();
    environment.close();
  };
  return { core, environment, end };
}
