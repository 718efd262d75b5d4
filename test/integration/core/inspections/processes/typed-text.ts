/** What the typist types, known beforehand, so that a draft shows how far it came and that nothing in it is made up. */
export const account = 'lin01';
export const subjectId = 'FA0001-001-0001';

/** The first `count` characters. */
export const typedText = (count: number): string =>
  String.fromCharCode(...Array.from({ length: count }, (_, index) => 0x4e00 + ((index * 7) % 9000)));
