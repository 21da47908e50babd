import { randomUUID } from 'node:crypto';
import { data } from 'react-router';
import type { EntryQuery } from '#app/contract.ts';
import { type Side } from '#app/features/entry/conflict-sides.ts';
import { type Keep, readComparisonForm, resolveSides } from '#app/features/entry/conflict.ts';
import type { Conflict } from '#app/features/entry/conflict-form.tsx';
import {
  type ItemMerging,
  type MergedDraft,
  mergeDrafts,
  type StoredDraft,
} from '#app/features/entry/merge-drafts.ts';
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
  merging: ItemMerging<Draft>;
  parseControl: (side: Side) => Draft;
  /** What history keeps, as a draft. */
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
  const asked = Object.keys(item.merging.serialise(item.parseControl({})));
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
  const overtaken = await findOvertaken(posted, item, { draft, version, refusal });
  return refuseChoice<Draft>(
    refusal,
    overtaken
      ? describeConflict(item, overtaken)
      : { ...shown, keep, missing: [], sentence: refusal.sentence },
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
  let outcome = await saveDraft(posted, item, typed, version);
  if (!outcome.ok) {
    const overtaken = await findOvertaken(posted, item, { draft: typed, version, refusal: outcome.refusal });
    const merged = overtaken && mergeOvertaken(item, overtaken);
    if (overtaken && (merged === null || merged.conflicts.length > 0)) {
      return refuseChoice<Draft>(outcome.refusal, describeConflict(item, overtaken));
    }
    if (merged) {
      outcome = await saveDraft(posted, item, merged.draft, merged.theirs.version);
      // Both stay on this page, which says what has come together.
      if (outcome.ok && !answers.refusal) {
        const saved = outcome.value?.version ?? merged.theirs.version;
        const path = addToPath(await goOn(posted, item, saved, 'save'), 'since', String(version));
        return merged.fromThem.reduce((next, question) => addToPath(next, 'merged', question), path);
      }
    }
  }
  if (outcome.ok && !answers.refusal) return goOn(posted, item, outcome.value?.version ?? version, next);
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

/** A save that came second: what was to be stored, what is, and what both come from where history still has it. */
type Overtaken<Draft> = { mine: Draft; theirs: StoredDraft<Draft>; base: Draft | null };

/** What a refused save came too late for; null for other refusals. */
async function findOvertaken<Draft>(
  { caller, requestId, key }: Posted,
  item: ItemSaving<Draft>,
  { draft, version, refusal }: { draft: Draft; version: number; refusal: Refusal },
): Promise<Overtaken<Draft> | null> {
  if (refusal.code !== 'CONFLICT') return null;
  const theirs = item.merging.readCurrent(refusal.current);
  if (!theirs) return null;
  const history = await attempt(requestId, () =>
    caller.submission.history({ round: key.round, reporter: key.reporter, code: item.code, limit: 200 }),
  );
  const read = history.ok
    ? history.value.revisions.find(({ after }) => readVersion(after) === version)?.after
    : null;
  // History of an agency's part does not say how the rest stood: then both are asked for.
  const known = typeof read === 'object' && read !== null && !('part' in read) ? read : null;
  const base = version === 0 ? item.readRevision(null) : known ? item.readRevision(known) : null;
  return { mine: draft, theirs, base };
}

const mergeOvertaken = <Draft>(
  { merging }: ItemSaving<Draft>,
  { mine, theirs, base }: Overtaken<Draft>,
): MergedDraft<Draft> | null => (base === null ? null : mergeDrafts(merging, { base, mine, theirs }));

/** Both versions for a person to choose from: where only one of the two changed an answer there is no choice. */
function describeConflict<Draft>(item: ItemSaving<Draft>, overtaken: Overtaken<Draft>): Conflict {
  const { serialise } = item.merging;
  const merged = mergeOvertaken(item, overtaken);
  const { mine, theirs, base } = overtaken;
  const own = serialise(merged?.draft ?? mine);
  const stored = serialise(theirs.draft);
  const isAsked = (question: string) => merged === null || merged.conflicts.includes(question);
  const onlyAsked = (side: Side) =>
    Object.fromEntries(
      Object.entries(own).map(([key, answer]) => [key, isAsked(key) ? (side[key] ?? '') : answer]),
    );
  return {
    mine: own,
    theirs: onlyAsked(stored),
    base: base === null ? null : onlyAsked(serialise(base)),
    version: theirs.version,
    updatedAt: theirs.updatedAt,
    updatedBy: theirs.updatedBy,
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
