import { expect, type Page } from '@playwright/test';
import { at } from './people.ts';

/** Looks at the outbox until a mail is there, and opens it: it is written a moment after what it tells about. */
export async function openMail(page: Page, to: string, subject: string | RegExp): Promise<void> {
  const row = page.getByRole('row').filter({ hasText: to }).filter({ hasText: subject });
  await expect(async () => {
    await page.goto(at('/admin/outbox'));
    await expect(row.first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await row.first().getByRole('link').click();
}
