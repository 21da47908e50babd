import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import type { Cell } from '#server/domain/value/indicator-value.schema.ts';

/** What the agencies of a state have sent its focal point: the same for every way of reporting it. */
export const changedActivities = 12;

export const news = {
  achievements:
    'Two statusesByRound were held with the police and the labour inspectorate; 64 officers took part and the checklist was revised.',
  challenges: 'The budget for travel to the border provinces came late.',
  nextSteps:
    'Hold the third course and send the revised checklist to all provinces before the end of the year.',
  account: 'The figures of the hotline were used when the opening hours of two shelters were decided in May.',
};

/**
 * The figures of one indicator as an agency's table holds them: the total, then each breakdown in order, one line a
 * cell; two columns where a share is reported. A little more than in the last round, as figures mostly are; the last
 * category of a breakdown takes what the others leave.
 */
export function listFigures(
  { measure, dimensions }: Pick<IndicatorDefinition, 'measure' | 'dimensions'>,
  last: Pick<Cell, 'dimension' | 'value' | 'numerator' | 'denominator'>[],
): string[][] {
  const before = last.find(({ dimension }) => dimension === null);
  const grow = (text: string | null | undefined) => Math.ceil(Number(text ?? 100) * 1.1);
  const isShare = measure === 'percentage';
  const whole = grow(isShare ? before?.denominator : before?.value);
  const part = isShare ? Math.min(grow(before?.numerator), whole) : 0;
  const split = (sum: number, among: number) => {
    const each = Math.floor(sum / (among + 1));
    return Array.from({ length: among }, (_, index) =>
      index === among - 1 ? sum - each * (among - 1) : each,
    );
  };
  const lines = [isShare ? [part, whole] : [whole]];
  for (const { categories } of dimensions) {
    const wholes = split(whole, categories.length);
    const parts = split(part, categories.length);
    categories.forEach((_, index) => {
      const [one = 0, of = 0] = [parts[index], wholes[index]];
      lines.push(isShare ? [Math.min(one, of), of] : [of]);
    });
  }
  return lines.map((line) => line.map(String));
}
