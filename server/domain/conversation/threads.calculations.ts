/** One query that was sent, with its answer and every earlier answer. */
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

/** A query waits for its answer, has one, or is resolved. */
export type ThreadState = 'open' | 'answered' | 'resolved';

/** The conversation about one field: its queries in the order in which they were sent. */
export type Thread = Pick<ThreadEntry, 'subject' | 'code' | 'title' | 'field'> & {
  state: ThreadState;
  entries: ThreadEntry[];
};

export function decideThreadState({
  answer,
  resolvedAt,
}: Pick<ThreadEntry, 'answer' | 'resolvedAt'>): ThreadState {
  if (resolvedAt !== null) return 'resolved';
  return answer === null ? 'open' : 'answered';
}

/**
 * Groups queries on the same field of the same item, in order. A thread has the least advanced state of its
 * queries: one that waits keeps it open.
 */
export function groupThreads(entries: readonly ThreadEntry[]): Thread[] {
  const threads = new Map<string, Thread>();
  for (const entry of entries) {
    const { subject, code, title, field } = entry;
    const key = JSON.stringify([subject, code, field]);
    const thread = threads.get(key) ?? { subject, code, title, field, state: 'resolved', entries: [] };
    thread.entries.push(entry);
    thread.state = leastFar(thread.state, decideThreadState(entry));
    threads.set(key, thread);
  }
  return [...threads.values()];
}

const order: readonly ThreadState[] = ['open', 'answered', 'resolved'];
const leastFar = (one: ThreadState, other: ThreadState): ThreadState =>
  order.indexOf(one) < order.indexOf(other) ? one : other;

/** Counts the unresolved queries and how many of them have an answer. */
export function countAnswered(threads: readonly Thread[]): { answered: number; asked: number } {
  const unsettled = threads.flatMap(({ entries }) => entries).filter(({ resolvedAt }) => resolvedAt === null);
  return { answered: unsettled.filter(({ answer }) => answer !== null).length, asked: unsettled.length };
}

/**
 * Hides an answer that the secretariat may not read yet: one written since the report went back to its writers is a
 * draft and is sent with the report. `leftAt`: when the report last left the secretariat, null if it never did. What
 * was answered while the secretariat had the report was sent at once.
 */
export function maskDraftAnswer<Answered extends Pick<ThreadEntry, 'answer' | 'answeredBy' | 'answeredAt'>>(
  query: Answered,
  leftAt: string | null,
): Answered {
  if (query.answeredAt === null) return query;
  if (leftAt !== null && Date.parse(query.answeredAt) <= Date.parse(leftAt)) return query;
  return { ...query, answer: null, answeredBy: null, answeredAt: null };
}
