/**
 * Headers of every answer that a page can get, in both shells: over `app://` in the desktop shell, over loopback HTTP in
 * the browser shell. One policy, so that what is tested in one holds in the other.
 */

/**
 * No inline script, no eval, nothing from elsewhere. `style-src` needs 'unsafe-inline' because Vue and Element Plus set
 * style attributes (positions, widths); a style can neither run nor, with these sources, fetch from outside.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Lower-case names, ready for Node's `setHeader` and for `new Headers`. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // The camera for photos and QR codes, asked for by the dialogs that show its picture; the browser still asks the person.
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), usb=(), serial=(), payment=()',
};
