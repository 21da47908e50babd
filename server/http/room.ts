/** How much fits, how much of it one owner may hold, how long a request may wait, and how many may. */
export type RoomLimits = {
  /** What fits at once, in the caller's units: bytes, or responses in progress. */
  capacity: number;
  /** The most that one owner (a person or an address) may hold at once, in the same units. */
  perOwner: number;
  waitMs: number;
  waiting: number;
  waitingPerOwner: number;
};

type Waiting = { units: number; owner: string; admit: () => void };

/**
 * Creates limited room for work that takes memory or time. A request without a place waits unread. Owners
 * take turns: a hundred requests of one owner delay another owner's request by one of them, not by a hundred.
 */
export function createRoom(limits: RoomLimits) {
  let taken = 0;
  let waiting = 0;
  const held = new Map<string, number>();
  /** Waiting requests by owner; the owner whose turn is next comes first. */
  const queues = new Map<string, Waiting[]>();

  const heldBy = (owner: string) => held.get(owner) ?? 0;
  const fitsOwner = (units: number, owner: string) => heldBy(owner) + units <= limits.perOwner;

  function take(units: number, owner: string): () => void {
    taken += units;
    held.set(owner, heldBy(owner) + units);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      taken -= units;
      const rest = heldBy(owner) - units;
      if (rest > 0) held.set(owner, rest);
      else held.delete(owner);
      admitNext();
    };
  }

  function remove(place: Waiting): void {
    const queue = queues.get(place.owner) ?? [];
    queue.splice(queue.indexOf(place), 1);
    waiting -= 1;
    if (queue.length === 0) queues.delete(place.owner);
  }

  function admitNext(): void {
    // Iterates over a copy, because an admitted owner moves to the end of the queue.
    for (const [owner, [next]] of Array.from(queues)) {
      if (!next || !fitsOwner(next.units, owner)) continue;
      // Small requests must not overtake a large one for ever.
      if (taken + next.units > limits.capacity) return;
      remove(next);
      const rest = queues.get(owner);
      if (rest) {
        queues.delete(owner);
        queues.set(owner, rest);
      }
      next.admit();
    }
  }

  return {
    /** Resolves with the function that frees the place, or with null if there was no place in time. */
    enter(units: number, owner: string): Promise<(() => void) | null> {
      const isFree = !queues.has(owner) && waiting === 0 && taken + units <= limits.capacity;
      if (isFree && fitsOwner(units, owner)) return Promise.resolve(take(units, owner));
      const queue = queues.get(owner) ?? [];
      if (units > limits.perOwner || waiting >= limits.waiting || queue.length >= limits.waitingPerOwner) {
        return Promise.resolve(null);
      }
      return new Promise((resolve) => {
        const place: Waiting = {
          units,
          owner,
          admit: () => {
            clearTimeout(timer);
            resolve(take(units, owner));
          },
        };
        const timer = setTimeout(() => {
          remove(place);
          resolve(null);
          admitNext();
        }, limits.waitMs);
        queue.push(place);
        queues.set(owner, queue);
        waiting += 1;
        // Another owner's large request may be what is waiting; this one may fit in beside it.
        admitNext();
      });
    },
    /** Units in use now. */
    get taken() {
      return taken;
    },
    /** How many requests wait now. */
    get waiting() {
      return waiting;
    },
  };
}

export type Room = ReturnType<typeof createRoom>;
