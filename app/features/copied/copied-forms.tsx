import { Link, Form } from 'react-router';
import { Notice } from '#app/components/notice.tsx';
import type { Copyable } from '#app/contract.ts';
import { buildReportPath, type ReportKey, type ItemKind } from '#app/features/submission/report-paths.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { Button } from '#app/components/button.tsx';

interface CopiedNoticeProps {
  reportKey: ReportKey;
  /** How many answers could be copied, from which round; null where none is looked for. */
  copyable: { from: string | null; answers: number } | null;
  /** How many copied answers wait to be confirmed. */
  copied: number;
  requestId: string;
}

/** What the last round can do for this one: answers to start from, and copied ones that wait to be confirmed. */
export function CopiedNotice({ reportKey, copyable, copied, requestId }: CopiedNoticeProps) {
  const there = copyable?.answers ?? 0;
  if (copied === 0 && there === 0) return null;
  const path = buildReportPath(reportKey, 'copied');
  return copied > 0 ? (
    <Notice kind="warning" title={`${countAnswers(copied)} copied from the last round, not confirmed`}>
      <p>
        <Link to={path}>Read and confirm {copied === 1 ? 'it' : 'them'}</Link>. The report cannot be cleared
        before.
      </p>
    </Notice>
  ) : (
    <Notice title={`${countAnswers(there)} of ${copyable?.from} can be the start of this report`}>
      <p>{whatIsCopied}</p>
      <Form method="post" action={path}>
        <input type="hidden" name="intent" value="start" />
        <input type="hidden" name="requestId" value={requestId} />
        <Button variant="secondary" compact name="area" value="">
          Copy {there === 1 ? 'it' : `all ${countAnswers(there)}`}
        </Button>
      </Form>
      <p>
        <Link to={path}>Start from {copyable?.from} area by area</Link>
      </p>
    </Notice>
  );
}

/** What is copied from the last round, and what is not, wherever it is offered. */
export const whatIsCopied =
  'Statuses, texts and choices are copied to items that are still empty; figures are not. Each is marked until you confirm or change it.';

/** What the notice says of the answers that could be copied. */
export const countCopyable = ({ from, activities, indicators }: Copyable) => ({
  from,
  answers: activities.length + indicators.length,
});

/** "1 answer", "12 answers". */
export const countAnswers = (n: number): string => formatCount(n, 'answers');

interface StartFormProps {
  reportKey: ReportKey;
  item: { kind: ItemKind; code: string };
  requestId: string;
  /** The words of the button. */
  words: string;
}

/** Copies last round's answer into one item, which is then open to be changed or confirmed. */
export function StartForm({ reportKey, item, requestId, words }: StartFormProps) {
  return (
    <Form method="post" action={buildReportPath(reportKey, 'copied')} preventScrollReset>
      <input type="hidden" name="intent" value="start" />
      <input type="hidden" name="requestId" value={requestId} />
      <input type="hidden" name="item" value={serialiseCopiedItem({ ...item, version: 0 })} />
      <Button variant="secondary" compact>
        {words}
      </Button>
    </Form>
  );
}

/** An item with the version at which it was read, as forms send it: "activity/A1.1/3". */
export type CopiedItem = { kind: ItemKind; code: string; version: number };

const serialiseCopiedItem = ({ kind, code, version }: CopiedItem): string => `${kind}/${code}/${version}`;

/** The items that a form sent; what cannot be read is left out. */
export function readCopiedItems(form: FormData): CopiedItem[] {
  return form.getAll('item').flatMap((sent) => {
    const parts = typeof sent === 'string' ? /^(activity|indicator)\/(.{1,20})\/(\d{1,9})$/.exec(sent) : null;
    return parts ? [{ kind: parts[1] as ItemKind, code: parts[2] ?? '', version: Number(parts[3]) }] : [];
  });
}

interface ConfirmFormProps {
  reportKey: ReportKey;
  items: readonly CopiedItem[];
  requestId: string;
  words: string;
  variant?: 'primary' | 'secondary' | undefined;
  /** Sends the person back to the item's own page. */
  isOnItsPage?: boolean | undefined;
}

/** Says of copied answers that they hold as they stand. */
export function ConfirmForm({ reportKey, items, requestId, words, variant, isOnItsPage }: ConfirmFormProps) {
  return (
    <Form method="post" action={buildReportPath(reportKey, 'copied')} preventScrollReset>
      <input type="hidden" name="intent" value="confirm" />
      <input type="hidden" name="requestId" value={requestId} />
      {isOnItsPage ? <input type="hidden" name="back" value="item" /> : null}
      {items.map((item) => (
        <input key={item.code} type="hidden" name="item" value={serialiseCopiedItem(item)} />
      ))}
      <Button variant={variant ?? 'secondary'} compact>
        {words}
      </Button>
    </Form>
  );
}
