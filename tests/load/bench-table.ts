import { cpus } from 'node:os';
import { narrative, size } from './dataset.ts';
import { type Limit, type Line, tables } from './measure.ts';

export const isWithin = (limit: Limit): boolean =>
  'atLeast' in limit ? limit.ratio >= limit.atLeast : limit.ratio <= limit.atMost;

type Column = [title: string, of: (line: Line) => string];

const list = (line: Line, of: (limit: Limit) => string) => line.limits.map(of).join('<br>') || '–';
const limitColumns: Column[] = [
  ['ratio', (line) => list(line, (limit) => `${limit.ratio.toFixed(2)} of ${limit.of}`)],
  [
    'limit',
    (line) =>
      list(line, (limit) => ('atLeast' in limit ? `at least ${limit.atLeast}` : `at most ${limit.atMost}`)),
  ],
  ['within', (line) => list(line, (limit) => (isWithin(limit) ? 'yes' : '**no**'))],
];
const work: Column = ['work', ({ name, work: text }) => `\`${name}\`: ${text}`];
const peer: Column = ['peer', (line) => line.peer ?? 'not measured'];
const overHttp: Column[] = [
  work,
  ['ours: p50, p95, p99', ({ ours }) => ours],
  ['CPU a request', ({ cpu }) => cpu ?? '–'],
  ['bare `node:http`', ({ bare }) => bare],
  ['bare SQL', ({ sql }) => sql ?? '–'],
  ...limitColumns,
  peer,
];

const parts: Record<(typeof tables)[number], { title: string; text: string; columns: Column[] }> = {
  procedures: {
    title: 'Procedures',
    text: 'Over HTTP, by people with a session; 20 at once unless it says alone or one at a time.',
    columns: overHttp,
  },
  pages: {
    title: 'Pages',
    text: 'Whole pages, compressed, by 20 people with a session at once.',
    columns: overHttp,
  },
  desk: {
    title: 'Pages of the desk',
    text: 'Each page alone, one request after the other, by an officer with a session. Usable: styled and complete, at 360 px over 400 kbit/s with 400 ms for each request, the first time.',
    columns: [
      ['page', ({ work: text }) => text],
      ['p50, p95', ({ ours }) => ours],
      ['size, compressed; usable over a slow line', ({ bare }) => bare],
      ...limitColumns,
    ],
  },
  days: {
    title: 'Days',
    text: 'Times are from the moment when a request is sent; p50, p95, p99 and how many.',
    columns: [
      work,
      ['ours: p50, p95, p99', ({ ours }) => ours],
      ['CPU of the server and of Postgres, memory of the server', ({ bare }) => bare],
      ...limitColumns,
      peer,
    ],
  },
  public: {
    title: 'Public pages, publishing, memory, starting',
    text: '',
    columns: [work, ['ours', ({ ours }) => ours], ['bare', ({ bare }) => bare], ...limitColumns, peer],
  },
};

/** The tables of all lines that were measured; a table without lines is left out. */
export function formatTables(lines: Line[]): string {
  return tables
    .flatMap((table) => {
      const own = lines.filter((line) => line.table === table);
      const { title, text, columns } = parts[table];
      const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
      return own.length === 0
        ? []
        : [
            `## ${title}`,
            ...(text ? [text, ''] : []),
            row(columns.map(([name]) => name)),
            row(columns.map(() => '---')),
            ...own.map((line) => row(columns.map(([, of]) => of(line)))),
            '',
          ];
    })
    .join('\n');
}

/** The whole page docs/operations/benchmarks.md. `broken` are lines that failed, `busy` the load before the run. */
export function formatPage(lines: Line[], broken: string[], busy: number): string {
  const values = (size.states * size.indicators * size.rounds).toLocaleString('en-GB');
  return [
    '# Benchmarks',
    '',
    `Written by \`npm run bench\`; \`npm run bench -- NAME …\` runs chosen lines and prints them. ${size.states} states, ${size.activities} activities, ${size.indicators} indicators, ${size.rounds} rounds, ${values} values, each with a narrative of ${narrative.length} characters. Embedded Postgres with durability on, everything on one machine with ${cpus().length} cores, whose load was ${busy.toFixed(1)} before the run.`,
    '',
    'Tracker, Postgres and what asks them are processes of their own; connections stay open. Ours and bare take turns in the same run. Bare `node:http` is a server in its own process that sends the rows of the plain statement as JSON; bare SQL is the same statement over one pool. CPU of a request is that of the server and of Postgres, with all their processes; it is read on Linux only. The peer is a generic headless CMS, measured once, over HTTP, as a signed-in person, with the same data, Postgres and number of cores; where a limit is a multiple of its speed, these figures are what it is held against.',
    '',
    formatTables(lines),
    ...broken.flatMap((line) => [`Could not be measured: ${line}`, '']),
  ].join('\n');
}
