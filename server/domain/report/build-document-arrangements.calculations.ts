import { aimLabels, accountStatusLabels, arrangementStatusLabels } from '../arrangement/arrangement-words.ts';
import type { AccountItem } from '../arrangement/arrangement.schema.ts';
import {
  type ArrangementSubject,
  listArrangementSubjects,
} from '../arrangement/list-published-arrangements.ts';
import { formatShareOf } from '../finding/sentence-parts.ts';
import { formatCount, formatVerb } from '../language/counted-nouns.ts';
import { formatDate } from '../language/date-format.ts';
import { formatList, formatUpperFirst } from '../language/list-format.ts';
import { buildColumn, buildTextCell, type Composer, type ScopedFacts } from './document-composer.ts';
import type { DocumentRun } from './document.types.ts';
import type { FactArrangement } from './edition-facts.types.ts';
import { partTitles } from './edition.rules.ts';

type NameOf = (code: string) => string;

/** Names who takes part: "Cambodia and Thailand, with China". */
const formatParties = ({ parties, countries }: FactArrangement, nameOf: NameOf): string => {
  const states = formatList(parties.map(nameOf));
  return countries.length === 0
    ? states
    : `${states}, with ${formatList(countries.map(({ party }) => party))}`;
};

/** "In force since 14 March 2025". What is suspended or ended is so since later. */
function describeStatus({ status, agreedOn }: FactArrangement): string {
  const label = arrangementStatusLabels[status];
  if (agreedOn === null) return label;
  return `${label}${status === 'in_force' ? ' since' : ', agreed on'} ${formatDate(agreedOn)}`;
}

const listSteps = (arrangement: FactArrangement) =>
  listArrangementSubjects(arrangement).filter(({ step }) => step !== null);

const isReached = ({ said }: ArrangementSubject) =>
  said.length > 0 && said.every(({ item }) => item?.status === 'reached');

/** "1 of 3 agreed steps is reached; accounts differ on 1". Without released accounts only how many steps there are. */
function describeSteps(arrangements: readonly FactArrangement[]): string {
  const steps = arrangements.flatMap(listSteps);
  if (steps.length === 0) return 'no step is agreed';
  const told = arrangements.filter(({ accounts }) => accounts !== null).flatMap(listSteps);
  if (told.length === 0) {
    return `${formatCount(steps.length, 'agreed steps')}; not all states have released how far they are`;
  }
  const reached = told.filter(isReached).length;
  const differ = told.filter(({ agreement }) => agreement === 'differ').length;
  return `${formatShareOf(reached, told.length, 'agreed steps')} ${formatVerb(reached, 'are')} reached${differ > 0 ? `; the accounts of the states differ on ${differ}` : ''}`;
}

/** What one state says of a step: "Reached on 2 October 2025". */
function describeItem(item: AccountItem | null): string {
  if (item === null) return 'says nothing of it';
  const label = accountStatusLabels[item.status].toLowerCase();
  if (item.on === null) return label;
  return `${label} ${item.status === 'reached' ? 'on' : 'as of'} ${formatDate(item.on)}`;
}

/** How far a step is: once if all states say the same, otherwise what each of them says. */
function describeProgress({ said, agreement }: ArrangementSubject, nameOf: NameOf): string {
  if (agreement === null) return 'Not released by all';
  if (agreement === 'same') return formatUpperFirst(describeItem(said[0]?.item ?? null));
  return said.map(({ by, item }) => `${nameOf(by)}: ${describeItem(item)}`).join('\n');
}

/** The meetings and joint operations that all states count alike, and the results in the agreed words. */
function describeResults({ counts, results }: FactArrangement): string {
  const counted = (counts ?? []).flatMap(({ year, meetings, operations }) => {
    const said = [
      ...(meetings.state === 'same' ? [formatCount(meetings.value, 'meetings')] : []),
      ...(operations.state === 'same' ? [formatCount(operations.value, 'joint operations')] : []),
    ];
    return said.length === 0 ? [] : [`${formatList(said)} in ${year}.`];
  });
  return [results, ...counted].filter((words) => words !== '').join(' ');
}

/**
 * Adds what states have agreed between them, how far the agreed steps are, and the results. Everything in it is in
 * the publication, so every state that takes part has released it. Without an arrangement there is no such chapter;
 * the edition of a state has its own.
 */
export function addArrangements(composer: Composer, facts: ScopedFacts): void {
  const { arrangements, reporters, scope } = facts;
  const own =
    scope.edition.scope === 'state'
      ? arrangements.filter(({ parties }) => parties.includes(scope.code))
      : arrangements;
  if (own.length === 0) return;
  const names = new Map(reporters.map(({ code, name }) => [code, name]));
  const nameOf: NameOf = (code) => names.get(code) ?? code;
  composer.heading(1, 'arrangements', partTitles.arrangements);
  composer.say(
    `${formatCount(own.length, 'arrangements between states', 'are')} published: ${describeSteps(own)}.`,
    'finding',
  );
  composer.table({
    id: 'table-arrangements',
    sheet: 'Arrangements',
    title: 'What states have agreed between them, and how far the steps are',
    columns: [
      buildColumn('step', 'Agreed step', 3.4),
      buildColumn('aim', 'Aim', 1.6),
      buildColumn('planned', 'Planned for', 1.3),
      buildColumn('progress', 'How far it is', 2.4),
    ],
    rows: own.flatMap((arrangement) => [
      {
        group: `${arrangement.title}: ${formatParties(arrangement, nameOf)}. ${describeStatus(arrangement)}`,
      },
      ...listSteps(arrangement).map((subject) => ({
        cells: [
          buildTextCell(subject.step?.text ?? ''),
          buildTextCell(aimLabels[subject.aim]),
          buildTextCell(subject.step?.plannedOn ? formatDate(subject.step.plannedOn) : 'no day'),
          buildTextCell(describeProgress(subject, nameOf)),
        ],
      })),
    ]),
    notes: ['Only what every state of an arrangement has released is shown.'],
  });
  composer.list(
    own.flatMap((arrangement): DocumentRun[][] => {
      const results = describeResults(arrangement);
      if (results === '') return [];
      return [
        [
          { kind: 'text', text: `Results, ${formatList(arrangement.parties.map(nameOf))}: `, strong: true },
          { kind: 'text', text: results },
        ],
      ];
    }),
  );
}
