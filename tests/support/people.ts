import {
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  expect,
  type Page,
  request,
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

type ContextOptions = {
  javaScriptEnabled?: boolean;
  viewport?: { width: number; height: number };
  /** Blocked unless a test is about it: see playwright.config.ts. */
  serviceWorkers?: 'allow' | 'block';
};

/** A browser of its own whose person signed in by the form. For tests that end the session, or that are about it. */
export async function signInAs(
  browser: Browser,
  email: string,
  options: ContextOptions = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await signIn(page, email);
  return { context, page };
}

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;
const sessions = new Map<string, Promise<Session>>();

/** The session of an account at the application under test: made once by each process, and shared by its tests. */
export function getSession(email: string): Promise<Session> {
  const key = `${originUnderTest()} ${email}`;
  const known = sessions.get(key) ?? createSession(email);
  sessions.set(key, known);
  return known;
}

async function createSession(email: string): Promise<Session> {
  const client = await request.newContext();
  await call(client, 'session.signIn', { email, password: demoPassword }, 'mutation');
  const session = await client.storageState();
  await client.dispose();
  return session;
}

/** A browser of a person who is signed in already, apart from those of others, with an empty page. */
export async function openAs(
  browser: Browser,
  email: string,
  options: ContextOptions = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ ...options, storageState: await getSession(email) });
  return { context, page: await context.newPage() };
}

/** Calls a procedure over HTTP with the cookies of a browser. */
export async function call<T>(
  client: APIRequestContext,
  procedure: string,
  input: unknown,
  kind: 'query' | 'mutation',
): Promise<T> {
  const response =
    kind === 'query'
      ? await client.get(at(`/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`))
      : await client.post(at(`/api/trpc/${procedure}`), { data: input as object });
  const answer = (await response.json()) as { result?: { data: T }; error?: { message: string } };
  if (!answer.result) throw new Error(`${procedure}: ${answer.error?.message}`);
  return answer.result.data;
}
