/**
 * A stand-in for Electron's folder, enough for electron-builder to pack: it shows which files are packed, that fuses are
 * flipped and resources written, on machines that cannot fetch Electron. What comes out does not run.
 */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
// electron-builder brings it; it has no version of its own in our package.json.
const fromBuilder = createRequire(createRequire(join(root, 'package.json')).resolve('app-builder-lib/package.json'));

/** Where fuses lie in the binary: sentinel, version of the wire, its length, one character each (all as delivered). */
const fuses = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('101100110'),
]);

/** @param {'linux' | 'win'} os @param {string} folder made anew */
export async function makeElectronStub(os, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  writeFileSync(join(folder, 'version'), createRequire(join(root, 'package.json'))('electron/package.json').version);
  for (const language of ['zh-CN', 'en-US', 'de']) writeFileSync(join(folder, 'locales', `${language}.pak`), '');
  if (os === 'linux') {
    const program = join(folder, 'electron');
    writeFileSync(program, Buffer.concat([Buffer.from('#!/bin/sh\nexit 1\n#'), fuses]));
    chmodSync(program, 0o755);
    return;
  }
  const { NtExecutable, NtExecutableResource, Resource } = await import(fromBuilder.resolve('resedit'));
  const executable = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(executable);
  const version = Resource.VersionInfo.createEmpty();
  version.setFileVersion('1.0.0.0', 1033);
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(executable);
  writeFileSync(join(folder, 'electron.exe'), Buffer.concat([Buffer.from(executable.generate()), fuses]));
}
