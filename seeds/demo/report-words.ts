import { addComment } from '#server/use-cases/report/comment-on-section.ts';
import { saveSection } from '#server/use-cases/report/save-section.ts';
import type { ReviewActivity, ReviewItem } from '#server/queries/review/load-review-item.query.ts';
import { findReviewItem } from './find-review-item.ts';
import { saveEditorialText } from '#server/use-cases/review/save-editorial-text.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { atStep, contextOf, type DemoStage } from './demo-context.ts';

const protection =
  'Victims formally identified: {{I-B3}}, from {{I-B3 coverage}}. Of those identified, {{I-B5}} were referred to services and accepted them.';

/** What the report of a round says when it is signed. It speaks of the round before, so it is not for the first. */
const texts: { key: string; text: string }[] = [
  {
    key: 'summary',
    text: `Of {{activities}} activities, {{activities done}} are completed, {{activities on_track}} are on track, {{activities recurring}} recur each year and were delivered, and {{activities late}} are delayed. {{reports states}} and {{reports bodies}} reported.

States report **{{I-B3}} identified victims** of all forms of exploitation, from {{I-B3 coverage}} (change from the round before: {{I-B3 change}}). The figures stand for reports and not for persons: one who was identified in two states is counted by both.

- Screening at suspected scam sites reached {{I-B2}} of the persons found there.
- {{I-B7}} states have non-punishment in law or in a formal instruction.`,
  },
  {
    key: 'area.A',
    text: `Of {{activities A}} activities on prevention, {{activities done A}} are completed and {{activities late A}} are delayed.

Platforms removed {{I-A3}} of the adverts that authorities had reported to them, from {{I-A3 coverage}}.`,
  },
  { key: 'area.B', text: protection },
  {
    key: 'decisions',
    text: `- Take note of the progress made in the half year, and of the {{activities late}} activities that are delayed.
- Ask the lead bodies of the delayed activities to agree new dates before the next round.
- Invite partners to support the activities that have none.`,
  },
  {
    key: 'method',
    text: `{{reports states}} and {{reports bodies}} reported. Percentages are worked out from sums of both parts over all states and are never averages of percentages. A report that is missing is said to be missing; it is no zero.`,
  },
];

/** Writes the report of a round, and cuts short what one body says. */
export async function writeDemoReport(stage: DemoStage, round: string, at: Date): Promise<void> {
  const context = contextOf(stage, 'secretariat', at);
  for (const section of texts) {
    await atStep(`writing ${section.key} of the report on ${round}`, () =>
      saveSection(context, { round, version: 0, ...section }),
    );
  }
  await atStep(`wording what a body says in the report on ${round}`, () => shortenWords(context, round));
}

/** Work on a report that is out, half way: a number typed by hand, and a question about it that is open. */
export async function reviseReport(stage: DemoStage, round: string, at: Date): Promise<void> {
  const context = contextOf(stage, 'secretariat', at);
  const key = 'area.B';
  await atStep(`revising the report on ${round}`, async () => {
    const text = `${protection}\n\nAbout 3,250 frontline staff were trained in the half year.`;
    await saveSection(context, { round, key, version: 1, text });
    await addComment(context, {
      round,
      key,
      answers: null,
      text: 'The number of staff trained is typed by hand: use the indicator, so that it follows a correction.',
    });
  });
}

/** One body goes on at length; the editions carry its first sentence, as the secretariat's wording. */
async function shortenWords(context: OperationContext, round: string): Promise<void> {
  const key = { round, reporter: 'SOMTC' };
  const listSentences = (text: string) => text.split(/(?<=\.)\s/);
  const item = await findReviewItem(
    context,
    key,
    (one: ReviewItem): one is ReviewActivity =>
      one.subject === 'activity' && listSentences(one.now.achievements).length > 1,
  );
  if (!item) return;
  const place = { subject: 'activity' as const, code: item.code, field: 'achievements' };
  const words = listSentences(item.now.achievements)[0] ?? '';
  await saveEditorialText(context, { ...key, ...place, words, withdrawn: false, version: 0 });
}
