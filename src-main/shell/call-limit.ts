/**
 * The largest call that either shell passes on to the core: an Excel file to be imported (contract: 8,000,000 characters of
 * base64) with room around it. Photos come in parts. One number, so that what a page may ask does not depend on the shell.
 * Bytes over HTTP, characters over a message port; what is that large is base64, where both are the same.
 */
export const callLimit = 9 * 1024 * 1024;
