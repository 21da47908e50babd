import { StackedBars } from '#app/charts/figure-stacked-bar.tsx';
import { Section } from '#app/components/layout.tsx';
import { planYears } from '#app/features/participant/participant-activities.tsx';
import { countStandings } from '#app/features/participant/standing-counts.ts';
import { ActivityList } from '#app/features/plan/activity-list.tsx';
import { buildSegments, noStatus } from '#server/domain/finding/stands.ts';
import type { LensPage } from '#server/trpc/routers/dashboard-figures.router.ts';

/** The activities of a lens: bars by thematic area, then the activities under the status that each has. */
export function LensActivities({
  activities,
  areas,
  statuses,
  publication,
}: Pick<LensPage, 'activities' | 'areas' | 'statuses' | 'publication'>) {
  if (activities.length === 0) return null;
  const groups = [
    ...statuses.map((word) => ({ ...word, own: activities.filter(({ status }) => status === word.code) })),
    { ...noStatus.notReported, own: activities.filter(({ status, due }) => status === null && due) },
    { ...noStatus.notDue, own: activities.filter(({ status, due }) => status === null && !due) },
  ].filter(({ own }) => own.length > 0);
  return (
    <Section
      id="activities"
      title={`${activities.length === 1 ? '1 activity deals' : `${activities.length} activities deal`} with it`}
      lead="The status is the one that the leading body reported last."
    >
      <StackedBars
        unit={['activity', 'activities']}
        rows={areas.flatMap((area) => {
          const inArea = activities.filter((activity) => activity.area === area.code);
          if (inArea.length === 0) return [];
          return [
            {
              key: area.code,
              label: `${area.code} ${area.title}`,
              segments: buildSegments(countStandings(inArea), statuses),
            },
          ];
        })}
      />
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
