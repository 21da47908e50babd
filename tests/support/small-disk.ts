import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export type SmallDisk = {
  directory: string;
  /** Writes until nothing more goes on the disk. */
  fill: () => void;
  /** Takes that away again. */
  free: () => void;
};

/**
 * A disk of so many megabytes, in memory and gone when the test ends. `readOnly`: nothing can be written to it.
 * Throws where this machine does not let us mount one.
 */
export function mountSmallDisk(directory: string, megabytes: number, readOnly = false): SmallDisk {
  mkdirSync(directory, { recursive: true });
  try {
    const options = `size=${megabytes}m,mode=711${readOnly ? ',ro' : ''}`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory], { stdio: 'pipe' });
  } catch (error) {
    throw new Error(
      'This test needs a small disk of its own, and none could be mounted here: run the tests as root on Linux.',
      { cause: error },
    );
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', directory], { stdio: 'pipe' }));
  const filler = join(directory, 'filler');
  return {
    directory,
    fill() {
      const descriptor = openSync(filler, 'a');
      try {
        for (const size of [1 << 20, 4096, 1]) {
          const piece = Buffer.alloc(size);
          try {
            for (;;) writeSync(descriptor, piece);
          } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
          }
        }
      } finally {
        closeSync(descriptor);
      }
      if (statfsSync(directory).bavail !== 0) throw new Error('The disk could not be filled.');
    },
    free: () => rmSync(filler),
  };
}
