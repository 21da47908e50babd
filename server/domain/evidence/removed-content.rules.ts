/** What is removed from a document so that it is safe to open, in the order in which it is listed. */
export const removedContents = {
  links: 'links to outside data',
  fields: 'fields that would fetch or run something (what they show stays)',
  formulas: 'formulas that reach outside the workbook (their last values stay)',
  actions: 'scripts and actions',
  files: 'files, films and sounds inside it',
} as const;
export type RemovedContent = keyof typeof removedContents;

/** Describes in a sentence what was removed; null if nothing was. */
export function describeRemoved(removed: readonly RemovedContent[]): string | null {
  const words = (Object.keys(removedContents) as RemovedContent[])
    .filter((one) => removed.includes(one))
    .map((one) => removedContents[one]);
  return words.length === 0 ? null : `Removed: ${words.join('; ')}.`;
}
