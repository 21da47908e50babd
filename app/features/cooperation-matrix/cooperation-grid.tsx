import { Link } from 'react-router';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { useLabel, useLabelLang } from '#app/features/language/language-context.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import type { FigureDefinition, MatrixChart } from '#server/domain/figure/figure.types.ts';
import styles from './cooperation-grid.module.css';

/**
 * The matrix as a table in which every number leads to the entries behind it, made of the rows of its figure. Codes
 * head the columns, so that it fits a phone.
 */
export function CooperationGrid({ figure, chart }: { figure: FigureDefinition; chart: MatrixChart }) {
  const words = useWords('library');
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
        <caption className={styles.caption}>{words('matrixCaption')}</caption>
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
                    <td key={other.code} className={styles.cell}>
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
                  <td key={other.code} className={styles.cell}>
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
            {side.code} {nameOf(side)}{' '}
          </span>
        ))}
      </p>
    </>
  );
}
