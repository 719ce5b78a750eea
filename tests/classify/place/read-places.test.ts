import { array, assert, constantFrom, oneof, property, string } from "fast-check";
import { describe, expect, test } from "vitest";

import { gazetteer, namesWithRole, placesIn, region } from "./shipped-gazetteer.ts";

describe("the event's regions, narrowest first", () => {
  test.for([
    ["Gunmen attacked a village near Gao in northern Mali, killing 12 people.", "ML-7 ML"],
    ["A car bomb exploded in the Syrian city of Aleppo on Monday.", "SY-HL SY"],
    ["Police in Paris, Texas, arrested two men after a shooting.", "US-TX US"],
    ["A shooting in London, Ontario, left two dead.", "CA-ON CA"],
    ["Three people were stabbed in London on Friday.", "GB-ENG GB"],
    ["A man was shot in Goma, eastern Congo.", "CD-NK CD"],
    ["Bombs went off in Gao and Kidal, Mali.", "ML-7 ML-8 ML"],
    ["Israeli warplanes hit Khan Younis in the Gaza Strip.", "PS-KYS PS"],
    ["Armed men kidnapped a priest in Jos, Plateau State, Nigeria.", "NG-PL NG"],
    ["A hurricane hit Tampa, Fla., on Wednesday.", "US-FL US"],
    ["Protesters stormed the parliament in Tbilisi.", "GE-TB GE"],
    ["The US embassy in Baghdad was hit by rockets.", "IQ-BG IQ"],
    ["Floods killed nine people in Maputo.", "MZ-MPM MZ"],
    ["Rebels seized Bunia in Ituri province.", "CD-IT CD"],
    ["A bus was attacked in Cauca, Colombia.", "CO-CAU CO"],
    ["Russian missiles struck Zaporizhzhia overnight.", "UA-23 UA"],
    ["A bomb killed six in Quetta, Pakistan.", "PK-BA PK"],
    ["Police fired at crowds in Nairobi.", "KE-30 KE"],
    ["Gangs burned houses in Port-au-Prince.", "HT-OU HT"],
    ["An explosion shook Beirut's southern suburbs, killing four in Beirut.", "LB-BA LB"],
    ["Two soldiers were wounded in Kandahar.", "AF-KAN AF"],
    ["A landslide hit Cox's Bazar in Bangladesh.", "BD-B BD"],
    ["Three miners were kidnapped in Zacatecas, Mexico.", "MX-ZAC MX"],
    ["A shooting in Culiacan left five dead.", "MX-SIN MX"],
    ["Fighting resumed in El Fasher.", "SD-DN SD"],
    ["A church was attacked in Colombo, Sri Lanka.", "LK-1 LK"],
    ["A drone hit a market in Deir Ezzor.", "SY-DY SY"],
    ["A bomb went off in Rural Damascus.", "SY-RD SY"],
    ["Une attaque en RDC a fait dix morts à Goma.", "CD-NK CD"],
    ["A court in The Hague jailed a man.", "NL-ZH NL"],
    ["Shells fell on El-Fashir in Sudan.", "SD-DN SD"],
    ["A senator was shot in Washington, D.C., on Friday.", "US-DC US"],
    ["Two men died in Duma, 12 km north-east of Damascus.", "SY-RD SY"],
    ["Bombs exploded in Paris and Brussels.", "FR-IDF FR BE-BRU BE"],
    ["Clashes broke out in Mali and Niger.", "ML NE"],
    ["Soldiers raided Hajj Nowhere.", ""],
  ] as const)("%s", ([text, regions]) => {
    expect(placesIn(text).regions.join(" ")).toBe(regions);
  });

  test.for([
    ["Un atentado en Bogotá dejó tres muertos, informó la policía de Colombia.", "CO"],
    ["Une attaque à Ouagadougou a fait dix morts au Burkina Faso.", "BF"],
    ["قتل خمسة أشخاص في انفجار بمدينة حلب في سوريا", "SY"],
    ["Взрыв произошел в центре Киева, сообщили власти Украины.", "UA"],
    ["В Харькове ранены двое.", "UA"],
    ["وقع الانفجار بالخرطوم", "SD"],
    ["سقطت قذائف للخرطوم وبغداد", "SD"],
    ["Bomben in den Niederlanden: die Polizei in Rotterdam ermittelt.", "NL"],
    ["GUERRILLAS ATTACKED A POWER STATION IN SAN MIGUEL, EL SALVADOR, LATE ON MONDAY.", "SV"],
    ["The government of the DRC said rebels had advanced.", "CD"],
    ["Clashes in South Sudan displaced thousands.", "SS"],
    ["Clashes in Sudan displaced thousands.", "SD"],
    ["A coup was foiled in Guinea-Bissau.", "GW"],
    ["Soldiers were killed in Niger.", "NE"],
    ["Nigerien soldiers were killed.", "NE"],
    ["A militia attacked a camp in the Central African Republic.", "CF"],
    ["A strike hit the U.K. on Friday.", "GB"],
    ["Kosovo police arrested three men.", "XK"],
  ] as const)("are at least the country's: %s", ([text, country]) => {
    expect(placesIn(text).country).toBe(country);
  });

  test("are none where the text names no place", () => {
    expect(placesIn("Three people were hurt in a fire.")).toEqual({
      places: [],
      regions: [],
      country: null,
    });
  });

  test("are those of an area the text measures from a town but does not name", () => {
    expect(placesIn("An earthquake struck 30 km north of Kathmandu.").regions).toEqual([
      "NP-P3",
      "NP",
    ]);
  });
});

describe("only mentioned", () => {
  test.for([
    ["a dateline", "BEIRUT (Reuters) - A bomb exploded in Aleppo.", "BEIRUT"],
    ["a government that speaks", "A bomb hit Gao, Mali. Paris condemned the attack.", "Paris"],
    ["a power's forces", "US forces struck a camp in Kirkuk.", "US"],
    ["a demonym", "A Syrian soldier was shot in Homs.", "Syrian"],
    [
      "the place another is measured from",
      "In Dabanga, about 60 miles north of Nyala, two died.",
      "Nyala",
    ],
    [
      "the far side of a border",
      "A bomb hit Atmeh, near the border with Turkey, in Syria.",
      "Turkey",
    ],
    ["where someone came from", "A man from Leeds was shot in Nairobi.", "Leeds"],
    ["what contains the place", "A bomb exploded in Mosul, Iraq.", "Iraq"],
  ] as const)("is %s", ([, text, name]) => {
    expect(namesWithRole(placesIn(text), "mentioned")).toContain(name);
  });

  test("is a place of a background sentence", () => {
    const text =
      "Two people died in a blast. In 2015 an attack in Tunis killed 22. It was in Sfax.";
    const read = placesIn(text, { backgroundSentences: [1] });
    expect(namesWithRole(read, "event")).toEqual(["Sfax"]);
  });

  test("is a place of a sentence after the one that tells where", () => {
    const text = "Two people died in a blast in Tunis. Police in Sfax were on alert.";
    expect(namesWithRole(placesIn(text), "event")).toEqual(["Tunis"]);
  });
});

describe("no place at all", () => {
  test.for([
    ["a person with a title", "Mr Washington was hurt."],
    ["a person with a given name", "Jack London was hurt."],
    ["a surname the text gave in full before", "Emma Hamilton was hurt. Hamilton is at home."],
    ["a police department", "The Paris Police Department was told."],
    ["a newspaper", "The Chicago Tribune wrote so, The National said."],
    ["a street", "He was hit on London Road."],
    ["a storm", "Hurricane Milton grew."],
    ["a month or a word", "March was Nice. Most were Reading."],
    ["the tail of a longer name", "Fighters of Hayat Tahrir Al Sham fled."],
    ["a pronoun", "He told us to leave. Us too."],
  ] as const)("is %s", ([, text]) => {
    expect(placesIn(text).places).toEqual([]);
  });
});

describe("a place no gazetteer has", () => {
  test.for([
    [
      "In Zarqun Bala, about 25km north of Damascus, two men died.",
      "Zarqun Bala",
      "SY",
      "relative",
    ],
    [
      "In Zarqun Bala, some 15 miles to the south-east of Mosul, two men died.",
      "Zarqun Bala",
      "IQ",
      "relative",
    ],
    ["A bomb went off in the town of Zarqun in Idlib province.", "Zarqun", "SY", "containment"],
    ["A bomb went off in Zarqun (Old Zarq, Khartoum).", "Zarqun", "SD", "containment"],
    ["A bomb went off in Zarqun town, Unity state, South Sudan.", "Zarqun", "SS", "containment"],
    ["A bomb went off in Zarqun, a town in Aleppo province.", "Zarqun", "SY", "containment"],
    ["Clashes broke out in Zarqun district of South Kordofan.", "Zarqun", "SD", "containment"],
    ["Clashes broke out in Zarqun, Mali.", "Zarqun", "ML", "containment"],
    [
      "MEN ATTACKED THE VILLAGE OF ZARQUN IN CHALATENANGO, EL SALVADOR, AT DAWN ON FRIDAY.",
      "ZARQUN",
      "SV",
      "containment",
    ],
  ] as const)("is located by the text: %s", ([text, name, country, rule]) => {
    const place = placesIn(text).places.find((one) => one.name === name);
    expect(place).toMatchObject({ role: "event", country, rule, geonamesId: 0 });
    expect(place?.uncertaintyKm).toBeGreaterThan(0);
  });

  test("lies as far off, and on that side, as the text says", () => {
    const [place] = placesIn("In Zarqun Bala, 111 km north of Damascus, two men died.").places;
    expect(place?.lat).toBeCloseTo(34.51, 1);
    expect(place?.lon).toBeCloseTo(36.29, 1);
    expect(place?.subdivision).not.toBe("SY-DI");
  });

  test("is the same wherever it is named again", () => {
    const read = placesIn(
      "Shots were heard in Zarqun. The town of Zarqun in Idlib province is calm.",
    );
    expect(
      read.places.filter(({ name }) => name === "Zarqun").map(({ subdivision }) => subdivision),
    ).toEqual(["SY-ID", "SY-ID"]);
  });
});

describe("which of several places a name means", () => {
  test.for([
    ["Police in Birmingham, Alabama, made an arrest.", "Birmingham", "US-AL"],
    ["Police in Birmingham made an arrest, England's Home Office said.", "Birmingham", "GB-ENG"],
    ["The governor of Idlib province fled.", "Idlib", "SY-ID"],
    [
      "Officials in Washington and in Baltimore, Maryland, met Virginia's governor. The United States agreed.",
      "Washington",
      "US-DC",
    ],
    ["A storm hit Valencia and Madrid in Spain.", "Valencia", "ES-VC"],
    ["A storm hit Valencia and Caracas in Venezuela.", "Valencia", "VE-G"],
  ] as const)("%s", ([text, name, subdivision]) => {
    expect(placesIn(text).places.find((one) => one.name === name)?.subdivision).toBe(subdivision);
  });

  test("stays open where the text does not say", () => {
    const [georgia] = placesIn("Protesters gathered in Georgia on Monday.").places;
    expect(georgia).toMatchObject({ country: "GE", kind: "country" });
    expect(georgia?.alternatives.map(({ subdivision }) => subdivision)).toContain("US-GA");
    expect(georgia?.confidence).toBeLessThan(0.9);
  });

  test.for([
    ["NZ", "NZ-WKO"],
    ["CA", "CA-ON"],
    ["GB", "GB-SCT"],
  ] as const)("leans to the country the source writes from: %s", ([sourceCountry, subdivision]) => {
    const { places } = placesIn("A bus crashed in Hamilton.", {
      sourceCountry: region(sourceCountry),
    });
    expect(places).toMatchObject([{ name: "Hamilton", subdivision }]);
  });
});

test("an Arabic name is told apart from the particle written onto it", () => {
  const { places } = placesIn("سقطت قذائف في دمشق وبغداد");
  expect(places.map(({ name }) => name)).toEqual(["دمشق", "بغداد"]);
});

describe("any text at all", () => {
  const pieces = constantFrom(
    "Damascus",
    "25km",
    "north",
    "of",
    "the",
    "town",
    "in",
    "Aleppo",
    "province",
    ",",
    ".",
    "\n",
    "US",
    "U.S.",
    "’s",
    "'s",
    "-",
    "—",
    "(",
    "Paris",
    "حلب",
    "في",
    "Киеве",
    "Al",
    "city",
    "km",
    "3",
    "and",
    "SAN",
    "SALVADOR",
    "🙂",
    "\u0301",
    "Mr",
  );
  const text = oneof(
    string({ unit: "binary" }),
    array(pieces, { maxLength: 60 }).map((words) => words.join(" ")),
    array(pieces, { maxLength: 60 }).map((words) => words.join("")),
  );

  test("gives names that stand in the text where they are said to stand, in order, none overlapping", () => {
    assert(
      property(text, (body) => {
        let last = 0;
        for (const place of placesIn(body, { eventSentences: [2, 0, 7] }).places) {
          expect(body.slice(place.start, place.end)).toBe(place.name);
          expect(place.start).toBeGreaterThanOrEqual(last);
          expect(place.confidence).toBeGreaterThan(0);
          expect(place.confidence).toBeLessThanOrEqual(1);
          last = place.end;
        }
      }),
    );
  });

  test("gives regions once each, the country's among them", () => {
    assert(
      property(text, (body) => {
        const { regions, country } = placesIn(body);
        expect(regions.length === 0).toBe(country === null);
        expect(regions.every((code) => code !== country) && country !== null).toBe(false);
        expect(new Set(regions).size).toBe(regions.length);
      }),
    );
  });

  test.for([
    ["of numbers", "25 km north of "],
    ["of capitals", "Aleppo Damascus Homs "],
    ["of small words", "de la del al el of the "],
    ["of towns", "the town of "],
    ["of Arabic", "في حلب "],
    ["of commas", "in Paris, in "],
  ] as const)("takes time in proportion to its length: %s", ([, unit]) => {
    // Of the processor: what else the machine does is no concern of this rule.
    const timeOf = (body: string): number => {
      const before = process.cpuUsage();
      placesIn(body);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    };
    timeOf(unit.repeat(500));
    const short = timeOf(unit.repeat(1_000)) + 20;
    expect(timeOf(unit.repeat(8_000))).toBeLessThan(short * 8 * 4);
  });
});

test("every subdivision the gazetteer reads lies in its country", () => {
  for (const code of ["SY-RD", "US-DC", "PS-GZA", "NO-03", "XK"]) {
    const found = code.includes("-")
      ? gazetteer.subdivision(region(code))
      : gazetteer.country(region(code));
    expect(found?.country).toBe(code.slice(0, 2));
  }
});
