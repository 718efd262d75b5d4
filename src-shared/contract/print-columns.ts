/** 打印版 of an Excel, as core and screen know it; without a schema, since the first page loads none. */

/** More do not fit on A4 landscape in letters that can be read. */
export const mostPrintColumns = 11;
