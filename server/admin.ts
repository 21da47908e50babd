import { enableCompileCache } from 'node:module';

enableCompileCache();

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 22)) {
  process.stderr.write(
    `This needs Node 22.22 or newer and this is ${process.versions.node}. Call it by "npm run admin -- …" after "npm ci".\n`,
  );
  process.exit(1);
}

await import('./faster-imports.ts');
const [{ commands }, { describeFailure }, { runAdmin }] = await Promise.all([
  import('./admin/commands.ts'),
  import('./admin/describe-failure.ts'),
  import('./admin/run-admin.ts'),
]);

/** Ends the process at once; what a command would leave behind it removes at the process's exit. */
function end(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => end('Stopped before the end.'));
}
// What a driver throws beside the work that it was asked for.
process.once('uncaughtException', (error) => end(describeFailure(error)));
process.exitCode = await runAdmin(commands, process.argv.slice(2));
