import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listTasks } from '#app/features/submission/report-tasks.tsx';
import { findNeighbours, findNextGap } from '#server/domain/submission/neighbours.calculations.ts';
import { bringReportTo, createTeam } from '#tests/support/reports.ts';
import type { Person } from '#tests/support/world.ts';
import { type AgencyStage, cell, key, setAgencyStage } from '../agency/agency-stage.ts';

let stage: AgencyStage;
beforeAll(async () => {
  stage = await setAgencyStage();
});
afterAll(() => stage?.world.close());

type Named = { kind: 'activity' | 'indicator'; code: string; title: string } | null;
const name = (item: Named) => item && { kind: item.kind, code: item.code, title: item.title };

/** What the pages of all items say comes before, after and next, against the task list of the whole report. */
async function compare({ caller }: Person, report: { round: string; reporter: string }) {
  const tasks = listTasks(await caller.submission.get(report));
  for (const task of tasks) {
    const of = { kind: task.kind, code: task.code };
    const { neighbours } =
      task.kind === 'activity'
        ? await caller.submission.activityPage({ ...report, activity: task.code })
        : await caller.submission.indicatorPage({ ...report, indicator: task.code });
    const { previous, next } = findNeighbours(tasks, of);
    const nextGap = name(findNextGap(tasks, of));
    expect({ of, ...neighbours }).toEqual({ of, previous: name(previous), next: name(next), nextGap });
    expect(name(await caller.submission.gapAfter({ ...report, ...of }))).toEqual(nextGap);
  }
  return tasks;
}

describe('the neighbours of an item and the next gap are those of the task list', () => {
  test('for the focal point, from an empty report to one without a gap', async () => {
    const { focal } = stage;
    const { activities, indicators } = await focal.caller.submission.get(key);
    const save = (activity: string, status: string, achievements = '') =>
      focal.caller.submission.saveActivityReport({ ...key, activity, status, achievements, version: 0 });
    // Done without a word of what was achieved is not complete.
    await save(activities[0]?.code ?? '', 'completed');
    for (const { code } of activities.slice(1, -1)) await save(code, 'on_track', 'Done.');
    const counted = indicators.filter(({ measure }) => measure === 'count');
    for (const { code } of counted.slice(2)) {
      await focal.caller.submission.saveIndicatorValues({
        ...key,
        indicator: code,
        cells: [cell(50)],
        version: 0,
      });
    }
    const tasks = await compare(focal, key);
    expect(tasks.length).toBeGreaterThan(40);
    // Beyond the items near by too something is missing, and not everywhere.
    expect(tasks.filter(({ gap }) => gap).length).toBeLessThan(25);
  });

  test('for people of an agency, who see their part', async () => {
    const { focal, police } = stage;
    const part = (indicator: string, category: string) => ({ indicator, dimension: 'sex', category });
    await focal.caller.agency.assign({
      ...key,
      agency: 'RTP',
      parts: [part('I-B3', 'female'), part('I-A2', 'female'), part('I-A2', 'male'), { indicator: 'I-B1' }],
    });
    const { indicator } = await police.caller.submission.indicator({ ...key, indicator: 'I-B3' });
    const { answer } = await police.caller.submission.indicator({ ...key, indicator: indicator.code });
    await police.caller.submission.saveIndicatorValues({
      ...key,
      indicator: indicator.code,
      cells: [cell(5, { sex: 'female' })],
      only: ['sex=female'],
      version: answer.version,
    });
    const tasks = await compare(police, key);
    expect(tasks.map(({ code, gap }) => [code, gap])).toContainEqual(['I-B3', false]);
  });

  test('for a body, whose items lie far apart, and for who only reads', async () => {
    const { focal } = await createTeam(stage.world, 'SOMTC');
    expect((await compare(focal, { ...key, reporter: 'SOMTC' })).length).toBeGreaterThan(1);
    await compare(stage.clearing, key);
  });

  test('for a report that was returned with questions', async () => {
    const team = await createTeam(stage.world, 'BN');
    const report = { ...key, reporter: 'BN' };
    await bringReportTo(stage.secretariat, team, report, 'returned');
    const tasks = await compare(team.focal, report);
    expect(tasks.filter(({ gap }) => gap).length).toBeGreaterThan(0);
  });
});
