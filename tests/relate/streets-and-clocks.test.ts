import { expect, test } from "vitest";

import { clockTimesIn } from "#src/relate/clock-times.ts";
import { streetsIn } from "#src/relate/streets.ts";

test.for<[string, string]>([
  ["Shots were fired on North Oak Street.", "Police closed Oak St between noon and two."],
  ["near 16th Avenue", "in the 400 block of 16th Ave"],
  ["le long de la rue de Rivoli", "Rue Rivoli"],
  ["en la Calle Mayor", "la calle Mayor, de noche"],
])("%s and %s name one street", ([one, other]) => {
  expect(streetsIn(one)).toHaveLength(1);
  expect(streetsIn(other)).toEqual(streetsIn(one));
});

test("another street is another one, and a crowd in the street none", () => {
  expect(streetsIn("Oak Street")).not.toEqual(streetsIn("Elm Street"));
  expect(streetsIn("A crowd in the street was on its way to the court.")).toEqual([]);
});

test.for<[string, number[]]>([
  ["at 3:15 p.m. on Friday", [15 * 60 + 15]],
  ["around 12 am", [0]],
  ["just after noon, at 12:05pm", [12 * 60 + 5]],
  ["at 15:40 local time", [15 * 60 + 40]],
  ["vers 7h30", [7 * 60 + 30]],
  ["a score of 3:1 on Friday", []],
  ["between 9 a.m. and 11 a.m.", [9 * 60, 11 * 60]],
])("%s names %o", ([text, minutes]) => {
  expect(clockTimesIn(text)).toEqual(minutes);
});
