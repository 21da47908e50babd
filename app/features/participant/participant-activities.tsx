import { StatusBar } from '#app/features/figure/figure-block.tsx';
import { Section } from '#app/components/layout.tsx';
import type { LensActivity, ParticipantPage } from '#app/contract.ts';
import { ActivityList } from '#app/features/plan/activity-list.tsx';
import { English } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import {
  type ActivityStatus,
  countStatuses,
  type StatusWord,
} from '#server/domain/plan/activity-status.calculations.ts';
import { listBarOrder } from '#server/domain/figure/group-statuses.ts';
import { buildSegments } from '#server/domain/finding/describe-status.ts';
import styles from './participant.module.css';

export interface ActivitiesProps {
  activities: readonly LensActivity[];
  areas: readonly { code: string; title: string }[];
  statuses: readonly StatusWord[];
  plan: { firstYear: number; lastYear: number };
}

/** First and last year of the plan of a publication. */
export const planYears = (publication: { planStartsOn: string; planEndsOn: string }) => ({
  firstYear: Number(publication.planStartsOn.slice(0, 4)),
  lastYear: Number(publication.planEndsOn.slice(0, 4)),
});

/** A bar of activities by status, in the order of the bars that figures draw. */
export function ActivitiesByStatusBar({
  activities,
  statuses,
  name,
}: {
  activities: readonly ActivityStatus[];
  statuses: readonly StatusWord[];
  name: string;
}) {
  const order = listBarOrder(statuses);
  const segments = buildSegments(countStatuses(activities), statuses).toSorted(
    (a, b) => order.indexOf(a.key) - order.indexOf(b.key),
  );
  if (segments.every(({ value }) => value === 0)) return null;
  return (
    <div className={styles.bar}>
      <StatusBar label={name} unit="activities" segments={segments} />
    </div>
  );
}

/** Activities under the thematic areas that they belong to. */
export function ActivitiesByArea({
  activities,
  areas,
  statuses,
  plan,
  level = 3,
}: ActivitiesProps & { level?: 2 | 3 | undefined }) {
  return (
    <>
      {areas.map((area) => {
        const inArea = activities.filter((activity) => activity.area === area.code);
        if (inArea.length === 0) return null;
        const id = `activities-${area.code}`;
        return (
          <Section
            key={area.code}
            level={level}
            id={id}
            title={<English>{`${area.code} ${area.title}`}</English>}
          >
            <ActivityList activities={inArea} statuses={statuses} plan={plan} labelledBy={id} />
          </Section>
        );
      })}
    </>
  );
}

const partTitles = {
  leads: 'leadsCount',
  cooperates: 'cooperatesCount',
} as const;

/** What a body leads and cooperates in, each as a part of its own. */
export function ParticipantActivities({
  activities,
  statuses,
  publication,
}: Pick<ParticipantPage, 'activities' | 'statuses' | 'publication'>) {
  const plan = planYears(publication);
  const words = useWords('participant');
  return (
    <>
      {(['leads', 'cooperates'] as const).map((part) => {
        const own = activities.filter((activity) => activity.part === part);
        if (own.length === 0) return null;
        const title = words(partTitles[part], { count: own.length });
        return (
          <Section key={part} id={part} title={title}>
            <ActivitiesByStatusBar activities={own} statuses={statuses} name={title} />
            <ActivityList activities={own} statuses={statuses} plan={plan} labelledBy={part} />
          </Section>
        );
      })}
    </>
  );
}
