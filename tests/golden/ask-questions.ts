import type { AppCaller } from '#server/trpc/root.ts';
import type { Question } from './list-questions.ts';
import type { Kept } from './store.ts';
import { textOfAnswer } from './text-of-value.ts';

type Router = 'dashboard' | 'publication' | 'edition' | 'report' | 'compilation';
type Procedures = Record<string, ((input: unknown) => Promise<unknown>) | undefined>;

/** What an answer is kept under. */
export const addressOf = (world: string, router: Router, { procedure, input }: Question): string =>
  `${world} ${router}.${procedure} ${JSON.stringify(input)}`;

/** Asks a procedure and keeps its answer; a refusal is kept with its code and sentence. */
export async function askQuestion(
  caller: AppCaller,
  world: string,
  router: Router,
  question: Question,
): Promise<Kept> {
  const { procedure, input } = question;
  const address = addressOf(world, router, question);
  const kept = { address, kind: router, etag: '', type: 'value' };
  try {
    const answer = await (caller[router] as unknown as Procedures)[procedure]?.(input);
    return { ...kept, status: 'answered', text: textOfAnswer(`${router}.${procedure}`, answer) };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return { ...kept, status: code ?? 'failed', text: message };
  }
}

/** Does the work for every item, so many at once. */
export async function forEach<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<void>,
  atOnce = 4,
): Promise<void> {
  const waiting = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
