import { describe, expect, test } from "vitest";

import { primaryIn, slugsIn } from "#tests/classify/shipped-incident-reader.ts";

describe("a report's primary type is what its opening tells", () => {
  test.for([
    ["armed-clash", "Soldiers and rebels exchanged fire for hours near the village of Orlo."],
    [
      "armed-clash",
      "Fierce clashes between the army and insurgents erupted in the northern hills.",
    ],
    ["air-strike", "Warplanes bombed a rebel camp in the desert on Tuesday, killing six fighters."],
    ["air-strike", "A drone strike killed two commanders travelling in a car."],
    ["shelling-missile", "Mortar shells hit a residential area in the east, wounding four people."],
    ["shelling-missile", "Militants fired dozens of rockets at the port city overnight."],
    [
      "chemical-weapon",
      "Doctors treated dozens of victims after a chlorine gas attack on the town.",
    ],
    ["territory-seized", "Rebels captured the town of Karo after two days of fighting."],
    ["territory-regained", "Government troops recaptured the town of Karo from the insurgents."],
    ["territory-transfer", "Army units withdrew from the border town without resistance."],
    ["base-established", "Foreign forces set up a new military base in the northern province."],
    ["force-movement", "The government deployed 2,000 troops to the border region."],
    ["weapons-seizure", "Police seized rifles, ammunition and explosives in a warehouse."],
    ["suicide-bombing", "A suicide bomber blew himself up outside a mosque, killing nine people."],
    ["bombing", "A roadside bomb exploded near a bus, killing three passengers."],
    ["bombing", "A car bomb went off in a crowded market on Monday."],
    ["grenade-attack", "Two men on a motorcycle hurled a grenade into a bar, injuring five."],
    ["armed-assault", "Gunmen opened fire on villagers at a wedding, killing eleven people."],
    ["armed-assault", "Militants massacred farmers in a remote hamlet, officials said."],
    [
      "sabotage",
      "Saboteurs blew up a pipeline feeding the refinery, an act of sabotage, officials said.",
    ],
    ["kidnapping", "Armed men abducted 30 schoolgirls from a dormitory on Sunday night."],
    ["sexual-violence", "Three soldiers were accused of raping women in a displaced persons camp."],
    ["organized-crime", "Police broke up a money laundering ring run by a drug cartel."],
    [
      "violent-crime",
      "A man was stabbed to death in his home; detectives are investigating the homicide.",
    ],
    ["robbery", "Thieves with pistols carried out an armed robbery at a jewellery store."],
    ["trafficking", "Customs officers seized two tonnes of cocaine hidden in bananas."],
    ["cyber-attack", "A ransomware attack shut down the hospital's computers on Friday."],
    [
      "peaceful-protest",
      "Thousands of people marched peacefully through the capital to demand reforms.",
    ],
    [
      "protest-intervention",
      "Police fired tear gas to disperse a peaceful rally and detained twelve protesters.",
    ],
    [
      "force-against-protesters",
      "Security forces opened fire on peaceful protesters, killing four demonstrators.",
    ],
    [
      "violent-demonstration",
      "Protesters threw stones at police and set fire to tyres, blocking the road.",
    ],
    ["mob-violence", "An angry mob lynched two men accused of theft."],
    ["looting-destruction", "Dozens of shops were looted and set ablaze overnight."],
    [
      "political-arrest",
      "Authorities arrested five opposition activists in a night of house searches.",
    ],
    ["strike", "Train drivers went on strike over pay, halting services nationwide."],
    ["earthquake", "A magnitude 6.4 earthquake struck the coast, damaging homes."],
    ["flood", "Flash floods swept through the valley after torrential rain, leaving 14 dead."],
    ["storm", "A typhoon made landfall in the north with winds of 200 kph."],
    ["landslide", "A landslide buried a row of houses after days of rain."],
    ["volcano", "The volcano erupted on Thursday, sending ash over nearby villages."],
    ["wildfire", "A wildfire forced the evacuation of three towns."],
    ["drought", "The drought has left thousands short of food as crops fail."],
    ["extreme-temperature", "A heat wave killed dozens as temperatures passed 48 degrees."],
    ["epidemic", "Health officials reported 300 cases of cholera in the camp."],
    ["industrial-accident", "An explosion at a fireworks factory killed seven workers."],
    ["transport-accident", "A bus plunged into a ravine; the bus crash killed 20 passengers."],
    ["structural-failure", "A five-storey building collapsed, trapping dozens of residents."],
    ["fire", "A fire broke out in an apartment block, killing three people."],
    ["peace-agreement", "The two sides signed a ceasefire agreement and will exchange prisoners."],
    ["diplomatic-measure", "The European Union imposed sanctions on three generals."],
    [
      "responsibility-claim",
      "The group claimed responsibility for Friday's bombing of the bus station.",
    ],
    ["armed-clash", "Insurgents storm army base before dawn, killing at least eight soldiers."],
    ["storm", "A monster storm bore down on the coast with winds of 200 kph."],
    [
      "armed-assault",
      "A man with a knife wounded four people at a railway station before police shot him.",
    ],
    ["bombing", "A tanker was damaged by an uncrewed boat packed with explosives off the port."],
    [
      "transport-accident",
      "A passenger bus plunged into a ravine in heavy rain, killing 18 people.",
    ],
    ["strike", "A 24-hour strike by ground staff led to the cancellation of 180 flights."],
    [
      "peaceful-protest",
      "Several hundred people blocked the main road to protest against fuel prices; the demonstration was peaceful.",
    ],
    [
      "violent-demonstration",
      "Protesters blocked the main road with burning tyres and threw stones at police.",
    ],
    [
      "armed-assault",
      "Militiamen with machetes attacked a camp for displaced people, killing 23 people.",
    ],
    ["epidemic", "Cholera has killed 41 people as it spread among families who had fled fighting."],
    ["other-development", "The president declared a state of emergency and a night curfew."],
  ])("%s: %s", ([slug, text]) => {
    expect(primaryIn(text ?? "")).toBe(slug);
  });
});

describe("other languages are read with their own lexicon", () => {
  test.for([
    ["bombing", "Un coche bomba explotó frente a una comisaría y dejó cuatro heridos."],
    [
      "armed-clash",
      "Combates entre el ejército y la guerrilla dejan tres soldados muertos en la selva.",
    ],
    ["kidnapping", "Hombres armados secuestraron a un periodista en la carretera del norte."],
    ["trafficking", "La policía incautó dos toneladas de cocaína en el puerto."],
    [
      "peaceful-protest",
      "Miles de personas marcharon por el centro de la ciudad para exigir justicia.",
    ],
    ["flood", "Las inundaciones dejaron a cientos de familias sin hogar en el valle."],
    ["strike", "Los maestros iniciaron una huelga indefinida por sus salarios."],
    ["suicide-bombing", "Un attentat suicide a fait au moins huit morts devant une mosquée."],
    ["armed-assault", "Des hommes armés ont tué douze villageois lors d'une attaque nocturne."],
    ["armed-clash", "De violents combats entre l'armée et les rebelles ont repris dans la région."],
    ["air-strike", "Des frappes aériennes ont visé un camp des combattants dans le désert."],
    ["kidnapping", "Quatre ouvriers ont été enlevés par des inconnus sur un chantier."],
    [
      "flood",
      "Les inondations ont fait vingt morts dans la capitale après des pluies torrentielles.",
    ],
    ["weapons-seizure", "La police a saisi des armes et des explosifs dans un appartement."],
    ["suicide-bombing", "انتحاري يفجر نفسه أمام مسجد ويقتل ثمانية أشخاص في المدينة"],
    ["bombing", "انفجار سيارة مفخخة في سوق شعبي يقتل خمسة أشخاص"],
    ["air-strike", "غارات جوية على بلدة في الشمال تقتل ستة مدنيين"],
    ["armed-clash", "اشتباكات عنيفة بين الجيش ومسلحين في ضواحي المدينة"],
    ["kidnapping", "مسلحون مجهولون يقومون باختطاف صحفي من منزله في العاصمة"],
    [
      "mob-violence",
      "Un motín en la cárcel dejó cinco presos muertos; dos guías fueron tomados como rehenes.",
    ],
    [
      "violent-crime",
      "Trois blessés dans des tirs lors d'un différend entre familles. L'armée a saisi deux fusils et des munitions.",
    ],
    [
      "armed-clash",
      "Quatorze soldats tués dans une embuscade. Le convoi escortait des vivres. Il a sauté sur un engin explosif.",
    ],
    ["bombing", "Um carro-bomba explodiu em um mercado e matou três pessoas no sábado."],
    ["kidnapping", "Homens armados sequestraram quatro trabalhadores em uma estrada rural."],
    ["bombing", "В результате взрыва бомбы на рынке погибли пять человек, двенадцать ранены."],
    ["transport-accident", "Автобус с пассажирами перевернулся на трассе, три человека погибли."],
    ["shelling-missile", "Троє людей загинули внаслідок ракетного удару по місту."],
    ["flood", "Повінь підтопила десятки будинків у західних областях країни."],
    ["suicide-bombing", "Canlı bomba saldırısında en az yedi kişi hayatını kaybetti."],
    ["earthquake", "Ülkenin doğusunda meydana gelen depremde on kişi hayatını kaybetti."],
    ["earthquake", "زلزال قوي يضرب شمال البلاد ويخلف عشرات القتلى"],
  ])("%s: %s", ([slug, text]) => {
    expect(primaryIn(text ?? "")).toBe(slug);
  });
});

describe("the rules of precedence", () => {
  test.for([
    [
      "a closer tactic of the opening goes before a general one",
      "suicide-bombing",
      "Troops killed two militants in a raid. One of them blew himself up with an explosive vest.",
    ],
    [
      "a bomb found and defused is no bombing",
      "weapons-seizure",
      "Experts defused a bomb planted under a bridge before it could explode.",
    ],
    [
      "a claim is the news where the claim leads",
      "responsibility-claim",
      "The insurgents claimed responsibility for a car bomb that killed eight soldiers.",
    ],
    [
      "an accusation in passing is no event",
      "air-strike",
      "Jets launched air strikes on a militia accused of a chlorine attack.",
    ],
    [
      "a place that changed hands goes before the battle for it",
      "territory-regained",
      "After heavy fighting the army recaptured the town of Mor from rebels.",
    ],
    [
      "violent demonstrators go before the tear gas they meet",
      "violent-demonstration",
      "Police fired tear gas after protesters hurled petrol bombs and smashed windows.",
    ],
    [
      "demonstrators killed go before demonstrators dispersed",
      "force-against-protesters",
      "Police dispersed the peaceful protest with live ammunition; three protesters were shot dead.",
    ],
    [
      "a bomb disposal vehicle that passes has seized nothing",
      "bombing",
      "Residents said several people were injured by a bomb. A bomb disposal vehicle passed.",
    ],
    [
      "a closer tactic further down does not lead",
      "armed-clash",
      "Rebels ambushed an army patrol.\nNobody spoke. The road is closed. A roadside bomb exploded.",
    ],
    [
      "history further down does not lead",
      "peaceful-protest",
      "Hundreds of people rallied for better schools. In 2012 a suicide bomber killed 30 people in the same square.",
    ],
    [
      "a headline goes before the body",
      "kidnapping",
      "Four aid workers kidnapped on border road\nThe area has seen clashes between the army and rebels.",
    ],
  ])("%s", ([, slug, text]) => {
    expect(primaryIn(text ?? "")).toBe(slug);
  });
});

describe("a type beside the primary is news of its own", () => {
  test.for([
    [
      "the fire a missile lit is its aftermath",
      ["shelling-missile"],
      "Missiles struck a residential district, killing five people. Crews put out the fire.",
    ],
    [
      "the grenades of a raid are its means",
      ["armed-clash"],
      "Insurgents stormed an army base and soldiers fought back. It began with grenades.",
    ],
    [
      "the intruder of a computer attacked no one",
      ["cyber-attack"],
      "A ransomware attack hit a hospital. The attackers left a ransom note.",
    ],
    [
      "withdrawal on a table is no withdrawal",
      ["peace-agreement"],
      "A ceasefire was signed after talks. Aid came. Rebels asked for a timetable for withdrawal.",
    ],
  ] as const)("%s", ([, slugs, text]) => {
    expect(slugsIn(text)).toEqual(slugs);
  });

  test("a fire told as prominently as the strike stays", () => {
    expect(slugsIn("Air strike kills two\nA massive fire broke out in a market.")).toContain(
      "fire",
    );
  });
});
