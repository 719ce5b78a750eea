import { describe, expect, test } from "vitest";

import { incidentIn, primaryIn } from "#tests/classify/shipped-incident-reader.ts";

const LANGUAGES = ["en", "es", "fr", "pt", "ru", "uk", "tr", "ar"] as const;

/** The same sentence in the order of `LANGUAGES`. */
type Sentences = readonly [string, ...string[]];

const EVENTS: readonly (readonly [slug: string, sentences: Sentences])[] = [
  [
    "suicide-bombing",
    [
      "A suicide bomber blew himself up outside a mosque, killing nine people.",
      "Un atacante suicida se hizo explotar frente a una mezquita y mató a nueve personas.",
      "Un kamikaze s'est fait exploser devant une mosquée, tuant neuf personnes.",
      "Um homem-bomba se explodiu em frente a uma mesquita e matou nove pessoas.",
      "Террорист-смертник подорвал себя у мечети, погибли девять человек.",
      "Терорист-смертник підірвав себе біля мечеті, загинули дев'ять людей.",
      "Canlı bomba bir caminin önünde kendini patlattı, dokuz kişi öldü.",
      "فجر انتحاري نفسه أمام مسجد مما أدى إلى مقتل تسعة أشخاص.",
    ],
  ],
  [
    "bombing",
    [
      "A car bomb exploded near a market, killing three people.",
      "Un coche bomba explotó cerca de un mercado y mató a tres personas.",
      "Une voiture piégée a explosé près d'un marché, tuant trois personnes.",
      "Um carro-bomba explodiu perto de um mercado e matou três pessoas.",
      "Заминированный автомобиль взорвался возле рынка, погибли три человека.",
      "Замінований автомобіль вибухнув біля ринку, загинули троє людей.",
      "Bir pazar yerinin yakınında bomba yüklü araç patladı, üç kişi hayatını kaybetti.",
      "انفجرت سيارة مفخخة قرب سوق مما أسفر عن مقتل ثلاثة أشخاص.",
    ],
  ],
  [
    "armed-assault",
    [
      "Gunmen opened fire on villagers, killing eleven people.",
      "Hombres armados abrieron fuego contra los aldeanos y mataron a once personas.",
      "Des hommes armés ont ouvert le feu sur des villageois, tuant onze personnes.",
      "Homens armados abriram fogo contra moradores da aldeia e mataram onze pessoas.",
      "Вооруженные люди открыли огонь по жителям деревни, убив одиннадцать человек.",
      "Озброєні люди відкрили вогонь по жителях села, вбивши одинадцять осіб.",
      "Silahlı kişiler köylülere ateş açtı, on bir kişi öldü.",
      "فتح مسلحون النار على قرويين وقتلوا أحد عشر شخصا.",
    ],
  ],
  [
    "armed-clash",
    [
      "Heavy clashes broke out between the army and rebels in the north.",
      "Intensos combates estallaron entre el ejército y los rebeldes en el norte.",
      "De violents affrontements ont éclaté entre l'armée et les rebelles dans le nord.",
      "Intensos confrontos eclodiram entre o exército e os rebeldes no norte.",
      "На севере начались ожесточенные бои между армией и повстанцами.",
      "На півночі почалися запеклі бої між армією та повстанцями.",
      "Kuzeyde ordu ile isyancılar arasında şiddetli çatışmalar çıktı.",
      "اندلعت اشتباكات عنيفة بين الجيش والمتمردين في الشمال.",
    ],
  ],
  [
    "air-strike",
    [
      "Air strikes hit a camp in the desert on Tuesday.",
      "Ataques aéreos alcanzaron un campamento en el desierto el martes.",
      "Des frappes aériennes ont visé un camp dans le désert mardi.",
      "Ataques aéreos atingiram um acampamento no deserto na terça-feira.",
      "Во вторник авиаудары были нанесены по лагерю в пустыне.",
      "У вівторок авіаудари було завдано по табору в пустелі.",
      "Salı günü çöldeki bir kampa hava saldırısı düzenlendi.",
      "استهدفت غارات جوية مخيما في الصحراء يوم الثلاثاء.",
    ],
  ],
  [
    "shelling-missile",
    [
      "Artillery shelling of the town wounded four people.",
      "Un bombardeo de artillería contra la ciudad dejó cuatro heridos.",
      "Des tirs d'artillerie sur la ville ont fait quatre blessés.",
      "Disparos de artilharia contra a cidade deixaram quatro feridos.",
      "В результате артиллерийского обстрела города ранены четыре человека.",
      "Внаслідок артилерійського обстрілу міста поранено чотирьох людей.",
      "Kente yapılan top atışlarında dört kişi yaralandı.",
      "قصف مدفعي على المدينة يصيب أربعة أشخاص.",
    ],
  ],
  [
    "kidnapping",
    [
      "Armed men kidnapped two engineers on a rural road.",
      "Hombres armados secuestraron a dos ingenieros en una carretera rural.",
      "Des hommes armés ont enlevé deux ingénieurs sur une route de campagne.",
      "Homens armados sequestraram dois engenheiros em uma estrada rural.",
      "Вооруженные люди похитили двух инженеров на сельской дороге.",
      "Озброєні люди викрали двох інженерів на сільській дорозі.",
      "Silahlı kişiler kırsal bir yolda iki mühendisi kaçırdı.",
      "خطف مسلحون مهندسين اثنين على طريق ريفي.",
    ],
  ],
  [
    "weapons-seizure",
    [
      "Police seized rifles, ammunition and explosives in a warehouse.",
      "La policía incautó fusiles, municiones y explosivos en un almacén.",
      "La police a saisi des fusils, des munitions et des explosifs dans un entrepôt.",
      "A polícia apreendeu fuzis, munições e explosivos em um armazém.",
      "Полиция изъяла на складе винтовки, боеприпасы и взрывчатку.",
      "Поліція вилучила на складі гвинтівки, боєприпаси та вибухівку.",
      "Polis bir depoda tüfek, mühimmat ve patlayıcı ele geçirdi.",
      "ضبطت الشرطة بنادق وذخيرة ومتفجرات في مستودع.",
    ],
  ],
  [
    "weapons-seizure",
    [
      "Experts defused a bomb under a bridge.",
      "Expertos desactivaron una bomba debajo de un puente.",
      "Des démineurs ont désamorcé une bombe sous un pont.",
      "Especialistas desativaram uma bomba debaixo de uma ponte.",
      "Саперы обезвредили бомбу под мостом.",
      "Сапери знешкодили бомбу під мостом.",
      "Uzmanlar bir köprünün altındaki bombayı etkisiz hale getirdi.",
      "أبطل خبراء مفعول قنبلة تحت جسر.",
    ],
  ],
  [
    "robbery",
    [
      "Armed robbers raided a bank in the capital.",
      "Asaltantes armados robaron un banco en la capital.",
      "Des braqueurs ont attaqué une banque dans la capitale.",
      "Assaltantes armados roubaram um banco na capital.",
      "Вооруженные грабители совершили налет на банк в столице.",
      "Озброєні грабіжники вчинили напад на банк у столиці.",
      "Silahlı soyguncular başkentte bir bankayı soydu.",
      "سطا لصوص مسلحون على بنك في العاصمة.",
    ],
  ],
  [
    "violent-crime",
    [
      "A man was stabbed to death in a quarrel with his neighbour.",
      "Un hombre murió apuñalado en una pelea con su vecino.",
      "Un homme a été tué à coups de couteau lors d'une dispute avec son voisin.",
      "Um homem foi morto a facadas durante uma briga com o vizinho.",
      "Мужчину зарезали ножом во время ссоры с соседом.",
      "Чоловіка зарізали ножем під час сварки із сусідом.",
      "Bir adam komşusuyla kavgada bıçaklanarak öldürüldü.",
      "قتل رجل طعنا بالسكين في شجار مع جاره.",
    ],
  ],
  [
    "trafficking",
    [
      "Customs officers seized two tonnes of cocaine in the port.",
      "Agentes de aduanas incautaron dos toneladas de cocaína en el puerto.",
      "Les douaniers ont saisi deux tonnes de cocaïne dans le port.",
      "Agentes da alfândega apreenderam duas toneladas de cocaína no porto.",
      "Таможенники изъяли в порту две тонны кокаина.",
      "Митники вилучили в порту дві тонни кокаїну.",
      "Gümrük memurları limanda iki ton kokain ele geçirdi.",
      "ضبط رجال الجمارك طنين من الكوكايين في الميناء.",
    ],
  ],
  [
    "cyber-attack",
    [
      "A cyber attack shut down the hospital's computers.",
      "Un ciberataque paralizó los ordenadores del hospital.",
      "Une cyberattaque a paralysé les ordinateurs de l'hôpital.",
      "Um ciberataque paralisou os computadores do hospital.",
      "Кибератака вывела из строя компьютеры больницы.",
      "Кібератака вивела з ладу комп'ютери лікарні.",
      "Siber saldırı hastanenin bilgisayarlarını devre dışı bıraktı.",
      "هجوم إلكتروني يعطل أجهزة الكمبيوتر في المستشفى.",
    ],
  ],
  [
    "peaceful-protest",
    [
      "Thousands of people demonstrated peacefully in the capital.",
      "Miles de personas se manifestaron pacíficamente en la capital.",
      "Des milliers de personnes ont manifesté pacifiquement dans la capitale.",
      "Milhares de pessoas manifestaram-se pacificamente na capital.",
      "Тысячи человек вышли на мирную демонстрацию в столице.",
      "Тисячі людей вийшли на мирну демонстрацію у столиці.",
      "Başkentte binlerce kişi barışçıl bir gösteri düzenledi.",
      "تظاهر آلاف الأشخاص سلميا في العاصمة.",
    ],
  ],
  [
    "protest-intervention",
    [
      "Police dispersed a demonstration with tear gas and arrested ten protesters.",
      "La policía dispersó una manifestación con gases lacrimógenos y detuvo a diez manifestantes.",
      "La police a dispersé une manifestation avec du gaz lacrymogène et interpellé dix manifestants.",
      "A polícia dispersou uma manifestação com gás lacrimogêneo e prendeu dez manifestantes.",
      "Полиция разогнала демонстрацию слезоточивым газом и задержала десять протестующих.",
      "Поліція розігнала демонстрацію сльозогінним газом і затримала десять протестувальників.",
      "Polis gösteriyi biber gazıyla dağıttı ve on göstericiyi gözaltına aldı.",
      "فرقت الشرطة مظاهرة بالغاز المسيل للدموع واعتقلت عشرة متظاهرين.",
    ],
  ],
  [
    "violent-demonstration",
    [
      "Demonstrators threw stones at police and burned cars.",
      "Los manifestantes lanzaron piedras a la policía y quemaron coches.",
      "Des manifestants ont lancé des pierres sur la police et brûlé des voitures.",
      "Manifestantes atiraram pedras na polícia e queimaram carros.",
      "Демонстранты бросали камни в полицию и жгли автомобили.",
      "Демонстранти кидали каміння в поліцію та палили автомобілі.",
      "Göstericiler polise taş attı ve araçları ateşe verdi.",
      "رشق متظاهرون الشرطة بالحجارة وأحرقوا سيارات.",
    ],
  ],
  [
    "strike",
    [
      "Teachers went on strike over their wages.",
      "Los maestros se declararon en huelga por sus salarios.",
      "Les enseignants se sont mis en grève pour leurs salaires.",
      "Os professores entraram em greve por melhores salários.",
      "Учителя объявили забастовку из-за зарплат.",
      "Вчителі оголосили страйк через зарплати.",
      "Öğretmenler maaşları nedeniyle greve gitti.",
      "أعلن المعلمون إضرابا بسبب رواتبهم.",
    ],
  ],
  [
    "political-arrest",
    [
      "Police arrested five opposition activists.",
      "La policía detuvo a cinco activistas de la oposición.",
      "La police a arrêté cinq militants de l'opposition.",
      "A polícia prendeu cinco ativistas da oposição.",
      "Полиция арестовала пятерых активистов оппозиции.",
      "Поліція заарештувала п'ятьох активістів опозиції.",
      "Polis beş muhalif aktivisti tutukladı.",
      "اعتقلت الشرطة خمسة ناشطين معارضين.",
    ],
  ],
  [
    "earthquake",
    [
      "A strong earthquake struck the coast and damaged houses.",
      "Un fuerte terremoto sacudió la costa y dañó viviendas.",
      "Un fort séisme a frappé la côte et endommagé des maisons.",
      "Um forte terremoto atingiu a costa e danificou casas.",
      "Сильное землетрясение произошло на побережье, повреждены дома.",
      "Сильний землетрус стався на узбережжі, пошкоджено будинки.",
      "Kıyıda güçlü bir deprem meydana geldi, evler hasar gördü.",
      "ضرب زلزال قوي الساحل وألحق أضرارا بالمنازل.",
    ],
  ],
  [
    "flood",
    [
      "Floods killed fourteen people in the valley.",
      "Las inundaciones dejaron catorce muertos en el valle.",
      "Des inondations ont fait quatorze morts dans la vallée.",
      "As enchentes mataram quatorze pessoas no vale.",
      "В результате наводнения в долине погибли четырнадцать человек.",
      "Внаслідок повені в долині загинули чотирнадцять людей.",
      "Vadideki selde on dört kişi hayatını kaybetti.",
      "مقتل أربعة عشر شخصا في فيضانات بالوادي.",
    ],
  ],
  [
    "wildfire",
    [
      "A forest fire forced the evacuation of three towns.",
      "Un incendio forestal obligó a evacuar tres pueblos.",
      "Un feu de forêt a forcé l'évacuation de trois villes.",
      "Um incêndio florestal obrigou à evacuação de três cidades.",
      "Из-за лесного пожара эвакуированы жители трёх посёлков.",
      "Через лісову пожежу евакуювали мешканців трьох селищ.",
      "Orman yangını nedeniyle üç kasaba tahliye edildi.",
      "حريق غابات يجبر السلطات على إخلاء ثلاث بلدات.",
    ],
  ],
  [
    "epidemic",
    [
      "Health officials reported a cholera outbreak in the camp.",
      "Las autoridades sanitarias informaron de un brote de cólera en el campamento.",
      "Les autorités sanitaires ont signalé une épidémie de choléra dans le camp.",
      "Autoridades de saúde relataram um surto de cólera no acampamento.",
      "Власти сообщили о вспышке холеры в лагере.",
      "Влада повідомила про спалах холери в таборі.",
      "Sağlık yetkilileri kampta kolera salgını bildirdi.",
      "أعلنت السلطات الصحية تفشي الكوليرا في المخيم.",
    ],
  ],
  [
    "transport-accident",
    [
      "A bus crash killed twenty passengers.",
      "Un accidente de autobús dejó veinte pasajeros muertos.",
      "Un accident d'autocar a fait vingt morts parmi les passagers.",
      "Um acidente de ônibus deixou vinte passageiros mortos.",
      "В аварии автобуса погибли двадцать пассажиров.",
      "В аварії автобуса загинули двадцять пасажирів.",
      "Otobüs kazasında yirmi yolcu hayatını kaybetti.",
      "مقتل عشرين راكبا في حادث حافلة.",
    ],
  ],
  [
    "fire",
    [
      "A fire broke out in an apartment building, killing three people.",
      "Un incendio en un edificio de apartamentos dejó tres muertos.",
      "Un incendie s'est déclaré dans un immeuble, faisant trois morts.",
      "Um incêndio em um prédio residencial deixou três mortos.",
      "В жилом доме произошел пожар, погибли три человека.",
      "У житловому будинку сталася пожежа, загинули троє людей.",
      "Bir apartmanda çıkan yangında üç kişi öldü.",
      "اندلع حريق في مبنى سكني وقتل ثلاثة أشخاص.",
    ],
  ],
  [
    "peace-agreement",
    [
      "The two sides signed a ceasefire agreement.",
      "Las dos partes firmaron un acuerdo de alto el fuego.",
      "Les deux parties ont signé un accord de cessez-le-feu.",
      "Os dois lados assinaram um acordo de cessar-fogo.",
      "Стороны подписали соглашение о прекращении огня.",
      "Сторони підписали угоду про припинення вогню.",
      "İki taraf ateşkes anlaşması imzaladı.",
      "وقع الطرفان اتفاقا لوقف إطلاق النار.",
    ],
  ],
  [
    "responsibility-claim",
    [
      "The group claimed responsibility for the attack on the station.",
      "El grupo reivindicó la autoría del ataque contra la estación.",
      "Le groupe a revendiqué l'attaque contre la gare.",
      "O grupo reivindicou a autoria do ataque contra a estação.",
      "Группировка взяла на себя ответственность за нападение на вокзал.",
      "Угруповання взяло на себе відповідальність за напад на вокзал.",
      "Örgüt istasyona yönelik saldırıyı üstlendi.",
      "أعلنت الجماعة مسؤوليتها عن الهجوم على المحطة.",
    ],
  ],
  [
    "territory-seized",
    [
      "Rebels captured the town after two days of fighting.",
      "Los rebeldes capturaron la ciudad tras dos días de combates.",
      "Les rebelles se sont emparés de la ville après deux jours de combats.",
      "Os rebeldes capturaram a cidade após dois dias de combates.",
      "Повстанцы захватили город после двух дней боев.",
      "Повстанці захопили місто після двох днів боїв.",
      "İsyancılar iki günlük çatışmaların ardından kasabayı ele geçirdi.",
      "سيطر المتمردون على البلدة بعد يومين من القتال.",
    ],
  ],
];

describe.each(EVENTS)("%s reads the same in every language", (slug, sentences) => {
  test.for(LANGUAGES.map((language, at) => [language, sentences[at] ?? ""] as const))(
    "%s: %s",
    ([language, text]) => {
      expect(primaryIn({ text, language })).toBe(slug);
    },
  );
});

/** What is no incident, in the order of `LANGUAGES`. */
const NOT_INCIDENTS: readonly (readonly [rule: string, sentences: Sentences])[] = [
  [
    "a denial",
    [
      "Police denied that a bomb exploded in the capital.",
      "La policía negó que una bomba explotara en la capital.",
      "La police a démenti qu'une bombe ait explosé dans la capitale.",
      "A polícia negou que uma bomba tenha explodido na capital.",
      "Полиция опровергла сообщения о взрыве бомбы в столице.",
      "Поліція спростувала повідомлення про вибух бомби в столиці.",
      "Polis başkentte bomba patladığı iddialarını yalanladı.",
      "نفت الشرطة انفجار قنبلة في العاصمة.",
    ],
  ],
  [
    "a fear",
    [
      "Rebels could attack the town if the talks fail.",
      "Los rebeldes podrían atacar la ciudad si fracasan las conversaciones.",
      "Les rebelles pourraient attaquer la ville si les pourparlers échouent.",
      "Os rebeldes poderiam atacar a cidade se as conversas fracassarem.",
      "Повстанцы могут напасть на город, если переговоры провалятся.",
      "Повстанці можуть напасти на місто, якщо переговори проваляться.",
      "Görüşmeler başarısız olursa isyancılar kente saldırabilir.",
      "قد يهاجم المتمردون البلدة إذا فشلت المحادثات.",
    ],
  ],
  [
    "a drill",
    [
      "Firefighters took part in a drill in which a bomb exploded at the station.",
      "Los bomberos participaron en un simulacro en el que una bomba explotaba en la estación.",
      "Les pompiers ont participé à un exercice dans lequel une bombe explosait à la gare.",
      "Os bombeiros participaram de um simulado em que uma bomba explodia na estação.",
      "Пожарные провели учения, по сценарию которых на вокзале взорвалась бомба.",
      "Пожежники провели навчання, за сценарієм яких на вокзалі вибухнула бомба.",
      "İtfaiyeciler istasyonda bomba patlaması senaryolu tatbikat yaptı.",
      "شارك رجال الإطفاء في تدريب على انفجار قنبلة في المحطة.",
    ],
  ],
  [
    "an anniversary",
    [
      "The city marked the tenth anniversary of the bombing that killed 50 people.",
      "La ciudad conmemoró el décimo aniversario del atentado que mató a 50 personas.",
      "La ville a commémoré le dixième anniversaire de l'attentat qui a tué 50 personnes.",
      "A cidade lembrou o décimo aniversário do atentado que matou 50 pessoas.",
      "В городе отметили десятую годовщину теракта, в котором погибли 50 человек.",
      "У місті відзначили десяту річницю теракту, в якому загинули 50 людей.",
      "Kent, 50 kişinin öldüğü bombalı saldırının onuncu yıl dönümünü andı.",
      "أحيت المدينة الذكرى العاشرة للتفجير الذي قتل 50 شخصا.",
    ],
  ],
  [
    "a film",
    [
      "In the film a bomb explodes in a hotel; the actor won an award.",
      "En la película una bomba explota en un hotel; el actor ganó un premio.",
      "Dans le film, une bombe explose dans un hôtel ; l'acteur a reçu un prix.",
      "No filme, uma bomba explode em um hotel; o ator ganhou um prêmio.",
      "В фильме в гостинице взрывается бомба; актёр получил награду.",
      "У фільмі в готелі вибухає бомба; актор отримав нагороду.",
      "Filmde bir otelde bomba patlıyor; oyuncu ödül kazandı.",
      "في الفيلم تنفجر قنبلة في فندق وفاز الممثل بجائزة.",
    ],
  ],
  [
    "a match",
    [
      "The striker scored two goals and the team won the match.",
      "El delantero marcó dos goles y el equipo ganó el partido.",
      "L'attaquant a marqué deux buts et l'équipe a gagné le match.",
      "O atacante marcou dois gols e o time venceu a partida.",
      "Нападающий забил два гола, и команда выиграла матч.",
      "Нападник забив два голи, і команда виграла матч.",
      "Forvet iki gol attı ve takım maçı kazandı.",
      "سجل المهاجم هدفين وفاز الفريق بالمباراة.",
    ],
  ],
];

describe.each(NOT_INCIDENTS)("%s is no incident in any language", (_rule, sentences) => {
  test.for(LANGUAGES.map((language, at) => [language, sentences[at] ?? ""] as const))(
    "%s: %s",
    ([language, text]) => {
      expect(incidentIn({ text, language }).threats).toEqual([]);
    },
  );
});

describe("the toll is read in every language", () => {
  const [, blast = [""]] = EVENTS.find(([slug]) => slug === "bombing") ?? [];
  test.for(LANGUAGES.map((language, at) => [language, blast[at] ?? ""] as const))(
    "%s: %s",
    ([language, text]) => {
      expect(incidentIn({ text, language }).casualties.killed).toBe(3);
    },
  );
});

describe("history further down sets no figure in any language", () => {
  const sentences: Sentences = [
    "Two people were wounded when a bomb exploded in a market. Last year an attack there killed 25 people.",
    "Dos personas resultaron heridas al explotar una bomba en un mercado. El año pasado un ataque mató allí a 25 personas.",
    "Deux personnes ont été blessées par l'explosion d'une bombe dans un marché. L'année dernière, une attaque y avait tué 25 personnes.",
    "Duas pessoas ficaram feridas na explosão de uma bomba em um mercado. No ano passado, um ataque matou ali 25 pessoas.",
    "Два человека ранены при взрыве бомбы на рынке. В прошлом году в результате нападения там погибли 25 человек.",
    "Двоє людей поранені внаслідок вибуху бомби на ринку. Минулого року внаслідок нападу там загинули 25 людей.",
    "Pazarda bomba patladı, iki kişi yaralandı. Geçen yıl aynı yerdeki saldırıda 25 kişi öldü.",
    "أصيب 3 أشخاص في انفجار قنبلة في سوق. العام الماضي قتل هجوم هناك 25 شخصا.",
  ];
  test.for(LANGUAGES.map((language, at) => [language, sentences[at] ?? ""] as const))(
    "%s: %s",
    ([language, text]) => {
      const { casualties, threats } = incidentIn({ text, language });
      expect(casualties).toEqual({ killed: null, injured: language === "ar" ? 3 : 2 });
      expect(threats[0]?.type).toBe("terrorism/bombing");
    },
  );
});

describe("what is said to be untrue is no incident in any language", () => {
  const sentences: Sentences = [
    "The bomb alarm at the station was a hoax.",
    "La amenaza de bomba en la estación fue una falsa alarma.",
    "L'alerte à la bombe à la gare était une fausse alerte.",
    "A ameaça de bomba na estação era um alarme falso.",
    "Сообщение о бомбе на вокзале оказалось ложным.",
    "Повідомлення про бомбу на вокзалі виявилося хибним.",
    "İstasyondaki bomba ihbarı asılsız çıktı.",
    "كان بلاغ القنبلة في المحطة بلاغا كاذبا وإنذارا كاذبا.",
  ];
  test.for(LANGUAGES.map((language, at) => [language, sentences[at] ?? ""] as const))(
    "%s: %s",
    ([language, text]) => {
      expect(incidentIn({ text, language }).threats).toEqual([]);
    },
  );
});
