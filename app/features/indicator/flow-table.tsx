import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import type { IndicatorPage } from '#app/contract.ts';
import { LabelWord } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import type { FlowTable } from '#server/domain/figure/build-flow-table.ts';
import { buildReceiptPath } from '#server/domain/figure/receipt-path.ts';
import type { RoundFigure } from '#server/domain/finding/public-figure.types.ts';
import { FigureValue, NoNumberLegend } from './indicator-list.tsx';

/**
 * From where people came, in rows, and in columns the states that report on them, which are taken as the place of
 * exploitation. Each number is a published figure with a receipt of its own; the table adds nothing up.
 */
export function FlowTableSection({
  indicator,
  rounds,
  flows,
}: Pick<IndicatorPage, 'indicator' | 'rounds'> & { flows: FlowTable }) {
  const words = useWords('indicator');
  const link = usePublicationLink();
  const round = rounds.find(({ code }) => code === flows.round);
  const show = (figure: RoundFigure | null, scope: string, origin: string) => {
    if (!figure) return null;
    const value = <FigureValue subject={indicator} figure={figure} />;
    if (figure.state !== 'reported') return value;
    const path = buildReceiptPath({
      indicator: indicator.code,
      round: flows.round,
      scope,
      dimension: flows.dimension.code,
      category: origin,
    });
    return <Link to={link(path)}>{value}</Link>;
  };
  return (
    <Section id="flows" title={words('flows')} lead={words('flowsLead')}>
      <DataTable
        wide
        dense
        fit
        caption={
          round ? (
            <LabelWord list="round" code={round.code}>
              {round.title}
            </LabelWord>
          ) : (
            flows.round
          )
        }
        rows={flows.rows}
        rowKey={({ origin }) => origin.code}
        columns={[
          {
            key: 'origin',
            header: (
              <LabelWord list="dimension" code={flows.dimension.code}>
                {flows.dimension.name}
              </LabelWord>
            ),
            rowHeader: true,
            cell: ({ origin }) => (
              <LabelWord list="category" code={`${flows.dimension.code}=${origin.code}`}>
                {origin.name}
              </LabelWord>
            ),
          },
          ...flows.states.map((state, at) => ({
            key: state.code,
            group: words('flowsReportedBy'),
            numeric: true,
            nowrap: true,
            header: (
              <LabelWord list="state" code={state.code}>
                {state.name}
              </LabelWord>
            ),
            cell: ({ origin, figures }: FlowTable['rows'][number]) =>
              show(figures[at] ?? null, state.code, origin.code),
          })),
          {
            key: 'region',
            header: words('flowsRegion'),
            numeric: true,
            nowrap: true,
            cell: ({ origin, region }) => show(region, 'region', origin.code),
          },
        ]}
      />
      <NoNumberLegend />
    </Section>
  );
}
