/** The repository: what is run where no mutant is asked for. */
export const TREE = new URL("../..", import.meta.url).pathname;
