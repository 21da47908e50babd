import { startEmbeddedPostgres } from '#server/embedded-postgres/start.ts';

// A small process that uses the embedded Postgres as the tracker does, so that a test can kill it.
// Arguments: data directory, system directory. Prints one line of JSON, then waits to be told to stop.
const [dataDir, systemDirectory] = process.argv.slice(2);
if (dataDir === undefined || systemDirectory === undefined) throw new Error('Two arguments are needed.');

const log = {
  info: (message: string) => console.error(message),
  warn: (message: string) => console.error(message),
};
try {
  const { adminUrl, port, pid, adopted, stop } = await startEmbeddedPostgres({
    dataDir,
    systemDirectory,
    log,
  });
  process.stdin.resume();
  process.stdin.once('end', () => void stop());
  process.once('SIGTERM', () => process.exit(0));
  console.log(JSON.stringify({ adminUrl, port, pid, adopted }));
} catch (error) {
  console.log(
    JSON.stringify({ failure: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }),
  );
  process.exitCode = 1;
}
