import { beforeEach, describe, expect, it } from 'vitest';
import type { Kept } from '#app/features/entry/draft-saver.ts';
import type { Device } from '#app/features/offline/device.tsx';
import { ItemKeeper } from '#app/features/offline/item-keeper.ts';
import { createTabLocks, type Locks } from '#app/features/offline/locks.ts';
import type { Outbox } from '#app/features/offline/outbox.ts';
import { buildWork, nameItem, openOutbox, wipeBrowser } from './desk.ts';

beforeEach(wipeBrowser);

const item = nameItem('A1');

function openKeeper(outbox: Outbox, locks: Locks) {
  const keepings: string[] = [];
  const device = {
    outbox: Promise.resolve(outbox),
    claim: (id: string) => locks.claim(id, 0),
    nudge: () => {},
  } as unknown as Device;
  const keeper = new ItemKeeper({
    device,
    item,
    buildOutgoing: () => null,
    onKeeping: (keeping) => keepings.push(keeping),
  });
  return { keeper, keepings };
}

const typed = (text: string, version = 0): Kept<unknown> => ({
  draft: { text },
  version,
  attempt: null,
  trouble: null,
});

describe('the hold of a page on an item', () => {
  it('says that work is on the device only when it is', async () => {
    const outbox = await openOutbox();
    const { keeper, keepings } = openKeeper(outbox, createTabLocks());
    await keeper.open(0, () => false);
    const kept = keeper.keep(typed('words'), null);
    expect(keepings).toEqual(['writing']);
    expect(await kept).toBe(true);
    expect(keepings).toEqual(['writing', 'device']);
    expect(await outbox.get(item)).toMatchObject({ draft: { text: 'words' } });
  });

  it('says so when the device takes nothing', async () => {
    const outbox = await openOutbox();
    outbox.keep = () => Promise.reject(new Error('The disk is full.'));
    const { keeper, keepings } = openKeeper(outbox, createTabLocks());
    await keeper.open(0, () => false);
    expect(await keeper.keep(typed('words'), null)).toBe(false);
    expect(keepings).toEqual(['writing', 'page']);
  });

  it('writes the last of what was typed, and lets go of it with what was saved', async () => {
    const outbox = await openOutbox();
    const { keeper } = openKeeper(outbox, createTabLocks());
    await keeper.open(0, () => false);
    void keeper.keep(typed('w'), null);
    void keeper.keep(typed('wo'), null);
    await keeper.keep(typed('wor'), null);
    expect(await outbox.get(item)).toMatchObject({ draft: { text: 'wor' } });
    await keeper.keep(null, { draft: { text: 'wor' }, version: 1, at: null });
    expect(await outbox.get(item)).toBeNull();
    expect(await outbox.recall(item, 0)).toMatchObject({ version: 1, draft: { text: 'wor' } });
  });

  it('goes on with what a form of the same page left, however quickly it is typed over', async () => {
    const outbox = await openOutbox();
    const locks = createTabLocks();
    const refused = openKeeper(outbox, locks).keeper;
    await refused.open(0, () => false);
    await refused.keep(typed('-12'), null);
    const closing = refused.close();
    // The form comes back as it was refused, and the next figure stands in it before the device was asked.
    const { keeper } = openKeeper(outbox, locks);
    const opening = keeper.open(0, () => true);
    await closing;
    expect(await opening).toMatchObject({ entry: null });
    await keeper.keep(typed('400'), null);
    await keeper.keep(null, { draft: { text: '400' }, version: 1, at: null });
    expect(await outbox.listIds(item)).toEqual([]);
  });

  it('does not let go of what lies there before it has been taken up', async () => {
    const outbox = await openOutbox();
    await outbox.keep(item, item, buildWork('A1', 'from yesterday'));
    const { keeper } = openKeeper(outbox, createTabLocks());
    const opening = keeper.open(0, () => false);
    await keeper.keep(null, null);
    expect((await opening)?.entry).toMatchObject({ draft: { text: 'from yesterday' } });
    expect(await outbox.get(item)).not.toBeNull();
  });

  it('puts what was typed early beside what lay there, not over it', async () => {
    const outbox = await openOutbox();
    await outbox.keep(item, item, buildWork('A1', 'from yesterday'));
    const { keeper } = openKeeper(outbox, createTabLocks());
    const opening = keeper.open(0, () => true);
    await keeper.keep(typed('from today'), null);
    expect((await opening)?.entry).toBeNull();
    const texts = (await outbox.list()).map((entry) => ('draft' in entry ? entry.draft : null));
    expect(texts).toEqual([{ text: 'from yesterday' }, { text: 'from today' }]);
  });

  it('in a second tab keeps its work beside that of the first', async () => {
    const outbox = await openOutbox();
    const locks = createTabLocks();
    const [first, second] = [openKeeper(outbox, locks).keeper, openKeeper(outbox, locks).keeper];
    await first.open(0, () => false);
    await first.keep(typed('in the first'), null);
    await second.open(0, () => false);
    await second.keep(typed('in the second'), null);
    expect((await outbox.listIds(item)).length).toBe(2);
    await first.close();
    await second.close();
    // A page opened later takes up the older of them.
    expect((await openKeeper(outbox, locks).keeper.open(0, () => false))?.entry).toMatchObject({
      draft: { text: 'in the first' },
    });
  });

  it('tells a page that is older than what was saved', async () => {
    const outbox = await openOutbox();
    await outbox.remember(item, { draft: { text: 'saved' }, version: 4, at: null });
    const { keeper } = openKeeper(outbox, createTabLocks());
    expect(await keeper.open(3, () => false)).toEqual({
      entry: null,
      saved: { draft: { text: 'saved' }, version: 4, at: null },
    });
  });
});
