import { expect, test } from "vitest";

import { readDocument } from "#src/classify/text/document.ts";

import { placesIn } from "./shipped-gazetteer.ts";

const WIRE = [
  "BOGOTA, 9 JAN 90 (EFE) -- GUERRILLAS KIDNAPPED THE MAYOR OF A TOWN IN THE",
  "NORTHERN DEPARTMENT OF BOLIVAR AND TOOK HIM TO AN UNKNOWN PLACE IN NORTH",
  "SANTANDER. POLICE SAID THE SAME GROUP HAD ATTACKED A PATROL NEAR SAN",
  "SALVADOR.",
].join("\n");

test("a line break inside a column of wire copy ends no sentence", () => {
  const [first, second] = readDocument(undefined, WIRE).sentences;
  expect(first?.text).toMatch(/^BOGOTA[^]*SANTANDER\.$/);
  expect(second?.text).toMatch(/^POLICE/);
});

test("a name broken over two lines is one name", () => {
  const place = placesIn(WIRE).places.find(({ canonical }) => canonical === "San Salvador");
  expect(place?.name).toBe("SAN\nSALVADOR");
});

test("a line break between paragraphs or short lines ends a sentence", () => {
  const text =
    "Mali\nNiger\n\nA long first paragraph that has no full stop but stands alone\n\nAnother one";
  expect(readDocument(undefined, text).sentences.map((sentence) => sentence.text)).toEqual([
    "Mali",
    "Niger",
    "A long first paragraph that has no full stop but stands alone",
    "Another one",
  ]);
});
