import type { TrajectoryInput } from '#app/charts/trajectory-geometry.ts';
import type {
  IndicatorDetail,
  PublicRound,
  RoundFigure,
} from '#server/trpc/routers/dashboard-figures.router.ts';
import { isFlow, sayAmount, sayFigure, sayFigureOrState } from '#server/domain/finding/figure-words.ts';
import { sayRound, shortenRound } from '#server/domain/finding/round-words.ts';

type Subject = Pick<
  IndicatorDetail,
  'measure' | 'unit' | 'choices' | 'aggregation' | 'reportedBy' | 'baseline' | 'targets'
>;

/** The regional figures of an indicator as the trajectory draws them. */
export function buildTrajectoryInput(
  subject: Subject,
  rounds: readonly PublicRound[],
  region: readonly RoundFigure[],
): TrajectoryInput {
  const byRound = new Map(region.map((figure) => [figure.round, figure]));
  return {
    kind: isFlow(subject.aggregation) ? 'flow' : 'level',
    limit: subject.measure === 'percentage' ? 100 : undefined,
    whole: subject.measure === 'count' || subject.measure === 'choice',
    baseline: subject.baseline && { year: subject.baseline.year, value: Number(subject.baseline.value) },
    targets: subject.targets.map(({ year, value }) => ({ year, value: Number(value) })),
    rounds: rounds.map((round) => {
      const figure = byRound.get(round.code);
      const isShown = figure?.state === 'reported' && figure.value !== null;
      const hasCoverage =
        subject.reportedBy !== 'register' &&
        figure?.contributing != null &&
        figure.expected != null &&
        figure.expected > 0;
      return {
        key: round.code,
        label: shortenRound(round.code),
        start: round.periodStart,
        end: round.periodEnd,
        value: isShown ? Number(figure.value) : null,
        missing: figure && figure.state !== 'reported' ? figure.state : null,
        coverage: hasCoverage
          ? {
              long: `${figure.contributing} of ${figure.expected}`,
              short: `${figure.contributing}/${figure.expected}`,
            }
          : null,
      };
    }),
  };
}

/** Every figure of the trajectory in words, by round and by target year, for the interactive chart. */
export function sayTrajectory(subject: Subject, region: readonly RoundFigure[]): Record<string, string> {
  return Object.fromEntries([
    ...region.map((figure) => [figure.round, sayFigureOrState(subject, figure)]),
    ...subject.targets.map(({ year, value }) => [`target-${year}`, sayAmount(subject, value)]),
  ]);
}

/** The trajectory in one sentence, for those who do not see it. */
export function describeTrajectory(
  subject: Subject,
  rounds: readonly PublicRound[],
  region: readonly RoundFigure[],
): string {
  const byRound = new Map(region.map((figure) => [figure.round, figure]));
  const figures = rounds.flatMap((round) => {
    const figure = byRound.get(round.code);
    return figure ? [`${round.title}: ${sayFigureOrState(subject, figure)}`] : [];
  });
  const targets = subject.targets.map(({ year, value }) => `${year}: ${sayAmount(subject, value)}`);
  return `${figures.join('; ')}.${targets.length > 0 ? ` Targets: ${targets.join('; ')}.` : ''}`;
}

/** A heading over the trajectory: where it began and where it stands. */
export function sayCourse(
  subject: Subject,
  rounds: readonly PublicRound[],
  region: readonly RoundFigure[],
): string {
  const byCode = new Map(rounds.map((round) => [round.code, round]));
  const shown = region.filter(({ state }) => state === 'reported');
  const [first, last] = [shown[0], shown.at(-1)];
  const when = (figure: RoundFigure) => {
    const round = byCode.get(figure.round);
    return round ? sayRound(round) : figure.round;
  };
  if (!first || !last) return 'No regional figure is shown yet';
  if (first === last) return `${sayFigure(subject, last)} in ${when(last)}, the only round shown so far`;
  return `From ${sayFigure(subject, first)} in ${when(first)} to ${sayFigure(subject, last)} in ${when(last)}`;
}
