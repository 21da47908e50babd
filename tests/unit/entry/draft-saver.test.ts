import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Attempt, DraftSaver, type Kept, type SaveAnswer } from '#app/features/entry/draft-saver.ts';
import { rounds } from '#tests/support/rounds.ts';

/** A server that holds one text, counts versions, and answers a repeated request as it did the first time. */
class OneTextServer {
  text = '';
  version = 0;
  writes = 0;
  readonly #answered = new Map<string, SaveAnswer>();

  save({ draft, version, requestId }: Attempt<string>): SaveAnswer {
    const known = this.#answered.get(requestId);
    if (known) return known;
    if (draft.includes('!')) return { kind: 'refused', sentence: 'No shouting.', fields: [] };
    if (version !== this.version) return { kind: 'conflict', sentence: 'Somebody else has changed this.' };
    this.text = draft;
    this.version += 1;
    this.writes += 1;
    const answer: SaveAnswer = { kind: 'saved', version: this.version, at: `t${this.version}` };
    this.#answered.set(requestId, answer);
    return answer;
  }
}

type Line = 'up' | 'request lost' | 'answer lost' | 'signed out';

let ids = 0;
const createId = () => {
  ids += 1;
  return `id-${ids}`;
};

function open(server: OneTextServer, start: { saved?: string; version?: number } = {}) {
  const wire: { line: Line; kept: Kept<string> | null; sent: Attempt<string>[]; inFlight: number } = {
    line: 'up',
    kept: null,
    sent: [],
    inFlight: 0,
  };
  const saver = new DraftSaver<string>({
    saved: start.saved ?? '',
    version: start.version ?? 0,
    savedAt: null,
    async send(attempt) {
      expect(wire.inFlight).toBe(0);
      wire.inFlight += 1;
      wire.sent.push(attempt);
      const { line } = wire;
      await new Promise((resolve) => setTimeout(resolve, 50));
      wire.inFlight -= 1;
      if (line === 'request lost') return { kind: 'unreachable' };
      if (line === 'signed out') return { kind: 'signed_out' };
      const answer = server.save(attempt);
      return line === 'answer lost' ? { kind: 'unreachable' } : answer;
    },
    keep: (kept) => {
      wire.kept = kept;
    },
    createId,
  });
  return { saver, wire };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('saving while somebody types', () => {
  it('waits for a pause and sends what stands there then, once', async () => {
    const server = new OneTextServer();
    const { saver, wire } = open(server);
    for (const text of ['W', 'Wo', 'Wor', 'Words']) {
      saver.change(text);
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(wire.sent).toHaveLength(0);
    expect(saver.getState()).toEqual({ kind: 'waiting' });
    await vi.advanceTimersByTimeAsync(2000);
    expect(wire.sent.map(({ draft }) => draft)).toEqual(['Words']);
    expect(saver.getState()).toEqual({ kind: 'saved', at: 't1' });
    expect(saver.version).toBe(1);
    expect(wire.kept).toBeNull();
  });

  it('waits for another pause when more is typed while a request is on its way', async () => {
    const server = new OneTextServer();
    const { saver, wire } = open(server);
    saver.change('one');
    await vi.advanceTimersByTimeAsync(1520);
    saver.change('one two');
    await vi.advanceTimersByTimeAsync(40);
    expect(saver.getState()).toEqual({ kind: 'waiting' });
    expect(wire.sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(server.text).toBe('one two');
    expect(wire.sent.map(({ version }) => version)).toEqual([0, 1]);
  });

  it('sends nothing when the words are again what is stored', async () => {
    const { saver, wire } = open(new OneTextServer(), { saved: 'stored' });
    saver.change('stored and more');
    saver.change('stored');
    await vi.advanceTimersByTimeAsync(5000);
    expect(wire.sent).toHaveLength(0);
    expect(saver.isUnsaved).toBe(false);
  });

  it('waits longer while somebody is in the middle of a figure, but not for a button', async () => {
    const server = new OneTextServer();
    let hold: string | null = 'enter both numbers.';
    const saver = new DraftSaver<string>({
      saved: '',
      version: 0,
      savedAt: null,
      send: async (attempt) => server.save(attempt),
      keep: () => {},
      createId,
      findHold: () => hold,
    });
    saver.change('50 of');
    await vi.advanceTimersByTimeAsync(6000);
    expect(server.writes).toBe(0);
    expect(saver.getState()).toEqual({ kind: 'waiting', hold });
    hold = null;
    await vi.advanceTimersByTimeAsync(2000);
    expect(server.text).toBe('50 of');
    hold = 'enter both numbers.';
    saver.change('50 of 80');
    expect(saver.getState()).toEqual({ kind: 'waiting' });
    await saver.flush();
    expect(server.text).toBe('50 of 80');
  });
});

describe('when the line drops', () => {
  it('keeps the words on the device, tries again at growing distances and then lets go', async () => {
    const server = new OneTextServer();
    const { saver, wire } = open(server);
    wire.line = 'request lost';
    saver.change('words');
    await vi.advanceTimersByTimeAsync(1600);
    expect(saver.getState()).toEqual({ kind: 'kept' });
    expect(wire.kept?.draft).toBe('words');
    await vi.advanceTimersByTimeAsync(600_000);
    const tries = wire.sent.length;
    expect(tries).toBeGreaterThan(5);
    expect(tries).toBeLessThan(20);
    expect(new Set(wire.sent.map(({ requestId }) => requestId)).size).toBe(1);
    wire.line = 'up';
    await vi.advanceTimersByTimeAsync(61_000);
    expect(server.text).toBe('words');
    expect(wire.kept).toBeNull();
  });

  it('does not meet its own lost request as a conflict', async () => {
    const server = new OneTextServer();
    const { saver, wire } = open(server);
    wire.line = 'answer lost';
    saver.change('first');
    await vi.advanceTimersByTimeAsync(1600);
    expect(server.text).toBe('first');
    expect(saver.getState()).toEqual({ kind: 'kept' });
    saver.change('first and second');
    wire.line = 'up';
    await vi.advanceTimersByTimeAsync(5000);
    expect(server.text).toBe('first and second');
    expect(saver.getState()).toEqual({ kind: 'saved', at: 't2' });
    expect(server.writes).toBe(2);
  });

  it('goes on from what lay on the device, with the same request', async () => {
    const server = new OneTextServer();
    const first = open(server);
    first.wire.line = 'answer lost';
    first.saver.change('before the page was closed');
    await vi.advanceTimersByTimeAsync(1600);
    first.saver.change('before the page was closed, and after');
    first.saver.stop();
    const { kept } = first.wire;
    expect(kept).not.toBeNull();

    const second = open(server, { saved: server.text, version: server.version });
    if (kept) second.saver.restore(kept);
    await vi.advanceTimersByTimeAsync(4000);
    expect(server.text).toBe('before the page was closed, and after');
    expect(second.saver.getState().kind).toBe('saved');
  });
});

describe('when the session has ended', () => {
  it('says so, keeps the words, and saves them once the person is back', async () => {
    const server = new OneTextServer();
    const { saver, wire } = open(server);
    wire.line = 'signed out';
    saver.change('long text');
    await vi.advanceTimersByTimeAsync(1600);
    expect(saver.getState()).toEqual({ kind: 'signed_out' });
    saver.change('long text, longer');
    expect(saver.getState()).toEqual({ kind: 'signed_out' });
    expect(wire.kept?.draft).toBe('long text, longer');
    wire.line = 'up';
    const [state] = await Promise.all([saver.flush(), vi.advanceTimersByTimeAsync(500)]);
    expect(state.kind).toBe('saved');
    expect(server.text).toBe('long text, longer');
  });
});

describe('when the server says no', () => {
  it('says why, and saves once the words are put right', async () => {
    const server = new OneTextServer();
    const { saver } = open(server);
    saver.change('hello!');
    await vi.advanceTimersByTimeAsync(1600);
    expect(saver.getState()).toEqual({ kind: 'refused', sentence: 'No shouting.', fields: [] });
    expect(saver.isUnsaved).toBe(true);
    saver.change('hello');
    await vi.advanceTimersByTimeAsync(1600);
    expect(server.text).toBe('hello');
  });

  it('stops at a conflict until a person has chosen, and keeps what is typed meanwhile', async () => {
    const server = new OneTextServer();
    const { saver, wire } = open(server);
    server.save({ draft: 'theirs', version: 0, requestId: 'other' });
    saver.change('mine');
    await vi.advanceTimersByTimeAsync(1600);
    expect(saver.getState().kind).toBe('conflict');
    saver.change('mine, longer');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(wire.sent).toHaveLength(1);
    expect(wire.kept?.draft).toBe('mine, longer');
    expect((await saver.flush()).kind).toBe('conflict');
    expect(server.text).toBe('theirs');
  });
});

describe('whatever the line does', () => {
  it('ends with the last words on the server, each kept on the device until then', async () => {
    const line = fc.constantFrom<Line>('up', 'request lost', 'answer lost', 'signed out');
    const step = fc.record({
      line,
      wait: fc.integer({ min: 0, max: 4000 }),
      text: fc.string({ maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const server = new OneTextServer();
        const { saver, wire } = open(server);
        let text = '';
        for (const step of steps) {
          wire.line = step.line;
          text += step.text.replaceAll('!', '.');
          saver.change(text);
          if (saver.isUnsaved) expect(wire.kept?.draft).toBe(text);
          await vi.advanceTimersByTimeAsync(step.wait);
        }
        wire.line = 'up';
        await Promise.all([saver.flush(), vi.advanceTimersByTimeAsync(2000)]);
        expect(server.text).toBe(text);
        expect(saver.getState().kind).toBe('saved');
        expect(wire.kept).toBeNull();
        saver.stop();
      }),
      { numRuns: rounds(67, 200) },
    );
  });
});
