/** What a feature says of one of its pages, for whoever presses F1 there. Written for a clerk; plain text. */
export interface PageHelp {
  /** What the page is for, in a sentence or two. */
  readonly purpose: string;
  /** How the work goes, three to six steps. */
  readonly steps: readonly string[];
  /** Words and signs of the page. */
  readonly words?: readonly (readonly [word: string, meaning: string])[];
  /** Keys of this page beside those of the sheet. */
  readonly keys?: readonly (readonly [key: string, meaning: string])[];
  /** What happens without the network. */
  readonly offline: string;
  /** What to do when something is red, or waits for a person. */
  readonly red: string;
}

/** By the name of the route. */
export type HelpOfPages = Readonly<Record<string, PageHelp>>;
