import type { Meter, PassSeam, Progress, Pulse, Stage, StepLogger } from "#src/pipeline/ports.ts";

export const quietLogger: StepLogger = { debug() {}, info() {}, warn() {}, error() {} };

export const noSeams: PassSeam = () => {};

export function fakePulse(): Pulse & { readonly given: string[] } {
  const given: string[] = [];
  return {
    given,
    async reports(ids) {
      given.push(...ids.map((id) => `report ${id}`));
    },
    async incidents() {
      given.push("incidents");
    },
    async digests(ids) {
      given.push(...ids.map((id) => `digest ${id}`));
    },
  };
}

export function fakeProgress(): Progress & { readonly proven: Stage[] } {
  const proven: Stage[] = [];
  return { proven, prove: (stage) => void proven.push(stage) };
}

export function fakeMeter(): Meter & { readonly counted: string[] } {
  const counted: string[] = [];
  return {
    counted,
    count: (name, labels) => void counted.push(`${name} ${Object.values(labels).join(" ")}`),
  };
}
