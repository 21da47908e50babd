import type { Reader } from '#db/client.ts';
import { buildOwnFigures, buildParticipation } from '#server/domain/figure/build-participant-figures.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { shareOf } from '#server/domain/finding/sentence-parts.ts';
import { listActivities } from '../plan/load-plan.ts';
import type { Publication } from '../scope.ts';
import type { PublicFigures } from './load-public-figures.ts';

/** Who takes part ("participation"), and what each state and body has released of its own ("TH.figures"). */
export async function collectParticipantFigures(
  database: Reader,
  publication: Publication,
  { about, rounds, indicators, reporters, figuresOf }: PublicFigures,
): Promise<FigureDefinition[]> {
  const activities = await listActivities(database, publication.number);
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
      due.length > 0 ? shareOf(reported, due.length, 'reporter') : 'no report was due',
      participants,
    ),
    ...participants.flatMap((participant) => {
      const own = buildOwnFigures(
        about,
        participant,
        rounds,
        indicators.map((indicator) => ({
          ...indicator,
          figures: figuresOf(indicator.code, participant.code),
        })),
      );
      return own ? [own] : [];
    }),
  ];
}
