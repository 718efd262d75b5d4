/** The one origin that our pages have, and how to tell it: by parsed parts, never by the beginning of a text. */

export const appScheme = 'app';
export const appHost = 'bundle';
/** Address of the page. */
export const pageUrl = `${appScheme}://${appHost}/index.html`;

/** True for addresses of our own pages. Node gives every unknown scheme the origin `null`, so the parts are compared. */
export function isAppUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${appScheme}:` && host === appHost && username === '' && password === '';
}

/** What of a frame is looked at; Electron's WebFrameMain has it. */
export interface FrameFacts {
  readonly url: string;
  readonly parent: FrameFacts | null;
}

/** A message counts only from the main frame of our own page. A frame that is gone (null) sends nothing any more. */
export function isOwnMainFrame(frame: FrameFacts | null | undefined): boolean {
  return frame !== null && frame !== undefined && frame.parent === null && isAppUrl(frame.url);
}
