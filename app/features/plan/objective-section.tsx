import type { ComponentProps } from 'react';
import { Section } from '#app/components/layout.tsx';
import { English } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { ActivityList } from './activity-list.tsx';

type List = ComponentProps<typeof ActivityList>;
type ObjectiveSectionProps = Omit<List, 'activities' | 'labelledBy'> & {
  objective: { code: string; title: string; activities: List['activities'] };
  level?: ComponentProps<typeof Section>['level'];
};

/** An objective with its activities, and the way to its page. */
export function ObjectiveSection({ objective, level, ...list }: ObjectiveSectionProps) {
  const link = usePublicationLink();
  const words = useWords('plan');
  const id = `objective-${objective.code}`;
  return (
    <Section
      {...(level === undefined ? {} : { level })}
      id={id}
      title={<English>{`${objective.code} ${objective.title}`}</English>}
      action={
        <Link to={link(`/objectives/${objective.code}`)}>
          {words('objectiveInDetail', { code: objective.code })}
        </Link>
      }
    >
      <ActivityList {...list} activities={objective.activities} labelledBy={id} />
    </Section>
  );
}
