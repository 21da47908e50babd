import { expect, type Page } from '@playwright/test';
import { at } from './people.ts';

/**
 * Looks at the outbox until a mail is there, and opens it: it is written a moment after what it tells about. Of several
 * with the same subject it is the newest that holds these words.
 */
export async function openMail(page: Page, to: string, subject: string | RegExp, words = ''): Promise<void> {
  const rows = page.getByRole('row').filter({ hasText: to }).filter({ hasText: subject });
  await expect(async () => {
    await page.goto(at('/admin/outbox'));
    const mails = await rows
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
    for (const mail of mails) {
      await page.goto(mail);
      if ((await page.locator('#mail-text').innerText()).includes(words)) return;
    }
    expect(mails, `a mail to ${to} with the words “${words}”`).toBe('among these');
  }).toPass({ timeout: 30_000 });
}
