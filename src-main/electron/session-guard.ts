/** The session of the pages: in memory, no network, no dictionary, no sign-on to anybody. */
import { session, type Session } from 'electron';
import { isAppUrl } from './origin.ts';
import { denyPermissions } from './permissions.ts';

/** Not persisted: no cookie, cache or storage of a page is written to this PC. */
export function pageSession(): Session {
  const own = session.fromPartition('client', { cache: false });
  // The default one is used by nothing; should something come to use it, it may do no more.
  for (const each of [own, session.defaultSession]) {
    denyPermissions(each);
    keepOffline(each);
  }
  return own;
}

/** The core alone speaks to the platform. Whatever a page asks for elsewhere is stopped here, beneath the CSP. */
export function keepOffline(
  each: Pick<Session, 'webRequest' | 'setSpellCheckerEnabled' | 'allowNTLMCredentialsForDomains'>,
): void {
  each.setSpellCheckerEnabled(false);
  // No server gets the Windows user's NTLM or Kerberos answer from us.
  each.allowNTLMCredentialsForDomains('');
  each.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !mayRequest(details.url) }));
}

/** Our own pages, what a page carries in itself, and the developer tools (which a packaged client does not have). */
export function mayRequest(url: string): boolean {
  return isAppUrl(url) || /^(?:data|blob|devtools):/i.test(url);
}
