/** One question that was sent, with its answer and every answer that stood there before. */
export type ThreadEntry = {
  id: number;
  subject: 'activity' | 'indicator';
  code: string;
  title: string;
  field: string;
  version: number;
  question: string;
  raisedBy: string;
  sentAt: string;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: string | null;
  resolvedAt: string | null;
  earlierAnswers: { answer: string; by: string; at: string }[];
};

/** A question waits for its answer, has one, or is settled. */
export type ThreadState = 'open' | 'answered' | 'resolved';

/** What was said about one field: its questions in the order in which they were sent. */
export type Thread = Pick<ThreadEntry, 'subject' | 'code' | 'title' | 'field'> & {
  state: ThreadState;
  entries: ThreadEntry[];
};

export function readThreadState({
  answer,
  resolvedAt,
}: Pick<ThreadEntry, 'answer' | 'resolvedAt'>): ThreadState {
  if (resolvedAt !== null) return 'resolved';
  return answer === null ? 'open' : 'answered';
}

/**
 * Questions on the same field of the same item stand together, in the order in which they come. A thread is as far as
 * the question in it that is least far: one that waits keeps it open.
 */
export function groupThreads(entries: readonly ThreadEntry[]): Thread[] {
  const threads = new Map<string, Thread>();
  for (const entry of entries) {
    const { subject, code, title, field } = entry;
    const key = JSON.stringify([subject, code, field]);
    const thread = threads.get(key) ?? { subject, code, title, field, state: 'resolved', entries: [] };
    thread.entries.push(entry);
    thread.state = leastFar(thread.state, readThreadState(entry));
    threads.set(key, thread);
  }
  return [...threads.values()];
}

const order: readonly ThreadState[] = ['open', 'answered', 'resolved'];
const leastFar = (one: ThreadState, other: ThreadState): ThreadState =>
  order.indexOf(one) < order.indexOf(other) ? one : other;

/** How many of the questions that are not settled have an answer. */
export function countAnswered(threads: readonly Thread[]): { answered: number; asked: number } {
  const unsettled = threads.flatMap(({ entries }) => entries).filter(({ resolvedAt }) => resolvedAt === null);
  return { answered: unsettled.filter(({ answer }) => answer !== null).length, asked: unsettled.length };
}

/**
 * What the secretariat may read of an answer: one that was written after the report was sent last is still a draft
 * and leaves with the report. `sentAt`: when the report was sent last, null where it never was or was withdrawn.
 */
export function hideDraftAnswer<Answered extends Pick<ThreadEntry, 'answer' | 'answeredBy' | 'answeredAt'>>(
  query: Answered,
  sentAt: string | null,
): Answered {
  if (query.answeredAt === null) return query;
  if (sentAt !== null && Date.parse(query.answeredAt) <= Date.parse(sentAt)) return query;
  return { ...query, answer: null, answeredBy: null, answeredAt: null };
}
