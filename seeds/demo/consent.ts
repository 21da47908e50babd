import { getConsentMatrix } from '#server/queries/consent/get-consent-matrix.query.ts';
import { answerConsent } from '#server/use-cases/consent/answer-consent.ts';
import { listOpenConsents } from '#server/queries/consent/list-open-consents.query.ts';
import { requestConsent } from '#server/use-cases/consent/request-consent.ts';
import { atStep, contextOf, type DemoStage } from './demo-context.ts';

/** Two states are asked about figures that they had kept in totals; one has answered, with a yes and a no. */
export async function askDemoConsent(stage: DemoStage, round: string, at: Date): Promise<void> {
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
    const answers = Object.fromEntries(indicators.map((indicator, index) => [indicator, index === 0]));
    const focal = contextOf(stage, `focal.${code.toLowerCase()}`, new Date(at.getTime() + 86_400_000));
    await atStep(`answering for ${code}`, async () => {
      for (const { question } of await listOpenConsents(focal)) {
        await answerConsent(focal, { question, answers });
      }
    });
  }
}
