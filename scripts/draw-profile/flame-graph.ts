import type { Profiler } from "node:inspector/promises";

import { hierarchy, type HierarchyRectangularNode, partition } from "d3-hierarchy";

/** A function as it was called from those above it: its own time and that with all that it called, in ms; longest first. */
export interface Frame {
  readonly name: string;
  /** Path from the repository, a package's name, or empty for Node's and V8's own. */
  readonly file: string;
  readonly ownMs: number;
  readonly wholeMs: number;
  readonly calls: readonly Frame[];
}

const WIDTH = 1200;
const ROW = 18;
const HEAD = 44;
/** Narrower than that, nobody can point at it. */
const LEAST_WIDTH = 1;
const LETTER = 6.1;

/** The part of a profile that was spent under functions called `under`, as one call; callers above them are left out. */
export function foldProfile(profile: Profiler.Profile, under: string): Frame {
  const { nodes, samples = [], timeDeltas = [] } = profile;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const own = new Map<number, number>();
  for (const [at, id] of samples.entries())
    own.set(id, (own.get(id) ?? 0) + (timeDeltas[at] ?? 0) / 1000);
  const fold = (name: string, file: string, alike: readonly Profiler.ProfileNode[]): Frame => {
    const called = alike
      .flatMap(({ children = [] }) => children.flatMap((id) => byId.get(id) ?? []))
      .filter((node) => nameOf(node) !== "(idle)");
    const calls = [...Map.groupBy(called, keyOf).values()]
      .map((group) => fold(nameOf(group[0]), fileOf(group[0]), group))
      .toSorted((one, other) => other.wholeMs - one.wholeMs);
    const ownMs = sumOf(alike.map(({ id }) => own.get(id) ?? 0));
    return {
      name,
      file,
      ownMs,
      wholeMs: ownMs + sumOf(calls.map(({ wholeMs }) => wholeMs)),
      calls,
    };
  };
  const roots = outermost(nodes, byId, under);
  return fold(under, fileOf(roots[0]), roots);
}

function sumOf(all: readonly number[]): number {
  return all.reduce((sum, one) => sum + one, 0);
}

/** One that is called by another of the same name is part of that. */
function outermost(
  nodes: readonly Profiler.ProfileNode[],
  byId: ReadonlyMap<number, Profiler.ProfileNode>,
  under: string,
): readonly Profiler.ProfileNode[] {
  const inner = new Set<number>();
  const enter = (id: number): void => {
    inner.add(id);
    for (const child of byId.get(id)?.children ?? []) enter(child);
  };
  const named = nodes.filter((node) => nameOf(node) === under);
  for (const { children = [] } of named) for (const child of children) enter(child);
  return named.filter(({ id }) => !inner.has(id));
}

function keyOf(node: Profiler.ProfileNode): string {
  return `${nameOf(node)} ${fileOf(node)}`;
}

function nameOf(node: Profiler.ProfileNode | undefined): string {
  return node?.callFrame.functionName || "(anonymous)";
}

function fileOf(node: Profiler.ProfileNode | undefined): string {
  const url = node?.callFrame.url ?? "";
  const [, packageName] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  return packageName ?? /(?:src|bench|data)\/.*/.exec(url)?.[0] ?? "";
}

/** An icicle: callers above, what they called below, each as wide as the time spent in it. Larger first. */
export function drawFlameGraph(root: Frame, title: string): string {
  const tree = hierarchy(root, ({ calls }) => calls).sum(({ ownMs }) => ownMs);
  const laid = partition<Frame>().size([WIDTH, (tree.height + 1) * ROW])(tree);
  const shown = laid.descendants().filter(({ x0, x1 }) => x1 - x0 >= LEAST_WIDTH);
  const height = HEAD + (Math.max(...shown.map(({ depth }) => depth)) + 1) * ROW + 8;
  const all = laid.value ?? 0;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    STYLE,
    `<rect class="paper" width="${WIDTH}" height="${height}"/>`,
    `<text class="title" x="4" y="18">${escaped(title)}</text>`,
    ...legend(shown),
    ...shown.map((node) => drawFrame(node, all)),
    "</svg>\n",
  ].join("\n");
}

function drawFrame(node: HierarchyRectangularNode<Frame>, all: number): string {
  const { data, x0, x1, depth, value = 0 } = node;
  const width = x1 - x0;
  const share = `${((100 * value) / all).toFixed(1)} %`;
  const letters = Math.floor((width - 6) / LETTER);
  const label = letters < 3 ? "" : data.name.slice(0, letters);
  const y = HEAD + depth * ROW;
  return `<g><title>${escaped(`${data.name} ${data.file} ${share}`)}</title><rect class="${partOf(data.file).id}" x="${x0.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${ROW - 1}"/><text x="${(x0 + 3).toFixed(1)}" y="${y + 12}">${escaped(label)}</text></g>`;
}

interface Part {
  readonly id: string;
  readonly label: string;
  readonly isIn: (file: string) => boolean;
}

/** The first that fits. */
const PARTS: readonly Part[] = [
  { id: "text", label: "text", isIn: (file) => file.startsWith("src/classify/text/") },
  { id: "place", label: "places", isIn: (file) => file.startsWith("src/classify/place/") },
  { id: "threat", label: "threats", isIn: (file) => file.startsWith("src/classify/threat/") },
  { id: "redis", label: "Redis", isIn: (file) => /^(?:src\/adapters\/redis\/|ioredis)/.test(file) },
  { id: "smtp", label: "SMTP", isIn: (file) => /^(?:src\/adapters\/smtp\/|nodemailer)/.test(file) },
  { id: "own", label: "other parts of tocsin", isIn: (file) => /^(?:src|bench|data)\//.test(file) },
  { id: "node", label: "Node and V8", isIn: (file) => file === "" },
  { id: "package", label: "packages", isIn: () => true },
];

function partOf(file: string): Part {
  return PARTS.find(({ isIn }) => isIn(file)) ?? { id: "package", label: "", isIn: () => true };
}

function legend(shown: readonly HierarchyRectangularNode<Frame>[]): string[] {
  const ids = new Set(shown.map(({ data }) => partOf(data.file).id));
  let x = 4;
  return PARTS.filter(({ id }) => ids.has(id)).map(({ id, label }) => {
    const drawn = `<rect class="${id}" x="${x}" y="26" width="12" height="12"/><text class="key" x="${x + 17}" y="36">${label}</text>`;
    x += 32 + label.length * LETTER;
    return drawn;
  });
}

/** Dark letters on middling colours are read on either paper; the rest follows the reader's scheme. */
const STYLE = `<style>
text { font: 11px ui-monospace, monospace; fill: #111; }
.title { font: bold 14px system-ui, sans-serif; }
.paper { fill: #fff; }
.text { fill: #8fc7f0; } .place { fill: #9bd3a1; } .threat { fill: #f0b08a; } .redis { fill: #e8a0a0; }
.smtp { fill: #c9b3e6; } .own { fill: #e3d48b; } .node { fill: #c4c9cf; } .package { fill: #b9dfe0; }
@media (prefers-color-scheme: dark) { .paper { fill: #16191d; } .title, .key { fill: #e8eaed; } }
</style>`;

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
