import { buildFacts, type FactSource, type ReportFigure } from './build-facts.calculations.ts';
import type { EditionFacts } from './edition-facts.types.ts';
import type { ResolvedBlock } from './narrative.rules.ts';
import { buildPublicNarrative } from './public-narrative.rules.ts';
import type { Facts } from './reference.rules.ts';
import type { ReportSection } from './report-sections.rules.ts';

/**
 * Resolves narratives with the numbers of an edition. These are the numbers of its own tables: a reference
 * cannot state what the edition does not show. `all` are the numbers without suppression: a passage that
 * mentions one that the edition does not show is left out entirely.
 */
export function resolveSections(
  facts: Omit<EditionFacts, 'narrative'>,
  sections: readonly ReportSection[],
  all: Facts,
): Record<string, ResolvedBlock[]> {
  const known: Facts = buildFacts(buildFactSource(facts));
  return Object.fromEntries(
    sections
      .filter(({ text }) => text.trim() !== '')
      .map(({ key, text }) => [key, buildPublicNarrative(text, { restricted: all, public: known }).blocks]),
  );
}

function buildFactSource(facts: Omit<EditionFacts, 'narrative'>): FactSource {
  const { rounds, indicators, activities, statuses, areas, objectives, lenses, coverage } = facts;
  const words = new Map(statuses.map((status) => [status.code, status]));
  const count = (kind: 'state' | 'body') => {
    const due = coverage.filter((row) => row.kind === kind && (row.states.at(-1) ?? 'not_due') !== 'not_due');
    return { due: due.length, included: due.filter(({ states }) => states.at(-1) === 'reported').length };
  };
  return {
    rounds: rounds.map(({ code }) => code),
    indicators: indicators
      .filter(({ measure }) => measure !== 'text')
      .map(({ code, measure, unit, reportedBy, region, parts }) => ({
        code,
        measure,
        unit,
        reportedBy,
        figures: [...region.map((figure) => ({ dimension: null, category: null, figure })), ...parts].map(
          ({ dimension, category, figure }): ReportFigure => ({
            round: figure.round,
            dimension,
            category,
            state: figure.state,
            value: figure.value,
            contributing: figure.contributing ?? 0,
            expected: figure.expected ?? 0,
          }),
        ),
      })),
    activities: activities.map(({ code, area, objective, lenses: own, stand }) => {
      const word = stand.status === null ? undefined : words.get(stand.status);
      return {
        code,
        area,
        objective,
        lenses: own,
        status: stand.status,
        isLate: word?.isLate ?? false,
        isDone: word?.isDone ?? false,
        isOnTrack: word?.isOnTrack ?? false,
      };
    }),
    statuses: statuses.map(({ code }) => code),
    areas: [...areas, ...objectives].map(({ code }) => code),
    lenses: lenses.map(({ code }) => code),
    reports: { states: count('state'), bodies: count('body') },
  };
}
