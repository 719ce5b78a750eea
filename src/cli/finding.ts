/** What `doctor` found of one thing. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: string;
}
