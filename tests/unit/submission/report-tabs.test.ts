import { expect, test } from 'vitest';
import { listReportTabs } from '#app/features/submission/report-heading.tsx';

test.each(['state', 'body'] as const)(
  'the report of a %s has six tabs at most, and no page twice',
  (kind) => {
    for (const hasReceipt of [false, true]) {
      const tabs = listReportTabs(kind, hasReceipt);
      expect(tabs.length).toBeLessThanOrEqual(6);
      const pages = tabs.flatMap((tab) => tab.pages.map(({ page }) => page));
      expect(new Set(pages).size).toBe(pages.length);
      expect(pages).toContain('whole');
      expect(pages.includes('receipt')).toBe(hasReceipt);
    }
  },
);
