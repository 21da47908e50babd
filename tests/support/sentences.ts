/** Sentences of screens that several browser tests look for: reworded here, once. */
export const sentences = {
  saved: /^Saved/,
  cleared: 'The report is cleared for submission.',
  returned: /The report is returned for changes/,
  accepted: 'The report is accepted.',
  savedEverything: 'All saved in the tracker',
};
