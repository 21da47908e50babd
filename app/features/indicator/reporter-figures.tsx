import { Link } from 'react-router';
import { Figure } from '#app/charts/figure.tsx';
import { Sparkline } from '#app/charts/sparkline.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import type {
  IndicatorPage,
  ReporterFigures as Reporter,
} from '#server/trpc/routers/dashboard-figures.router.ts';
import { FigureValue } from './figure-value.tsx';
import { sayFigureOrState } from '#server/domain/finding/figure-words.ts';
import styles from './indicator.module.css';

type ReportersProps = Pick<IndicatorPage, 'indicator' | 'rounds' | 'reporters' | 'publication'>;

const pathOf = ({ kind, code }: Reporter) =>
  kind === 'state' ? `/states/${code.toLowerCase()}` : `/bodies/${code}`;

/** Figures of single reporters that they have released: small pictures on one scale, in the order of the alphabet. */
export function ReporterFigures({ indicator, rounds, reporters, publication }: ReportersProps) {
  const link = usePublicationLink();
  const states = reporters.filter(({ kind }) => kind === 'state').length;
  if (reporters.length === 0) return null;
  const who = states === reporters.length ? ['state has', 'states have'] : ['reporter has', 'reporters have'];
  const numbers = reporters.flatMap(({ figures }) =>
    figures.flatMap(({ value }) => (value === null ? [] : [Number(value)])),
  );
  const isDrawn = indicator.measure !== 'choice' && numbers.length > 0;
  const max = indicator.measure === 'percentage' ? 100 : Math.max(...numbers);
  return (
    <Figure
      id="reporters"
      title={`${reporters.length} ${who[reporters.length === 1 ? 0 : 1]} released ${reporters.length === 1 ? 'its' : 'their'} own figure`}
      summary={
        isDrawn
          ? 'All pictures have the same scale, from zero; they stand in the order of the alphabet. Laws, systems and sizes differ: this is no comparison.'
          : 'In the order of the alphabet. Laws and systems differ: this is no comparison.'
      }
      tableAs={isDrawn ? 'folded' : 'shown'}
      picture={
        isDrawn ? (
          <ul className={styles.panels}>
            {reporters.map((reporter) => (
              <li key={reporter.code} className={styles.panel}>
                <p className={styles.panelName}>
                  <Link to={link(pathOf(reporter))}>
                    {reporter.kind === 'state' ? reporter.name : reporter.code}
                  </Link>
                </p>
                <Panel indicator={indicator} rounds={rounds} reporter={reporter} max={max} />
              </li>
            ))}
          </ul>
        ) : undefined
      }
      table={
        <DataTable
          caption="Released figures by reporter and round"
          captionHidden
          dense
          fit
          rows={reporters}
          rowKey={({ code }) => code}
          columns={[
            {
              key: 'reporter',
              header: states === reporters.length ? 'State' : 'Reporter',
              rowHeader: true,
              minWidth: '9rem',
              cell: (reporter) => (
                <Link to={link(pathOf(reporter))}>
                  {reporter.kind === 'state' ? reporter.name : reporter.code}
                </Link>
              ),
            },
            ...rounds.map(({ code }) => ({
              key: code,
              header: code,
              numeric: indicator.measure !== 'choice',
              cell: ({ figures }: Reporter) => (
                <FigureValue
                  subject={indicator}
                  figure={figures.find(({ round }) => round === code)}
                  withParts
                />
              ),
            })),
          ]}
        />
      }
      notes="A round without an entry is one for which the reporter has not released its own figure."
      source="accepted reports, released by the reporter"
      publication={<PublicationLine publication={publication} />}
    />
  );
}

interface PanelProps extends Pick<IndicatorPage, 'indicator' | 'rounds'> {
  reporter: Reporter;
  max: number;
}

function Panel({ indicator, rounds, reporter, max }: PanelProps) {
  const byRound = new Map(reporter.figures.map((figure) => [figure.round, figure]));
  const values = rounds.map(({ code }) => {
    const figure = byRound.get(code);
    return figure?.state === 'reported' && figure.value !== null ? Number(figure.value) : null;
  });
  const newest = reporter.figures.at(-1);
  const label = reporter.figures
    .map((figure) => `${figure.round}: ${sayFigureOrState(indicator, figure)}`)
    .join('; ');
  return (
    <>
      <Sparkline values={values} max={max} label={label} size="panel" />
      {newest ? (
        <p className={styles.panelFigure}>
          <FigureValue subject={indicator} figure={newest} withUnit withWord />{' '}
          <span className={styles.panelRound}>{newest.round}</span>
        </p>
      ) : null}
    </>
  );
}
