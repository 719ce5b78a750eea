/** The full path of a browser of this machine, or undefined. */
export function findBrowser(): string | undefined;
