/** Gives back what was claimed. */
export type Release = () => void;

export interface Locks {
  /** Claims a name for this page, waiting at most so long; null when somebody else has it. */
  claim(name: string, waitMs: number): Promise<Release | null>;
}

/**
 * Claims that hold across the tabs of a browser and end with the page, also when it is killed. Browsers without Web
 * Locks (and pages on plain HTTP) get claims within the tab; between tabs the server's versions then decide, and
 * whoever is second sees both texts.
 */
export function createLocks(): Locks {
  const manager = globalThis.navigator?.locks as LockManager | undefined;
  return manager ? { claim: (name, waitMs) => claimAcrossTabs(manager, name, waitMs) } : createTabLocks();
}

function claimAcrossTabs(manager: LockManager, name: string, waitMs: number): Promise<Release | null> {
  return new Promise((resolve) => {
    const hold = (lock: Lock | null) => {
      clearTimeout(timer);
      if (!lock) {
        resolve(null);
        return undefined;
      }
      return new Promise<void>((release) => resolve(() => release()));
    };
    const patience = new AbortController();
    const timer = waitMs > 0 ? setTimeout(() => patience.abort(), waitMs) : undefined;
    const options = waitMs > 0 ? { signal: patience.signal } : { ifAvailable: true };
    manager.request(`bohol/${name}`, options, hold).catch(() => resolve(null));
  });
}

/** Claims within one page. */
export function createTabLocks(): Locks {
  const held = new Map<string, Promise<void>>();
  return {
    async claim(name, waitMs) {
      let patience: ReturnType<typeof setTimeout> | undefined;
      const end = new Promise<'late'>((resolve) => {
        patience = setTimeout(() => resolve('late'), waitMs);
      });
      for (let holder = held.get(name); holder; holder = held.get(name)) {
        if (waitMs === 0 || (await Promise.race([holder, end])) === 'late') {
          clearTimeout(patience);
          return null;
        }
      }
      clearTimeout(patience);
      let release: Release = () => {};
      const holding = new Promise<void>((resolve) => {
        release = () => {
          if (held.get(name) === holding) held.delete(name);
          resolve();
        };
      });
      held.set(name, holding);
      return release;
    },
  };
}
