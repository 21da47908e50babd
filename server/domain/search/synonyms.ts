/**
 * What people ask for, and the words that the plan has for it. Each word is searched as a beginning, so "return" stands
 * for "returned" too.
 */
const groups: readonly (readonly string[])[] = [
  ['repatriation', 'return'],
  ['repatriate', 'return'],
  ['repatriated', 'return'],
  ['donor', 'partner'],
  ['donors', 'partner'],
  ['funder', 'partner'],
  ['funders', 'partner'],
  ['late', 'delayed'],
  ['overdue', 'delayed'],
  ['country', 'state'],
  ['countries', 'state'],
  ['scam', 'fraud'],
  ['cryptocurrency', 'crypto'],
  ['cryptocurrencies', 'crypto'],
  ['ngo', 'society'],
  ['ngos', 'society'],
];

/** The words of the plan for a word that people use, by that word. */
export const synonyms: ReadonlyMap<string, readonly string[]> = new Map(
  groups.map(([word = '', ...meant]) => [word, meant]),
);
