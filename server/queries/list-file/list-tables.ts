import { type AuditFilter } from '#server/domain/audit/audit-filter.schema.ts';
import { roleLabels } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { personalDataWords } from '#server/domain/personal-data/find-personal-data.rules.ts';
import { getSectionLabel, sectionStateWords } from '#server/domain/round/section-progress.calculations.ts';
import { describeTiming } from '#server/domain/submission/due-dates.rules.ts';
import { releaseLabels } from '#server/domain/value/indicator-definition.ts';
import { calculateDollars } from '#server/domain/support/dollars.calculations.ts';
import { describeSubject } from '#server/domain/support/support-list.rules.ts';
import { isAmountShown } from '#server/domain/support/support.rules.ts';
import {
  supportKindLabels,
  supportPartLabels,
  supportStageLabels,
} from '#server/domain/support/support.schema.ts';
import type { ReferenceListName } from '#server/domain/reference/reference-lists.ts';
import type { WorkbookColumn, WorkbookValue } from '#server/exports/xlsx/build-data-workbook.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { listNewestEntries } from '../audit/list-audit.query.ts';
import { getConsentMatrix } from '../consent/get-consent-matrix.query.ts';
import { listPersonalData } from '../personal-data/list-personal-data.query.ts';
import { listPeople } from '../person/list-people.query.ts';
import { getBoard } from '../review/get-board.query.ts';
import { listSupports } from '../support/get-supports.query.ts';
import { listReferenceTable } from './list-reference-table.ts';
import { listQueue } from '../review/list-queue.query.ts';
import { getCompleteness } from '../round/get-completeness.query.ts';

export type ListSheet = {
  name: string;
  columns: readonly WorkbookColumn[];
  rows: readonly (readonly WorkbookValue[])[];
};

/** A list of the desk as it goes into a workbook. */
export type ListTable = {
  title: string;
  /** What a reader must know of it; empty for nothing. */
  note: string;
  sheets: readonly ListSheet[];
};

type OneTable = Omit<ListTable, 'sheets'> & Omit<ListSheet, 'name'>;
type ListOne = (context: OperationContext, wanted: ListWanted) => Promise<OneTable>;

/** For a list of one sheet. */
const onSheet =
  (list: ListOne): ((context: OperationContext, wanted: ListWanted) => Promise<ListTable>) =>
  async (context, wanted) => {
    const { title, note, columns, rows } = await list(context, wanted);
    return { title, note, sheets: [{ name: 'List', columns, rows }] };
  };

/** What says which list is wanted: a round where the list is of one, a plan for the queue, a filter for the audit. */
export type ListWanted = {
  round?: string | undefined;
  plan?: string | undefined;
  filter?: AuditFilter | undefined;
  /** Which list of the tracker, where not all of them are wanted. */
  of?: ReferenceListName | undefined;
};

const text = (name: string, width = 24): WorkbookColumn => ({ name, kind: 'text', width });
const whole = (name: string): WorkbookColumn => ({ name, kind: 'whole', width: 14 });

/** A moment as a spreadsheet sorts it, in UTC. */
const moment = (iso: string | null): string | null => iso && iso.slice(0, 16).replace('T', ' ');

/** The round that a list is of. Throws BAD_INPUT without one. */
function requireRound({ round }: ListWanted): string {
  if (round) return round;
  const message = 'Say of which round.';
  throw new DomainError('BAD_INPUT', message, { fields: [{ path: 'round', message }] });
}

async function listQueueTable(context: OperationContext, { plan }: ListWanted): Promise<OneTable> {
  const reports = await listQueue(context, { plan });
  return {
    title: 'Reports that wait for review',
    note: 'Most urgent first.',
    columns: [
      text('Round', 14),
      text('Reporter', 14),
      text('Name', 40),
      text('Submitted (UTC)', 18),
      whole('Days waiting'),
      text('Timing'),
      whole('Times submitted'),
      whole('Open questions'),
      whole('Questions not sent'),
      text('Approved by', 30),
      text('Reviewer', 30),
      text('Why it is urgent', 60),
    ],
    rows: reports.map((report) => [
      report.round.code,
      report.reporter.code,
      report.reporter.name,
      moment(report.submittedAt),
      report.daysWaiting,
      describeTiming(report.timing),
      report.timesSubmitted,
      report.openQueries,
      report.unsentQueries,
      report.approvedBy.join('; ') || null,
      report.reviewer?.name ?? null,
      report.risk.reasons.map(({ words }) => words).join('; ') || null,
    ]),
  };
}

async function listBoardTable(context: OperationContext, wanted: ListWanted): Promise<OneTable> {
  const { round, rows } = await getBoard(context, { round: requireRound(wanted) });
  return {
    title: `Reports of ${round.title}`,
    note: '',
    columns: [
      text('Reporter', 14),
      text('Name', 40),
      text('Status', 14),
      text('Due', 12),
      text('Timing'),
      whole('Answered'),
      whole('Asked'),
      text('Cleared (UTC)', 18),
      text('First submitted (UTC)', 18),
      text('Submitted (UTC)', 18),
      whole('Times submitted'),
      text('Review started (UTC)', 18),
      text('Accepted (UTC)', 18),
      whole('Open questions'),
    ],
    rows: rows.map((row) => [
      row.reporter.code,
      row.reporter.name,
      row.status,
      row.dueOn.slice(0, 10),
      describeTiming(row.timing),
      row.touched,
      row.of,
      moment(row.clearedAt),
      moment(row.firstSubmittedAt),
      moment(row.submittedAt),
      row.timesSubmitted,
      moment(row.reviewStartedAt),
      moment(row.acceptedAt),
      row.openQueries,
    ]),
  };
}

/** One row for each reporter and section, so that it can be sorted and counted. */
async function listCompletenessTable(context: OperationContext, wanted: ListWanted): Promise<OneTable> {
  const { round, sections, rows } = await getCompleteness(context, { round: requireRound(wanted) });
  return {
    title: `Completeness of ${round.title}`,
    note: 'How many items of each section are asked and answered.',
    columns: [
      text('Reporter', 14),
      text('Name', 40),
      text('Status of the report', 18),
      text('Section', 48),
      text('State', 16),
      whole('Answered'),
      whole('Asked'),
      whole('Open questions'),
    ],
    rows: rows.flatMap(({ reporter, status, cells }) =>
      sections.flatMap((section, at) => {
        const cell = cells[at];
        if (!cell || cell.state === 'none') return [];
        return [
          [
            reporter.code,
            reporter.name,
            status,
            getSectionLabel(section),
            sectionStateWords[cell.state],
            cell.touched,
            cell.due,
            cell.returned,
          ],
        ];
      }),
    ),
  };
}

async function listConsentTable(context: OperationContext, wanted: ListWanted): Promise<OneTable> {
  const { round, indicators, rows } = await getConsentMatrix(context, { round: requireRound(wanted) });
  const titles = new Map(indicators.map(({ code, title }) => [code, title]));
  return {
    title: `Consent in ${round.title}`,
    note: 'Only accepted reports. “Counts” is what the report says and what was answered since.',
    columns: [
      text('Reporter', 14),
      text('Name', 40),
      text('Indicator', 12),
      text('Title', 50),
      text('Counts', 30),
      text('In the report', 30),
      text('Answer since', 14),
      text('Asked (UTC)', 18),
    ],
    rows: rows.flatMap(({ code, name, cells }) =>
      cells.map((cell) => [
        code,
        name,
        cell.indicator,
        titles.get(cell.indicator) ?? null,
        releaseLabels[cell.release],
        releaseLabels[cell.reported],
        cell.agreed === null ? null : cell.agreed ? 'agreed' : 'not agreed',
        moment(cell.askedAt),
      ]),
    ),
  };
}

/** One row for each role that a person holds, and one for a person without any. */
async function listPeopleTable(context: OperationContext): Promise<OneTable> {
  const { people } = await listPeople(context);
  return {
    title: 'People and their roles',
    note: 'Personal data: keep it where others cannot read it, and delete it when it is no longer needed.',
    columns: [
      text('Name', 30),
      text('Email', 34),
      text('Account', 12),
      text('Last there', 12),
      text('Role', 22),
      text('For', 14),
      text('Name of state, body or partner', 34),
      text('Agency', 24),
      text('Since', 12),
      text('Delegation of', 30),
    ],
    rows: people.flatMap(({ name, email, disabledAt, seenOn, roles }) => {
      const person = [name, email, disabledAt ? 'disabled' : 'enabled', seenOn];
      const held = roles.map((role) => [
        roleLabels[role.role],
        role.reporter?.code ?? null,
        role.reporter?.name ?? role.partner,
        role.agency,
        role.since.slice(0, 10),
        role.cover ? `${role.cover.name}, until ${role.cover.until.slice(0, 10)}` : null,
      ]);
      const rest = held.length > 0 ? held : [[null, null, null, null, null, null]];
      return rest.map((cells) => [...person, ...cells]);
    }),
  };
}

/** More than this are for the CSV file, which is sent while it is read. */
const mostEntries = 10_000;

async function listAuditTable(context: OperationContext, { filter = {} }: ListWanted): Promise<OneTable> {
  const { entries, total } = await listNewestEntries(context, filter, mostEntries);
  return {
    title: 'Audit',
    note:
      total > entries.length
        ? `The newest ${entries.length} of ${total} entries. Download the CSV file for all of them.`
        : 'Newest first.',
    columns: [
      whole('Number'),
      text('When (UTC)', 18),
      text('Who', 30),
      text('About', 18),
      text('What', 20),
      text('Round', 14),
      text('Reporter', 14),
      text('To what or whom', 34),
      text('Detail', 60),
    ],
    rows: entries.map((entry) => [
      entry.sequence,
      moment(entry.at),
      entry.by ?? 'At the server',
      entry.kind,
      entry.event,
      entry.round,
      entry.reporter,
      entry.subject,
      Object.keys(entry.detail).length > 0 ? JSON.stringify(entry.detail) : null,
    ]),
  };
}

/** Texts that look like personal data, with what could identify somebody hidden, as on the page. */
async function listPersonalDataTable(context: OperationContext, wanted: ListWanted): Promise<OneTable> {
  const round = requireRound(wanted);
  const list = await listPersonalData(context, { round });
  if (!list) throw new DomainError('NOT_FOUND', `There is no round ${round}.`);
  return {
    title: `Texts of ${list.round.title} that look like personal data`,
    note: 'What could identify somebody is hidden.',
    columns: [
      text('Reporter', 14),
      text('Name', 40),
      text('Item', 12),
      text('Field', 18),
      text('Looks like', 34),
      text('Text', 60),
      text('Released', 12),
      text('In the compilation', 18),
    ],
    rows: list.entries.map((entry) => [
      entry.reporter.code,
      entry.reporter.name,
      entry.code,
      entry.field,
      entry.kinds.map((kind) => personalDataWords[kind]).join(', '),
      entry.excerpt,
      entry.released ? 'yes' : 'no',
      entry.compiled ? 'yes' : 'no',
    ]),
  };
}

/** One row for each amount, and one for a support without any. */
async function listSupportTable(context: OperationContext, { plan }: ListWanted): Promise<OneTable> {
  const { supports, rates, plan: found } = await listSupports(context, { plan });
  return {
    title: `Support for ${found.title}`,
    note: 'US dollars are rounded to whole dollars, by the newest rate that is stated up to the end of the year of the amount.',
    columns: [
      text('Support', 10),
      text('Partner', 40),
      text('Kind', 14),
      text('Part of the partner', 18),
      text('For', 14),
      text('What is given', 60),
      text('Carried out by', 30),
      text('Received by', 24),
      text('State', 12),
      text('Amounts may be published', 20),
      text('Stage', 12),
      whole('Year'),
      text('Currency', 10),
      { name: 'Amount', kind: 'decimal', width: 18 },
      whole('US dollars'),
      text('Rate', 40),
      text('Source', 40),
    ],
    rows: supports.flatMap(({ code, partner, content, statements }) => {
      const said = [
        code,
        partner.name,
        supportKindLabels[content.kind],
        supportPartLabels[content.part],
        describeSubject(content),
        content.description,
        content.carriedOutBy || partner.name,
        content.receivers.join('; ') || 'the whole region',
        content.withdrawn ? 'withdrawn' : 'valid',
        isAmountShown(statements) ? 'yes' : 'no',
      ];
      if (content.amounts.length === 0)
        return [[...said, null, null, null, null, null, null, content.source]];
      return content.amounts.map((amount) => {
        const converted = calculateDollars(amount, rates);
        return [
          ...said,
          supportStageLabels[amount.stage],
          amount.year,
          amount.currency,
          amount.amount,
          converted && Number(converted.dollars),
          converted?.rate
            ? `${converted.rate.dollars} on ${converted.rate.day}, ${converted.rate.source}`
            : null,
          amount.source || content.source,
        ];
      });
    }),
  };
}

/** Every list of the desk that goes out to a workbook. Each asks for the permission of its page. */
export const listTables = {
  queue: onSheet(listQueueTable),
  board: onSheet(listBoardTable),
  completeness: onSheet(listCompletenessTable),
  consent: onSheet(listConsentTable),
  people: onSheet(listPeopleTable),
  audit: onSheet(listAuditTable),
  'personal-data': onSheet(listPersonalDataTable),
  support: onSheet(listSupportTable),
  reference: listReferenceTable,
} as const satisfies Record<string, (context: OperationContext, wanted: ListWanted) => Promise<ListTable>>;

export type ListName = keyof typeof listTables;
