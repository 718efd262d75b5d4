/** Sealing small things: AES-256-GCM, and keys made from passwords. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { argon2id } from 'hash-wasm';
import { z } from 'zod';

export const nonceBytes = 12;
const tagBytes = 16;

/** Ciphertext with its tag at the end. `about` is bound in: the same bytes do not open as something else. */
export function seal(key: Uint8Array, nonce: Uint8Array, content: Uint8Array, about: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(about));
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** The content, or null where key, nonce, `about` or a single byte is not as it was. */
export function unseal(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, about: string): Buffer | null {
  if (sealed.length < tagBytes) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
  } catch {
    // `final` throws for one thing only, a tag that does not fit: that is the answer to the question asked.
    return null;
  }
}

const base64 = z.base64().max(4000);

/** How a key was made from a password; kept with each entry, so that it can be made dearer without locking anybody out. */
export const derivationSchema = z.object({
  kind: z.literal('argon2id'),
  /** Upper bounds keep a forged file from eating the memory of the PC. */
  memoryKibibytes: z.number().int().min(8).max(262_144),
  passes: z.number().int().min(1).max(10),
  lanes: z.number().int().min(1).max(4),
  salt: base64,
});
export type Derivation = z.infer<typeof derivationSchema>;

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane; about 40 ms on an office PC. */
const strength = { kind: 'argon2id', memoryKibibytes: 19_456, passes: 2, lanes: 1 } as const;

export const newDerivation = (salt: Uint8Array): Derivation => ({
  ...strength,
  salt: Buffer.from(salt).toString('base64'),
});

/**
 * 32 bytes from a password. hash-wasm rather than node:crypto's argon2: Electron is built with BoringSSL, which has no
 * Argon2, so that the native call exists under plain Node only.
 */
export async function deriveKey(password: string, derivation: Derivation): Promise<Uint8Array> {
  return argon2id({
    // One person's é is two code points on another keyboard.
    password: password.normalize('NFKC'),
    salt: Buffer.from(derivation.salt, 'base64'),
    memorySize: derivation.memoryKibibytes,
    iterations: derivation.passes,
    parallelism: derivation.lanes,
    hashLength: 32,
    outputType: 'binary',
  });
}
