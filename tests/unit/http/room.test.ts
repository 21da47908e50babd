import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRoom, type RoomLimits } from '#server/http/room.ts';

const limits: RoomLimits = { capacity: 10, perOwner: 6, waitMs: 60_000, waiting: 8, waitingPerOwner: 4 };

/** Enters and notes who got in, in order. */
function follow(room: ReturnType<typeof createRoom>) {
  const inside: { name: string; leave: () => void }[] = [];
  const refused: string[] = [];
  const enter = (name: string, units: number) =>
    room.enter(units, name.slice(0, 1)).then((leave) => {
      if (leave) inside.push({ name, leave });
      else refused.push(name);
    });
  const leave = (name: string) => inside.find((one) => one.name === name)?.leave();
  const settle = () => new Promise<void>((done) => setImmediate(done));
  return { inside, refused, enter, leave, settle, names: () => inside.map(({ name }) => name) };
}

test('owners take turns: many of one delay another by one', async () => {
  const room = createRoom({ ...limits, capacity: 1, perOwner: 1 });
  const it = follow(room);
  for (const name of ['a1', 'a2', 'a3', 'b1', 'c1']) void it.enter(name, 1);
  await it.settle();
  for (let left = 0; left < 5; left += 1) {
    it.inside.at(-1)?.leave();
    await it.settle();
  }
  expect(it.names()).toEqual(['a1', 'a2', 'b1', 'c1', 'a3']);
  expect(room.taken).toBe(0);
});

test('an owner who holds its share waits, and others pass', async () => {
  const it = follow(createRoom(limits));
  for (const [name, units] of [
    ['a1', 6],
    ['a2', 1],
    ['b1', 4],
  ] as const)
    void it.enter(name, units);
  await it.settle();
  expect(it.names()).toEqual(['a1', 'b1']);
  it.leave('a1');
  await it.settle();
  expect(it.names()).toEqual(['a1', 'b1', 'a2']);
});

test('a large one is not overtaken for ever', async () => {
  const it = follow(createRoom(limits));
  for (const [name, units] of [
    ['a1', 6],
    ['b1', 6],
    ['c1', 1],
  ] as const)
    void it.enter(name, units);
  await it.settle();
  expect(it.names()).toEqual(['a1']);
  it.leave('a1');
  await it.settle();
  expect(it.names()).toEqual(['a1', 'b1', 'c1']);
});

test('what can never fit, and who comes when too many wait, is refused at once', async () => {
  const it = follow(createRoom({ ...limits, capacity: 1, perOwner: 1, waiting: 3, waitingPerOwner: 2 }));
  void it.enter('z', 2);
  for (const name of ['a1', 'a2', 'a3', 'a4', 'b1', 'c1']) void it.enter(name, 1);
  await it.settle();
  expect([it.names(), it.refused]).toEqual([['a1'], ['z', 'a4', 'c1']]);
});

test('nobody waits longer than the wait', async () => {
  const it = follow(createRoom({ ...limits, capacity: 1, waitMs: 1 }));
  await it.enter('a1', 1);
  await it.enter('b1', 1);
  expect(it.refused).toEqual(['b1']);
});

test('whatever is asked for, no bound is passed, everybody gets an answer, and all room comes back', async () => {
  const request = fc.record({
    owner: fc.constantFrom('a', 'b', 'c', 'd'),
    units: fc.integer({ min: 1, max: 7 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(request, { maxLength: 30 }),
      fc.infiniteStream(fc.boolean()),
      async (asked, coin) => {
        const room = createRoom(limits);
        const held = new Map<string, number>();
        const inside: (() => void)[] = [];
        let answered = 0;
        const leaveOne = () => inside.shift()?.();
        for (const { owner, units } of asked) {
          void room.enter(units, owner).then((leave) => {
            answered += 1;
            if (!leave) return;
            held.set(owner, (held.get(owner) ?? 0) + units);
            expect(held.get(owner)).toBeLessThanOrEqual(limits.perOwner);
            inside.push(() => {
              held.set(owner, (held.get(owner) ?? 0) - units);
              leave();
              leave();
            });
          });
          expect(room.taken).toBeLessThanOrEqual(limits.capacity);
          expect(room.waiting).toBeLessThanOrEqual(limits.waiting);
          await Promise.resolve();
          if (coin.next().value) leaveOne();
        }
        for (let left = 0; left <= 2 * asked.length; left += 1) {
          await new Promise<void>((done) => setImmediate(done));
          leaveOne();
        }
        expect([answered, room.taken, room.waiting]).toEqual([asked.length, 0, 0]);
      },
    ),
  );
});
