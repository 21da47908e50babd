import { Figure } from '#app/charts/figure.tsx';
import { StackedBars } from '#app/charts/figure-stacked-bar.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import type { MarkName } from '#server/domain/figure/mark-shapes.ts';
import { NoNumber } from '#app/features/status/no-number.tsx';
import type { IndicatorDetail, IndicatorPage } from '#server/trpc/routers/dashboard-figures.router.ts';
import { sayCoverage } from '#server/domain/finding/figure-words.ts';
import { sayRound } from '#server/domain/finding/round-words.ts';

type Choice = IndicatorDetail['choices'][number];

/**
 * A filling for each answer: those that count are full, the others get emptier the further they are from them in
 * the list.
 */
export function fillAnswers(choices: readonly Choice[]): Map<string, MarkName> {
  const counted = choices.filter(({ counts }) => counts);
  const others = choices.filter(({ counts }) => !counts);
  if (choices[0] && !choices[0].counts) others.reverse();
  const full: MarkName[] = ['solid', 'hatched', 'turn'];
  const partial: MarkName[] = ['half', 'dot', 'bars'];
  return new Map([
    ...counted.map(({ code }, index) => [code, full[index] ?? 'solid'] as const),
    ...others.map(
      ({ code }, index) => [code, index === others.length - 1 ? 'empty' : (partial[index] ?? 'dot')] as const,
    ),
  ]);
}

/** How many states gave each answer, round by round. Says how many, never which. */
export function AnswerDistribution({
  indicator,
  rounds,
  region,
  publication,
}: Pick<IndicatorPage, 'indicator' | 'rounds' | 'region' | 'publication'>) {
  const fillings = fillAnswers(indicator.choices);
  const byRound = new Map(region.map((figure) => [figure.round, figure]));
  const newest = region.findLast(({ distribution }) => distribution);
  if (!newest?.distribution) return null;
  const round = rounds.find(({ code }) => code === newest.round);
  const { distribution } = newest;
  const heading = indicator.choices
    .map(({ code, label }) => `${distribution[code] ?? 0} ${label.toLowerCase()}`)
    .join(', ');
  const silent = (contributing: number | null, expected: number | null) =>
    Math.max((expected ?? 0) - (contributing ?? 0), 0);
  return (
    <Figure
      id="answers"
      title={`${round ? `Answers in ${sayRound(round)}` : 'Newest answers'}: ${heading}`}
      summary="How many states gave each answer. Which state gave which is shown only where the state has released it."
      picture={
        <StackedBars
          unit={['state', 'states']}
          rows={rounds.flatMap(({ code, title }) => {
            const figure = byRound.get(code);
            if (!figure?.distribution) return [];
            const given = figure.distribution;
            return [
              {
                key: code,
                label: title,
                segments: [
                  ...indicator.choices.map((choice) => ({
                    key: choice.code,
                    label: choice.label,
                    value: given[choice.code] ?? 0,
                    mark: fillings.get(choice.code) ?? 'dot',
                  })),
                  {
                    key: 'silent',
                    label: 'Not reporting',
                    value: silent(figure.contributing, figure.expected),
                    mark: 'unknown',
                  },
                ],
              },
            ];
          })}
        />
      }
      table={
        <DataTable
          caption="States by answer and round"
          captionHidden
          fit
          rows={rounds}
          rowKey={({ code }) => code}
          columns={[
            { key: 'round', header: 'Round', rowHeader: true, nowrap: true, cell: ({ title }) => title },
            ...indicator.choices.map((choice) => ({
              key: choice.code,
              header: choice.label,
              numeric: true,
              cell: ({ code }: { code: string }) => {
                const figure = byRound.get(code);
                if (!figure) return null;
                return figure.state === 'reported' ? (
                  (figure.distribution?.[choice.code] ?? 0)
                ) : (
                  <NoNumber state={figure.state} />
                );
              },
            })),
            {
              key: 'silent',
              header: 'Not reporting',
              numeric: true,
              cell: ({ code }) => {
                const figure = byRound.get(code);
                return figure ? silent(figure.contributing, figure.expected) : null;
              },
            },
          ]}
        />
      }
      source="accepted reports"
      coverage={sayCoverage(indicator.reportedBy, newest) ?? undefined}
      publication={<PublicationLine publication={publication} />}
    />
  );
}
