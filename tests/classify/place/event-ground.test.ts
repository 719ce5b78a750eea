import { describe, expect, test } from "vitest";

import { namesWithRole, placesIn } from "./shipped-gazetteer.ts";

describe("where one speaks is not where it happened", () => {
  test.for([
    [
      "A drone strike killed two people near Nabatieh in southern Lebanon, the health ministry in Beirut said.",
      ["Nabatieh"],
    ],
    [
      "Gunmen attacked a village in Niger's Tillaberi region, a survivor told reporters in Ouallam.",
      ["Tillaberi"],
    ],
    ["A bomb went off in Mosul, an analyst in Baghdad said.", ["Mosul"]],
    ["A bomb went off in Mosul, a diplomat told a news conference in Baghdad.", ["Mosul"]],
    ["A bomb went off in Mosul, said a spokesman in Baghdad.", ["Mosul"]],
    ["Rockets hit the embassy in Baghdad.", ["Baghdad"]],
    ["Gunmen fired on reporters in Aleppo.", ["Aleppo"]],
  ] as const)("%s", ([text, event]) => {
    expect(namesWithRole(placesIn(text), "event")).toEqual(event);
  });
});

describe("the title names the ground as any sentence does, whatever dateline follows", () => {
  test.for([
    ["Protesters block port road in Mombasa", "NAIROBI, Kenya - Crowds blocked a road.", "Mombasa"],
    ["Azaz bombing toll rises to 13", "AZAZ, Syria - Four of the wounded died.", "Azaz"],
  ] as const)("%s", ([title, text, name]) => {
    expect(namesWithRole(placesIn(text, { title }), "event")).toEqual([name]);
  });
});

describe("what a later sentence names narrows the ground down, and does not move it", () => {
  test.for([
    ["Four people drowned in Cagayan province in the Philippines. Manila expects rain.", "PH-CAG"],
    ["Two men died in Borno state in Nigeria. The base is at Damboa.", "NG-BO"],
    ["Soldiers died in Idlib province in Syria. Damascus is calm.", "SY-ID"],
  ] as const)("%s", ([text, first]) => {
    expect(placesIn(text, { eventSentences: [0, 1] }).regions[0]).toBe(first);
  });
});

describe("a division is read as what the text says it is", () => {
  test.for([
    ["Drones hit Kyiv region overnight.", "UA-32 UA"],
    ["Drones hit Ukraine's Kyiv and Zhytomyr regions overnight.", "UA-32 UA-18 UA"],
    ["Drones hit Kyiv overnight.", "UA-30 UA"],
    ["Drones hit a residential district of Kharkiv.", "UA-63 UA"],
    ["Four people drowned in Cagayan province in the Philippines.", "PH-CAG PH-02 PH"],
    [
      "Une attaque a fait dix morts dans la province du Sanmatenga, au Burkina Faso.",
      "BF-SMT BF-05 BF",
    ],
    ["A man was shot in Cork county, Ireland.", "IE-CO IE-M IE"],
  ] as const)("%s", ([text, regions]) => {
    expect(placesIn(text).regions.join(" ")).toBe(regions);
  });

  test("and a district of a city lies in the city", () => {
    const { places } = placesIn("Drones hit a residential district of Kharkiv.");
    expect(places).toMatchObject([{ canonical: "Kharkiv", kind: "place" }]);
  });
});

describe("ground measured from a town stands before the wider name", () => {
  test.for([
    [
      "An earthquake struck the island of Sulawesi in Indonesia. It was 38 kilometres northwest of Palu.",
      "ID-ST ID-SL ID",
    ],
  ] as const)("%s", ([text, regions]) => {
    expect(placesIn(text).regions.join(" ")).toBe(regions);
  });
});

test("a place no list has lies in the division that the text puts it in", () => {
  const { places } = placesIn(
    "Onze civils ont été tués dans un quartier de Barsalogho, dans la province du Sanmatenga, au Burkina Faso.",
  );
  expect(places.find(({ role }) => role === "event")).toMatchObject({
    name: "Barsalogho",
    subdivision: "BF-SMT",
    rule: "containment",
  });
});

describe("an Arabic name that no list has lies where the words around it say", () => {
  test.for([
    ["أصيب أربعة مدنيين في قصف على بلدة عيتا الشعب في جنوب لبنان.", "عيتا الشعب", "LB"],
    ["اندلعت اشتباكات في مدينة الأبيض عاصمة ولاية شمال كردفان في السودان.", "الأبيض", "SD-KN"],
  ] as const)("%s", ([text, name, code]) => {
    const place = placesIn(text).places.find((one) => one.name === name);
    expect(place?.role).toBe("event");
    expect(place?.subdivision ?? place?.country).toBe(code);
  });

  test("in the narrowest division that any sentence puts it in", () => {
    const { places } = placesIn(
      "أكد شهود سماع انفجار في مدينة الأبيض في السودان. وقع القصف على مدينة الأبيض عاصمة ولاية شمال كردفان.",
    );
    const codes = places.filter(({ name }) => name === "الأبيض").map((one) => one.subdivision);
    expect(codes).toEqual(["SD-KN", "SD-KN"]);
  });

  test("but not where nothing bounds the name", () => {
    const { places } = placesIn("دخلت القوات مدينة كبيرة جدا وقديمة وجميلة جدا جدا لبنان");
    expect(places.every(({ rule }) => rule === "gazetteer")).toBe(true);
  });
});

describe("part of a longer name is no name", () => {
  test.for([
    ["Men fired at a crossing near Bab al-Salama in Syria.", "Bab"],
    ["Al-Qaïda a revendiqué une attaque au Mali.", "Al"],
    ["انفجار صباح اليوم في مدينة دير الزور", "صباح"],
  ] as const)("%s", ([text, name]) => {
    expect(placesIn(text).places.map((place) => place.name)).not.toContain(name);
  });
});

describe("codes are those ISO 3166-2 gives today", () => {
  test.for([
    ["A fire broke out in Tehran.", "IR-23"],
    ["A quake hit Tabriz in Iran.", "IR-03"],
    ["A quake hit Taipei.", "TW-TPE"],
    ["A march was held in Rabat, Morocco.", "MA-04"],
    ["A march was held in Belgrade.", "RS-00"],
    ["A march was held in Almaty, Kazakhstan.", "KZ-75"],
  ] as const)("%s", ([text, code]) => {
    expect(placesIn(text).regions[0]).toBe(code);
  });
});
