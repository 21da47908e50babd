import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { buildReportPath, type ReportKey } from '../submission/report-paths.ts';
import { type CopiedItem, serialiseCopiedItem } from './start-form.tsx';

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
