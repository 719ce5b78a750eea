import { describe, expect, test } from "vitest";

import { incidentIn, primaryIn, slugsIn } from "#tests/classify/shipped-incident-reader.ts";

/** Opens a report with an incident of its own, so that a trap further down shows what it adds. */
const OPENING = "Two men were wounded when a grenade exploded in a bar on Sunday.";

describe("what is denied did not happen", () => {
  test.for([
    "Police denied reports of an explosion at the airport.",
    "There was no attack on the embassy, the ministry said.",
    "No shots were fired and nobody was hurt, officers said.",
    "A suspicious package at the station turned out to be harmless.",
    "The bomb threat at the school was a hoax, police said.",
    "The army dismissed as false a report that rebels had captured the town.",
    "Officials ruled out a terrorist attack after the blackout drill.",
    "The village has never been attacked, its mayor said.",
    "Reports of a kidnapping in the harbour are untrue, the governor said.",
    "Airport evacuated after false bomb alarm",
    "There was neither a riot nor a protest on Monday, the mayor said.",
    "Contrary to rumours, the bridge was not blown up.",
  ])("%s", (text) => {
    expect(slugsIn(text)).toEqual([]);
  });

  test("a denial of some harm leaves the event standing", () => {
    expect(primaryIn("A bomb exploded near a bank, but no one was injured, police said.")).toBe(
      "bombing",
    );
    expect(
      primaryIn("Gunmen attacked a police station. None of the officers was killed, they said."),
    ).not.toBeNull();
  });
});

describe("what is feared, planned or threatened has not happened", () => {
  test.for([
    "Rebels could attack the capital within days, analysts said.",
    "The embassy warned that militants may target hotels.",
    "If talks fail, the army will shell the town, a general said.",
    "Residents fear a new massacre.",
    "The union is considering whether to go on strike.",
    "Experts say a major earthquake is likely to hit the city within 30 years.",
    "The company insures ships against piracy and kidnapping.",
    "The governor called for more police to prevent robberies.",
    "A study looked at how to protect schools from floods.",
  ])("%s", (text) => {
    expect(slugsIn(text)).toEqual([]);
  });
});

describe("what is rehearsed, remembered, told or played is no incident", () => {
  test.for([
    ["a drill", "Rescue crews rehearsed their answer to a chemical attack in a mock exercise."],
    ["a drill", "Soldiers simulated the recapture of a town during annual manoeuvres."],
    [
      "an anniversary",
      "Thousands gathered at a memorial for the 52 people killed in the 2005 bombings.",
    ],
    ["an anniversary", "Ten years after the earthquake, the town has rebuilt its school."],
    ["an anniversary", "Families lit candles to mark five years since the massacre."],
    ["a film", "In the new thriller, terrorists hijack an airliner and kill a passenger."],
    ["a book", "Her novel tells of a kidnapping in the mountains and won a prize."],
    ["a game", "The video game lets players bomb cities and shoot soldiers."],
    ["a series", "The actor plays a suicide bomber in the second season of the series."],
    ["a museum", "The museum shows photographs of the bombing of the city in 1945."],
    ["sport", "The champions bombed in the second half and were hammered by their rivals."],
    ["sport", "The batsman launched an all-out attack and the bowlers were slaughtered."],
    ["sport", "The midfielder fired home a rocket from 30 metres to win the derby."],
    ["sport", "The Raiders ambushed the Chiefs in a shootout that went to overtime."],
    ["business", "The bank was robbed of growth as shares crashed and investors fled."],
    [
      "business",
      "A battle for control of the retailer exploded into the open when shareholders revolted.",
    ],
    ["technology", "The firm said its new antivirus software can stop attacks by hackers."],
    [
      "politics",
      "The senator came under fire and fought back in an explosive debate before the election.",
    ],
    ["health", "Doctors say heart attacks kill more women than men."],
    ["wildlife", "The explosion in rabbit numbers threatens crops, farmers said."],
  ])("%s: %s", ([, text]) => {
    expect(slugsIn(text ?? "")).toEqual([]);
  });
});

describe("what was stopped is not what it would have been", () => {
  test.for([
    ["weapons-seizure", "Bomb disposal experts defused a car bomb outside the ministry."],
    ["weapons-seizure", "Police foiled a suicide attack and found two explosive belts in a flat."],
    [
      "weapons-seizure",
      "A roadside bomb was discovered and safely detonated by engineers on Monday.",
    ],
    ["weapons-seizure", "Soldiers destroyed 40 landmines and a cache of rockets in the valley."],
    ["weapons-seizure", "An unexploded wartime bomb was found at a building site and made safe."],
    [
      "political-arrest",
      "Police arrested six men suspected of planning a bomb attack on a market.",
    ],
  ])("%s: %s", ([slug, text]) => {
    expect(primaryIn(text ?? "")).toBe(slug);
  });
});

describe("a claim, a verdict or a statement about an act is not the act", () => {
  test.for([
    ["responsibility-claim", "A rebel group said it was behind the bombing of the pipeline."],
    ["responsibility-claim", "The Taliban denied responsibility for the attack on the hospital."],
    ["responsibility-claim", "The government blamed separatists for Sunday's train bombing."],
    ["diplomatic-measure", "The Security Council condemned the attack on the embassy."],
    [
      "shelling-missile",
      "Militants fired rockets at a port, and the government warned of retaliation.",
    ],
    ["diplomatic-measure", "France expelled two diplomats over the poisoning of an exile."],
  ])("%s: %s", ([slug, text]) => {
    expect(primaryIn(text ?? "")).toBe(slug);
  });

  test.for([
    "A court sentenced a man to 20 years in prison for a 2009 bombing.",
    "The trial of three men accused of a 2015 massacre opened on Monday.",
    "The former general was convicted of killings committed in 1982.",
  ])("%s", (text) => {
    expect(["armed-assault", "bombing", "suicide-bombing"]).not.toContain(primaryIn(text));
  });
});

describe("history further down sets neither type nor figures", () => {
  test.for([
    "In June, a suicide bombing in the same town killed 25 people.",
    "Last year a flood killed 300 people in the province.",
    "A similar attack in 2019 left 40 dead.",
    "It was the deadliest attack since militants killed 60 people in a mosque in 2017.",
    "Rebels kidnapped 12 teachers there in March, and 9 of them were killed.",
    "More than 5,000 people have been killed in the conflict since 2012.",
    "The bar was bombed three years ago, when 11 people died.",
    "The group has killed hundreds of civilians in recent years.",
  ])("%s", (history) => {
    const { threats, casualties } = incidentIn(
      `${OPENING} Police are looking for a man. ${history}`,
    );
    expect(threats.map(({ type }) => type.split("/")[1])).toEqual(["grenade-attack"]);
    expect(casualties).toEqual({ killed: null, injured: 2 });
  });
});

describe("who did it and to whom reads the same in every voice", () => {
  test.for([
    ["armed-assault", "Gunmen shot dead a mayor outside his home."],
    ["armed-assault", "A mayor was shot dead by gunmen outside his home."],
    ["armed-assault", "Gunmen shoot dead mayor outside home"],
    [
      "armed-assault",
      "GUNMEN SHOT DEAD A MAYOR OUTSIDE HIS HOME, THE RADIO REPORTED TODAY. HE LEAVES A WIFE.",
    ],
    ["kidnapping", "Rebels have kidnapped two engineers."],
    ["kidnapping", "Two engineers have been kidnapped by rebels."],
    ["kidnapping", "Two engineers kidnapped by rebels"],
    [
      "kidnapping",
      "TWO ENGINEERS WERE KIDNAPPED BY REBELS IN THE NORTHERN PROVINCE, THE ARMY REPORTED TODAY.",
    ],
    ["armed-clash", "Militants attacked two military bases, injuring six soldiers."],
    ["armed-clash", "Two military bases were attacked by militants; six soldiers were injured."],
    ["armed-clash", "Militants attack army base, wound six soldiers"],
    ["bombing", "Bomb kills five at market"],
    ["bombing", "Five killed in market bomb blast"],
    [
      "bombing",
      "A BOMB EXPLODED TODAY IN FRONT OF A BANK IN DOWNTOWN LIMA, CAUSING DAMAGE BUT NO VICTIMS.",
    ],
    ["armed-clash", "Gunmen attacked a checkpoint on the coast road, police said."],
    ["armed-assault", "Gunmen attacked a wedding on the coast road, police said."],
    ["territory-seized", "Rebels recaptured the town of Orlo from the army on Monday."],
    ["territory-regained", "The army captured the town of Orlo from rebels on Monday."],
    ["air-strike", "Government jets pound rebel positions in the north"],
    ["air-strike", "Rebel positions were pounded by government jets on Monday."],
    [
      "sabotage",
      "GUERRILLAS SET FIRE TO THREE BUSES ON THE NORTHERN HIGHWAY, THE POLICE REPORTED TODAY.",
    ],
    ["sabotage", "Three buses were burned by guerrillas on the northern highway."],
  ])("%s: %s", ([slug, text]) => {
    expect(primaryIn(text ?? "")).toBe(slug);
  });
});
