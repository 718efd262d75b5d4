/**
 * Who may speak to the loopback server. Every other program of this PC and every web page that its user visits can reach
 * 127.0.0.1; only our own page, which was opened with this launch's token, is answered.
 */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { callLimit } from '../shell/call-limit.ts';

export interface AdmissionRules {
  /** `127.0.0.1:port`, the only name under which the server answers (against DNS rebinding). */
  readonly host: string;
  /** 32 random bytes, base64url. */
  readonly token: string;
}

export interface Refusal {
  readonly status: 401 | 403 | 405 | 413 | 415 | 421;
  readonly reason: string;
}

/** Checks that hold for every path; null where the request may go on. */
export function refuseAnyRequest(rules: AdmissionRules, headers: IncomingHttpHeaders): Refusal | null {
  if (headers.host !== rules.host) return { status: 421, reason: 'unknown host' };
  if (headers.origin !== undefined && headers.origin !== `http://${rules.host}`) {
    return { status: 403, reason: 'foreign origin' };
  }
  const site = headers['sec-fetch-site'];
  // `none`: the address was typed or opened by a program, not by a page.
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return { status: 403, reason: 'foreign site' };
  return null;
}

/** Checks of a call to the core, after `refuseAnyRequest`; null where it may be carried out. */
export function refuseCall(rules: AdmissionRules, method: string, headers: IncomingHttpHeaders): Refusal | null {
  if (method !== 'POST') return { status: 405, reason: 'calls are posted' };
  if (headers['sec-fetch-site'] === 'none') return { status: 403, reason: 'a call is no page' };
  if (!bearsToken(headers.authorization, rules.token)) return { status: 401, reason: 'wrong token' };
  const length = Number(headers['content-length'] ?? 0);
  if (length > callLimit) return { status: 413, reason: 'too large' };
  const isEmpty = length === 0 && headers['transfer-encoding'] === undefined;
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  // Types that a foreign form could send without asking first (text/plain, multipart) are refused with the rest.
  if (isEmpty ? type !== undefined && type !== 'application/json' : type !== 'application/json') {
    return { status: 415, reason: 'only application/json' };
  }
  return null;
}

function bearsToken(authorization: string | undefined, token: string): boolean {
  const given = Buffer.from(authorization ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
