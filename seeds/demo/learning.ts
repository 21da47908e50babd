import type { LearningKind } from '#server/domain/learning/learning-entry.rules.ts';
import { saveLearningEntry } from '#server/use-cases/learning/save-learning-entry.ts';
import { atStep, contextOf, type DemoStage } from './demo-context.ts';

const entries: { kind: LearningKind; fields: Record<string, string> }[] = [
  {
    kind: 'question',
    fields: {
      question: 'Do the activities answer what states report as their most pressing forms of trafficking?',
      criterion: 'relevance',
      rating: 'in_part',
      judgement:
        'Trafficking into online scam operations came up after the plan was drafted. Activities on it were added by reading existing ones through a lens; none is about it alone.',
      evidence: 'Activities on online scams | /lens/online-scams\nThe plan | /plan',
    },
  },
  {
    kind: 'question',
    fields: {
      question: 'Are more victims identified, and are those who are identified referred to services?',
      criterion: 'effectiveness',
      rating: 'on_course',
      judgement:
        'Reported identifications grow from round to round, and most of those identified accept services.',
      evidence: 'Victims formally identified | /indicators/I-B3\nReferred and accepted | /indicators/I-B5',
    },
  },
  {
    kind: 'question',
    fields: {
      question: 'Do sectoral bodies work on shared activities together, or beside each other?',
      criterion: 'coherence',
      rating: 'not_known',
      judgement:
        'Cooperating bodies have begun to comment on reports. Two rounds are too few for a judgement.',
      evidence: 'Who works with whom | /cooperation',
    },
  },
  {
    kind: 'question',
    fields: {
      question: 'Will what was built go on once partners’ projects have ended?',
      criterion: 'sustainability',
      rating: '',
      judgement: '',
      evidence: '',
    },
  },
  {
    kind: 'target',
    fields: {
      indicator: 'I-B5',
      rating: 'in_part',
      judgement:
        'Referral works where services are near. Reports name border provinces where there are none.',
      evidence: 'Referred and accepted | /indicators/I-B5',
    },
  },
  {
    kind: 'lesson',
    fields: {
      title: 'Screening at the border and at the scam site needs one form',
      lesson:
        'Where police and immigration used different forms, the same person was screened twice and counted twice. States with one form report fewer corrections.',
      evidence: 'How figures are counted | /about/methodology',
    },
  },
  {
    kind: 'lesson',
    fields: {
      title: 'Reports are earlier where agencies hold their own part',
      lesson: 'States that gave parts to agencies in the tracker submitted about a week earlier than before.',
      evidence: 'Who reported when | /publications',
    },
  },
  {
    kind: 'action',
    fields: {
      action: 'Agree on one screening form for border posts and scam sites, and publish it in the library.',
      owner: 'SOMTC',
      dueOn: '2027-03-31',
      state: 'under_way',
      follows: 'L1',
      note: 'Draft with the heads of specialist units.',
    },
  },
  {
    kind: 'action',
    fields: {
      action: 'Find a partner for the activities on return and reintegration that are late.',
      owner: 'ACWC',
      dueOn: '2026-10-31',
      state: 'open',
      follows: 'Q4',
      note: '',
    },
  },
  {
    kind: 'action',
    fields: {
      action: 'Show focal points at the next meeting how parts are given to agencies.',
      owner: 'TH',
      dueOn: '2026-09-15',
      state: 'done',
      follows: 'L2',
      note: 'Done at the focal points’ meeting.',
    },
  },
  {
    kind: 'action',
    fields: {
      action: 'Ask Malaysia’s labour inspectorate when the question on debts will be in the checklist.',
      owner: 'SLOM',
      dueOn: '2026-12-15',
      state: 'open',
      follows: 'fictional-study-recruitment-debt/R2',
      note: '',
    },
  },
];

/** What a mid-term review of 2026 holds, half judged. All of it is fictional. */
export async function writeDemoLearning(stage: DemoStage, at: Date): Promise<void> {
  const context = contextOf(stage, 'secretariat', at);
  for (const { kind, fields } of entries) {
    await atStep(`writing a ${kind} of the mid-term review`, () =>
      saveLearningEntry(context, { kind, version: 0, fields }),
    );
  }
}
