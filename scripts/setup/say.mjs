/** Something the person at the keyboard must mend: printed without a stack. */
export class SetupError extends Error {
  name = "SetupError";
}

/** Talk goes to stderr: stdout belongs to the command that runs. */
export function say(sentence) {
  process.stderr.write(`tocsin: ${sentence}\n`);
}
