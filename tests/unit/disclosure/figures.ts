import type {
  DisclosedIndicator,
  DisclosureCell,
  DisclosureDecision,
  EarlierFigure,
  PublicFigure,
} from '#server/domain/disclosure/disclosure.types.ts';
import { listShownFigures } from '#server/domain/disclosure/earlier-figures.calculations.ts';
import type { DisclosureRules } from '#server/domain/disclosure/disclosure-settings.rules.ts';

/** The rules against the public alone, for examples with few reporters. */
export const publicOnly: Partial<DisclosureRules> = { unknownReporters: [3], marginPercent: [25] };

export const persons: DisclosedIndicator = {
  code: 'I-B3',
  disclosureClass: 'public',
  measure: 'count',
  aggregation: 'sum_of_reports',
  personCount: true,
};
export const share: DisclosedIndicator = { ...persons, measure: 'percentage', aggregation: 'percentage' };
export const answers: DisclosedIndicator = {
  ...persons,
  measure: 'choice',
  aggregation: 'count_of_states',
  personCount: false,
  choices: [
    { code: 'yes', counts: true },
    { code: 'partly', counts: false },
    { code: 'no', counts: false },
  ],
};

/**
 * The cells of one reporter, written short: `{ total: 12, 'sex=female': '3/4', answer: 'yes' }`. A number is a
 * value, a fraction the two parts of a percentage, and any other text an answer or a state.
 */
export function report(
  reporter: string,
  release: DisclosureCell['release'],
  cells: Record<string, number | string>,
): DisclosureCell[] {
  return Object.entries(cells).map(([place, given]): DisclosureCell => {
    const [dimension = null, category = null] = place === 'total' ? [] : place.split('=');
    const nothing = { value: null, numerator: null, denominator: null, choice: null };
    const base = { reporter, release, dimension, category, state: 'reported' as const, ...nothing };
    if (typeof given === 'number') return { ...base, value: `${given}.0000` };
    if (given === 'not_available' || given === 'not_applicable' || given === 'not_yet_reported') {
      return { ...base, state: given };
    }
    const [numerator, denominator] = given.split('/');
    if (denominator === undefined) return { ...base, choice: given };
    return { ...base, numerator: `${numerator}.0000`, denominator: `${denominator}.0000` };
  });
}

/** The figure of a scope ("region" or a reporter) and a place ("total" or "sex=female"). */
export function findFigure(decision: DisclosureDecision, scope: string, place = 'total'): PublicFigure {
  const figure = decision.figures.find((one) => one.scope === scope && nameOf(one) === place);
  if (!figure) throw new Error(`There is no figure of ${scope} for ${place}.`);
  return figure;
}

/** The figures with numbers that are not shown, as "scope place", with the codes of their reasons. */
export function listHeld(decision: DisclosureDecision): Record<string, string[]> {
  const held = decision.figures.filter(({ state }) => state === 'suppressed');
  return Object.fromEntries(
    held.map((figure) => [`${figure.scope} ${nameOf(figure)}`, figure.reasons.map(({ code }) => code)]),
  );
}

/** What a publication leaves behind for the next: its figures that have numbers or a range. */
export const asEarlier = ({ figures }: DisclosureDecision, publication: number): EarlierFigure[] =>
  listShownFigures(figures, publication);

function nameOf({ dimension, category }: Pick<PublicFigure, 'dimension' | 'category'>): string {
  return dimension === null ? 'total' : `${dimension}=${category}`;
}
