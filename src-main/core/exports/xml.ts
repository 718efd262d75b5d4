/** Texts as XML 1.0 can hold them. */

// eslint-disable-next-line no-control-regex -- XML 1.0 (2.2) forbids them, so they are what is looked for
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Between tags. A line break stays one, whatever it was made of; what XML cannot hold at all is left out. */
export const xmlText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replace(forbidden, '');

/** Between the quotes of an attribute, where a reader would make a blank of a line break. */
export const xmlAttribute = (text: string): string =>
  xmlText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');

/** `<name>text</name>`; nothing where no text is left. */
export function xmlElement(name: string, text: string | null, attributes = ''): string {
  const held = xmlText(text ?? '');
  return held === '' ? '' : `<${name}${attributes}>${held}</${name}>`;
}
