import { type Command, formatCommandHelp, formatCommandList, parseArguments, runsAs } from './command.ts';
import { describeFailure } from './describe-failure.ts';

/** Runs what was typed behind `npm run admin --` and returns the exit code: 0, or 1 after a sentence on standard error. */
export async function runAdmin(commands: readonly Command[], args: readonly string[]): Promise<0 | 1> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const complain = (line: string) => void process.stderr.write(`${line}\n`);
  const [name, ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    say(formatCommandList(commands));
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    complain(
      name === undefined
        ? formatCommandList(commands)
        : `There is no command “${name}”. ${runsAs} --help lists them.`,
    );
    return 1;
  }
  try {
    const given = parseArguments(command, rest);
    if (given === 'help') say(formatCommandHelp(command));
    else await command.run(given, say);
    return 0;
  } catch (error) {
    complain(describeFailure(error));
    return 1;
  }
}
