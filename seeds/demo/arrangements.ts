import type { CooperationAim } from '#server/domain/library/cooperation-aims.ts';
import type { AccountStatus } from '#server/domain/arrangement/arrangement-words.ts';
import type { TypedAccount } from '#server/domain/arrangement/arrangement.schema.ts';
import { releaseArrangement, saveAccount } from '#server/use-cases/arrangement/save-account.ts';
import { saveArrangement } from '#server/use-cases/arrangement/save-arrangement.ts';
import { atStep, contextOf, type DemoStage } from './demo-context.ts';

type DemoStep = { aim: CooperationAim; text: string; plannedOn: string };
/** What a state says of an aim, or of a step by its number: "s1". */
type Said = [about: string, status: AccountStatus, on: string, text?: string];

type DemoArrangement = {
  code: string;
  agreedOn: string;
  contacts: { party: string; bodies: string }[];
  steps: DemoStep[];
  results: string;
  accounts: { state: string; on: string; said: Said[]; meetings: string; operations: string }[];
};

/**
 * What Thailand has agreed with two neighbours in the demo. The names of the arrangements are those of the library; all
 * that is said of them here is made up, and says so.
 */
const arrangements: readonly DemoArrangement[] = [
  {
    code: 'cooperation-cambodia-thailand',
    agreedOn: '2025-03-14',
    contacts: [
      { party: 'KH', bodies: 'Fictional: anti-trafficking department of the police' },
      { party: 'TH', bodies: 'Fictional: anti-trafficking division of the police' },
    ],
    steps: [
      {
        aim: 'sharing_intelligence',
        text: 'Fictional: one form for alerts on scam compounds near the border',
        plannedOn: '2025-09-30',
      },
      {
        aim: 'investigation',
        text: 'Fictional: joint investigation teams for cases with victims of both states',
        plannedOn: '2025-12-31',
      },
      {
        aim: 'justice',
        text: 'Fictional: requests for evidence are answered within 60 days',
        plannedOn: '2026-12-31',
      },
    ],
    results: 'Fictional: alerts reach the other side on the same day.',
    accounts: [
      {
        state: 'TH',
        on: '2026-01-20',
        said: [
          ['sharing_intelligence', 'reached', '2025-10-02'],
          ['s1', 'reached', '2025-10-02', 'Fictional: the form is used at four crossings.'],
          ['s2', 'in_progress', '', 'Fictional: the first team met; rules on evidence are open.'],
          ['s3', 'in_progress', ''],
        ],
        meetings: '4',
        operations: '2',
      },
      {
        state: 'KH',
        on: '2026-01-21',
        said: [
          ['sharing_intelligence', 'reached', '2025-10-02'],
          ['s1', 'reached', '2025-10-02', 'Fictional: the form is in use.'],
          ['s2', 'reached', '2025-12-19', 'Fictional: two teams are set up.'],
          ['s3', 'in_progress', ''],
        ],
        meetings: '4',
        operations: '3',
      },
    ],
  },
  {
    code: 'cooperation-lao-pdr-thailand',
    agreedOn: '2025-06-05',
    contacts: [{ party: 'TH', bodies: 'Fictional: anti-trafficking division of the police' }],
    steps: [
      {
        aim: 'sharing_intelligence',
        text: 'Fictional: liaison officers at two crossings of the river',
        plannedOn: '2026-06-30',
      },
    ],
    results: '',
    accounts: [
      {
        state: 'TH',
        on: '2026-01-20',
        said: [['s1', 'in_progress', '', 'Fictional: one of the two crossings has a liaison officer.']],
        meetings: '2',
        operations: '0',
      },
    ],
  },
];

/** Writes what states have agreed and say of it. Of the second only one state speaks, so nothing of it is public. */
export async function writeDemoArrangements(stage: DemoStage): Promise<void> {
  for (const { code, accounts, ...agreed } of arrangements) {
    await atStep(`writing the arrangement ${code}`, async () => {
      const desk = contextOf(stage, 'secretariat', new Date('2026-01-12T03:00:00Z'));
      const { version } = await saveArrangement(desk, {
        code,
        version: 0,
        fields: {
          status: 'in_force',
          agreedOn: agreed.agreedOn,
          aims: ['sharing_intelligence', 'investigation', 'justice'],
          contacts: agreed.contacts,
          countries: '',
          steps: agreed.steps.map((step) => ({ code: '', ...step })),
          results: agreed.results,
        },
      });
      for (const { state, on, said, meetings, operations } of accounts) {
        const at = new Date(`${on}T04:00:00Z`);
        const local = state.toLowerCase();
        const fields: TypedAccount = {
          items: said.map(([about, status, day, text = '']) => ({ about, status, on: day, text })),
          counts: [{ year: 2025, meetings, operations }],
        };
        const key = { code, reporter: state, version };
        const { number } = await saveAccount(contextOf(stage, `focal.${local}`, at), {
          ...key,
          number: 0,
          fields,
        });
        const parts = ['terms', 'account', 'counts'];
        await releaseArrangement(contextOf(stage, `clearing.${local}`, at), { ...key, number, parts });
      }
    });
  }
}
