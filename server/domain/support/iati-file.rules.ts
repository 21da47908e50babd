import { findPersonalData } from '../personal-data/find-personal-data.rules.ts';
import { buildActivityIdentifier } from '../standards/iati/iati-activity.ts';
import { parseDecimal, serialiseDecimal } from '../value/decimal.calculations.ts';
import { toTypedSupport, type TypedAmount, type TypedSupport } from './support.rules.ts';
import type { Support, SupportLists, SupportStage } from './support.schema.ts';

/** An element of an XML file. */
export type XmlNode = {
  name: string;
  attributes: Readonly<Record<string, string>>;
  text: string;
  children: XmlNode[];
};

/** What is wrong, and where: "iati-activity[2]/transaction[1]/value". */
export type ElementProblem = { place: string; message: string };

/** An activity of a partner's file, and what becomes of it. */
export type IatiRow = {
  place: string;
  identifier: string;
  title: string;
  outcome: 'new' | 'changed' | 'same' | 'refused';
  problems: ElementProblem[];
  /** The support that has this identifier; null for a new one. */
  match: { code: string; version: number } | null;
  /** As the form of a support; null for what is refused. */
  fields: TypedSupport | null;
};

/** TransactionType of IATI 2.03: outgoing pledge, outgoing commitment, disbursement, expenditure. */
const stageOf: Readonly<Record<string, SupportStage>> = {
  '12': 'pledged',
  '2': 'committed',
  '3': 'disbursed',
  '4': 'disbursed',
};
const organisationRole = { funding: '1', implementing: '4' } as const;

const listChildren = (node: XmlNode, name: string) => node.children.filter((child) => child.name === name);
const findText = (node: XmlNode | undefined): string =>
  (node ? (listChildren(node, 'narrative')[0]?.text ?? node.text) : '').replaceAll(/\s+/g, ' ').trim();

export type IatiContext = {
  planCode: string;
  partner: string;
  fileName: string;
  lists: SupportLists;
  supports: readonly Support[];
};

/** Reads a partner's IATI file: a row for each activity. A sentence where it is no IATI 2 activity file. */
export function readIatiActivities(root: XmlNode, context: IatiContext): IatiRow[] | string {
  if (root.name !== 'iati-activities') {
    return 'This is no IATI activity file: its first element is not “iati-activities”.';
  }
  if (!/^2\.0[1-3]$/.test(root.attributes.version ?? '')) {
    return 'The file does not say that it is IATI 2.01 to 2.03. Export it in version 2.03.';
  }
  const met = new Set<string>();
  return listChildren(root, 'iati-activity').map((activity, index) => {
    const row = readActivity(activity, `iati-activity[${index + 1}]`, context);
    if (row.identifier !== '' && met.has(row.identifier)) {
      return refuse(row, 'iati-identifier', 'Another activity of the file has this identifier.');
    }
    met.add(row.identifier);
    return row;
  });
}

const refuse = (row: IatiRow, element: string, message: string): IatiRow => ({
  ...row,
  outcome: 'refused',
  fields: null,
  problems: [...row.problems, { place: `${row.place}/${element}`, message }],
});

function readActivity(activity: XmlNode, place: string, context: IatiContext): IatiRow {
  const child = (name: string) => listChildren(activity, name)[0];
  const row: IatiRow = {
    place,
    identifier: findText(child('iati-identifier')),
    title: findText(child('title')).slice(0, 300),
    outcome: 'refused',
    problems: [],
    match: null,
    fields: null,
  };
  if (row.identifier === '') return refuse(row, 'iati-identifier', 'The activity has no identifier.');
  const named = findNamed(activity, context);
  if (named === null) return refuse(row, 'related-activity', 'The activity does not name the plan.');
  if (named === 'several') {
    const message = 'It names several activities of the plan. Add an entry for each by hand.';
    return refuse(row, 'related-activity', message);
  }
  if (row.title === '') return refuse(row, 'title', 'The activity has no title.');
  if (findPersonalData(row.title).length > 0) {
    const message = 'The title seems to hold personal data. Change it, or add the entry by hand.';
    return refuse({ ...row, title: '' }, 'title', message);
  }
  const { amounts, problems } = readTransactions(activity, place, context.fileName);
  if (problems.length > 0) return { ...row, problems };
  if (amounts.length === 0) {
    return refuse(row, 'transaction', 'It has no pledge, commitment, disbursement or expenditure.');
  }
  const stored = context.supports.find(
    ({ partner, content }) => partner.code === context.partner && content.iatiIdentifier === row.identifier,
  );
  const before = stored ? toTypedSupport(stored.partner.code, stored.content) : null;
  const fields: TypedSupport = {
    // What the secretariat has said of it stays.
    kind: before?.kind ?? 'finance',
    part: 'financed',
    subject: before?.subject ?? named,
    withdrawn: before?.withdrawn ?? false,
    partner: context.partner,
    description: row.title,
    carriedOutBy: findImplementing(activity),
    receivers: listReceivers(activity, context.lists),
    source: `IATI file ${context.fileName}`.slice(0, 300),
    iatiIdentifier: row.identifier,
    amounts,
  };
  const match = stored ? { code: stored.code, version: stored.version } : null;
  const outcome = before === null ? 'new' : isSaid(before, fields) ? 'same' : 'changed';
  return { ...row, match, fields, outcome };
}

/** Whether two forms say the same; the name of the file, which changes from year to year, says nothing. */
function isSaid(before: TypedSupport, after: TypedSupport): boolean {
  const say = ({ source: _source, amounts, ...said }: TypedSupport) =>
    JSON.stringify([
      Object.entries(said).toSorted(([one], [other]) => (one < other ? -1 : 1)),
      amounts
        .map(({ stage, year, currency, amount }) => [stage, year, currency, amount].join('/'))
        .toSorted(),
    ]);
  return say(before) === say(after);
}

/** What of the plan an activity names, as the subject of a support: by related activities, or by a tag of the plan. */
function findNamed(activity: XmlNode, { planCode, lists }: IatiContext): string | null {
  const refs = new Set(
    listChildren(activity, 'related-activity').map(({ attributes }) => attributes.ref ?? ''),
  );
  const activities = lists.activities.filter(({ code }) => refs.has(buildActivityIdentifier(planCode, code)));
  if (activities.length > 1) return 'several';
  if (activities[0]) return `activity:${activities[0].code}`;
  const isTagged = listChildren(activity, 'tag').some(
    ({ attributes }) => attributes.vocabulary === '99' && attributes.code === planCode,
  );
  return isTagged || refs.has(buildActivityIdentifier(planCode)) ? 'plan' : null;
}

const findImplementing = (activity: XmlNode): string =>
  listChildren(activity, 'participating-org')
    .filter(({ attributes }) => attributes.role === organisationRole.implementing)
    .map(findText)
    .find((name) => name !== '')
    ?.slice(0, 200) ?? '';

/** The states that receive it: those of the region, by their code. */
function listReceivers(activity: XmlNode, { receivers }: SupportLists): string[] {
  const known = new Set(receivers.map(({ code }) => code));
  const codes = listChildren(activity, 'recipient-country').map(({ attributes }) =>
    (attributes.code ?? '').toUpperCase(),
  );
  return [...new Set(codes.filter((code) => known.has(code)))].toSorted();
}

/** Sums the transactions of an activity by stage, year and currency. */
function readTransactions(
  activity: XmlNode,
  place: string,
  fileName: string,
): { amounts: TypedAmount[]; problems: ElementProblem[] } {
  const problems: ElementProblem[] = [];
  const sums = new Map<string, { stage: SupportStage; year: string; currency: string; units: bigint }>();
  for (const [index, transaction] of listChildren(activity, 'transaction').entries()) {
    const type = listChildren(transaction, 'transaction-type')[0]?.attributes.code ?? '';
    const stage = Object.hasOwn(stageOf, type) ? stageOf[type] : undefined;
    // What comes in, interest and repayment are no support that is given.
    if (!stage) continue;
    const at = `${place}/transaction[${index + 1}]`;
    const value = listChildren(transaction, 'value')[0];
    const number = (value?.text ?? '').trim();
    const currency = value?.attributes.currency ?? activity.attributes['default-currency'] ?? '';
    const day = listChildren(transaction, 'transaction-date')[0]?.attributes['iso-date'] ?? '';
    if (!/^-?\d{1,16}(\.\d{1,4})?$/.test(number)) {
      problems.push({ place: `${at}/value`, message: 'The value is not a number.' });
    }
    if (!/^[A-Z]{3}$/.test(currency)) {
      problems.push({ place: `${at}/value/@currency`, message: 'The currency is not three letters.' });
    }
    if (!/^\d{4}-\d{2}-\d{2}/.test(day)) {
      problems.push({ place: `${at}/transaction-date/@iso-date`, message: 'The date is not a day.' });
    }
    if (problems.length > 0) continue;
    const year = day.slice(0, 4);
    const key = `${stage}/${year}/${currency}`;
    const sum = sums.get(key) ?? { stage, year, currency, units: 0n };
    const units = number.startsWith('-') ? -parseDecimal(number.slice(1)) : parseDecimal(number);
    sums.set(key, { ...sum, units: sum.units + units });
  }
  for (const { stage, year, currency, units } of sums.values()) {
    // Money that was given back in full is no amount any more.
    if (units < 0n) {
      const message = `More ${currency} was taken back than ${stage} in ${year}.`;
      problems.push({ place: `${place}/transaction`, message });
    }
  }
  const amounts = [...sums.values()]
    .filter(({ units }) => units > 0n)
    .map(({ stage, year, currency, units }) => ({
      stage,
      year,
      currency,
      amount: roundToCents(units),
      source: `IATI file ${fileName}`.slice(0, 300),
    }));
  return { amounts, problems };
}

/** Decimal text with at most two decimals, rounded half up. */
const roundToCents = (units: bigint): string => serialiseDecimal(((units + 50n) / 100n) * 100n);
