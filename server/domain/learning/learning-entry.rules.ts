import type { FieldProblem } from '../error/domain-error.ts';
import { findTextProblem, normaliseText } from '../submission/text.rules.ts';

/** The kinds of entries about what was learned from a plan. */
export const learningKinds = ['question', 'target', 'lesson', 'action'] as const;
export type LearningKind = (typeof learningKinds)[number];

/** Where something can be read: a page of the tracker. */
export type EvidenceLink = { label: string; path: string };

/** The evaluation criteria: the six of the OECD Development Assistance Committee (2019). */
export const criteria = {
  relevance: 'Relevance',
  coherence: 'Coherence',
  effectiveness: 'Effectiveness',
  efficiency: 'Efficiency',
  impact: 'Impact',
  sustainability: 'Sustainability',
} as const;
export type Criterion = keyof typeof criteria;

/** The progress of a follow-up action. */
export const actionStates = {
  open: 'Not begun',
  under_way: 'Under way',
  done: 'Done',
  dropped: 'Dropped',
} as const;
export type ActionState = keyof typeof actionStates;

/** A judgement; the rating is a term of the list of ratings, empty while nothing is judged. */
export type Judgement = { rating: string; judgement: string; evidence: EvidenceLink[] };

export type QuestionContent = Judgement & { question: string; criterion: Criterion };
export type TargetContent = Judgement & { indicator: string };
export type LessonContent = {
  title: string;
  lesson: string;
  evidence: EvidenceLink[];
  /** The recommendation that it bears on, such as "study-2025/R1"; lessons from before there were any have none. */
  follows?: string;
};
export type ActionContent = {
  action: string;
  /** Code of the responsible state or body. */
  owner: string;
  /** ISO date. */
  dueOn: string;
  state: ActionState;
  /** Code of the lesson, question or recommendation that it follows from; empty for none. */
  follows: string;
  note: string;
};
export type LearningContent = {
  question: QuestionContent;
  target: TargetContent;
  lesson: LessonContent;
  action: ActionContent;
};

/** An entry as it is stored. */
export type LearningEntry = {
  [Kind in LearningKind]: {
    kind: Kind;
    code: string;
    content: LearningContent[Kind];
    version: number;
    changedBy: string;
    changedAt: string;
  };
}[LearningKind];

/** The lists that entries refer to. */
export type LearningLists = {
  ratings: { code: string; label: string; meaning: string }[];
  indicators: { code: string; title: string }[];
  owners: { code: string; name: string }[];
  /** Questions and lessons from which an action can follow. */
  sources: { code: string; label: string }[];
  /** Recommendations of studies and events: "study-2025/R1". */
  recommendations: { code: string; label: string }[];
};

/** The typed fields of a form, by name. */
export type LearningFields = Readonly<Record<string, string>>;
export type CheckedLearning<Kind extends LearningKind> = {
  content: LearningContent[Kind];
  problems: FieldProblem[];
};

const longest = { line: 300, text: 10_000 };
const mostEvidence = 20;

/** The fields of each kind, in the order of its form. */
export const learningFields: Readonly<Record<LearningKind, readonly string[]>> = {
  question: ['question', 'criterion', 'rating', 'judgement', 'evidence'],
  target: ['indicator', 'rating', 'judgement', 'evidence'],
  lesson: ['title', 'lesson', 'follows', 'evidence'],
  action: ['action', 'owner', 'dueOn', 'state', 'follows', 'note'],
};

/** Reads evidence: on each line a label and the address of a page of the tracker, separated by "|". */
export function parseEvidence(text: string): { links: EvidenceLink[]; problem: string | null } {
  const lines = normaliseText(text)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const links = lines.map((line) => {
    const at = line.lastIndexOf('|');
    return { label: line.slice(0, at).trim(), path: line.slice(at + 1).trim() };
  });
  const wrong = lines.find((_, index) => {
    const { label, path } = links[index] ?? { label: '', path: '' };
    return label === '' || label.length > longest.line || !/^\/(?!\/)[^\s\\]{0,500}$/.test(path);
  });
  const problem =
    wrong !== undefined
      ? `Write “words | /address” in a line, with an address of the tracker that begins with “/”: “${wrong.slice(0, 80)}”.`
      : links.length > mostEvidence
        ? `Give at most ${mostEvidence} links.`
        : null;
  return { links, problem };
}

/** Formats evidence for a form. */
export const formatEvidence = (links: readonly EvidenceLink[]): string =>
  links.map(({ label, path }) => `${label} | ${path}`).join('\n');

/** Reads the fields of an entry, and lists what is wrong with each. */
export function checkLearningEntry<Kind extends LearningKind>(
  kind: Kind,
  fields: LearningFields,
  lists: LearningLists,
): CheckedLearning<Kind> {
  const problems: FieldProblem[] = [];
  const read = (path: string) => normaliseText(fields[path] ?? '').trim();
  const text = (path: string, needed: string | null, most = longest.text) => {
    const words = read(path);
    const problem = words === '' ? needed : findTextProblem(words, most);
    if (problem) problems.push({ path, message: problem });
    return words;
  };
  const oneOf = (path: string, codes: readonly string[], message: string, canBeEmpty = false) => {
    const code = read(path);
    if (!(codes.includes(code) || (canBeEmpty && code === ''))) problems.push({ path, message });
    return code;
  };
  const codesOf = (list: readonly { code: string }[]) => list.map(({ code }) => code);
  const evidence = () => {
    const { links, problem } = parseEvidence(fields.evidence ?? '');
    if (problem) problems.push({ path: 'evidence', message: problem });
    return links;
  };
  const judgement = () => {
    const rating = oneOf('rating', codesOf(lists.ratings), 'Choose a word of the list.', true);
    return {
      rating,
      judgement: text('judgement', rating === '' ? null : 'Say why it is judged so.'),
      evidence: evidence(),
    };
  };
  const day = (path: string) => {
    const given = read(path);
    const moment = new Date(`${given}T00:00:00Z`);
    if (
      !/^\d{4}-\d{2}-\d{2}$/.test(given) ||
      Number.isNaN(moment.getTime()) ||
      !moment.toISOString().startsWith(given)
    ) {
      problems.push({ path, message: 'Give the day as year, month and day: 2027-03-31.' });
    }
    return given;
  };
  const builders: { [Each in LearningKind]: () => LearningContent[Each] } = {
    question: () => ({
      question: text('question', 'Write the question.', 1000),
      criterion: oneOf(
        'criterion',
        Object.keys(criteria),
        'Choose by what is asked.',
      ) as keyof typeof criteria,
      ...judgement(),
    }),
    target: () => ({
      indicator: oneOf(
        'indicator',
        codesOf(lists.indicators),
        'Choose an indicator of the plan that has a target.',
      ),
      ...judgement(),
    }),
    lesson: () => ({
      title: text('title', 'Say the lesson in one line.', longest.line),
      lesson: text('lesson', 'Write what was learned.'),
      follows: oneOf('follows', codesOf(lists.recommendations), 'Choose a recommendation of the list.', true),
      evidence: evidence(),
    }),
    action: () => ({
      action: text('action', 'Say what is to be done.', 1000),
      owner: oneOf('owner', codesOf(lists.owners), 'Choose the state or body that does it.'),
      dueOn: day('dueOn'),
      state: oneOf('state', Object.keys(actionStates), 'Choose how far it is.') as keyof typeof actionStates,
      follows: oneOf(
        'follows',
        codesOf([...lists.sources, ...lists.recommendations]),
        'Choose a question, lesson or recommendation of the list.',
        true,
      ),
      note: text('note', null),
    }),
  };
  return { content: builders[kind](), problems };
}

/** Returns an entry as the fields of its form. */
export function toLearningFields(content: LearningContent[LearningKind]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => [
      name,
      Array.isArray(value) ? formatEvidence(value) : value,
    ]),
  );
}

/** Returns the code of a new entry: Q1, Q2, …; a judged target has the code of its indicator. */
export function buildLearningCode(
  kind: LearningKind,
  content: LearningContent[LearningKind],
  taken: readonly string[],
): string {
  if (kind === 'target' && 'indicator' in content) return content.indicator;
  const letter = { question: 'Q', target: 'T', lesson: 'L', action: 'F' }[kind];
  const numbers = taken.map((code) => Number(code.slice(1))).filter(Number.isInteger);
  return `${letter}${Math.max(0, ...numbers) + 1}`;
}
