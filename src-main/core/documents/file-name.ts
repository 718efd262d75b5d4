/** Names of records in names of files. */

/** No name of a file on Windows may have these characters, nor be very long. */
export const fileNameOf = (text: string): string =>
  text
    .replace(/[\p{Cc}\\/:*?"<>|]/gu, ' ')
    .slice(0, 60)
    .trim();
