import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppCaller } from '#server/trpc/root.ts';
import { enter, openWorkbook, type OpenWorkbook, saveWorkbook } from '#tests/support/edit-workbook.ts';
import { bringReportTo, createTeam, type ReportKey } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const round = '2024-H2';
let world: World;
let secretariat: Person;

beforeAll(async () => {
  world = await createWorld();
  secretariat = await world.openRound(round);
});
afterAll(() => world.close());

const bytesOf = (content: string) => new Uint8Array(Buffer.from(content, 'base64'));

async function download(caller: AppCaller, key: ReportKey): Promise<OpenWorkbook> {
  return openWorkbook(bytesOf((await caller.workbook.download(key)).content));
}

async function upload(caller: AppCaller, key: ReportKey, workbook: OpenWorkbook) {
  const content = Buffer.from((await saveWorkbook(workbook)).buffer).toString('base64');
  const { upload: id } = await caller.workbook.upload({ ...key, fileName: 'filled.xlsx', content });
  return { ...key, upload: id };
}

const activityOf = (caller: AppCaller, key: ReportKey, activity: string) =>
  caller.submission.activity({ ...key, activity }).then(({ answer }) => answer);
const cellsOf = (caller: AppCaller, key: ReportKey, indicator: string) =>
  caller.submission.indicator({ ...key, indicator }).then(({ answer }) => answer.cells);
const changesOf = ({ items }: Awaited<ReturnType<AppCaller['workbook']['preview']>>) =>
  items.flatMap(({ changes }) => changes);

/** Everything that is stored of a report, to see that nothing of it has moved. */
async function photograph(reporter: string) {
  return world.owner`
    select to_jsonb(ar) as row from tracker.activity_report ar join tracker.submission s on s.id = ar.submission_id
      join tracker.reporter p on p.id = s.reporter_id where p.code = ${reporter}
    union all select to_jsonb(v) from tracker.indicator_value v join tracker.submission s on s.id = v.submission_id
      join tracker.reporter p on p.id = s.reporter_id where p.code = ${reporter}
    union all select to_jsonb(ir) from tracker.indicator_report ir join tracker.submission s on s.id = ir.submission_id
      join tracker.reporter p on p.id = s.reporter_id where p.code = ${reporter} order by 1`;
}

describe('a workbook through the tracker', () => {
  it('is filled, looked at, taken in part and then the rest; twice is once', async () => {
    const key = { round, reporter: 'TH' };
    const { focal } = await createTeam(world, 'TH');
    const workbook = await download(focal.caller, key);
    enter(workbook, 'activity/A1.1', 'answer', 'On track');
    enter(workbook, 'activity/A1.1', 'words', '=HYPERLINK("x") is words.\nสวัสดี 👩🏽‍⚖️');
    enter(workbook, 'activity/A1.2', 'answer', 'Planned');
    enter(workbook, 'indicator/I-A2/total', 'answer', 120);
    enter(workbook, 'indicator/I-A2/sex=female', 'answer', 80);
    enter(workbook, 'indicator/I-A2/sex=male', 'answer', 'n/a');
    enter(workbook, 'indicator/I-A2/total', 'words', 'Counted from lists.');
    const before = await photograph('TH');
    const sent = await upload(focal.caller, key, workbook);
    const preview = await focal.caller.workbook.preview(sent);
    expect(await photograph('TH')).toEqual(before);
    expect(preview.counts).toMatchObject({ new: 6, changed: 0, conflict: 0, emptied: 0, rejected: 1 });
    expect(changesOf(preview).find(({ kind }) => kind === 'rejected')).toMatchObject({
      key: 'indicator/I-A2/sex=male/cell',
      cell: expect.stringMatching(/^G\d+$/) as string,
      sheet: expect.stringMatching(/^A /) as string,
    });

    const first = {
      ...sent,
      stand: preview.stand,
      items: ['activity/A1.1'],
      fields: [],
      requestId: '11111111-1111-4111-8111-111111111111',
    };
    expect(await focal.caller.workbook.accept(first)).toEqual({ taken: 2, items: 1 });
    expect(await focal.caller.workbook.accept(first)).toEqual({ taken: 2, items: 1 });
    expect(await activityOf(focal.caller, key, 'A1.1')).toMatchObject({
      status: 'on_track',
      achievements: '=HYPERLINK("x") is words.\nสวัสดี 👩🏽‍⚖️',
      version: 1,
    });
    expect((await activityOf(focal.caller, key, 'A1.2')).version).toBe(0);

    // The old preview is not good for the rest: somebody looks again first.
    await expect(
      focal.caller.workbook.accept({ ...sent, stand: preview.stand, items: 'all' }),
    ).rejects.toThrow(/Nothing was taken/);
    expect((await activityOf(focal.caller, key, 'A1.2')).version).toBe(0);
    const again = await focal.caller.workbook.preview(sent);
    expect(again.upload.appliedAt).not.toBeNull();
    expect(await focal.caller.workbook.accept({ ...sent, stand: again.stand, items: 'all' })).toEqual({
      taken: 4,
      items: 2,
    });
    expect(await cellsOf(focal.caller, key, 'I-A2')).toMatchObject([
      { dimension: null, value: '120' },
      { dimension: 'sex', category: 'female', value: '80' },
    ]);
    const last = await focal.caller.workbook.preview(sent);
    expect(last.counts).toMatchObject({ new: 0, changed: 0, rejected: 1 });
    // A second press from a page that was open before.
    expect(await focal.caller.workbook.accept({ ...sent, stand: again.stand, items: 'all' })).toEqual({
      taken: 0,
      items: 0,
    });
    // History knows each change once.
    const history = await focal.caller.submission.history({ ...key, code: 'A1.1' });
    expect(JSON.stringify(history).match(/HYPERLINK/g)).toHaveLength(1);
    // A workbook that is fetched now says what is stored.
    const fresh = await upload(focal.caller, key, await download(focal.caller, key));
    expect(await focal.caller.workbook.preview(fresh)).toMatchObject({
      items: [],
      rejections: [],
      rowsMissing: 0,
    });
  });

  it('takes kinds by their words or codes, shows them before, and says what is no kind', async () => {
    const key = { round, reporter: 'VN' };
    const { focal } = await createTeam(world, 'VN');
    await focal.caller.submission.saveActivityReport({
      ...key,
      activity: 'A1.1',
      status: 'delayed',
      obstacles: ['money'],
      helpWanted: ['finance', 'training'],
      version: 0,
    });
    const workbook = await download(focal.caller, key);
    enter(workbook, 'activity/A1.1', 'obstacles', 'law or policy; money,staff');
    enter(workbook, 'activity/A1.2', 'helpWanted', 'Traning');
    const sent = await upload(focal.caller, key, workbook);
    const preview = await focal.caller.workbook.preview(sent);
    expect(changesOf(preview)).toMatchObject([
      {
        key: 'activity/A1.1/obstacles',
        kind: 'changed',
        stored: 'Money',
        given: 'Money, Staff, Law or policy',
        cell: expect.stringMatching(/^L\d+$/) as string,
      },
      {
        key: 'activity/A1.2/helpWanted',
        kind: 'rejected',
        sentence: '"Traning" is not in the list. Did you mean "Training"?',
      },
    ]);
    await focal.caller.workbook.accept({ ...sent, stand: preview.stand, items: 'all' });
    expect(await activityOf(focal.caller, key, 'A1.1')).toMatchObject({
      obstacles: ['money', 'staff', 'law'],
      helpWanted: ['finance', 'training'],
    });
  });

  it('overwrites nothing that somebody else wrote in the meantime, unless it is chosen', async () => {
    const key = { round, reporter: 'KH' };
    const { focal } = await createTeam(world, 'KH');
    const other = await world.createPerson([{ role: 'contributor', reporter: 'KH' }]);
    const save = { ...key, activity: 'A1.1', status: 'planned' };
    await focal.caller.submission.saveActivityReport({
      ...save,
      achievements: 'Before',
      challenges: 'Old',
      version: 0,
    });
    const workbook = await download(focal.caller, key);
    enter(workbook, 'activity/A1.1', 'words', 'Mine');
    enter(workbook, 'activity/A1.1', 'nextSteps', 'Next');
    enter(workbook, 'activity/A1.1', 'challenges', null);
    await other.caller.submission.saveActivityReport({
      ...save,
      status: 'on_track',
      achievements: 'Theirs',
      challenges: 'Old',
      version: 1,
    });
    const sent = await upload(focal.caller, key, workbook);
    const preview = await focal.caller.workbook.preview(sent);
    expect(changesOf(preview)).toMatchObject([
      {
        key: 'activity/A1.1/achievements',
        kind: 'conflict',
        stored: 'Theirs',
        given: 'Mine',
        base: 'Before',
      },
      { key: 'activity/A1.1/challenges', kind: 'emptied', stored: 'Old', given: '' },
      { key: 'activity/A1.1/nextSteps', kind: 'new', given: 'Next' },
    ]);
    expect(preview.items[0]?.written.by).toBe(other.viewer.name);
    await focal.caller.workbook.accept({ ...sent, stand: preview.stand, items: 'all' });
    expect(await activityOf(focal.caller, key, 'A1.1')).toMatchObject({
      status: 'on_track',
      achievements: 'Theirs',
      challenges: 'Old',
      nextSteps: 'Next',
    });
    const next = await focal.caller.workbook.preview(sent);
    const fields = ['activity/A1.1/achievements', 'activity/A1.1/challenges'];
    await focal.caller.workbook.accept({ ...sent, stand: next.stand, items: [], fields });
    expect(await activityOf(focal.caller, key, 'A1.1')).toMatchObject({
      achievements: 'Mine',
      challenges: '',
    });
  });

  it('writes nothing at all when somebody saves between the look and the press', async () => {
    const key = { round, reporter: 'LA' };
    const { focal } = await createTeam(world, 'LA');
    const workbook = await download(focal.caller, key);
    enter(workbook, 'activity/A1.1', 'words', 'Mine');
    enter(workbook, 'activity/A1.2', 'words', 'Mine too');
    const sent = await upload(focal.caller, key, workbook);
    const { stand } = await focal.caller.workbook.preview(sent);
    await focal.caller.submission.saveActivityReport({
      ...key,
      activity: 'A1.2',
      status: 'planned',
      version: 0,
    });
    const before = await photograph('LA');
    await expect(focal.caller.workbook.accept({ ...sent, stand, items: 'all' })).rejects.toThrow(
      /Nothing was taken/,
    );
    expect(await photograph('LA')).toEqual(before);
    await expect(focal.caller.workbook.accept({ ...sent, stand, items: [], fields: [] })).rejects.toThrow();
  });

  it('is refused as a whole when it is of another state, another round, or no workbook', async () => {
    const own = await createTeam(world, 'VN');
    const other = await createTeam(world, 'SG');
    const key = { round, reporter: 'VN' };
    const theirs = await download(other.focal.caller, { round, reporter: 'SG' });
    await expect(upload(own.focal.caller, key, theirs)).rejects.toThrow(
      /workbook of Singapore.*Here is the report of Viet ?nam/i,
    );
    await expect(
      own.focal.caller.workbook.upload({
        ...key,
        fileName: 'a.xlsx',
        content: Buffer.from('a,b').toString('base64'),
      }),
    ).rejects.toThrow(/text file/);
    await expect(
      own.focal.caller.workbook.upload({ ...key, fileName: '', content: '', size: 52_428_800 }),
    ).rejects.toThrow(/50\.0 MB/);
    // Nobody sees another's upload, of the same state or not.
    const sent = await upload(own.focal.caller, key, await download(own.focal.caller, key));
    const colleague = await world.createPerson([{ role: 'contributor', reporter: 'VN' }]);
    await expect(colleague.caller.workbook.preview(sent)).rejects.toThrow(/not there any more/);
    await expect(other.focal.caller.workbook.preview(sent)).rejects.toThrow(/does not allow/);
  });

  it('takes only what was asked about when a report was returned, and nothing when it is out', async () => {
    const key = { round, reporter: 'PH' };
    const team = await createTeam(world, 'PH');
    const items = await bringReportTo(secretariat, team, key, 'submitted');
    await expect(upload(team.focal.caller, key, await download(team.focal.caller, key))).rejects.toThrow(
      /is submitted and cannot be changed/,
    );
    await secretariat.caller.review.return({
      ...key,
      version: items.version,
      queries: [{ subject: 'activity', code: items.activity, field: 'achievements', question: 'Which one?' }],
    });
    const workbook = await download(team.focal.caller, key);
    const sheet = await team.focal.caller.submission.get(key);
    const closed = sheet.activities.find(({ code }) => code !== items.activity)!.code;
    enter(workbook, `activity/${items.activity}`, 'words', 'The one in Cebu.');
    enter(workbook, `activity/${closed}`, 'words', 'Not asked.');
    const sent = await upload(team.focal.caller, key, workbook);
    const preview = await team.focal.caller.workbook.preview(sent);
    expect(changesOf(preview)).toMatchObject([
      { kind: 'changed', given: 'The one in Cebu.' },
      {
        kind: 'rejected',
        sentence: `${closed} is not open for changes: the secretariat asked about other items.`,
      },
    ]);
    await team.focal.caller.workbook.accept({ ...sent, stand: preview.stand, items: 'all' });
    expect((await activityOf(team.focal.caller, key, items.activity)).achievements).toBe('The one in Cebu.');
    expect((await activityOf(team.focal.caller, key, closed)).achievements).toBe('');
  });

  it("holds an agency's part for its people, and writes nothing beside it", async () => {
    const key = { round, reporter: 'ID' };
    const { focal } = await createTeam(world, 'ID');
    const [agency] = await world.owner<{ id: number; acronym: string }[]>`
      select g.id, g.acronym from tracker.agency g join tracker.member_state m on m.id = g.state_id
      where m.iso2 = 'ID' order by g.id limit 1`;
    const person = await world.createPerson([{ role: 'contributor', reporter: 'ID' }]);
    await world.owner`update tracker.assignment set agency_id = ${agency!.id} where person_id = ${person.id}`;
    await focal.caller.agency.assign({
      ...key,
      agency: agency!.acronym,
      parts: [{ activity: 'A1.1' }, { indicator: 'I-A2', dimension: 'sex' }],
    });
    await focal.caller.submission.saveIndicatorValues({
      ...key,
      indicator: 'I-A2',
      cells: [{ by: {}, state: 'reported', value: 50 }],
      note: 'Of the focal point.',
      version: 0,
    });
    const workbook = await download(person.caller, key);
    const marks = workbook.sheets
      .filter(({ veryHidden }) => !veryHidden)
      .flatMap(({ rows }) => rows.map((row) => row[0]))
      .filter((mark) => /^(activity|indicator)\//.test(String(mark)));
    expect(marks).toEqual([
      'activity/A1.1',
      'indicator/I-A2/sex=female',
      'indicator/I-A2/sex=male',
      ...marks.slice(3),
    ]);
    expect(marks.every((mark) => /A1\.1|I-A2\/sex=/.test(String(mark)))).toBe(true);
    enter(workbook, 'indicator/I-A2/sex=female', 'answer', 20);
    enter(workbook, 'activity/A1.1', 'words', 'What the agency did.');
    const sent = await upload(person.caller, key, workbook);
    const preview = await person.caller.workbook.preview(sent);
    expect(await person.caller.workbook.accept({ ...sent, stand: preview.stand, items: 'all' })).toEqual({
      taken: 2,
      items: 2,
    });
    expect(await cellsOf(focal.caller, key, 'I-A2')).toMatchObject([
      { dimension: null, value: '50' },
      { dimension: 'sex', category: 'female', value: '20' },
    ]);
    const entry = await focal.caller.submission.indicator({ ...key, indicator: 'I-A2' });
    expect(entry.answer.note).toBe('Of the focal point.');

    // The focal point's own workbook, sent on to the agency: what is not theirs is said and not taken.
    const whole = await download(focal.caller, key);
    enter(whole, 'indicator/I-A2/total', 'answer', 99);
    enter(whole, 'indicator/I-A2/sex=male', 'answer', 10);
    const passed = await upload(person.caller, key, whole);
    const seen = await person.caller.workbook.preview(passed);
    expect(changesOf(seen)).toMatchObject([{ key: 'indicator/I-A2/sex=male/cell', kind: 'new' }]);
    expect(seen.rejections.length).toBeGreaterThan(0);
    await person.caller.workbook.accept({ ...passed, stand: seen.stand, items: 'all' });
    expect(await cellsOf(focal.caller, key, 'I-A2')).toMatchObject([{ value: '50' }, {}, { value: '10' }]);
  });
});
