import { expect, test } from 'vitest';
import { type IatiContext, readIatiActivities } from '#server/domain/support/iati-file.rules.ts';
import { checkSupport } from '#server/domain/support/support.rules.ts';
import { readIatiFile } from '#server/workbook/read-iati-file.ts';

const context: IatiContext = {
  planCode: 'BOHOL-2',
  partner: 'iom',
  fileName: 'iom.xml',
  lists: {
    partners: [{ code: 'iom', name: 'IOM' }],
    activities: ['A1.1', 'B1.1'].map((code) => ({ code, title: code, area: 'A', hasPlanPartner: false })),
    areas: [],
    receivers: [{ code: 'TH', name: 'Thailand' }],
  },
  supports: [],
};
const read = (xml: string) => readIatiFile(new TextEncoder().encode(xml));
const transaction = (type: string, day: string, value: string, currency = '') =>
  `<transaction><transaction-type code="${type}"/><transaction-date iso-date="${day}"/><value${currency} value-date="${day}">${value}</value></transaction>`;
const activity = (id: string, inside: string, refs = ['A1.1']) => `
  <iati-activity default-currency="EUR"><iati-identifier>${id}</iati-identifier>
    <title><narrative>Return of ${id}</narrative></title>
    <participating-org role="1"><narrative>A donor</narrative></participating-org>
    <participating-org role="4"><narrative>A shelter</narrative></participating-org>
    <recipient-country code="TH"/><recipient-country code="FR"/>
    ${refs.map((ref) => `<related-activity ref="XI-EXAMPLE-BOHOL-2-${ref}" type="3"/>`).join('')}
    ${inside}
  </iati-activity>`;
const file = (...activities: string[]) =>
  `<?xml version="1.0"?><iati-activities version="2.03">${activities.join('')}</iati-activities>`;
function rowsOf(xml: string, given = context) {
  const root = read(xml);
  if (typeof root === 'string') throw new Error(root);
  const rows = readIatiActivities(root, given);
  if (typeof rows === 'string') throw new Error(rows);
  return rows;
}

const money =
  transaction('2', '2025-03-01', '1000.50') +
  transaction('3', '2025-04-01', '200') +
  transaction('4', '2025-09-01', '100.25') +
  transaction('3', '2026-01-05', '70', ' currency="USD"') +
  transaction('11', '2025-03-01', '999');

test('an activity that names the plan becomes a support that its form takes', () => {
  const [row] = rowsOf(file(activity('XM-1', money)));
  expect(row).toMatchObject({ outcome: 'new', match: null, problems: [] });
  const { content, problems } = checkSupport(row!.fields!, context.lists);
  expect(problems).toEqual([]);
  expect(content).toMatchObject({
    activity: 'A1.1',
    part: 'financed',
    carriedOutBy: 'A shelter',
    receivers: ['TH'],
    iatiIdentifier: 'XM-1',
  });
  // What comes in (11) is left out; disbursements and expenditure of a year are one sum.
  expect(content.amounts.map((one) => [one.stage, one.year, one.currency, one.amount])).toEqual([
    ['committed', 2025, 'EUR', '1000.5'],
    ['disbursed', 2025, 'EUR', '300.25'],
    ['disbursed', 2026, 'USD', '70'],
  ]);
});

test('a file that was brought in before changes what has changed, and keeps what the secretariat said', () => {
  const [row] = rowsOf(file(activity('XM-1', money)));
  const { content } = checkSupport({ ...row!.fields!, kind: 'research', subject: 'plan' }, context.lists);
  const stored = {
    plan: { code: 'BOHOL-2', title: '' },
    code: 'S4',
    subjectTitle: '',
    partner: { code: 'iom', name: 'IOM' },
    version: 3,
    content,
    changedBy: '',
    changedAt: '',
    statements: [],
  };
  const known = { ...context, fileName: 'iom-2026.xml', supports: [stored] };
  expect(rowsOf(file(activity('XM-1', money)), known)).toMatchObject([{ outcome: 'same' }]);
  const more = money + transaction('3', '2026-05-01', '5');
  expect(rowsOf(file(activity('XM-1', more)), known)).toMatchObject([
    { outcome: 'changed', match: { code: 'S4', version: 3 }, fields: { kind: 'research', subject: 'plan' } },
  ]);
});

test.each<[string, string, string]>([
  ['of another plan', activity('XM-1', money, []), 'iati-activity[1]/related-activity'],
  ['of several activities', activity('XM-1', money, ['A1.1', 'B1.1']), 'iati-activity[1]/related-activity'],
  ['without money', activity('XM-1', transaction('1', '2025-01-01', '5')), 'iati-activity[1]/transaction'],
  ['without an identifier', activity('', money), 'iati-activity[1]/iati-identifier'],
  [
    'with a person in its title',
    activity('XM-1', money).replace('Return of XM-1', 'Return of Ms Somchai Jaidee, +66 81 234 5678'),
    'iati-activity[1]/title',
  ],
  [
    'with a wrong value',
    activity('XM-1', transaction('2', '2025-01-01', 'much')),
    'iati-activity[1]/transaction[1]/value',
  ],
  [
    'with a wrong day',
    activity('XM-1', transaction('2', 'soon', '5')),
    'iati-activity[1]/transaction[1]/transaction-date/@iso-date',
  ],
  [
    'with more taken back than given',
    activity('XM-1', transaction('2', '2025-01-01', '5') + transaction('2', '2025-02-01', '-6')),
    'iati-activity[1]/transaction',
  ],
])('an activity %s is left out, with the element at fault', (_, xml, place) => {
  const [row] = rowsOf(file(xml));
  expect([row?.outcome, row?.fields, row?.problems.map((one) => one.place)]).toEqual([
    'refused',
    null,
    [place],
  ]);
});

test('the plan as a whole is named by its own identifier or a tag, and an identifier counts once', () => {
  const tagged = activity('XM-2', `<tag vocabulary="99" code="BOHOL-2"/>${money}`, []);
  const rows = rowsOf(file(activity('XM-1', money, ['PLAN']), tagged, activity('XM-1', money)));
  expect(rows.map(({ outcome, fields }) => [outcome, fields?.subject])).toEqual([
    ['new', 'plan'],
    ['new', 'plan'],
    ['refused', undefined],
  ]);
});

test.each([
  ['<a', /well-formed/],
  ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', /document type/],
  [`${'<a>'.repeat(80)}${'</a>'.repeat(80)}`, /too large/],
])('what is no plain XML is refused: %s', (xml, sentence) => expect(read(xml)).toMatch(sentence));

test('what is no IATI file of version 2 is refused', () => {
  const refusal = (xml: string) => {
    const root = read(xml);
    return typeof root === 'string' ? root : readIatiActivities(root, context);
  };
  expect(refusal('<html/>')).toMatch(/no IATI activity file/);
  expect(refusal('<iati-activities version="1.05"/>')).toMatch(/2\.03/);
});
