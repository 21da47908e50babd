import type { ItemChange } from '#server/domain/clearance/clearance-changes.calculations.ts';
import type { SnapshotActivity, SnapshotIndicator } from '#server/domain/submission/snapshot-content.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import type { StoredPack, Writing } from '#server/domain/clearance/clearance-pack.rules.ts';

export const activity = (change: Partial<SnapshotActivity> = {}): SnapshotActivity => ({
  activity: 'A1.1',
  status: 'on_track',
  achievements: 'Two meetings were held.',
  challenges: '',
  nextSteps: '',
  narrativeReleased: false,
  ...change,
});

export const indicator = (change: Partial<SnapshotIndicator> = {}): SnapshotIndicator => ({
  indicator: 'I-B3',
  note: '',
  release: 'regional',
  cells: [
    { state: 'reported', value: '1240' },
    { dimension: 'sex', category: 'female', state: 'reported', value: '0' },
    { dimension: 'sex', category: 'male', state: 'not_available' },
    { dimension: 'sex', category: 'other', state: 'not_applicable' },
  ],
  ...change,
});

export const definition: IndicatorDefinition = {
  id: 1,
  code: 'I-B3',
  title: 'Victims identified',
  measure: 'count',
  unit: 'persons',
  numeratorLabel: null,
  denominatorLabel: null,
  choiceList: null,
  choices: [],
  dimensions: [
    {
      code: 'sex',
      name: 'Sex',
      categories: [
        { code: 'female', name: 'Female' },
        { code: 'male', name: 'Male' },
        { code: 'other', name: 'Other' },
        { code: 'unknown', name: 'Unknown' },
      ],
    },
    { code: 'age', name: 'Age', categories: [{ code: 'child', name: '0 to 17 years' }] },
  ],
};

const writing: Writing = {
  by: 'A. Person',
  agency: 'Ministry of Labour',
  at: '2026-11-03T03:00:00Z',
  heldBy: 'Ministry of Labour',
};

/** A pack with one activity and one indicator, as it is stored. */
export function storePack({
  activities = [activity()],
  indicators = [indicator()],
  changes = null,
  findings = [],
}: {
  activities?: SnapshotActivity[];
  indicators?: SnapshotIndicator[];
  changes?: ItemChange[] | null;
  findings?: StoredPack['content']['about']['findings'];
} = {}): StoredPack {
  return {
    reference: 'TH-2026-H1-01',
    number: 1,
    madeBy: 'Focal Point',
    madeAt: '2026-11-25T01:14:00.000Z',
    sha256: 'ab12cd34'.repeat(8),
    content: {
      report: { activities, indicators },
      about: {
        round: { code: '2026-H1', title: 'First half of 2026', dueOn: '2026-11-30' },
        reporter: { code: 'TH', kind: 'state', name: 'Thailand' },
        status: 'draft',
        timeZone: 'Asia/Bangkok',
        areas: [
          { code: 'A', title: 'Prevention' },
          { code: 'B', title: 'Protection' },
          { code: 'C', title: 'Nothing is asked here' },
        ],
        activities: [
          { code: 'A1.1', title: 'Meetings', area: 'A', writing },
          {
            code: 'A1.2',
            title: 'Silent',
            area: 'A',
            writing: { by: null, agency: null, at: null, heldBy: null },
          },
        ],
        indicators: [
          {
            code: 'I-B3',
            title: 'Victims identified',
            area: 'B',
            definition,
            isInternal: false,
            writing: { ...writing, agency: null },
          },
        ],
        statuses: [
          { code: 'on_track', label: 'On track' },
          { code: 'delayed', label: 'Delayed' },
        ],
        findings,
      },
      since:
        changes === null ? null : { number: 1, at: '2026-09-08T02:24:00Z', by: 'Clearing Officer', changes },
    },
  };
}

/** What people may type, with everything that some language of documents takes for a command. */
export const hostileWords =
  '#read("/etc/passwd") #{1 + 1} $x^2$ \\ \\u{41} *not bold* _em_ `code` <label> @ref [x] // no comment ' +
  '= not a heading\n- not a list /* neither */ <w:p/> &amp; ]]> "quoted" \'single\'';

/** The same meaning in the scripts of the region. */
export const regionalWords = {
  thai: 'การปราบปรามการค้ามนุษย์และการคุ้มครองผู้เสียหาย',
  khmer: 'ការប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស',
  lao: 'ການຕ້ານການຄ້າມະນຸດ',
  burmese: 'လူကုန်ကူးမှုတိုက်ဖျက်ရေး',
  vietnamese: 'Phòng, chống mua bán người',
};
