import { findTextProblem } from '../submission/text.rules.ts';

/** Who may see a piece of evidence. Signed scans are always private. */
export const disclosures = ['private', 'asean', 'public'] as const;
export type Disclosure = (typeof disclosures)[number];

/** What evidence is for: it supports an item, or it is the signed scan of a whole report. */
export type EvidencePurpose = 'support' | 'clearance';

/** Whether the content was scanned for malware before it was stored. */
export type ScanResult = 'clean' | 'not_scanned';

/** In bytes: 20 MB, counted as file managers do. */
export const largestFile = 20 * 1000 * 1000;
/** More than one item needs, few enough for a person to read the list. */
export const mostEvidenceOfItem = 30;
/** For one report, all items together. */
export const mostEvidenceOfReport = 500;
const longestTitle = 300;

/** Returns what is wrong with a title, as a sentence, or null. */
export function findTitleProblem(title: string): string | null {
  if (title === '') return 'Say what this is, in a few words.';
  if (title.length > longestTitle) return `Shorten this to ${longestTitle} characters.`;
  if (title.includes('\n')) return 'Write the title on one line.';
  return findTextProblem(title);
}

/** Shortens a title made from a file name to what can be stored, without splitting a character. */
export function shortenTitle(title: string): string {
  return [...title].slice(0, longestTitle / 2).join('');
}

/** Formats a number of bytes for people: "340 KB", "1.2 MB". */
export function formatFileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, '')} MB`;
}

/** Returns why a file of this size is refused, as a sentence, or null. */
export function findSizeProblem(bytes: number): string | null {
  if (bytes === 0) return 'The file is empty.';
  if (bytes <= largestFile) return null;
  return `The file has ${formatFileSize(bytes)}; at most ${formatFileSize(largestFile)} are taken.`;
}
