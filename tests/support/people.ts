import {
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  expect,
  type Page,
} from '@playwright/test';
import { originUnderTest } from './application-under-test.ts';

export const demoPassword = 'bohol-demo-2028';

/** The address of the application under test. */
export const at = (path: string) => `${originUnderTest()}${path}`;

/** Signs in through the form, as a person does. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(at('/sign-in'));
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(demoPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** A browser of a signed-in person, apart from those of others. */
export async function openAs(
  browser: Browser,
  email: string,
  options: {
    javaScriptEnabled?: boolean;
    viewport?: { width: number; height: number };
    /** Blocked where pages are only looked at: the worker fetches a whole report to have it without a line. */
    serviceWorkers?: 'allow' | 'block';
  } = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await signIn(page, email);
  return { context, page };
}

/** Calls a procedure over HTTP with the cookies of a browser. */
export async function call<T>(
  request: APIRequestContext,
  procedure: string,
  input: unknown,
  kind: 'query' | 'mutation',
): Promise<T> {
  const response =
    kind === 'query'
      ? await request.get(at(`/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`))
      : await request.post(at(`/api/trpc/${procedure}`), { data: input as object });
  const answer = (await response.json()) as { result?: { data: T }; error?: { message: string } };
  if (!answer.result) throw new Error(`${procedure}: ${answer.error?.message}`);
  return answer.result.data;
}
