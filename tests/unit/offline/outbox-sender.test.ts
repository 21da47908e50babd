import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SaveAnswer } from '#app/features/entry/draft-saver.ts';
import { createTabLocks } from '#app/features/offline/locks.ts';
import type { OutboxSender } from '#app/features/offline/outbox-sender.ts';
import type { Sending } from '#app/features/offline/send-outgoing.ts';
import { buildWork, createSender, nameItem, Office, openOutbox, wipeBrowser } from './desk.ts';
import { rounds } from '#tests/support/rounds.ts';

beforeEach(wipeBrowser);

async function round(sender: OutboxSender): Promise<void> {
  sender.start();
  await sender.wake();
  sender.stop();
}

async function fill(texts: Record<string, string>) {
  const outbox = await openOutbox();
  for (const [code, text] of Object.entries(texts)) {
    await outbox.keep(nameItem(code), nameItem(code), buildWork(code, text));
  }
  return outbox;
}

describe('sending what lies in the outbox', () => {
  it('goes in order, one at a time, and leaves nothing', async () => {
    const outbox = await fill({ C1: 'one', A1: 'two', B1: 'three' });
    const office = new Office();
    let underWay = 0;
    await round(
      createSender(outbox, async (sending) => {
        underWay += 1;
        expect(underWay).toBe(1);
        await Promise.resolve();
        underWay -= 1;
        return office.save(sending);
      }),
    );
    expect(office.writes.map(({ code }) => code)).toEqual(['C1', 'A1', 'B1']);
    expect(await outbox.count()).toEqual({ waiting: 0, troubled: 0 });
  });

  it('stops where the line fails, and repeats that attempt as it was', async () => {
    const outbox = await fill({ A1: 'one', B1: 'two' });
    const office = new Office();
    const sent: Sending[] = [];
    let isUp = false;
    const sender = createSender(outbox, async (sending) => {
      sent.push(sending);
      // It arrives, and the answer is lost.
      const answer = office.save(sending);
      return isUp ? answer : { kind: 'unreachable' };
    });
    await round(sender);
    expect(sent).toHaveLength(1);
    isUp = true;
    await round(sender);
    expect(sent[1]?.requestId).toBe(sent[0]?.requestId);
    expect(office.writes).toHaveLength(2);
  });

  it('sends what was typed since on top of a lost attempt', async () => {
    const outbox = await openOutbox();
    const office = new Office();
    const old = buildWork('A1', 'early');
    const attempt = { draft: old.draft, outgoing: old.outgoing, version: 0, requestId: 'lost' };
    await outbox.keep('x', nameItem('A1'), { ...buildWork('A1', 'early and late'), attempt });
    await round(createSender(outbox, async (sending) => office.save(sending)));
    expect(office.writes.map(({ text }) => text)).toEqual(['early', 'early and late']);
    expect(await outbox.count()).toEqual({ waiting: 0, troubled: 0 });
  });

  it('leaves alone what a page has open', async () => {
    const outbox = await fill({ A1: 'open', B1: 'shut' });
    const office = new Office();
    const locks = createTabLocks();
    const release = await locks.claim(nameItem('A1'), 0);
    const sender = createSender(outbox, async (sending) => office.save(sending), locks);
    await round(sender);
    expect(office.writes.map(({ code }) => code)).toEqual(['B1']);
    release?.();
    await round(sender);
    expect(office.writes.map(({ code }) => code)).toEqual(['B1', 'A1']);
  });

  it('gives up what a page wants; the page finds the attempt as it was', async () => {
    const outbox = await fill({ A1: 'words' });
    const locks = createTabLocks();
    let requestId = '';
    const sender = createSender(
      outbox,
      (sending) =>
        new Promise<SaveAnswer>((resolve) => {
          requestId = sending.requestId;
          sending.signal?.addEventListener('abort', () => resolve({ kind: 'unreachable' }));
          sender.yield(nameItem('A1'));
        }),
      locks,
    );
    await round(sender);
    expect(await locks.claim(nameItem('A1'), 0)).not.toBeNull();
    expect((await outbox.get(nameItem('A1')))?.attempt?.requestId).toBe(requestId);
  });

  it('keeps conflicts and refusals for a person, with the reason, and goes on with the rest', async () => {
    const outbox = await fill({ A1: 'mine', B1: 'loud!', C1: 'fine' });
    const office = new Office();
    office.overtake('A1', 'theirs');
    await round(createSender(outbox, async (sending) => office.save(sending)));
    expect(office.writes.map(({ code }) => code)).toEqual(['C1']);
    expect(await outbox.count()).toEqual({ waiting: 2, troubled: 2 });
    expect(await outbox.get(nameItem('A1'))).toMatchObject({
      draft: { text: 'mine' },
      attempt: null,
      trouble: { kind: 'conflict' },
    });
    expect((await outbox.get(nameItem('B1')))?.trouble).toEqual({
      kind: 'refused',
      sentence: 'No shouting.',
    });
  });

  it('tries a report that was shut once more in a new page, since it may be open again', async () => {
    const outbox = await fill({ A1: 'late' });
    const office = new Office();
    const shut = createSender(outbox, async () => ({ kind: 'shut', sentence: 'The report is closed.' }));
    await round(shut);
    await round(shut);
    expect((await outbox.get(nameItem('A1')))?.trouble?.kind).toBe('shut');
    await round(createSender(outbox, async (sending) => office.save(sending)));
    expect(office.writes).toHaveLength(1);
  });

  it('waits when the session has ended, with the attempt as it was', async () => {
    const outbox = await fill({ A1: 'words' });
    await round(createSender(outbox, async () => ({ kind: 'signed_out' })));
    expect((await outbox.get(nameItem('A1')))?.trouble).toBeNull();
    expect((await outbox.get(nameItem('A1')))?.attempt).not.toBeNull();
  });

  it('of two tabs one sends', async () => {
    const outbox = await fill({ A1: 'one', B1: 'two' });
    const office = new Office();
    const locks = createTabLocks();
    let sent = 0;
    const send = async (sending: Sending) => {
      sent += 1;
      return office.save(sending);
    };
    await Promise.all([round(createSender(outbox, send, locks)), round(createSender(outbox, send, locks))]);
    expect(sent).toBe(2);
    expect(office.writes).toHaveLength(2);
  });
});

type Event =
  | { kind: 'type'; item: number; text: string }
  | { kind: 'round'; fates: ('arrives' | 'request lost' | 'answer lost' | 'signed out')[] }
  /** The browser is killed in the middle of a round and opened again. */
  | { kind: 'kill'; after: number };

const codes = ['A1', 'B1', 'C1', 'D1'];

describe('whatever the line does', () => {
  it('every item ends with its last words, each content is written once, and in the order of the outbox', async () => {
    const fate = fc.constantFrom('arrives', 'request lost', 'answer lost', 'signed out');
    const event = fc.oneof(
      fc.record({
        kind: fc.constant('type'),
        item: fc.nat(codes.length - 1),
        text: fc.stringMatching(/^[a-z]{1,4}$/),
      }),
      fc.record({ kind: fc.constant('round'), fates: fc.array(fate, { maxLength: 5 }) }),
      fc.record({ kind: fc.constant('kill'), after: fc.nat(2) }),
    ) as fc.Arbitrary<Event>;
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 14 }), async (events) => {
        wipeBrowser();
        const office = new Office();
        const last = new Map<string, string>();
        let outbox = await openOutbox();

        const send =
          (fates: string[]) =>
          async (sending: Sending): Promise<SaveAnswer> => {
            const now = fates.shift() ?? 'arrives';
            if (now === 'request lost') return { kind: 'unreachable' };
            if (now === 'signed out') return { kind: 'signed_out' };
            const answer = office.save(sending);
            return now === 'answer lost' ? { kind: 'unreachable' } : answer;
          };

        for (const step of events) {
          if (step.kind === 'type') {
            const code = codes[step.item] ?? '';
            const id = nameItem(code);
            // As a page does: on top of what lies there, else on what the server is known to have.
            const entry = await outbox.get(id);
            const known = office.texts.get(code);
            const version = entry?.version ?? (await outbox.recall(id, 0))?.version ?? 0;
            if (!entry && known?.text === step.text) continue;
            await outbox.keep(id, id, {
              ...buildWork(code, step.text, version),
              attempt: entry?.attempt ?? null,
            });
            last.set(code, step.text);
          } else if (step.kind === 'round') await round(createSender(outbox, send([...step.fates])));
          else {
            let calls = 0;
            const dying = createSender(outbox, async (sending) => {
              calls += 1;
              if (calls <= step.after) return office.save(sending);
              // It may have arrived, and nobody is left to hear of it.
              office.save(sending);
              dying.stop();
              return { kind: 'unreachable' };
            });
            await round(dying);
            outbox = await openOutbox();
          }
        }
        const before = await outbox.listIds();
        const writesBefore = office.writes.length;
        await round(createSender(outbox, send([])));

        expect(await outbox.count()).toEqual({ waiting: 0, troubled: 0 });
        for (const [code, text] of last) expect(office.texts.get(code)?.text).toBe(text);
        // Versions rise by one with each write of an item: nothing was written twice, nothing was skipped.
        for (const code of codes) {
          const versions = office.writes.filter((write) => write.code === code).map(({ version }) => version);
          expect(versions).toEqual(versions.map((_, index) => index + 1));
        }
        const firsts = [...new Set(office.writes.slice(writesBefore).map(({ code }) => nameItem(code)))];
        expect(firsts).toEqual(before.filter((id) => firsts.includes(id)));
      }),
      { numRuns: rounds(50, 150) },
    );
  }, 60_000);
});
