import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import type { LensPage } from '#app/contract.ts';
import { FoldedFigure } from '#app/features/figure/figure-block.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { formatWhen } from '#app/features/library/library-list.tsx';
import { StatusText } from '#app/features/plan/activity-list.tsx';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import styles from './lens.module.css';

type Aim = LensPage['aims'][number];

/** The aims of cooperation between two states: each with its activities by status, its last step and its results. */
export function CooperationAims({
  aims,
  statuses,
  pairs,
}: Pick<LensPage, 'aims' | 'statuses'> & {
  /** The matrix of pairs of states. */
  pairs: DrawnFigure | undefined;
}) {
  const words = useWords('situation');
  const link = usePublicationLink();
  if (aims.length === 0) return <FoldedFigure figure={pairs} />;
  return (
    <Section id="aims" title={words('aimsTitle')} lead={<p>{words('aimsLead')}</p>}>
      <DataTable
        caption={words('aimsTitle')}
        captionHidden
        narrow="stack"
        rows={aims}
        rowKey={({ aim }) => aim}
        columns={[
          { key: 'aim', header: words('aim'), rowHeader: true, cell: ({ aim }) => words(`aim_${aim}`) },
          {
            key: 'activities',
            header: words('aimActivities'),
            minWidth: '17rem',
            cell: ({ activities }) => (
              <ul className={styles.plain}>
                {activities.map((activity) => (
                  <li key={activity.code}>
                    <Link to={link(`/activities/${activity.code}`)}>
                      {activity.code} {activity.title}
                    </Link>
                    <div>
                      <StatusText stand={activity} statuses={statuses} />
                    </div>
                  </li>
                ))}
              </ul>
            ),
          },
          {
            key: 'step',
            header: words('lastStep'),
            minWidth: '11rem',
            cell: ({ lastStep }) =>
              lastStep ? (
                <>
                  <Link to={link(`/library/${lastStep.code}`)}>{lastStep.title}</Link>
                  <span className={styles.under}>{formatWhen(lastStep)}</span>
                </>
              ) : (
                words('noStep')
              ),
          },
          {
            key: 'result',
            header: words('result'),
            minWidth: '18rem',
            cell: ({ activities }) => <Results activities={activities} />,
          },
        ]}
      />
      <FoldedFigure figure={pairs} />
    </Section>
  );
}

function Results({ activities }: Pick<Aim, 'activities'>) {
  const words = useWords('situation');
  const said = activities.flatMap(({ code, result }) => (result ? [{ code, ...result }] : []));
  if (said.length === 0) return <p>{words('noResult')}</p>;
  return (
    <ul className={styles.plain}>
      {said.map(({ code, reporter, words: text }) => (
        <li key={code}>
          {text}
          <span className={styles.under}>
            {words('resultFrom', {
              activity: code,
              reporter: reporter.kind === 'state' ? reporter.name : reporter.code,
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}
