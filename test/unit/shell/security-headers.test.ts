import { expect, it } from 'vitest';
import { securityHeaders } from '../../../src-main/shell/security-headers.ts';

it('lets our own pages ask for the camera, nobody for it in a frame, and nobody at all for anything else of the PC', () => {
  const policy = new Map(
    (securityHeaders['permissions-policy'] ?? '').split(', ').map((one) => one.split('=') as [string, string]),
  );
  expect(Object.fromEntries(policy)).toEqual({
    camera: '(self)',
    microphone: '()',
    geolocation: '()',
    usb: '()',
    serial: '()',
    payment: '()',
  });
});
