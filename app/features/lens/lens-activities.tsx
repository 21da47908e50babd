import { Section } from '#app/components/layout.tsx';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { planYears } from '#app/features/participant/participant-activities.tsx';
import { ActivityList } from '#app/features/plan/activity-list.tsx';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import { noStatus } from '#server/domain/finding/describe-status.ts';
import type { LensPage } from '#server/trpc/routers/dashboard-figures.router.ts';

/** The activities of a lens: the figure by thematic area, then the activities under the status that each has. */
export function LensActivities({
  activities,
  statuses,
  publication,
  figure,
}: Pick<LensPage, 'activities' | 'statuses' | 'publication'> & { figure: DrawnFigure | undefined }) {
  const words = useWords('lens');
  if (activities.length === 0) return null;
  const groups = [
    ...statuses.map((word) => ({ ...word, own: activities.filter(({ status }) => status === word.code) })),
    { ...noStatus.notReported, own: activities.filter(({ status, due }) => status === null && due) },
    { ...noStatus.notDue, own: activities.filter(({ status, due }) => status === null && !due) },
  ].filter(({ own }) => own.length > 0);
  return (
    <Section
      id="activities"
      title={words('activityCount', { count: activities.length })}
      lead={words('activityLead')}
    >
      <FigureBlock figure={figure} headingLevel={3} />
      {groups.map(({ code, label, own }) => (
        <Section key={code} level={3} id={`status-${code}`} title={`${label}: ${own.length}`}>
          <ActivityList
            activities={own}
            statuses={statuses}
            plan={planYears(publication)}
            labelledBy={`status-${code}`}
          />
        </Section>
      ))}
    </Section>
  );
}
