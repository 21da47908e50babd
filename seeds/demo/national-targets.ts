import { addDays } from './report-courses.ts';
import {
  acceptNationalTarget,
  clearNationalTarget,
  returnNationalTarget,
} from '#server/use-cases/target/decide-national-target.ts';
import {
  acceptCircumstance,
  clearCircumstance,
  proposeCircumstance,
} from '#server/use-cases/target/take-circumstance-step.ts';
import { proposeNationalTarget } from '#server/use-cases/target/propose-national-target.ts';
import { atStep, contextOf, type DemoStage } from './demo-context.ts';

type DemoTarget = {
  round: string;
  reporter: string;
  indicator: string;
  baseline: { year: string; value: string };
  targets: Record<number, string>;
  released: boolean;
  /** How far it has come. */
  until: 'proposed' | 'cleared' | 'accepted' | 'returned';
};

const none = { year: '', value: '' };

/** Fictional, and of the size that the figures of the demo have. */
const demoTargets: readonly DemoTarget[] = [
  {
    round: '2025-H2',
    reporter: 'TH',
    indicator: 'I-B8',
    baseline: { year: '2024', value: '410' },
    targets: { 2025: '600', 2026: '800', 2027: '900' },
    released: true,
    until: 'accepted',
  },
  {
    round: '2025-H2',
    reporter: 'TH',
    indicator: 'I-A5',
    baseline: { year: '2024', value: '20' },
    targets: { 2025: '24', 2026: '30', 2028: '40' },
    released: true,
    until: 'accepted',
  },
  // Its published figures of 2025 stay below it.
  {
    round: '2025-H2',
    reporter: 'TH',
    indicator: 'I-A2',
    baseline: { year: '2024', value: '90000' },
    targets: { 2025: '118000', 2026: '140000' },
    released: true,
    until: 'accepted',
  },
  {
    round: '2025-H2',
    reporter: 'MY',
    indicator: 'I-D1',
    baseline: none,
    targets: { 2026: '75' },
    released: false,
    until: 'accepted',
  },
  {
    round: '2026-H1',
    reporter: 'TH',
    indicator: 'I-D1',
    baseline: none,
    targets: { 2026: '70', 2027: '80' },
    released: true,
    until: 'proposed',
  },
  {
    round: '2026-H1',
    reporter: 'PH',
    indicator: 'I-B10',
    baseline: { year: '2025', value: '64' },
    targets: { 2027: '80' },
    released: true,
    until: 'cleared',
  },
  {
    round: '2026-H1',
    reporter: 'ID',
    indicator: 'I-A5',
    baseline: none,
    targets: { 2026: '18' },
    released: false,
    until: 'returned',
  },
];

type DemoCircumstance = {
  round: string;
  reporter: string;
  activity: string;
  /** Why it does not apply; empty where it does. */
  reason: string;
  milestones: { title: string; planned: string; revised: string; reached: string }[];
  until: 'proposed' | 'cleared' | 'accepted';
};

/** Fictional: what differs for states in activities. */
const demoCircumstances: readonly DemoCircumstance[] = [
  {
    round: '2025-H2',
    reporter: 'TH',
    activity: 'C1.1',
    reason: '',
    milestones: [
      {
        title: 'Review adopted by cabinet',
        planned: '2025-06-30',
        revised: '2025-10-31',
        reached: '2025-11-14',
      },
      { title: 'Pilot in two provinces', planned: '2026-03-31', revised: '2026-09-30', reached: '' },
      { title: 'Guidance in every province', planned: '2026-12-15', revised: '', reached: '' },
    ],
    until: 'accepted',
  },
  {
    round: '2025-H2',
    reporter: 'SG',
    activity: 'A3.2',
    reason: 'Fictional: no community of origin in the country is known to be at risk.',
    milestones: [],
    until: 'accepted',
  },
  {
    round: '2026-H1',
    reporter: 'VN',
    activity: 'B1.1',
    reason: '',
    milestones: [{ title: 'Tool used in ten provinces', planned: '2026-12-31', revised: '', reached: '' }],
    until: 'cleared',
  },
  {
    round: '2026-H1',
    reporter: 'TH',
    activity: 'A2.4',
    reason: 'Fictional: the work is part of another programme.',
    milestones: [],
    until: 'proposed',
  },
];

/** The national targets and circumstances of a round that is open, each step by the right person. */
export async function writeDemoTargets(
  stage: DemoStage,
  round: { code: string; opens_on: string },
): Promise<void> {
  const at = (days: number) => new Date(`${addDays(round.opens_on, days)}T03:00:00Z`);
  for (const { until, ...target } of demoTargets.filter((one) => one.round === round.code)) {
    const { reporter, indicator } = target;
    const key = { round: round.code, reporter, indicator };
    const state = reporter.toLowerCase();
    await atStep(`the national targets of ${reporter} for ${indicator}`, async () => {
      await proposeNationalTarget(contextOf(stage, `focal.${state}`, at(10)), {
        ...target,
        version: 0,
        targets: Object.entries(target.targets).map(([year, value]) => ({ year: Number(year), value })),
      });
      if (until === 'proposed') return;
      await clearNationalTarget(contextOf(stage, `clearing.${state}`, at(12)), { ...key, version: 1 });
      if (until === 'cleared') return;
      const secretariat = contextOf(stage, 'secretariat', at(15));
      if (until === 'accepted') await acceptNationalTarget(secretariat, { ...key, version: 2 });
      else {
        await returnNationalTarget(secretariat, {
          ...key,
          version: 2,
          reason: 'Fictional: does the target count each inspection once, or each checklist?',
        });
      }
    });
  }
  for (const { until, reason, ...own } of demoCircumstances.filter((one) => one.round === round.code)) {
    const key = { round: own.round, reporter: own.reporter, activity: own.activity };
    const state = own.reporter.toLowerCase();
    await atStep(`the national circumstances of ${own.reporter} in ${own.activity}`, async () => {
      await proposeCircumstance(contextOf(stage, `focal.${state}`, at(10)), {
        ...own,
        version: 0,
        applies: reason === '',
        reason,
        released: true,
      });
      if (until === 'proposed') return;
      await clearCircumstance(contextOf(stage, `clearing.${state}`, at(12)), { ...key, version: 1 });
      if (until === 'cleared') return;
      await acceptCircumstance(contextOf(stage, 'secretariat', at(15)), { ...key, version: 2 });
    });
  }
}
