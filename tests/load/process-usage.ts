import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of the kernel's clock in a second, as Linux reports times to programs. */
const ticksPerSecond = 100;

type Process = { parent: number; ticks: number };

/** Every process of this machine; null elsewhere than on Linux. */
function listProcesses(): Map<number, Process> | null {
  if (process.platform !== 'linux') return null;
  const found = new Map<number, Process>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readText(`/proc/${name}/stat`);
    // The name of the program, in brackets, may contain anything; numbers follow it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // Own time in the program and in the kernel, and that of children that have ended.
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    if (fields.length > 15) found.set(Number(name), { parent: Number(fields[1]), ticks });
  }
  return found;
}

/** Empty where the process has ended meanwhile. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isBelow(processes: Map<number, Process>, pid: number, root: number): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = processes.get(at)?.parent) {
    if (at === root) return true;
  }
  return false;
}

/** Milliseconds of CPU that a process and all its descendants have used; null elsewhere than on Linux. */
export function readCpu(root: number): number | null {
  const processes = listProcesses();
  if (!processes) return null;
  let ticks = 0;
  for (const [pid, one] of processes) if (isBelow(processes, pid, root)) ticks += one.ticks;
  return (ticks * 1000) / ticksPerSecond;
}

/** Bytes of memory that a process and all its descendants hold now; null elsewhere than on Linux. */
export function readMemory(root: number): number | null {
  const processes = listProcesses();
  if (!processes) return null;
  let kilobytes = 0;
  for (const pid of processes.keys()) {
    if (!isBelow(processes, pid, root)) continue;
    kilobytes += Number(/VmRSS:\s+(\d+)/.exec(readText(`/proc/${pid}/status`))?.[1] ?? 0);
  }
  return kilobytes * 1024;
}
