import { describeActivityStatus } from '../finding/describe-status.ts';
import type { ScopedFacts } from './document-scope.calculations.ts';
import { type Composer, column, text } from './document-composer.ts';
import type { DocumentRow } from './document.types.ts';
import type { FactActivity } from './edition-facts.types.ts';
import { describeField } from './editorial-words.calculations.ts';

/**
 * Adds the matrix of the plan in the six columns of ASEAN work plans: provision, area of collaboration,
 * activity, expected output, lead and cooperating bodies, status of implementation. One table for each
 * thematic area.
 */
export function addMatrix(composer: Composer, facts: ScopedFacts): void {
  const { areas, activities, objectives } = facts;
  composer.turn('landscape');
  composer.heading(1, 'matrix', 'Matrix of implementation');
  for (const area of areas) {
    const own = activities.filter((activity) => activity.area === area.code);
    if (own.length === 0) continue;
    composer.heading(2, `matrix-${area.code}`, `Area ${area.code}: ${area.title}`);
    composer.table({
      id: `table-matrix-${area.code}`,
      sheet: `Matrix ${area.code}`,
      title: `Matrix of implementation, area ${area.code}`,
      columns: [
        column('provision', 'Provision (ACTIP)', 1.6),
        column('area', 'Area of collaboration', 1.4),
        column('activity', 'Activity', 2.2),
        column('output', 'Expected output', 2.5),
        column('bodies', 'Lead and cooperating bodies', 1.9),
        column('status', 'Implementation status', 3.8),
      ],
      rows: objectives
        .filter((objective) => objective.area === area.code)
        .flatMap((objective): DocumentRow[] => {
          const within = own.filter((activity) => activity.objective === objective.code);
          if (within.length === 0) return [];
          return [
            { group: `${objective.code} ${objective.title}` },
            ...within.map((activity) => buildRow(facts, activity, area.title)),
          ];
        }),
    });
  }
  composer.turn('portrait');
}

function buildRow(facts: ScopedFacts, activity: FactActivity, area: string): DocumentRow {
  const indicators = facts.indicators.filter((indicator) => indicator.activity === activity.code);
  const partners = facts.partners.filter(({ slug }) => activity.partners.includes(slug));
  return {
    cells: [
      text(activity.articles.map(({ code, title }) => `${code} ${title}`).join('\n')),
      text(area),
      text(activity.title, { lead: activity.code }),
      text(
        [activity.description, ...indicators.map(({ code, title }) => `${code} ${title}`)]
          .filter(Boolean)
          .join('\n'),
      ),
      text(
        [
          ...(activity.cooperating.length > 0 ? [`With ${activity.cooperating.join(', ')}`] : []),
          ...(partners.length > 0 ? [`Partners: ${partners.map(({ name }) => name).join(', ')}`] : []),
        ].join('\n'),
        { lead: activity.lead },
      ),
      text(describeWords(activity), { lead: describeStatus(facts, activity) }),
    ],
  };
}

function describeStatus({ statuses }: ScopedFacts, { stand }: FactActivity): string {
  const { label } = describeActivityStatus(stand, statuses);
  return stand.carriedFrom ? `${label} (report for ${stand.carriedFrom})` : label;
}

/** Returns what the lead body says it did; other reports are in the tables of the areas. */
function describeWords({ words }: FactActivity): string {
  const lead = words.find(({ isLead }) => isLead);
  return [
    ...(lead ? [describeField(lead, 'achievements'), describeField(lead, 'nextSteps', 'Next')] : []),
    ...words.filter(({ isLead }) => !isLead).map((other) => describeField(other, 'achievements', other.name)),
  ]
    .filter(Boolean)
    .join('\n');
}
