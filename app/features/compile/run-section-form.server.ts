import { redirect } from 'react-router';
import { attempt, type Refusal } from '#app/features/errors/ask.ts';
import { askAgain, findUnconfirmed } from '#app/features/personal-data/unconfirmed.ts';
import type { RequestContext } from '#app/request-context.ts';
import { deriveRequestId } from '#app/routes/workspace/derive-request-id.server.ts';
import { appendFinding } from '#server/domain/report/section-findings.ts';
import { compilePaths } from './compile-paths.ts';

export type SectionOutcome = {
  refusal: Refusal;
  /** What stood in the field of the text, where that was refused. */
  typed: string | null;
  comment: { thread: string; text: string } | null;
};

/** What is said on the page after something was done. */
export const doneWords: Record<string, string> = {
  save: 'The section is saved.',
  take: 'The finding stands at the end of the text.',
  restore: 'The earlier version is the text now. What stood there is among the versions.',
  comment: 'The comment is there.',
  settle: 'The comment is settled.',
  reopen: 'The comment is open again.',
};

type Context = Pick<RequestContext, 'caller' | 'requestId'>;
type Section = { round: string; key: string };

/** Does what a form on the page of a section asks for and leads back to it, or says why not with what was typed. */
export async function runSectionForm(
  context: Context,
  section: Section,
  form: FormData,
): Promise<SectionOutcome> {
  const intent = readText(form, 'intent');
  switch (intent) {
    case 'comment':
    case 'settle':
    case 'reopen':
      return runComment(context, section, form, intent);
    case 'restore': {
      const content = {
        ...section,
        version: readNumber(form, 'version'),
        restore: readNumber(form, 'restore'),
      };
      const outcome = await attempt(context.requestId, () =>
        context.caller.report.restoreSection({ ...content, requestId: deriveRequestId(form, content) }),
      );
      return outcome.ok ? lead(section, 'restore') : { refusal: outcome.refusal, typed: null, comment: null };
    }
    default:
      return runSave(context, section, form, intent);
  }
}

async function runSave({ caller, requestId }: Context, section: Section, form: FormData, intent: string) {
  const typed = readText(form, 'text').replace(/\r\n?/g, '\n');
  if (findUnconfirmed(form).length > 0) {
    const refusal: Refusal = {
      code: 'BAD_INPUT',
      sentence: askAgain,
      fields: [{ path: 'text', message: askAgain }],
      current: null,
      reference: null,
    };
    return { refusal, typed, comment: null };
  }
  const wanted = intent.startsWith('take:') ? intent.slice('take:'.length) : null;
  let text = typed;
  if (wanted !== null) {
    const page = await attempt(requestId, () => caller.report.section(section));
    if (!page.ok) return { refusal: page.refusal, typed, comment: null };
    const finding = page.value.findings.find(({ id }) => id === wanted);
    if (finding && !typed.includes(finding.text)) text = appendFinding(typed, finding.text);
  }
  const content = { ...section, version: readNumber(form, 'version'), text };
  const outcome = await attempt(requestId, () =>
    caller.report.saveSection({ ...content, requestId: deriveRequestId(form, content) }),
  );
  if (!outcome.ok) return { refusal: outcome.refusal, typed: text, comment: null };
  return lead(section, wanted === null ? 'save' : 'take');
}

async function runComment({ caller, requestId }: Context, section: Section, form: FormData, intent: string) {
  if (intent !== 'comment') {
    const outcome = await attempt(requestId, () =>
      caller.report.resolveComment({ comment: readNumber(form, 'comment'), resolved: intent === 'settle' }),
    );
    return outcome.ok ? lead(section, intent) : { refusal: outcome.refusal, typed: null, comment: null };
  }
  const thread = readText(form, 'thread');
  const text = readText(form, 'comment');
  const content = { ...section, answers: thread === '' ? null : readNumber(form, 'thread'), text };
  const outcome = await attempt(requestId, () =>
    caller.report.addComment({ ...content, requestId: deriveRequestId(form, content) }),
  );
  return outcome.ok
    ? lead(section, intent)
    : { refusal: outcome.refusal, typed: null, comment: { thread, text } };
}

function lead({ round, key }: Section, done: string): never {
  const place = ['comment', 'settle', 'reopen'].includes(done) ? '#comments' : '';
  throw redirect(`${compilePaths.section(round, key)}?done=${done}${place}`, 303);
}

function readText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

function readNumber(form: FormData, name: string): number {
  const given = readText(form, name);
  return /^\d{1,9}$/.test(given) ? Number(given) : 0;
}
