import { getAnswerKind, formatUnit } from '../value/measures.ts';
import { describeParticipation } from '#server/domain/finding/participant-finding.ts';
import type { Choice, PublicIndicator, PublicRound } from '#server/domain/finding/public-figure.types.ts';
import { describeRound } from '#server/domain/finding/figure-words.ts';

import { buildCoverageCell, listNewestRounds } from './build-coverage-figure.ts';
import type { PublicationOf } from './build-indicator-time-series.ts';
import {
  buildAnswerLabels,
  listMarkedNote,
  listOwnCells,
  hasFigure,
  type ReporterInput,
  buildReporterPath,
} from './build-indicator-parts.ts';
import type { FigureCell, FigureDefinition, FigureRow } from './figure.types.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

/** A state or body, what it works on, and the position of its tile. */
export type ParticipantInput = Pick<ReporterInput, 'code' | 'kind' | 'name' | 'coverage'> & {
  leads: number;
  cooperates: number;
  takesPart: number;
  /** Row and column of its tile from 1; null if it is not on the map. */
  tile: { row: number; column: number } | null;
};

/**
 * Builds the figure of who takes part: states as equal squares in roughly their geographic position, bodies
 * below by name.
 */
export function buildParticipation(
  publication: PublicationOf,
  coverage: string,
  rounds: readonly Pick<PublicRound, 'code'>[],
  participants: readonly ParticipantInput[],
): FigureDefinition {
  const { round, roundTitle } = publication;
  const shown = listNewestRounds(rounds);
  return {
    id: 'participation',
    title: describeParticipation(
      participants.map(({ kind, coverage: states }) => ({ kind, state: states[round] ?? 'not_due' })),
      roundTitle,
    ),
    summary: `States and bodies: in how many activities each takes part, and whether it reported for each of the newest rounds, up to ${describeRound({ title: roundTitle })}`,
    path: '/states',
    unit: 'activities',
    source: 'the plan, and reports as accepted by the secretariat',
    coverage,
    notes: [
      'Squares are equal and stand roughly as the states lie. How many activities name a state says nothing of how well it does.',
    ],
    publication,
    columns: [
      { key: 'who', label: 'Who', numeric: false },
      { key: 'kind', label: 'Kind', numeric: false },
      { key: 'activities', label: 'Activities', numeric: true },
      { key: 'leads', label: 'Leads', numeric: true },
      { key: 'cooperates', label: 'Cooperates', numeric: true },
      { key: 'takes_part', label: 'Takes part', numeric: true },
      ...shown.map(({ code }) => ({ key: code, label: code, numeric: false })),
    ],
    rows: participants.map((participant) => {
      const { code, kind, name, leads, cooperates, takesPart, coverage: states } = participant;
      const count = (value: number): FigureCell => ({ kind: 'number', value: String(value) });
      return {
        key: code,
        cells: {
          who: {
            kind: 'text',
            text: kind === 'state' ? name : `${code} ${name}`,
            path: buildReporterPath(participant),
            ...(kind === 'state' ? { list: { name: 'state', code } } : {}),
          },
          kind: { kind: 'text', text: kind === 'state' ? 'State' : 'Sectoral body' },
          activities: count(leads + cooperates + takesPart),
          leads: count(leads),
          cooperates: count(cooperates),
          takes_part: count(takesPart),
          ...Object.fromEntries(shown.map((each) => [each.code, buildCoverageCell(states[each.code])])),
        },
      };
    }),
    chart: {
      kind: 'tiles',
      label: 'who',
      value: 'activities',
      series: shown.map((each) => each.code),
      places: Object.fromEntries(
        participants.flatMap(({ code, tile }) => (tile ? [[code, tile] as const] : [])),
      ),
    },
  };
}

/** An indicator with the figures that one participant has released of it. */
export type OwnIndicator = Pick<PublicIndicator, 'code' | 'title' | 'measure' | 'unit'> & {
  choices: Choice[];
  figures: ReporterInput['figures'];
  /** The row of an earlier publication, if it is still the same. */
  row?: FigureRow | undefined;
};

/** Returns the id of the figure of a participant's released values: "TH.figures". */
export const buildOwnFiguresId = (participant: string): string => `${participant}.figures`;

/**
 * Builds the released figures of one participant, each over time and beside nobody else's. Null if it has
 * none.
 */
export function buildOwnFigures(
  publication: PublicationOf,
  participant: Pick<ReporterInput, 'code' | 'kind' | 'name' | 'coverage'>,
  rounds: readonly PublicRound[],
  indicators: readonly OwnIndicator[],
): FigureDefinition | null {
  const released = indicators.filter(({ figures, row }) => figures.length > 0 || row);
  if (released.length === 0) return null;
  const name = participant.kind === 'state' ? participant.name : participant.code;
  const rows = released.map((indicator): FigureRow => {
    if (indicator.row) return indicator.row;
    const unit = getAnswerKind(indicator.measure) === 'choice' ? 'answer' : formatUnit(indicator);
    return {
      key: indicator.code,
      cells: {
        indicator: {
          kind: 'text',
          text: `${indicator.code} ${indicator.title}`,
          path: `/indicators/${indicator.code}`,
        },
        unit: { kind: 'text', text: unit },
        ...listOwnCells(
          indicator.code,
          rounds,
          { ...participant, figures: indicator.figures },
          { unit, answer: buildAnswerLabels(indicator.choices) },
        ),
      },
    };
  });
  const shown = rows.filter((row) => hasFigure(row, rounds)).length;
  return {
    id: buildOwnFiguresId(participant.code),
    title:
      shown === 0
        ? `${name} has released no figure of its own that can be shown`
        : `${name} has released ${formatCount(shown, 'figures')} of its own`,
    summary: `Figures that ${name} has released, by round, each beside its own past`,
    path: buildReporterPath(participant),
    unit: '',
    source: 'accepted reports, released by the reporter',
    coverage: '',
    notes: [
      'Each chart has its own scale from zero, up to 100 for percentages. They show different things and cannot be compared.',
      ...listMarkedNote(rows.length - shown, 'figures'),
    ],
    publication,
    columns: [
      { key: 'indicator', label: 'Indicator', numeric: false },
      { key: 'unit', label: 'Unit', numeric: false },
      ...rounds.map(({ code }) => ({ key: code, label: code, numeric: true })),
    ],
    rows,
    chart: {
      kind: 'multiples',
      label: 'indicator',
      series: rounds.map(({ code }) => code),
      shape: 'flow',
      scale: 'own',
      limit: null,
      unit: 'unit',
    },
  };
}
