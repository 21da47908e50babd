import { parentPort } from 'node:worker_threads';
import {
  buildDataWorkbook,
  type SheetRows,
  type WorkbookAnswer,
  type WorkbookMessage,
} from './build-data-workbook.ts';

/** Makes one workbook of the rows that it receives, then exits. */
const sheets: SheetRows[] = [];

parentPort?.on('message', (message: WorkbookMessage) => {
  if (message.kind === 'sheet') sheets.push({ name: message.name, columns: message.columns, rows: [] });
  else if (message.kind === 'rows') sheets.at(-1)?.rows.push(...message.rows);
  else void finish(message.title, message.at);
});

async function finish(title: string, at: string): Promise<void> {
  let answer: WorkbookAnswer;
  try {
    answer = { file: await buildDataWorkbook(title, at, sheets) };
  } catch (error) {
    answer = { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  parentPort?.postMessage(answer);
  parentPort?.close();
}
