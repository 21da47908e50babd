import { beforeEach, describe, expect, it } from 'vitest';
import { openOutboxStore, readItemName } from '#app/features/offline/outbox-store.ts';
import { buildWork, nameItem, openOutbox, otherKey, wipeBrowser } from './desk.ts';

beforeEach(wipeBrowser);

describe('the outbox', () => {
  it('gives back what was kept after the browser was opened again, in the order in which items became unsaved', async () => {
    const first = await openOutbox();
    await first.keep(nameItem('B1.1'), nameItem('B1.1'), buildWork('B1.1', 'one', 3));
    await first.keep(nameItem('A1.1'), nameItem('A1.1'), buildWork('A1.1', 'two'));
    await first.keep(nameItem('B1.1'), nameItem('B1.1'), buildWork('B1.1', 'one and more', 3));
    const again = await openOutbox();
    const entries = await again.list();
    expect(entries.map(({ item }) => readItemName(item)?.code)).toEqual(['B1.1', 'A1.1']);
    expect(await again.get(nameItem('B1.1'))).toMatchObject({ draft: { text: 'one and more' }, version: 3 });
  });

  it('keeps an item in its place when all before it have gone', async () => {
    const outbox = await openOutbox();
    await outbox.keep('a', nameItem('A1.1'), buildWork('A1.1', 'one'));
    await outbox.keep('b', nameItem('A1.2'), buildWork('A1.2', 'two'));
    await outbox.remove('a');
    await outbox.keep('c', nameItem('A1.3'), buildWork('A1.3', 'three'));
    expect(await outbox.listIds()).toEqual(['b', 'c']);
  });

  it('shows nobody what another person wrote, and lies sealed', async () => {
    const ana = await openOutbox('ana');
    await ana.keep(nameItem('A1.1'), nameItem('A1.1'), buildWork('A1.1', 'a secret'));
    const ben = await openOutbox('ben', otherKey);
    expect(await ben.list()).toEqual([]);
    expect(await ben.get(nameItem('A1.1'))).toBeNull();
    await ben.remove(nameItem('A1.1'));
    await ben.forget();
    expect(await ben.hasOthers()).toBe(true);
    expect(await ana.get(nameItem('A1.1'))).not.toBeNull();
    const [row] = await (await openOutboxStore()).list();
    const bytes = row && 'bytes' in row.sealed ? new TextDecoder().decode(row.sealed.bytes) : 'plain';
    expect(bytes).not.toContain('secret');
    expect(bytes).not.toBe('plain');
  });

  it('names what a new key cannot open, and does not lose it', async () => {
    await (await openOutbox()).keep('x', nameItem('A1.1'), buildWork('A1.1', 'sealed'));
    const later = await openOutbox('ana', otherKey);
    expect(await later.list()).toEqual([{ id: 'x', item: nameItem('A1.1'), unreadable: true }]);
    expect(await later.count()).toEqual({ waiting: 1, troubled: 0 });
    expect(await (await openOutbox()).get('x')).toMatchObject({ draft: { text: 'sealed' } });
  });

  it('keeps work in the clear where the browser has no cryptography', async () => {
    const outbox = await openOutbox('ana', null);
    await outbox.keep('x', nameItem('A1.1'), buildWork('A1.1', 'plain'));
    expect(await outbox.get('x')).toMatchObject({ draft: { text: 'plain' } });
    // Work from before reads on when a key is there.
    expect(await (await openOutbox()).get('x')).toMatchObject({ draft: { text: 'plain' } });
  });

  it('settles only the attempt that is open', async () => {
    const outbox = await openOutbox();
    const work = buildWork('A1.1', 'words');
    const attempt = { draft: work.draft, outgoing: work.outgoing, version: 0, requestId: 'second' };
    await outbox.keep('x', nameItem('A1.1'), { ...work, attempt });
    await outbox.settle('x', 'first', null);
    expect(await outbox.get('x')).toMatchObject({ attempt: { requestId: 'second' } });
    await outbox.settle('x', 'second', null);
    expect(await outbox.get('x')).toBeNull();
  });

  it('remembers what the server has for pages that are older, and no longer', async () => {
    const outbox = await openOutbox();
    await outbox.remember(nameItem('A1.1'), { draft: 'newest', version: 5, at: null });
    await outbox.remember(nameItem('A1.1'), { draft: 'older', version: 4, at: null });
    expect(await outbox.recall(nameItem('A1.1'), 4)).toEqual({ draft: 'newest', version: 5, at: null });
    expect(await outbox.recall(nameItem('A1.1'), 5)).toBeNull();
    expect(await outbox.recall(nameItem('A1.1'), 4)).toBeNull();
  });

  it('lets go of everything of a person at once', async () => {
    const outbox = await openOutbox();
    await outbox.keep('x', nameItem('A1.1'), buildWork('A1.1', 'one'));
    await outbox.remember(nameItem('A1.2'), { draft: 'two', version: 2, at: null });
    await outbox.forget();
    expect(await outbox.list()).toEqual([]);
    expect(await outbox.recall(nameItem('A1.2'), 0)).toBeNull();
  });
});

describe('names of items', () => {
  it('are read as they were built, and nothing else is', () => {
    expect(readItemName(nameItem('A1/1 ü', 'a/b'))).toEqual({
      person: 'a/b',
      round: '2026-H1',
      reporter: 'TH',
      kind: 'activity',
      code: 'A1/1 ü',
    });
    for (const other of [
      '',
      'bohol-draft/',
      'bohol-draft/a/b/c/d',
      'bohol-draft/%E0/b/c/d/e',
      'x/a/b/c/d/e',
    ]) {
      expect(readItemName(other)).toBeNull();
    }
  });
});
