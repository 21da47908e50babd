import { upperFirst } from '../finding/sentence-parts.ts';
import { type Composer, column, numberCell, text } from './document-composer.ts';
import type { DocumentRow } from './document.types.ts';
import type { ReviewFacts } from './edition-facts.types.ts';

/**
 * Adds the chapter of the mid-term review on what partners support, compared with what is late or has no
 * partner.
 */
export function addSupport(composer: Composer, { gaps, support, basis }: ReviewFacts): void {
  composer.heading(1, 'support', 'Partner support against gaps');
  if (!basis) {
    composer.say(
      'No publication of this plan stands, so there is nothing to hold partners’ support against.',
    );
    return;
  }
  composer.heading(2, 'gaps', 'Activities that are late or without a partner');
  if (gaps.length === 0) composer.say('No activity that is due is late or without a partner.');
  else {
    composer.table({
      id: 'table-gaps',
      sheet: 'Gaps',
      title: 'Gaps, and who supports',
      columns: [
        column('code', 'Code', 0.7),
        column('activity', 'Activity', 3.6),
        column('lead', 'Lead body', 1.2),
        column('status', 'Status', 1.3),
        column('partners', 'Partners', 2.2),
      ],
      rows: gaps.flatMap((gap, at): DocumentRow[] => [
        ...(gaps[at - 1]?.gap === gap.gap ? [] : [{ group: upperFirst(gap.gapWords) }]),
        {
          cells: [
            text(gap.activity, { strong: true }),
            text(gap.title),
            text(gap.lead),
            text(gap.status ?? 'not yet reported'),
            text(gap.partners.join(', ') || 'none'),
          ],
        },
      ]),
      notes: ['What is done, or not due yet, is no gap.'],
    });
  }
  composer.heading(2, 'partners', 'What partners support');
  if (support.length === 0) {
    composer.say('The plan names no partner.');
    return;
  }
  composer.table({
    id: 'table-partners',
    sheet: 'Partners',
    title: 'Partners and the activities that they support',
    columns: [
      column('partner', 'Partner', 4),
      column('activities', 'Activities', 1.2, 'right'),
      column('late', 'Of them late', 1.2, 'right'),
      column('done', 'Of them completed', 1.4, 'right'),
    ],
    rows: support.map(({ partner, activities, late, done }) => ({
      cells: [text(partner), ...[activities, late, done].map((count) => numberCell(String(count), ''))],
    })),
  });
}
