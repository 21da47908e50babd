import type { RequestContext } from '#app/request-context.ts';
import { agree, formatCount } from '#server/domain/language/format-counts.ts';

type Caller = RequestContext['caller'];

/** What was typed into the form that gives more time. */
export type TypedExtension = { dueOn: string; reason: string };

export const readTypedExtension = (form: FormData): TypedExtension => ({
  dueOn: String(form.get('dueOn') ?? '').trim(),
  reason: String(form.get('reason') ?? ''),
});

/**
 * Does what a form of the board asks for, and says where to go on: the address of the board with what was done.
 * Throws what the contract refuses.
 */
export async function runBoardIntent(caller: Caller, round: string, form: FormData): Promise<string> {
  const reporter = String(form.get('reporter') ?? '');
  const search = new URLSearchParams(reporter ? { reporter } : {});
  const requestId = String(form.get('requestId') ?? '');
  if (form.get('intent') === 'extend-all') {
    const { extended, kept } = await caller.round.extendAll({
      round,
      ...readTypedExtension(form),
      ...(requestId ? { requestId } : {}),
    });
    search.set('done', 'extend-all');
    search.set('extended', String(extended.length));
    search.set('kept', String(kept.length));
  } else if (form.get('intent') === 'extend') {
    await caller.round.extend({
      round,
      reporter,
      ...readTypedExtension(form),
      ...(requestId ? { requestId } : {}),
    });
    search.set('done', 'extend');
  } else {
    const { reminded, already } = await caller.round.remind({ round, ...(reporter ? { reporter } : {}) });
    search.set('done', 'remind');
    search.set('reminded', String(reminded));
    search.set('already', String(already));
  }
  return `/secretariat/rounds/${round}?${search}`;
}

const reporters = (count: number) => formatCount(count, 'reporters');
const people = (count: number) => formatCount(count, 'people');

/** What was done, as the address says it; null for an address that says nothing, or nothing that can be. */
export function describeDone(
  search: URLSearchParams,
  rows: readonly { reporter: { code: string; name: string }; dueOn: string }[],
  describeDate: (iso: string) => string,
): string | null {
  const row = rows.find(({ reporter }) => reporter.code === search.get('reporter'));
  if (search.get('done') === 'extend' && row) {
    return `The report of ${row.reporter.name} is now due on ${describeDate(row.dueOn)}. Its focal point is told by mail.`;
  }
  const count = (name: string) => (/^\d{1,4}$/.test(search.get(name) ?? '') ? Number(search.get(name)) : 0);
  if (search.get('done') === 'extend-all') {
    const kept = count('kept');
    return `${reporters(count('extended'))} ${agree(count('extended'), 'have')} more time and ${agree(count('extended'), 'are')} told by mail.${kept === 0 ? '' : ` ${reporters(kept)} had until then already.`}`;
  }
  return describeReminded(search);
}

/** How many were reminded, as the address says it; null for an address that says nothing. */
export function describeReminded(search: URLSearchParams): string | null {
  if (search.get('done') !== 'remind') return null;
  const count = (name: string) => (/^\d{1,4}$/.test(search.get(name) ?? '') ? Number(search.get(name)) : 0);
  const [reminded, already] = [count('reminded'), count('already')];
  const had = already === 0 ? '' : ` ${people(already)} had a reminder today already; nobody gets two a day.`;
  if (reminded === 0) return `No reminder was written.${had}`;
  return `A reminder goes to ${people(reminded)}.${had}`;
}
