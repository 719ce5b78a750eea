import { expect, test } from "vitest";

import { namedDaysIn } from "#src/relate/named-days.ts";
import { packProfile, unpackProfile } from "#src/relate/pack-profile.ts";
import { readWords } from "#src/relate/words.ts";
import { aProfile } from "#tests/contracts/story-index.ts";

test.for<[string, number[], number[]]>([
  ["On Monday, June 12, 2010 a quake", [1], [612]],
  ["el miércoles 12 de junio", [3], [612]],
  ["le 3 août, mardi", [2], [803]],
  ["в субботу, 12 июня", [], [612]],
  ["суббота", [6], []],
  ["Sept. 3, and on Sunday night, May 4th", [7], [504, 903]],
  ["they may 12 times march 3 miles", [], []],
  ["June 45, 2010 and in June", [], []],
])("%s names the weekdays %o and the dates %o", ([text, weekdays, dates]) => {
  expect(namedDaysIn(readWords(""), readWords(text))).toEqual({ weekdays, dates });
});

test("a weekday far behind the lead is no day of the event", () => {
  const text = `${"word ".repeat(100)} on Friday, June 3`;
  expect(namedDaysIn(readWords("Fire"), readWords(text))).toEqual({ weekdays: [], dates: [603] });
});

test("a profile that was kept before days were noted names none", () => {
  const { weekdays: _weekdays, dates: _dates, ...older } = JSON.parse(packProfile(aProfile()));
  expect(unpackProfile(JSON.stringify(older))).toEqual(aProfile());
});
