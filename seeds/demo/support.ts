import type { StatementKind } from '#server/domain/support/support.schema.ts';
import type { TypedAmount, TypedSupport } from '#server/domain/support/support.rules.ts';
import { answerSupport } from '#server/use-cases/support/answer-support.ts';
import { recordExchangeRate } from '#server/use-cases/support/record-exchange-rate.ts';
import { saveSupport } from '#server/use-cases/support/save-support.ts';
import { atStep, contextOf, type DemoStage } from './demo-context.ts';

/** Made up, as everything of the demo; of the size that rates of these years have. */
const rates = [
  ['AUD', '2024-12-31', '0.62'],
  ['AUD', '2025-12-31', '0.65'],
  ['AUD', '2026-05-31', '0.66'],
  ['EUR', '2024-12-31', '1.04'],
  ['EUR', '2025-12-31', '1.12'],
  ['EUR', '2026-05-31', '1.1'],
] as const;

const amount = (
  stage: TypedAmount['stage'],
  year: number,
  currency: string,
  value: number,
  source = '',
): TypedAmount => ({ stage, year: String(year), currency, amount: String(value), source });

type DemoSupport = Pick<TypedSupport, 'partner' | 'kind' | 'part' | 'subject' | 'description' | 'source'> & {
  carriedOutBy?: string;
  receivers?: string[];
  amounts?: TypedAmount[];
  /** What the partner says, in this order. */
  says?: { kind: StatementKind; text?: string }[];
};

/** What partners give. All of it is fictional, and says so. */
const supports: readonly DemoSupport[] = [
  {
    partner: 'asean-act',
    kind: 'finance',
    part: 'financed',
    subject: 'activity:A1.1',
    description: 'Fictional: pays for films, posters and posts of the campaign kit in national languages.',
    source: 'Fictional grant letter of March 2024',
    receivers: ['KH', 'LA', 'TH', 'VN'],
    amounts: [
      amount('committed', 2024, 'AUD', 400_000),
      amount('disbursed', 2024, 'AUD', 150_000, 'Fictional annual report 2024'),
      amount('disbursed', 2025, 'AUD', 210_000, 'Fictional annual report 2025'),
    ],
    says: [{ kind: 'confirmed' }, { kind: 'consented' }],
  },
  {
    partner: 'asean-act',
    kind: 'training',
    part: 'led',
    subject: 'activity:B1.4',
    description: 'Fictional: leads courses for frontline officers in four states.',
    source: 'Fictional training plan for 2025',
    receivers: ['KH', 'LA', 'PH', 'TH'],
    says: [{ kind: 'confirmed' }],
  },
  {
    partner: 'asean-act',
    kind: 'finance',
    part: 'financed',
    subject: 'activity:C2.1',
    description: 'Fictional: pays for case conferences of the heads of specialist units.',
    source: 'Fictional grant letter of March 2024',
    amounts: [amount('committed', 2025, 'AUD', 320_000), amount('disbursed', 2026, 'AUD', 90_000)],
  },
  {
    partner: 'australia-dfat',
    kind: 'finance',
    part: 'financed',
    subject: 'plan',
    description: 'Fictional: pledges money for the plan as a whole.',
    source: 'Fictional statement at a meeting of 2025',
    amounts: [amount('pledged', 2026, 'AUD', 1_000_000)],
  },
  {
    partner: 'unodc',
    kind: 'finance',
    part: 'financed',
    subject: 'activity:C3.1',
    description: 'Fictional: pays for the guide on parallel financial investigation and a joint exercise.',
    source: 'Fictional project document of 2024',
    carriedOutBy: 'A regional training institute (fictional)',
    amounts: [
      amount('committed', 2024, 'USD', 260_000),
      amount('disbursed', 2025, 'USD', 175_000, 'Fictional statement of accounts 2025'),
    ],
    says: [{ kind: 'confirmed' }, { kind: 'consented' }],
  },
  {
    partner: 'unodc',
    kind: 'expertise',
    part: 'took_part',
    subject: 'activity:C1.1',
    description: 'Fictional: sends legal experts to the review of national laws.',
    source: 'Fictional record of a meeting in 2025',
    says: [{ kind: 'confirmed' }],
  },
  {
    partner: 'iom',
    kind: 'finance',
    part: 'financed',
    subject: 'activity:B4.1',
    description: 'Fictional: pays for the emergency return of groups of victims.',
    source: 'Fictional agreement of May 2025',
    receivers: ['ID', 'PH', 'VN'],
    amounts: [amount('committed', 2025, 'EUR', 540_000), amount('disbursed', 2026, 'EUR', 180_000)],
    says: [{ kind: 'corrected', text: 'Fictional: what was committed in 2025 was EUR 520,000.' }],
  },
  {
    partner: 'iom',
    kind: 'finance',
    part: 'financed',
    subject: 'area:B',
    description: 'Fictional: pays for shelter and counselling in border provinces.',
    source: 'Fictional agreement of May 2025',
    amounts: [amount('committed', 2026, 'EUR', 200_000)],
    says: [{ kind: 'confirmed' }],
  },
  {
    partner: 'bali-process-rso',
    kind: 'facilitation',
    part: 'facilitated',
    subject: 'activity:D1.2',
    description: 'Fictional: hosts and prepares meetings of two states on cases at scam sites.',
    source: 'Fictional calendar of meetings 2026',
    receivers: ['KH', 'TH'],
  },
  {
    partner: 'gi-toc',
    kind: 'research',
    part: 'led',
    subject: 'activity:A3.1',
    description: 'Fictional: writes the chapter on routes of the regional brief.',
    source: 'Fictional outline of the brief',
  },
];

const none = { carriedOutBy: '', receivers: [], iatiIdentifier: '', withdrawn: false, amounts: [] };

/** What partners give, and what they say about it; rates first. */
export async function writeDemoSupport(stage: DemoStage, at: Date): Promise<void> {
  const secretariat = contextOf(stage, 'secretariat', at);
  for (const [currency, day, dollars] of rates) {
    await atStep(`stating a rate for ${currency}`, () =>
      recordExchangeRate(secretariat, { currency, day, dollars, source: 'Fictional rates of the demo' }),
    );
  }
  const later = new Date(at.getTime() + 3_600_000);
  for (const { says = [], ...fields } of supports) {
    await atStep(`writing support of ${fields.partner}`, async () => {
      const saved = await saveSupport(secretariat, { version: 0, fields: { ...none, ...fields } });
      for (const { kind, text = '' } of says) {
        const partner = contextOf(stage, `partner.${fields.partner}`, later);
        await answerSupport(partner, { plan: 'BOHOL-2', code: saved.code, version: 1, kind, text });
      }
    });
  }
}
