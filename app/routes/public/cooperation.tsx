import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { NothingPublished } from '#app/features/publication/publication-words.tsx';
import { requestContext } from '#app/request-context.ts';
import { library as english } from '#server/domain/language/messages/en/library.ts';
import type { Route } from './+types/cooperation';
import { Breadcrumbs, LinkTabs } from '#app/components/navigation.tsx';
import { EmptyState } from '#app/components/notice.tsx';
import { Section } from '#app/components/layout.tsx';
import type { CooperationAnswer } from '#app/contract.ts';
import { ArrangementLines } from '#app/features/arrangement/arrangement-lines.tsx';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { LibraryList } from '#app/features/library/library-list.tsx';
import { Link } from '#app/features/publication/public-link.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { LabelWord, useLabel, useLabelLang } from '#app/features/language/language-context.tsx';
import type { FigureDefinition, MatrixChart } from '#server/domain/figure/figure.types.ts';
import styles from './cooperation.module.css';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  const lens = new URL(request.url).searchParams.get('lens')?.trim();
  return ask(requestId, () =>
    publicCaller.dashboard.cooperation({
      publication: readPublication(request.url),
      language,
      ...(lens ? { lens: lens.slice(0, 120) } : {}),
    }),
  );
}

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) => {
  const figure = args.loaderData && 'figure' in args.loaderData ? args.loaderData.figure : undefined;
  return buildPageMeta(args, {
    title: english.cooperation,
    description: figure ? `${figure.definition.title}.` : english.cooperationDescription,
    ...(figure ? { image: `/og/figures/${figure.definition.id}` } : {}),
  });
};

export default function CooperationRoute({ loaderData }: Route.ComponentProps) {
  const words = useWords('library');
  if (!('items' in loaderData)) {
    return (
      <>
        <PageHeading>{words('cooperation')}</PageHeading>
        <NothingPublished />
      </>
    );
  }
  return <CooperationPage {...loaderData} />;
}

/** Which states work together: the matrix, its pairs as a table, and the entries behind it. */
function CooperationPage({ publication, figure, lens, lenses, items, arrangements }: CooperationAnswer) {
  const words = useWords('library');
  const label = useLabel();
  const labelLang = useLabelLang();
  const link = usePublicationLink();
  const chart = figure?.definition.chart;
  return (
    <>
      <Breadcrumbs items={[{ label: words('library'), to: link('/library') }]} />
      <PageHeading lead={words('cooperationDescription')}>{words('cooperation')}</PageHeading>
      {lenses.length > 0 || lens ? (
        <LinkTabs
          label={words('topics')}
          tabs={[
            { to: link('/cooperation'), label: words('allTopics'), current: lens === null },
            ...lenses.map(({ code, title }) => ({
              to: link(`/cooperation?lens=${encodeURIComponent(code)}`),
              label: label('lens', code, title),
              lang: labelLang('lens', code),
              current: lens?.code === code,
            })),
          ]}
        />
      ) : null}
      {figure && chart?.kind === 'matrix' ? (
        <FigureBlock
          figure={{ definition: figure.definition }}
          picture={<CooperationGrid figure={figure.definition} chart={chart} />}
          tableShown={figure.definition.rows.length > 0}
          tableLeftOut={figure.definition.rows.length === 0}
        />
      ) : (
        <EmptyState title={lens ? words('none') : words('noFigure')}>
          <p>{lens ? words('noneHint') : words('noFigureHint')}</p>
        </EmptyState>
      )}
      <ArrangementLines lines={arrangements} />
      {items.length > 0 ? (
        <Section
          id="entries"
          title={words('behindIt')}
          lead={publication.notice ? words('tiesAreOurs') : undefined}
        >
          <LibraryList items={items} headingLevel={3} brief />
        </Section>
      ) : null}
    </>
  );
}

/**
 * The matrix as a table in which every number leads to the entries behind it, made of the rows of its figure. Codes
 * head the columns, so that it fits a phone.
 */
function CooperationGrid({ figure, chart }: { figure: FigureDefinition; chart: MatrixChart }) {
  const words = useWords('library');
  const lang = words.lang === 'en' ? undefined : words.lang;
  const label = useLabel();
  const labelLang = useLabelLang();
  const link = usePublicationLink();
  const { axis, places, list } = chart;
  const nameOf = ({ code, name }: { code: string; name: string }) => label(list, code, name);
  const rowOf = new Map(
    figure.rows.flatMap((row) => {
      const sides = places[row.key];
      return sides
        ? [
            [`${sides.one}/${sides.other}`, row],
            [`${sides.other}/${sides.one}`, row],
          ]
        : [];
    }),
  );
  return (
    <>
      <table className={styles.grid}>
        <caption className={styles.caption} lang={lang}>
          {words('matrixCaption')}
        </caption>
        <thead>
          <tr>
            <td className={styles.corner} />
            {axis.map((side) => (
              <th key={side.code} scope="col" className={styles.head}>
                <abbr title={nameOf(side)} className={styles.code}>
                  {side.code}
                </abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {axis.map((side) => (
            <tr key={side.code}>
              <th scope="row" className={styles.side}>
                <Link to={link(`/states/${side.code}`)} lang={labelLang(list, side.code)}>
                  <span className={styles.name}>{nameOf(side)} </span>
                  <span className={styles.short} aria-hidden="true">
                    {side.code}
                  </span>
                </Link>
              </th>
              {axis.map((other) => {
                if (other.code === side.code) return <td key={other.code} className={styles.same} />;
                const row = rowOf.get(`${side.code}/${other.code}`);
                const count = row?.cells[chart.value];
                const pair = row?.cells[chart.label];
                if (count?.kind !== 'number' || pair?.kind !== 'text') {
                  return (
                    <td key={other.code} className={styles.cell} lang={lang}>
                      <VisuallyHidden>{words('noEntry')}</VisuallyHidden>
                    </td>
                  );
                }
                const said = words('pair', {
                  one: nameOf(side),
                  other: nameOf(other),
                  count: Number(count.value),
                });
                return (
                  <td key={other.code} className={styles.cell} lang={lang}>
                    <Link to={link(pair.path ?? '/library')} className={styles.count} title={said}>
                      <span aria-hidden="true">{count.value}</span>
                      <VisuallyHidden>{said}</VisuallyHidden>
                    </Link>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {/* On a phone, where rows have codes alone. Those who listen hear the names in the rows. */}
      <p className={styles.key} aria-hidden="true">
        {axis.map((side) => (
          <span key={side.code} className={styles.pair}>
            {side.code}{' '}
            <LabelWord list={list} code={side.code}>
              {side.name}
            </LabelWord>{' '}
          </span>
        ))}
      </p>
    </>
  );
}
