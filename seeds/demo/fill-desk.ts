import type {
  ReviewActivity,
  ReviewIndicator,
  ReviewItem,
} from '#server/queries/review/load-review-item.query.ts';
import { listQueue } from '#server/queries/review/list-queue.query.ts';
import { assignReviewer } from '#server/use-cases/review/assign-reviewer.ts';
import { markItems } from '#server/use-cases/review/mark-items.ts';
import { saveCompilerNote } from '#server/use-cases/review/save-compiler-note.ts';
import { saveEditorialText } from '#server/use-cases/review/save-editorial-text.ts';
import { savePhrase } from '#server/use-cases/review/save-phrase.ts';
import { saveView } from '#server/use-cases/review/save-view.ts';
import { everything } from '#server/domain/review/queue-filter.rules.ts';
import { atStep, contextOf, type DemoStage } from './demo-context.ts';
import { findReviewItem } from './find-review-item.ts';

const phrases = [
  ['Source', 'Which office keeps this figure, and for which days was it counted?'],
  [
    'Definition',
    'Is this counted by the definition of the plan? If your law draws the line elsewhere, please say so in the note.',
  ],
  [
    'Breakdown does not add up',
    'The parts do not come to the total. Please complete the breakdown, or say who is not in it.',
  ],
  [
    'Far from the last round',
    'This is far from what was reported in the last round. Is it right, and what is behind it?',
  ],
] as const;

/** What the secretariat keeps beside the reports of the round that is under way: phrases, a reviewer, a note, another wording. */
export async function fillDesk(stage: DemoStage, date: string): Promise<void> {
  const context = contextOf(stage, 'secretariat', new Date(`${date}T03:00:00Z`));
  await atStep('saving phrases', async () => {
    for (const [title, words] of phrases) {
      await savePhrase(context, { id: null, version: 0, title, words, ended: false });
    }
  });
  const [first] = await listQueue(context);
  if (!first) return;
  await atStep('assigning a reviewer', async () => {
    const reports = [{ round: first.round.code, reporter: first.reporter.code }];
    await assignReviewer(context, { reports, reviewer: context.viewer?.personId ?? null });
    await saveView(context, { title: 'Assigned to me', filter: { ...everything, reviewer: 'me' } });
  });
  await atStep('writing beside a report', async () => {
    const key = { round: first.round.code, reporter: first.reporter.code };
    const indicator = await findReviewItem(
      context,
      key,
      (item: ReviewItem): item is ReviewIndicator => item.subject === 'indicator' && item.findings.length > 0,
    );
    const activity = await findReviewItem(
      context,
      key,
      (item: ReviewItem): item is ReviewActivity =>
        item.subject === 'activity' && item.now.achievements !== '',
    );
    await saveCompilerNote(context, {
      ...key,
      id: null,
      version: 0,
      item: indicator ? { subject: 'indicator', code: indicator.code } : null,
      words: 'Counted for the whole year for the first time. Say so beside the regional figure.',
      ended: false,
    });
    if (!activity) return;
    const place = { subject: 'activity' as const, code: activity.code };
    await saveEditorialText(context, {
      ...key,
      ...place,
      field: 'achievements',
      words: activity.now.achievements.split(/(?<=\.)\s/)[0] ?? activity.now.achievements,
      withdrawn: false,
      version: 0,
    });
    await markItems(context, { ...key, items: [place], looked: true });
  });
}
