import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { migrateLocalCopies } from '#app/features/offline/device.tsx';
import { buildItemName } from '#app/features/offline/outbox-store.ts';
import { nameItem, openOutbox, wipeBrowser } from './desk.ts';

const activity = {
  status: 'on_track',
  achievements: 'Held a course.',
  challenges: '',
  nextSteps: '',
  narrativeReleased: false,
};

function fillStorage(entries: Record<string, string>) {
  const items = new Map(Object.entries(entries));
  const localStorage = {
    get length() {
      return items.size;
    },
    key: (index: number) => [...items.keys()][index] ?? null,
    getItem: (key: string) => items.get(key) ?? null,
    removeItem: (key: string) => items.delete(key),
  };
  vi.stubGlobal('window', { localStorage });
  return items;
}

beforeEach(wipeBrowser);
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('what earlier versions kept', () => {
  it('moves into the outbox with its attempt, ready to be sent', async () => {
    const attempt = { draft: activity, version: 2, requestId: 'as it was' };
    const items = fillStorage({
      [nameItem('A1')]: JSON.stringify({
        draft: { ...activity, challenges: 'Rain.' },
        version: 2,
        attempt,
        at: 'x',
      }),
    });
    const outbox = await openOutbox();
    await migrateLocalCopies(outbox);
    const entry = await outbox.get(nameItem('A1'));
    expect(entry).toMatchObject({
      version: 2,
      draft: { challenges: 'Rain.' },
      attempt: { requestId: 'as it was' },
    });
    expect(entry?.outgoing).toMatchObject({
      procedure: 'saveActivityReport',
      input: { round: '2026-H1', reporter: 'TH', activity: 'A1', challenges: 'Rain.' },
    });
    expect(items.size).toBe(0);
  });

  it('leaves others, what cannot be read, and newer work alone', async () => {
    const outbox = await openOutbox();
    const kept = { draft: activity, outgoing: null, version: 7, attempt: null, trouble: null, page: null };
    await outbox.keep(nameItem('A2'), nameItem('A2'), kept);
    const items = fillStorage({
      [nameItem('A1', 'ben')]: JSON.stringify({ draft: activity, version: 1, at: 'x' }),
      [nameItem('A2')]: JSON.stringify({ draft: activity, version: 1, at: 'x' }),
      [nameItem('A3')]: 'not JSON',
      theme: 'dark',
    });
    await migrateLocalCopies(outbox);
    expect([...items.keys()]).toEqual([nameItem('A1', 'ben'), nameItem('A3'), 'theme']);
    expect((await outbox.get(nameItem('A2')))?.version).toBe(7);
  });

  it('keeps the figures of an indicator until its page sends them', async () => {
    const name = buildItemName('ana', '2026-H1', 'TH', 'indicator', 'I-B2');
    fillStorage({
      [name]: JSON.stringify({ draft: { cells: {}, note: 'n', release: 'regional' }, version: 0, at: 'x' }),
    });
    const outbox = await openOutbox();
    await migrateLocalCopies(outbox);
    expect(await outbox.get(name)).toMatchObject({ outgoing: null, draft: { note: 'n' } });
  });
});
