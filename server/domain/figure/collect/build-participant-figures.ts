import { formatShareOf } from '../../finding/sentence-parts.ts';
import { listRunning } from '../../plan/plan-status.calculations.ts';
import { buildOwnFigures, buildParticipation, buildOwnFiguresId } from '../build-participant-figures.ts';
import type { FigureDefinition } from '../figure.types.ts';
import type { FigureSource, PublicFigures, SameFigures } from './public-figures.ts';

/**
 * Collects the figures of who takes part ("participation"), and of what each state and body has released
 * ("TH.figures").
 */
export function buildParticipantFigures(
  source: FigureSource,
  { about, rounds, indicators, reporters, figuresOf }: PublicFigures,
  before: SameFigures,
): FigureDefinition[] {
  const activities = listRunning(source);
  const participants = reporters.map((reporter) => {
    const { code } = reporter;
    const count = (holds: (activity: (typeof activities)[number]) => boolean) =>
      activities.filter(holds).length;
    return {
      ...reporter,
      leads: count(({ lead }) => lead === code),
      cooperates: count(({ lead, cooperating }) => lead !== code && cooperating.includes(code)),
      takesPart: count(
        ({ lead, cooperating, states }) =>
          lead !== code && !cooperating.includes(code) && states.includes(code),
      ),
    };
  });
  const due = participants.filter(({ coverage }) => (coverage[about.round] ?? 'not_due') !== 'not_due');
  const reported = due.filter(({ coverage }) => coverage[about.round] === 'reported').length;
  return [
    buildParticipation(
      about,
      due.length > 0 ? formatShareOf(reported, due.length, 'reporters') : 'no report was due',
      rounds,
      participants,
    ),
    ...participants.flatMap((participant) => {
      const own = buildOwnFigures(
        about,
        participant,
        rounds,
        indicators.map((indicator) =>
          before.indicators.has(indicator.code)
            ? {
                ...indicator,
                figures: [],
                row: before.rows.get(buildOwnFiguresId(participant.code))?.get(indicator.code),
              }
            : { ...indicator, figures: figuresOf(indicator.code, participant.code) },
        ),
      );
      return own ? [own] : [];
    }),
  ];
}
