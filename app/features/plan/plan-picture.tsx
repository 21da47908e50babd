import { Fragment } from 'react';
import { Link } from '#app/features/publication/public-link.tsx';
import type { StatusCounts, StatusWord } from '#app/contract.ts';
import { LabelWord } from '#app/features/language/language-context.tsx';
import { useRoundName, useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { Legend } from '#app/features/status/status-legend.tsx';
import { groupRows, type MarkedText, getTextWithSymbol } from '#server/domain/figure/draw/marked-rows.ts';
import { getRowText } from '#server/domain/figure/draw/read-row.ts';
import type { FigureDefinition, FigureRow } from '#server/domain/figure/figure.types.ts';
import { statusSymbolNames } from '#server/domain/figure/symbol-shapes.ts';
import { describeCounts } from './plan-words.ts';
import styles from './plan-picture.module.css';
import { StatusSymbolOf } from './activity-list.tsx';

/**
 * The whole plan at a glance, of the rows of its figure: areas as lines, activities as marks in their order, each a
 * link that bears its name. The name of a mark appears under its line on hover and focus, without scripts.
 */
export function PlanPicture({
  figure,
  areas,
  statuses,
}: {
  figure: FigureDefinition;
  areas: readonly { code: string; title: string; counts: StatusCounts }[];
  statuses: readonly StatusWord[];
}) {
  const words = useWords('plan');
  const lang = words.lang === 'en' ? undefined : words.lang;
  const marks = figure.rows.map((row) => getTextWithSymbol(row, 'status'));
  return (
    <>
      <table className={styles.picture}>
        <caption className={styles.caption}>{figure.summary}</caption>
        <tbody>
          {groupRows(figure.rows, 'area').map(({ name, rows }) => {
            const area = areas.find(({ code, title }) => name === `${code} ${title}`);
            return (
              <tr key={name}>
                <th scope="row" className={styles.area}>
                  {area ? <AreaLink area={area} /> : name}
                </th>
                <td className={styles.cell}>
                  <ul className={styles.marks}>
                    {groupRows(rows, 'objective').map((part, index) => (
                      <Fragment key={part.name}>
                        {index > 0 ? <li className={styles.gap} aria-hidden="true" /> : null}
                        {part.rows.map((row) => (
                          <MarkLink key={row.key} row={row} />
                        ))}
                      </Fragment>
                    ))}
                  </ul>
                  {area ? (
                    <p className={styles.sum} lang={lang}>
                      {describeCounts(area.counts, statuses, words)}
                    </p>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Legend
        statuses={listOccurring(marks).map(({ mark, text, list }) => ({
          mark,
          label: text,
          code: list?.code,
        }))}
      />
      {marks.some(({ mark }) => mark === '') ? (
        <p className={styles.note} lang={lang}>
          – {words('notDueNote')}
        </p>
      ) : null}
    </>
  );
}

function AreaLink({ area: { code, title } }: { area: { code: string; title: string } }) {
  const link = usePublicationLink();
  return (
    <Link to={link(`/areas/${code}`)}>
      <span className={styles.areaCode}>{code}</span> {title}
    </Link>
  );
}

/** The marks that occur, in the order of progress. */
function listOccurring(cells: readonly MarkedText[]): MarkedText[] {
  const place = ({ mark }: MarkedText) => (statusSymbolNames as readonly string[]).indexOf(mark);
  const byText = new Map(cells.filter(({ mark }) => mark !== '').map((cell) => [cell.text, cell]));
  return [...byText.values()].sort((a, b) => place(a) - place(b));
}

function MarkLink({ row }: { row: FigureRow }) {
  const link = usePublicationLink();
  const words = useWords('plan');
  const { mark, text, list } = getTextWithSymbol(row, 'status');
  const lang = words.lang === 'en' ? undefined : words.lang;
  const nameRound = useRoundName();
  const from = getRowText(row, 'carried_from');
  const asOf = from && nameRound({ code: from, title: from });
  const name = getRowText(row, 'activity');
  return (
    <li className={styles.item}>
      <Link to={link(`/activities/${row.key}`)} className={styles.mark}>
        <StatusSymbolOf mark={mark} />
        <span className={styles.code}>{row.key}</span>
        <span className={styles.name}>
          {' '}
          {name.startsWith(`${row.key} `) ? name.slice(row.key.length + 1) : name}:{' '}
          {list ? (
            <LabelWord list={list.name} code={list.code}>
              {text}
            </LabelWord>
          ) : (
            text
          )}
          {asOf ? (
            lang ? (
              <span lang={lang}> ({words('asOf', { round: asOf })})</span>
            ) : (
              ` (${words('asOf', { round: asOf })})`
            )
          ) : (
            ''
          )}
        </span>
      </Link>
    </li>
  );
}
