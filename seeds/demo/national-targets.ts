import { addDays } from './report-courses.ts';
import {
  acceptNationalTarget,
  clearNationalTarget,
  returnNationalTarget,
} from '#server/use-cases/target/decide-national-target.ts';
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

/** The national targets of a round that is open, each step by the right person. */
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
}
