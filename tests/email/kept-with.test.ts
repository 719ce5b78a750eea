import { expect, test } from "vitest";

import { keptWith } from "#src/email/kept-with.ts";

test("what is made of an object is made once, and by each maker", () => {
  const asked: string[] = [];
  const greet = keptWith(({ name }: { readonly name: string }) => {
    asked.push(name);
    return `Dear ${name}`;
  });
  const nothing = keptWith<object, undefined>(() => undefined);
  const [one, other] = [{ name: "Ada" }, { name: "Grace" }];
  expect([one, one, other, one].map(greet)).toEqual([
    "Dear Ada",
    "Dear Ada",
    "Dear Grace",
    "Dear Ada",
  ]);
  expect(nothing(one)).toBeUndefined();
  expect(asked).toEqual(["Ada", "Grace"]);
  expect(JSON.stringify(one)).toBe('{"name":"Ada"}');
});

test("a copy is another object", () => {
  const greet = keptWith(({ name }: { readonly name: string }) => `Dear ${name}`);
  const one = { name: "Ada" };
  greet(one);
  expect(greet({ ...one, name: "Grace" })).toBe("Dear Grace");
  expect(greet(one)).toBe("Dear Ada");
});
