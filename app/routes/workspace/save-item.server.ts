import { randomUUID } from 'node:crypto';
import { data } from 'react-router';
import type { EntryQuery } from '#app/contract.ts';
import { type Keep, readComparisonForm, resolveSides, type Side } from '#app/features/entry/conflict.ts';
import type { Conflict } from '#app/features/entry/conflict-form.tsx';
import type { EntryActionData } from '#app/features/entry/entry-page.tsx';
import type { PlacedProblem } from '#app/features/entry/placed-problems.ts';
import { attempt, type Refusal, buildRefusal } from '#app/features/errors/ask.ts';
import {
  answerForm,
  deriveRequestId,
  intent,
  number,
  Refused,
} from '#app/features/forms/answer-form.server.ts';
import {
  askAgain,
  findUnconfirmed,
  readGuarded,
  type Unconfirmed,
} from '#app/features/personal-data/guarded-text-area.tsx';
import {
  buildItemPath,
  buildReportPath,
  type ItemKind,
  type ReportKey,
  addToPath,
} from '#app/features/submission/report-paths.ts';
import type { RequestContext } from '#app/request-context.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';

type Caller = RequestContext['caller'];

/** What differs between an activity and an indicator when one is saved. */
export type ItemSaving<Draft> = {
  kind: ItemKind;
  code: string;
  queries: readonly EntryQuery[];
  read: (form: FormData) => Draft;
  save: (draft: Draft, version: number, requestId: string) => Promise<{ version: number } | undefined>;
  place: (fields: readonly FieldProblem[], draft: Draft) => PlacedProblem[];
  spell: (draft: Draft) => Side;
  parseControl: (side: Side) => Draft;
  /** What a conflict says is stored, and what history keeps, as a draft. */
  readCurrent: (
    current: unknown,
  ) => { draft: Draft; version: number; updatedAt: string | null; updatedBy: string | null } | null;
  readRevision: (stored: unknown) => Draft;
};

type Posted = { caller: Caller; requestId: string; form: FormData; key: ReportKey };

/** Handles everything that an item's page can post: saving, answering questions, settling a conflict. */
export function saveItem<Draft>(posted: Posted, item: ItemSaving<Draft>) {
  const save = (next: 'save' | 'continue') =>
    intent({ version: number }, ({ version }) =>
      saveTyped(posted, item, { typed: item.read(posted.form), version, next }),
    );
  return answerForm(posted, {
    '': save('save'),
    save: save('save'),
    compare: save('save'),
    continue: save('continue'),
    settle: intent({ version: number }, ({ version }) => settle(posted, item, version)),
  });
}

async function settle<Draft>(posted: Posted, item: ItemSaving<Draft>, version: number) {
  const { form } = posted;
  const { mine, theirs, base, keep } = readComparisonForm(form);
  const { side, missing } = resolveSides(mine, theirs, keep);
  const asked = Object.keys(item.spell(item.parseControl({})));
  if (!asked.every((question) => question in mine && question in theirs)) throw data(null, { status: 400 });
  const word = (name: string) => String(form.get(name) ?? '') || null;
  const at = word('updatedAt');
  const shown = {
    mine,
    theirs,
    base,
    version,
    updatedAt: at !== null && Number.isFinite(Date.parse(at)) ? at : null,
    updatedBy: word('updatedBy'),
  };
  if (missing.length > 0) {
    const refusal = buildRefusal('BAD_INPUT', 'Choose an answer to every question.');
    return refuseChoice<Draft>(refusal, { ...shown, keep, missing, sentence: null });
  }
  const draft = item.parseControl(side);
  const outcome = await saveDraft(posted, item, draft, version);
  if (outcome.ok) return goOn(posted, item, outcome.value?.version ?? version, 'save');
  const { refusal } = outcome;
  const conflict = await findConflict(posted, item, draft, version, refusal);
  return refuseChoice<Draft>(
    refusal,
    conflict ?? { ...shown, keep, missing: [], sentence: refusal.sentence },
  );
}

const refuseChoice = <Draft>(refusal: Refusal, conflict: Conflict) =>
  new Refused<EntryActionData<Draft>>(refusal, { kind: 'conflict', conflict, id: randomUUID() });

const refuseItem = <Draft>(
  refusal: Refusal,
  shown: Omit<Extract<EntryActionData<Draft>, { kind: 'refused' }>, 'kind' | 'id' | 'refusal'>,
) => new Refused<EntryActionData<Draft>>(refusal, { kind: 'refused', refusal, id: randomUUID(), ...shown });

/** Without scripts the question about personal data comes with the page that returns. */
function askAboutPersons<Draft>(
  { form }: Posted,
  item: ItemSaving<Draft>,
  { typed, version, unconfirmed }: { typed: Draft; version: number; unconfirmed: readonly Unconfirmed[] },
) {
  const answers = item.queries.flatMap(({ id }) => {
    const value = form.get(`answer.${id}`);
    return typeof value === 'string' ? [[String(id), readGuarded(value)] as const] : [];
  });
  return refuseItem<Draft>(buildRefusal('BAD_INPUT', 'Nothing has been saved yet.'), {
    problems: unconfirmed.map(({ fieldId }) => ({ fieldId, message: askAgain })),
    typed,
    answers: Object.fromEntries(answers),
    version,
  });
}

async function saveTyped<Draft>(
  posted: Posted,
  item: ItemSaving<Draft>,
  { typed, version, next }: { typed: Draft; version: number; next: 'save' | 'continue' },
) {
  const unconfirmed = findUnconfirmed(posted.form);
  if (unconfirmed.length > 0) return askAboutPersons(posted, item, { typed, version, unconfirmed });
  const answers = await saveAnswers(posted, item.queries);
  const outcome = await saveDraft(posted, item, typed, version);
  if (outcome.ok && !answers.refusal) return goOn(posted, item, outcome.value?.version ?? version, next);
  if (!outcome.ok) {
    const conflict = await findConflict(posted, item, typed, version, outcome.refusal);
    if (conflict) return refuseChoice<Draft>(outcome.refusal, conflict);
  }
  const refusal = outcome.ok ? answers.refusal : outcome.refusal;
  if (!refusal) throw new Error('Either the item or an answer was refused.');
  const problems = outcome.ok ? [] : item.place(outcome.refusal.fields, typed);
  return refuseItem<Draft>(refusal, {
    problems: [...problems, ...answers.problems],
    typed,
    answers: answers.typed,
    version: outcome.ok ? (outcome.value?.version ?? version) : version,
  });
}

function saveDraft<Draft>(
  { requestId, form }: Posted,
  item: ItemSaving<Draft>,
  draft: Draft,
  version: number,
) {
  return attempt(requestId, () =>
    item.save(draft, version, deriveRequestId(form, [item.kind, item.code, version, draft])),
  );
}

/** Answers to questions travel in the same form, so that neither button loses what stands in the other's fields. */
async function saveAnswers({ caller, requestId, form, key }: Posted, queries: readonly EntryQuery[]) {
  const typed: Record<string, string> = {};
  const problems: PlacedProblem[] = [];
  let refusal: Refusal | null = null;
  for (const query of queries) {
    const value = form.get(`answer.${query.id}`);
    if (typeof value !== 'string') continue;
    const answer = value.replace(/\r\n?/g, '\n');
    typed[query.id] = answer;
    if (answer.trim() === '' || answer.trim() === (query.answer ?? '')) continue;
    const outcome = await attempt(requestId, () =>
      caller.submission.answerQuery({
        round: key.round,
        reporter: key.reporter,
        query: query.id,
        answer,
        version: Number(form.get(`answerVersion.${query.id}`) ?? 0),
      }),
    );
    if (outcome.ok) continue;
    refusal ??= outcome.refusal;
    problems.push({ fieldId: `answer-${query.id}`, message: outcome.refusal.sentence, label: 'Your answer' });
  }
  return { typed, problems, refusal };
}

/** For a refused save: both versions, and what they come from where history still has it; null for other refusals. */
async function findConflict<Draft>(
  { caller, requestId, key }: Posted,
  item: ItemSaving<Draft>,
  draft: Draft,
  version: number,
  refusal: Refusal,
): Promise<Conflict | null> {
  if (refusal.code !== 'CONFLICT') return null;
  const current = item.readCurrent(refusal.current);
  if (!current) return null;
  const history = await attempt(requestId, () =>
    caller.submission.history({ round: key.round, reporter: key.reporter, code: item.code, limit: 200 }),
  );
  const read = history.ok
    ? history.value.revisions.find(({ after }) => readVersion(after) === version)?.after
    : null;
  // History of an agency's part does not say how the rest stood: then both are asked for.
  const known = typeof read === 'object' && read !== null && !('part' in read) ? read : null;
  const base = version === 0 ? item.readRevision(null) : known ? item.readRevision(known) : null;
  return {
    mine: item.spell(draft),
    theirs: item.spell(current.draft),
    base: base === null ? null : item.spell(base),
    version: current.version,
    updatedAt: current.updatedAt,
    updatedBy: current.updatedBy,
    keep: {} satisfies Record<string, Keep>,
    missing: [],
    sentence: null,
  };
}

const readVersion = (stored: unknown): number | null =>
  typeof stored === 'object' && stored !== null && 'version' in stored ? Number(stored.version) : null;

/** Where a saved form leads: back to the item, or to the next on which something is expected. */
async function goOn<Draft>(
  { caller, requestId, key }: Posted,
  { kind, code }: ItemSaving<Draft>,
  version: number,
  next: 'save' | 'continue',
): Promise<string> {
  const here = buildItemPath(key, kind, code);
  if (next === 'save') return addToPath(here, 'saved', String(version));
  const found = await attempt(requestId, () =>
    caller.submission.gapAfter({ round: key.round, reporter: key.reporter, kind, code }),
  );
  const gap = found.ok ? found.value : null;
  return gap ? buildItemPath(key, gap.kind, gap.code) : buildReportPath(key);
}
