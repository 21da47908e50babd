import type { FollowUpStatus, ResponseKind } from '#server/domain/recommendation/recommendation.schema.ts';
import { recordFollowUp, recordResponse } from '#server/use-cases/recommendation/record-response.ts';
import {
  releaseRecommendation,
  saveRecommendation,
} from '#server/use-cases/recommendation/save-recommendation.ts';
import { atStep, contextOf, type DemoStage } from './demo-context.ts';

type DemoResponse = {
  by: string;
  kind: ResponseKind;
  on: string;
  reason?: string;
  dueOn?: string;
  activities?: string;
  indicators?: string;
};
type DemoStatus = { by: string; status: FollowUpStatus; on: string; note?: string };

type DemoRecommendation = {
  item: string;
  text: string;
  place?: string;
  /** The day on which it was entered; responses and statuses are recorded on their own days. */
  enteredOn: string;
  addressedTo: string[];
  activities?: string;
  indicators?: string;
  answerBy?: string;
  responses?: DemoResponse[];
  statuses?: DemoStatus[];
};

/**
 * What the fictional study and events of the demo recommend, and what became of it. All of it is made up, and says so; the
 * real entries of the library carry none.
 */
const recommendations: readonly DemoRecommendation[] = [
  {
    item: 'fictional-study-recruitment-debt',
    text: 'Fictional: tell recruits in their own language, and in writing, what they will owe before they leave.',
    place: 'page 31',
    enteredOn: '2025-06-10',
    addressedTo: ['SLOM', 'PH', 'TH'],
    activities: 'A2.1',
    answerBy: '2025-12-31',
    responses: [
      {
        by: 'TH',
        kind: 'under_study',
        on: '2025-07-22',
        reason: 'Fictional: the costs for recruiters are being looked at.',
      },
      {
        by: 'SLOM',
        kind: 'accepted',
        on: '2025-09-18',
        dueOn: '2026-12-31',
        activities: 'A2.1',
      },
      {
        by: 'TH',
        kind: 'partly_accepted',
        on: '2025-12-10',
        reason: 'Fictional: for licensed recruiters first; others need a change of the law.',
        dueOn: '2026-09-30',
        activities: 'A2.1',
      },
    ],
    statuses: [
      {
        by: 'SLOM',
        status: 'in_progress',
        on: '2026-01-20',
        note: 'Fictional: a page on debts is drafted for the guide.',
      },
    ],
  },
  {
    item: 'fictional-study-recruitment-debt',
    text: 'Fictional: let labour inspectors ask for papers on debts to recruiters.',
    place: 'page 34',
    enteredOn: '2025-06-10',
    addressedTo: ['MY'],
    activities: 'A2.3',
    answerBy: '2025-12-31',
    responses: [
      {
        by: 'MY',
        kind: 'accepted',
        on: '2025-08-05',
        dueOn: '2025-12-31',
        activities: 'A2.3',
      },
    ],
    statuses: [
      {
        by: 'MY',
        status: 'in_progress',
        on: '2025-11-28',
        note: 'Fictional: the question is in the draft checklist, which is not in use yet.',
      },
    ],
  },
  {
    item: 'fictional-study-recruitment-debt',
    text: 'Fictional: set one ceiling for recruitment fees in all member states.',
    place: 'page 36',
    enteredOn: '2025-06-10',
    addressedTo: ['SLOM'],
    answerBy: '2025-12-31',
    responses: [
      {
        by: 'SLOM',
        kind: 'declined',
        on: '2025-09-18',
        reason: 'Fictional: fees are for each state to decide.',
      },
    ],
  },
  {
    item: 'fictional-digital-evidence-kh-vn',
    text: 'Fictional: name one office in each state that takes requests for digital evidence.',
    enteredOn: '2025-06-11',
    addressedTo: ['KH', 'VN'],
    activities: 'C2.2',
    answerBy: '2025-09-30',
    responses: [
      {
        by: 'KH',
        kind: 'accepted',
        on: '2025-07-01',
        dueOn: '2025-12-31',
        activities: 'C2.2; D1.1',
      },
      { by: 'VN', kind: 'under_study', on: '2025-09-12' },
    ],
    statuses: [
      { by: 'KH', status: 'done', on: '2025-11-03', note: 'Fictional: the office is in the directory.' },
    ],
  },
  {
    item: 'fictional-roundtable-platforms',
    text: 'Fictional: agree with platforms on the shortest list of facts that a report of a false job offer must hold.',
    enteredOn: '2025-12-15',
    addressedTo: ['ADGSOM'],
    activities: 'A2.2',
    answerBy: '2026-06-30',
    responses: [
      {
        by: 'ADGSOM',
        kind: 'accepted',
        on: '2026-01-28',
        dueOn: '2026-11-30',
        activities: 'A2.2',
      },
    ],
  },
  {
    item: 'fictional-roundtable-platforms',
    text: 'Fictional: publish each year how many adverts were reported and how many were removed.',
    enteredOn: '2025-12-15',
    addressedTo: ['ADGSOM'],
    activities: 'A2.2',
    answerBy: '2026-06-30',
  },
];

type Happening = { on: string; run: () => Promise<void> };

/**
 * Writes what happened with recommendations after one day and until another, each on its own day, so that a publication of
 * the demo has what was known by then.
 */
export async function writeDemoRecommendations(
  stage: DemoStage,
  { after, until }: { after: string; until: string },
): Promise<void> {
  const happenings = listHappenings(stage).filter(({ on }) => on > after && on <= until);
  for (const { on, run } of happenings.toSorted((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)))) {
    await atStep(`recording what became of recommendations on ${on}`, run);
  }
}

function listHappenings(stage: DemoStage): Happening[] {
  const contextOn = (on: string) => contextOf(stage, 'secretariat', new Date(`${on}T03:00:00Z`));
  const counted = new Map<string, number>();
  return recommendations.flatMap((demo) => {
    const { item, enteredOn, responses = [], statuses = [] } = demo;
    const number = (counted.get(item) ?? 0) + 1;
    counted.set(item, number);
    const at = { item, code: `R${number}` };
    const enter = async () => {
      const fields = {
        text: demo.text,
        place: demo.place ?? '',
        madeOn: '',
        addressedTo: demo.addressedTo,
        activities: demo.activities ?? '',
        indicators: demo.indicators ?? '',
        answerBy: demo.answerBy ?? '',
      };
      await saveRecommendation(contextOn(enteredOn), { item, version: 0, fields });
      await releaseRecommendation(contextOn(enteredOn), { ...at, version: 1, released: true });
    };
    return [
      { on: enteredOn, run: enter },
      ...responses.map((said) => ({
        on: said.on,
        run: async () => {
          const fields = { reason: '', dueOn: '', activities: '', indicators: '', ...said };
          const source = 'Fictional letter to the secretariat';
          await recordResponse(contextOn(said.on), { ...at, version: 2, fields: { ...fields, source } });
        },
      })),
      ...statuses.map((said) => ({
        on: said.on,
        run: async () => {
          await recordFollowUp(contextOn(said.on), { ...at, version: 2, fields: { note: '', ...said } });
        },
      })),
    ];
  });
}
