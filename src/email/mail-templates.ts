import { Eta, type TemplateFunction } from "eta";

import { FRAME } from "./templates/frame.ts";
import { ITEM, ITEM_BODY, ITEM_END, ITEM_ROWS, ITEM_TOP } from "./templates/item.ts";

/** Markup of ours: the one thing that a template prints unescaped. */
export class Markup {
  readonly html: string;
  constructor(html: string) {
    this.html = html;
  }
}

const plain = new Eta();

/** Templates have no way to print a text raw: what is not Markup is escaped. */
const eta = new Eta({
  autoEscape: true,
  debug: true,
  escapeFunction: (value) =>
    value instanceof Markup ? value.html : plain.config.escapeFunction(value),
});

export const TEMPLATE_NAMES = ["frame", "item"] as const;

export type TemplateName = (typeof TEMPLATE_NAMES)[number];

export type Template = (it: object) => string;

/** The HTML of a mail: its page, and an item of it. */
export type MailTemplates = Readonly<Record<TemplateName, Template>>;

/** Throws eta's own error where the text is no template. */
export function compileTemplate(text: string): Template {
  const compiled: TemplateFunction = eta.compile(text);
  return (it) => eta.render(compiled, it);
}

export const SHIPPED_TEMPLATES: MailTemplates = {
  frame: compileTemplate(FRAME),
  item: compileTemplate(ITEM),
};

/** The shipped item in pieces: all but the rows of its reader are the same for many. */
export const SHIPPED_PIECES = {
  top: compileTemplate(ITEM_TOP),
  body: compileTemplate(ITEM_BODY),
  rows: compileTemplate(ITEM_ROWS),
  end: compileTemplate(ITEM_END),
} as const;

/**
 * The operator's templates over the shipped ones. One that fails on some digest gives
 * way to the shipped one: a reader is owed the mail, not its looks.
 */
export function overShipped(own: Partial<MailTemplates>): MailTemplates {
  const over = (name: TemplateName): Template => {
    const template = own[name];
    if (template === undefined) return SHIPPED_TEMPLATES[name];
    return (it) => {
      try {
        return template(it);
      } catch {
        return SHIPPED_TEMPLATES[name](it);
      }
    };
  };
  return { frame: over("frame"), item: over("item") };
}
