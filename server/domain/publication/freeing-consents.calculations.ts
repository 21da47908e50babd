import { groupLinked } from '../disclosure/figure-links.calculations.ts';
import { decideFigures, type FigureInput, type TracedFigure } from './decide-figures.ts';

/** What would change if a reporter released its own figure of an indicator, with all parts of it. */
export type FreeingConsent = {
  reporter: string;
  indicator: string;
  /** How many more regional figures would be shown, of this indicator and of those linked with it. */
  gained: number;
  /** How many would no longer be: with one figure fewer unknown, the rest may be too few. */
  lost: number;
};

/** Each candidate is decided again, so there is a limit. */
const MOST_CANDIDATES = 30;
const MOST_LISTED = 5;

/** Reasons that a reporter's consent to show its own figure can take away. */
const isFreeable = ({ code }: TracedFigure['reasons'][number]) =>
  code === 'too_few_contributors' || code === 'dominance' || code === 'complementary';

/**
 * Sorts consents by what they free on balance, best first, and keeps at most five; those that free nothing are left
 * out.
 */
export function sortFreeingConsents(weighed: readonly FreeingConsent[]): FreeingConsent[] {
  return weighed
    .filter(({ gained, lost }) => gained > lost)
    .sort((a, b) => b.gained - b.lost - (a.gained - a.lost) || compare(a, b))
    .slice(0, MOST_LISTED);
}

export type ConsentCandidate = Pick<FreeingConsent, 'reporter' | 'indicator'>;

/**
 * Lists the consents that may free regional figures of a round, at most 30, the most promising first: of reporters that
 * released a figure for regional totals only, where regional figures of the indicator are suppressed for the sake of
 * reporters. `decided` are the figures as they are decided now. Where few have not released their figure, one consent
 * does most: so each suppressed figure counts as much as the share of the reporter among them.
 */
export function listConsentCandidates(
  { indicators, reports }: FigureInput,
  round: string,
  decided: readonly TracedFigure[],
): ConsentCandidate[] {
  const held = Map.groupBy(
    decided.filter(
      (figure) =>
        figure.round === round &&
        figure.scope === 'region' &&
        !figure.show &&
        figure.reasons.some(isFreeable),
    ),
    ({ indicator }) => indicator,
  );
  return indicators
    .flatMap(({ id, code }) => {
      const own = (reports.get(id) ?? []).filter((report) => report.round === round && report.included);
      const kept = new Set(
        own.filter(({ release }) => release === 'regional').map(({ reporter }) => reporter),
      );
      return [...kept].map((reporter) => {
        let promise = 0;
        for (const { contributing } of held.get(code) ?? []) {
          if (contributing.includes(reporter))
            promise += 1 / contributing.filter((other) => kept.has(other)).length;
        }
        return { reporter, indicator: code, promise };
      });
    })
    .filter(({ promise }) => promise > 0)
    .sort((a, b) => b.promise - a.promise || compare(a, b))
    .slice(0, MOST_CANDIDATES);
}

/** Decides again with one consent. `decided` are the figures as they are decided without it. */
export function calculateFreeingConsent(
  input: FigureInput,
  round: string,
  decided: readonly TracedFigure[],
  { reporter, indicator }: ConsentCandidate,
): FreeingConsent {
  const family =
    groupLinked(input.indicators, input.equalities).find((group) =>
      group.some(({ code }) => code === indicator),
    ) ?? [];
  // Nobody is asked to release what the tracker works out itself.
  const asked = family.filter(({ derivation }) => derivation === null);
  const alone: FigureInput = { ...input, rounds: [round], indicators: asked };
  const id = asked.find(({ code }) => code === indicator)?.id;
  const reports = new Map(input.reports);
  if (id !== undefined) {
    reports.set(
      id,
      (input.reports.get(id) ?? []).map((report) =>
        report.reporter === reporter && report.round === round
          ? { ...report, release: 'national' as const }
          : report,
      ),
    );
  }
  const codes = new Set(asked.map(({ code }) => code));
  const before = listShown(decided.filter((figure) => figure.round === round && codes.has(figure.indicator)));
  const after = listShown(decideFigures({ ...alone, reports }).figures);
  return {
    reporter,
    indicator,
    gained: [...after].filter((name) => !before.has(name)).length,
    lost: [...before].filter((name) => !after.has(name)).length,
  };
}

/** Names the regional figures that are shown with a number, be it that of an earlier publication. */
const listShown = (figures: readonly TracedFigure[]): Set<string> =>
  new Set(
    figures
      .filter(({ scope, show, state }) => scope === 'region' && show && state === 'reported')
      .map(({ indicator, dimension, category }) => JSON.stringify([indicator, dimension, category])),
  );

const compare = (a: ConsentCandidate, b: ConsentCandidate): number => {
  const [one, other] = [`${a.indicator}/${a.reporter}`, `${b.indicator}/${b.reporter}`];
  return one < other ? -1 : one > other ? 1 : 0;
};
