import { createHash, randomUUID } from 'node:crypto';
import type { IndicatorEntry } from '#app/contract.ts';
import type { PlacedProblem } from '#app/features/entry/field-ids.ts';
import { fillIndicatorDraft, type IndicatorDraft } from '#app/features/entry/indicator-draft.ts';
import { serialiseIndicatorSide } from '#app/features/entry/conflict.ts';
import { ask, attempt, type Refusal } from '#app/features/errors/ask.ts';
import { answerForm, deriveRequestId, intent, Refused } from '#app/features/forms/answer-form.server.ts';
import { buildGridInput, placeGridProblems, readGridForm } from '#app/features/grid/grid-form.ts';
import { addToPath, buildGridPath, type ReportKey } from '#app/features/submission/report-paths.ts';
import type { RequestContext } from '#app/request-context.ts';

type Posted = { caller: RequestContext['caller']; requestId: string; form: FormData; key: ReportKey };

/** What the page shows again when a theme could not be saved. */
export type RefusedGrid = {
  /** What was typed, by indicator. */
  typed: Record<string, IndicatorDraft>;
  problems: Record<string, PlacedProblem[]>;
  /** Indicators that somebody else changed since the page was made, with the version that this person had read. */
  conflicts: Record<string, number>;
  id: string;
};

/** A draft in a few letters, to see whether anything in a form differs from what was sent to the browser. */
export function fingerprintDraft(entry: IndicatorEntry, draft: IndicatorDraft): string {
  const cells = serialiseIndicatorSide({ ...draft, note: '' }, entry.indicator);
  return createHash('sha256').update(JSON.stringify(cells)).digest('hex').slice(0, 16);
}

/** Answers the form of a theme. */
export const answerGridForm = (posted: Posted, area: string) =>
  answerForm(posted, {
    '': intent({}, () => saveGrid(posted, area)),
    save: intent({}, () => saveGrid(posted, area)),
  });

/** Saves every indicator of a theme that was changed in its form, all in one go or none. */
async function saveGrid({ caller, requestId, form, key }: Posted, area: string) {
  const { round, reporter } = key;
  const entries = await ask(requestId, () => caller.submission.area({ round, reporter, area }));
  const typed: Record<string, IndicatorDraft> = {};
  const changed = entries.flatMap((entry) => {
    const { code } = entry.indicator;
    const version = Number(form.get(`version.${code}`) ?? Number.NaN);
    if (!entry.writable || !Number.isInteger(version)) return [];
    const draft = readGridForm(form, entry.indicator, fillIndicatorDraft(entry.answer, entry.indicator));
    typed[code] = draft;
    if (fingerprintDraft(entry, draft) === form.get(`base.${code}`)) return [];
    return [{ entry, version, ...buildGridInput(entry, draft, version) }];
  });
  const path = buildGridPath(key, area);
  if (changed.length === 0) return addToPath(path, 'saved', '0');
  const outcome = await attempt(requestId, () =>
    caller.submission.saveReport({
      round,
      reporter,
      requestId: deriveRequestId(
        form,
        changed.map(({ input }) => input),
      ),
      indicators: changed.map(({ input }) => input),
    }),
  );
  if (outcome.ok) return addToPath(path, 'saved', String(changed.length));
  const { refusal } = outcome;
  const problems: Record<string, PlacedProblem[]> = {};
  changed.forEach(({ entry, keys }, index) => {
    const prefix = `indicators.${index}.`;
    const own = refusal.fields.filter(({ path }) => path.startsWith(prefix));
    if (own.length === 0) return;
    problems[entry.indicator.code] = placeGridProblems(
      entry.indicator,
      own.map(({ path, message }) => ({ path: path.slice(prefix.length), message })),
      keys,
    );
  });
  const refused: RefusedGrid = {
    typed,
    problems,
    conflicts: findConflicts(refusal, changed),
    id: randomUUID(),
  };
  return new Refused(refusal, refused);
}

function findConflicts(
  refusal: Refusal,
  changed: readonly { entry: IndicatorEntry; version: number }[],
): Record<string, number> {
  if (refusal.code !== 'CONFLICT') return {};
  const { indicators = [] } = refusal.current as { indicators?: { indicator: string }[] };
  const codes = new Set(indicators.map(({ indicator }) => indicator));
  return Object.fromEntries(
    changed
      .filter(({ entry }) => codes.has(entry.indicator.code))
      .map(({ entry, version }) => [entry.indicator.code, version]),
  );
}
