/**
 * Where the two WebAssembly files of the JPEG codec lie (MozJPEG, by `@jsquash/jpeg`). They come with the npm package and are
 * laid into `resources/codecs` when the client is packed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface CodecFiles {
  readonly decoder: string;
  readonly encoder: string;
}

/** Their paths: as packed, or as installed in a checkout. Throws where they are not: a packaging fault. */
export function codecFiles(resourcesDirectory: string): CodecFiles {
  const find = (part: string, name: string): string => {
    const candidates = [
      join(resourcesDirectory, 'codecs', name),
      join(resourcesDirectory, '..', 'node_modules', '@jsquash', 'jpeg', 'codec', part, name),
    ];
    const found = candidates.find((path) => existsSync(path));
    if (found === undefined) throw new Error(`no JPEG codec: neither ${candidates.join(' nor ')}`);
    return found;
  };
  return { decoder: find('dec', 'mozjpeg_dec.wasm'), encoder: find('enc', 'mozjpeg_enc.wasm') };
}
