import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Sql } from '#db/client.ts';
import { readRows } from '#db/rows.ts';
import { loadReference } from '#seeds/load-reference.ts';
import { getSeedState } from '#seeds/seed-marker.ts';
import {
  planFileNames,
  planFileParts,
  ruleFileName,
  type PlanFileRows,
  listPlanFileColumns,
  ruleColumns,
} from '#server/domain/plan/plan-file.schema.ts';
import type { ImportCounts } from '#server/domain/plan/plan-changes.calculations.ts';
import { exportPlan } from '#server/use-cases/plan/export-plan.ts';
import { importPlan } from '#server/use-cases/plan/import-plan.ts';
import { AdminError, type Command, resolveNamedPath } from './command.ts';
import { withTrackerDatabase } from './tracker-database.ts';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CsvRow, parseCsv } from '#seeds/read-csv.ts';
import { isFileError } from '#server/config/private-file.ts';
import { listColumnsNamed, serialiseCsv } from '#server/exports/csv/serialise-csv.ts';
import { parseCsvText, describeCsvFault } from '#server/workbook/read-plan-files.ts';
import { restoreRows } from '#server/domain/data/csv-cell.rules.ts';

const fileList = planFileParts.map((part) => planFileNames[part]).join(', ');

export const importPlanCommand: Command = {
  name: 'import-plan',
  summary: 'load a plan from CSV files, or correct the one that is there',
  words: ['DIRECTORY'],
  options: [
    {
      name: 'check',
      value: null,
      meaning: 'Leave the plan as it is; say what is wrong or what would change.',
    },
    { name: 'by', value: 'ADDRESS', meaning: 'Whose change it is in the record: the address of an account.' },
  ],
  about: [
    `Loads a plan from DIRECTORY, which holds ${fileList} in the form that seeds/plan/README.md describes. It must be ` +
      `a directory; a single file or an archive is not taken. ${ruleFileName}, with the rules of the check, may be left ` +
      'out: then the rules that are there stay.',
    'Rows are matched by their codes, so the same files can be corrected and imported again. A row that is no longer in ' +
      'the files leaves the plan, unless somebody was asked to report on it. A plan with another code stands beside ' +
      'those that are there.',
    'Everything that does not fit is listed by file, row and column, and then nothing is written.',
  ],
  async run({ words, text, has }, say) {
    const rows = await readPlanDirectory(resolveNamedPath(words['DIRECTORY'] ?? ''));
    await withTrackerDatabase({ make: true, current: true }, async (owner) => {
      const importedBy = await findAccount(owner, text('by'));
      if ((await getSeedState(owner, 'reference')) !== 'done') await loadReference(owner);
      const { problems, plan, counts } = await importPlan(owner, rows, {
        preview: has('check'),
        importedBy: importedBy ?? undefined,
      });
      for (const { file, row, column, message } of problems) {
        say(`${file}, row ${row}, column ${column}: ${message}`);
      }
      if (!counts) {
        const things = problems.length === 1 ? 'One thing does' : `${problems.length} things do`;
        throw new AdminError(`${things} not fit; nothing was written.`);
      }
      say(
        `${has('check') ? `${plan} fits. An import would change` : `Imported ${plan}`}: ${describeCounts(counts)}.`,
      );
    });
  },
};

const describeCounts = ({ added, changed, unchanged, removed }: ImportCounts) =>
  `${added} rows added, ${changed} changed, ${unchanged} unchanged, ${removed} removed`;

async function findAccount(owner: Sql, email: string | null): Promise<string | null> {
  if (email === null) return null;
  const [person] = await readRows(
    owner,
    { id: z.string() },
    sql`select id from auth.person where email = ${email.trim().toLowerCase()}`,
  );
  if (!person) throw new AdminError(`There is no account with the address ${email}.`);
  return person.id;
}

export const exportPlanCommand: Command = {
  name: 'export-plan',
  summary: 'write a plan as CSV files that can be imported again',
  words: ['DIRECTORY'],
  options: [
    { name: 'plan', value: 'CODE', meaning: 'Which plan, by its code. Needed when there are several.' },
    { name: 'force', value: null, meaning: 'Write over the files of a plan in DIRECTORY.' },
  ],
  about: [
    `Writes ${fileList} and ${ruleFileName} into DIRECTORY, which is made when it is missing and must be empty. The files can be edited in ` +
      'any spreadsheet and imported again.',
  ],
  async run({ words, text, has }, say) {
    const directory = resolveNamedPath(words['DIRECTORY'] ?? '');
    await withTrackerDatabase({ make: false, current: true }, async (owner) => {
      const code = await choosePlan(owner, text('plan'));
      const rows = await exportPlan(owner, code);
      if (!rows) throw new Error(`The plan ${code} went while it was being read.`);
      await writePlanDirectory(directory, rows, { force: has('force') });
      const counts = planFileParts
        .filter((part) => part !== 'plan')
        .map((part) => `${rows[part].length} ${part}`);
      say(`Wrote the plan ${code} to ${directory}: ${counts.join(', ')}.`);
    });
  },
};

async function choosePlan(owner: Sql, wanted: string | null): Promise<string> {
  const plans = await readRows(owner, { code: z.string() }, sql`select code from tracker.plan order by id`);
  const codes = plans.map(({ code }) => code);
  const [only] = codes;
  if (only === undefined) throw new AdminError('There is no plan in the database yet.');
  if (wanted === null && codes.length === 1) return only;
  if (wanted !== null && codes.includes(wanted)) return wanted;
  const list = codes.join(', ');
  throw new AdminError(
    wanted === null
      ? `There are several plans; add --plan with one of ${list}.`
      : `There is no plan “${wanted}”; there is ${list}.`,
  );
}

const allFiles = `${fileList}, ${ruleFileName}`;

/** The rows of the files of a plan; the rules of the check may be left out. Throws AdminError that names the file which cannot be read. */
async function readPlanDirectory(directory: string): Promise<PlanFileRows> {
  const found = await stat(directory).catch(() => null);
  if (!found) throw new AdminError(`${directory} is not there; name the directory that holds ${fileList}.`);
  if (!found.isDirectory()) {
    throw new AdminError(`${directory} is a file; name the directory that holds ${fileList}.`);
  }
  const entries = await Promise.all(
    planFileParts.map(async (part) => {
      const rows = await readPlanFile(directory, planFileNames[part]);
      if (!rows) throw new AdminError(`${directory} has no ${planFileNames[part]}; a plan is ${fileList}.`);
      return [part, rows] as const;
    }),
  );
  const rules = await readPlanFile(directory, ruleFileName);
  return { ...Object.fromEntries(entries), ...(rules ? { rules } : {}) } as unknown as PlanFileRows;
}

/** The rows of a file; null where it is not there. */
async function readPlanFile(directory: string, name: string): Promise<CsvRow[] | null> {
  const bytes = await readFile(join(directory, name)).catch((error: unknown) => {
    if (isFileError(error, 'ENOENT')) return null;
    throw error;
  });
  if (bytes === null) return null;
  const refuse = (sentence: string): never => {
    throw new AdminError(sentence);
  };
  const text = parseCsvText(name, bytes, refuse);
  try {
    return restoreRows(parseCsv(text));
  } catch (error) {
    return refuse(describeCsvFault(name, error));
  }
}

/**
 * Writes a plan as its files, each of which appears complete or not at all. Makes the directory. Throws
 * AdminError when there is something in it, unless `force`: then the files are written over and others stay.
 */
async function writePlanDirectory(
  directory: string,
  rows: PlanFileRows,
  options: { force: boolean },
): Promise<void> {
  const inside = await readdir(directory).catch((error: unknown) => {
    if (isFileError(error, 'ENOENT')) return [];
    if (isFileError(error, 'ENOTDIR')) throw new AdminError(`${directory} is a file; name a directory.`);
    throw error;
  });
  if (inside.length > 0 && !options.force) {
    throw new AdminError(
      `${directory} is not empty; name another directory, or add --force to write over ${allFiles} in it.`,
    );
  }
  await mkdir(directory, { recursive: true });
  const files = [
    ...planFileParts.map((part) => ({
      name: planFileNames[part],
      rows: rows[part],
      columns: listPlanFileColumns(part),
    })),
    { name: ruleFileName, rows: rows.rules ?? [], columns: ruleColumns },
  ];
  for (const { name, rows: lines, columns } of files) {
    const file = join(directory, name);
    const text = serialiseCsv(listColumnsNamed(columns), lines, 'unix');
    await writeFile(`${file}.part`, text, { flush: true });
    await rename(`${file}.part`, file);
  }
}
