/** Why a figure is not shown, or not updated. Stable: stored with each publication. */
export const reasonCodes = [
  'class_internal',
  'no_consent',
  'small_count',
  'too_few_contributors',
  'dominance',
  'complementary',
  'kept_as_published',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export type Reason = { code: ReasonCode; sentence: string };

/** Sentences that only the secretariat sees: some of them reveal more than the figure may. */
export const reasons = {
  classInternal: { code: 'class_internal', sentence: 'This indicator is for internal use only.' },
  noConsent: { code: 'no_consent', sentence: 'The reporter has not released its own figure.' },
  noneReleased: { code: 'no_consent', sentence: 'No reporter has released its figure for regional totals.' },
  smallCount: { code: 'small_count', sentence: 'The figure counts too few persons to be shown.' },
  smallRemainder: {
    code: 'small_count',
    sentence: 'Less the national figures that are shown, the total would count too few persons.',
  },
  smallChange: {
    code: 'small_count',
    sentence: 'Compared with an earlier publication, the total would count too few persons.',
  },
  tooFew: { code: 'too_few_contributors', sentence: 'Too few reporters have a figure in this total.' },
  fewInRemainder: {
    code: 'too_few_contributors',
    sentence:
      'Less the national figures that are public, the total would be the sum of so few reporters that one of them could work out the others.',
  },
  fewChanges: {
    code: 'too_few_contributors',
    sentence: 'Compared with an earlier publication, the total would tell the figures of too few reporters.',
  },
  dominance: {
    code: 'dominance',
    sentence: 'One reporter that has not released its own figure makes up nearly all of this total.',
  },
  complementary: {
    code: 'complementary',
    sentence:
      'Together with other public figures, this one would tell a figure that is not shown, or a sum of too few reporters or persons.',
  },
  keptAsPublished: {
    code: 'kept_as_published',
    sentence: 'The figure of an earlier publication is kept, with the reporters that were in it then.',
  },
} as const satisfies Record<string, Reason>;

/**
 * Returns the note that the public reads beside a figure, or null. A figure suppressed because it is small,
 * dominated or needed to protect another has the same note in each case: different notes would narrow down
 * the figure.
 */
export function buildPublicNote(given: readonly Reason[]): string | null {
  const codes = new Set(given.map(({ code }) => code));
  if (codes.size === 0) return null;
  if (codes.has('kept_as_published')) {
    return 'As in an earlier publication: reports that came later are not in it yet, to protect the figures of single reporters.';
  }
  if (codes.has('class_internal')) return 'Not published.';
  if (codes.has('no_consent')) return 'No released figure.';
  return 'Not shown, to protect small numbers and the figures of single reporters.';
}
