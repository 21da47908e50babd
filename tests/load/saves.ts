import { randomUUID } from 'node:crypto';
import { narrative, openRound } from './dataset.ts';
import {
  type Ask,
  askMutation,
  askQuery,
  type HttpAnswer,
  type HttpClient,
  readResult,
} from './http-client.ts';
import type { Reporter } from './people-signed-in.ts';

type Items = { code: string; version: number }[];

/** The state's report as a procedure gives it, with the version of each item. */
export async function readVersions(
  client: HttpClient,
  { cookie, state }: Reporter,
): Promise<Map<string, number>> {
  const answer = await client.get(askQuery('submission.get', { round: openRound, reporter: state }, cookie));
  const { activities, indicators }: { activities: Items; indicators: Items } = readResult(answer);
  return new Map([...activities, ...indicators].map(({ code, version }) => [code, version]));
}

/** Somebody who saves one value after another, each in the next of their own indicators. */
export class Saver {
  readonly #reporter: Reporter;
  readonly #versions: Map<string, number>;
  #saves = 0;

  constructor(reporter: Reporter, versions: Map<string, number>) {
    this.#reporter = reporter;
    this.#versions = versions;
  }

  /** The request that saves the next value. */
  next(): Ask {
    const { state, cookie } = this.#reporter;
    const indicator = this.#item(this.#saves);
    this.#saves += 1;
    return askMutation(
      'submission.saveIndicatorValues',
      {
        round: openRound,
        reporter: state,
        indicator,
        cells: [{ by: {}, state: 'reported', value: 20 + this.#saves }],
        note: narrative + this.#saves,
        version: this.#versions.get(indicator) ?? 0,
        requestId: randomUUID(),
      },
      cookie,
    );
  }

  /** Remembers what the server answered to the last one. */
  saved(answer: HttpAnswer): void {
    const { version }: { version: number } = readResult(answer);
    this.#versions.set(this.#item(this.#saves - 1), version);
  }

  #item(save: number): string {
    const { items } = this.#reporter;
    return items[save % items.length] ?? '';
  }
}

/** One saver for each of these people; reads every state's report once. */
export async function openSavers(client: HttpClient, reporters: Reporter[]): Promise<Saver[]> {
  const known = new Map<string, Map<string, number>>();
  const savers: Saver[] = [];
  for (const reporter of reporters) {
    const versions = known.get(reporter.state) ?? (await readVersions(client, reporter));
    known.set(reporter.state, versions);
    savers.push(new Saver(reporter, versions));
  }
  return savers;
}
