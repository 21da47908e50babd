import { parentPort, workerData } from 'node:worker_threads';
import { UnreadableWorkbook } from './normalise-package.ts';
import { parseXlsx } from './parse-xlsx.ts';
import type { WorkbookLimits } from './recognise-file.rules.ts';

/** Reads one workbook and exits. Posts the sheets, or the sentence that says why there are none. */
const { bytes, limits } = workerData as { bytes: Uint8Array; limits: WorkbookLimits };
try {
  parentPort?.postMessage({ workbook: await parseXlsx(bytes, limits) });
} catch (error) {
  parentPort?.postMessage({ problem: error instanceof UnreadableWorkbook ? error.message : null });
}
