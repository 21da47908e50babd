import type { Sql } from '#db/client.ts';
import { getConsentMatrix } from '#server/queries/consent/get-consent-matrix.query.ts';
import { answerConsent } from '#server/use-cases/consent/answer-consent.ts';
import { requestConsent } from '#server/use-cases/consent/request-consent.ts';
import { atStep, contextOf, type DemoStage } from './demo-context.ts';

/** Two states are asked about figures that they had kept in totals; one has answered, with a yes and a no. */
export async function askDemoConsent(stage: DemoStage, owner: Sql, round: string, at: Date): Promise<void> {
  const context = contextOf(stage, 'secretariat', at);
  const { rows } = await atStep(`reading the consent of ${round}`, () =>
    getConsentMatrix(context, { round }),
  );
  const open = rows.filter(
    ({ kind, cells }) =>
      kind === 'state' && cells.filter(({ release }) => release === 'regional').length >= 2,
  );
  for (const [place, { code, cells }] of open.slice(0, 2).entries()) {
    const indicators = cells
      .filter(({ release }) => release === 'regional')
      .slice(0, 3)
      .map(({ indicator }) => indicator);
    await atStep(`asking ${code} for consent`, () =>
      requestConsent(context, {
        round,
        reporter: code,
        indicators,
        message: 'For the next meeting of SOMTC.',
      }),
    );
    if (place > 0) continue;
    // The link stands in the mail and nowhere else.
    const [mail] = await owner<{ body: string }[]>`
      select body from tracker.mail where kind = 'consent_request' order by id limit 1`;
    const token = /\/consent\/([\w-]+)/.exec(mail?.body ?? '')?.[1] ?? '';
    const answers = Object.fromEntries(indicators.map((indicator, index) => [indicator, index === 0]));
    const later = contextOf(stage, 'secretariat', new Date(at.getTime() + 86_400_000));
    await atStep(`answering for ${code}`, () => answerConsent(later, { token, answers }, '127.0.0.1'));
  }
}
