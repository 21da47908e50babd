import type { TargetPace } from '#server/domain/finding/pace.rules.ts';
import type { PublicFigure } from '#server/domain/disclosure/disclosure.types.ts';
import type { History, Told } from './target-histories.ts';
import type { Statement } from './worlds.ts';

/*
 * A reader of targets and amounts: what a value, an outcome, a percentage of a target or a total of support says of the
 * totals behind it. It asks nothing of the rules, and takes each word for all that it can mean: "met" of every round of
 * the year that was reported, a percentage for the share that it was rounded from.
 */

type Line = {
  code: string;
  year: number;
  target: number;
  value: string | null;
  /** The rounds in the value. */
  rounds: readonly string[];
  outcome: string | null;
  pace: TargetPace | null;
};

/** A percentage is rounded to one decimal; and a little for numbers that are not exact. */
const half = 0.050_001;

/** What a publication says of totals beyond its figures. */
export function readSayings(history: History, { at, publication, sayings }: Told): Statement[] {
  const { inputs, decisions } = publication;
  const codes = inputs.map(({ indicator }) => indicator.code);
  const regional = sayings.regional.flatMap((one) =>
    readLine('region', {
      ...one,
      target: Number(one.target),
      rounds: one.parts.map(({ round }) => round),
    }),
  );
  const national = [...sayings.national].flatMap(([reporter, lines]) =>
    lines.flatMap(({ indicator, ...line }) =>
      readLine(reporter, { ...line, code: indicator.code, target: Number(line.target) }),
    ),
  );
  return [...regional, ...national, ...readAmounts()];

  function readLine(scope: string, line: Line): Statement[] {
    const index = codes.indexOf(line.code);
    const { measure, aggregation } = inputs[index]!.indicator;
    const { direction, baseline } = history.subjects[index]!;
    const isShare = measure === 'percentage';
    const adds = aggregation === 'sum' || aggregation === 'sum_of_reports';
    const totalOf = (round: string): PublicFigure | undefined =>
      decisions[index]!.figures.find(
        (one) => one.round === round && one.scope === scope && one.dimension === null,
      );
    const isKept = (round: string) => totalOf(round)?.keptFrom != null;
    const reportersOf = (round: string): readonly string[] => totalOf(round)?.contributing ?? [];
    const ofYear = sayings.rounds.filter(({ periodEnd }) => periodEnd.startsWith(String(line.year)));
    const meant = (adds ? ofYear : ofYear.slice(-1)).map(({ code }) => code);
    const open = line.rounds.filter((round) => reportersOf(round).length > 0);
    /** Says that the total of rounds is from one number to another; of a share in per cent. */
    const between = (rounds: readonly string[], least: number, most: number): Statement[] => {
      // What is kept is of other reports than today's, and stands where it is kept from.
      if (rounds.length === 0 || rounds.some(isKept)) return [];
      const terms = (part: 'value' | 'numerator' | 'denominator', weight: number) =>
        rounds.flatMap((round) =>
          reportersOf(round).map((reporter) => ({ indicator: index, round, reporter, part, weight })),
        );
      if (terms('value', 1).length === 0) return [];
      if (!isShare) return [{ terms: terms('value', 1), least, most }];
      const no = Number.POSITIVE_INFINITY;
      const bounds: Statement[] = [];
      if (least > 0)
        bounds.push({
          terms: [...terms('numerator', 100), ...terms('denominator', half - least)],
          least: 0,
          most: no,
        });
      if (most < no)
        bounds.push({
          terms: [...terms('numerator', 100), ...terms('denominator', -half - most)],
          least: -no,
          most: 0,
        });
      return bounds;
    };
    const statements: Statement[] = [];
    const no = Number.POSITIVE_INFINITY;
    if (line.value !== null) statements.push(...between(open, Number(line.value), Number(line.value)));
    const isBelow = (direction === 'down') === (line.outcome === 'met');
    const step = isShare ? 0 : 1;
    if (line.outcome === 'met')
      statements.push(...(isBelow ? between(meant, 0, line.target) : between(meant, line.target, no)));
    if (line.outcome === 'missed')
      statements.push(
        ...(isBelow ? between(meant, 0, line.target - step) : between(meant, line.target + step, no)),
      );
    if (line.pace) {
      const from = adds || !baseline || scope !== 'region' ? 0 : Number(baseline.value);
      const way = line.target - from;
      const { reached } = line.pace;
      const rounds = adds
        ? meant
        : sayings.rounds
            .filter(({ periodEnd }) => Number(periodEnd.slice(0, 4)) <= line.year)
            .slice(-1)
            .map(({ code }) => code);
      const [near, far] = [from + (way * reached) / 100, from + (way * (reached + 1)) / 100];
      const round = (value: number, up: boolean) =>
        isShare ? value : up ? Math.ceil(value - 1e-9) : Math.floor(value + 1e-9);
      if (way > 0)
        statements.push(
          ...between(rounds, reached > 0 ? round(near, true) : 0, isShare ? far : Math.ceil(far - 1e-9) - 1),
        );
      else
        statements.push(
          ...between(
            rounds,
            Math.max(0, isShare ? far : Math.floor(far + 1e-9) + 1),
            reached > 0 ? round(near, false) : no,
          ),
        );
    }
    return statements;
  }

  /** What totals of support leave beside the amounts that stand alone: it is taken for what reporters had. */
  function readAmounts(): Statement[] {
    const index = inputs.findIndex(({ indicator }) => indicator.measure === 'money');
    const round = inputs[index]?.rounds[0]?.round;
    if (round === undefined) return [];
    const { entries, totals } = sayings.support;
    return totals.flatMap(({ name, amount }): Statement[] => {
      const own = entries.filter(({ partner }) => name === 'area' || name === 'year' || partner === name);
      const agreed = own.filter(({ receivers }) => history.agreeing[at]?.includes(receivers[0] ?? ''));
      const held = own.filter((entry) => !agreed.includes(entry));
      const shown = agreed.flatMap(({ lines }) => lines).reduce((sum, line) => sum + Number(line.amount), 0);
      const rest = Number(amount) - shown;
      const terms = held.map(({ receivers }) => ({
        indicator: index,
        round,
        reporter: receivers[0]!,
        part: 'value' as const,
        weight: 1,
      }));
      return rest > 0 ? [{ terms, least: rest, most: rest }] : [];
    });
  }
}
