import { describe, expect, test } from "vitest";

import { primaryIn } from "#tests/classify/shipped-incident-reader.ts";

const LANGUAGES = ["en", "es", "fr", "pt", "ru", "uk", "tr", "ar"] as const;

/** The same sentence in the order of `LANGUAGES`. */
const EVENTS: readonly (readonly [slug: string, sentences: readonly [string, ...string[]]])[] = [
  [
    "chemical-weapon",
    [
      "A chemical attack on the town killed thirty people.",
      "Un ataque químico contra la ciudad mató a treinta personas.",
      "Une attaque chimique contre la ville a tué trente personnes.",
      "Um ataque químico contra a cidade matou trinta pessoas.",
      "В результате химической атаки на город погибли тридцать человек.",
      "Внаслідок хімічної атаки на місто загинули тридцять людей.",
      "Kente düzenlenen kimyasal saldırıda otuz kişi öldü.",
      "هجوم كيميائي على البلدة يقتل ثلاثين شخصا.",
    ],
  ],
  [
    "territory-regained",
    [
      "The army recaptured the town from the rebels.",
      "El ejército recuperó la ciudad de manos de los rebeldes.",
      "L'armée a repris la ville aux rebelles.",
      "O exército retomou a cidade dos rebeldes.",
      "Армия освободила город от повстанцев.",
      "Армія звільнила місто від повстанців.",
      "Ordu kasabayı isyancılardan geri aldı.",
      "استعاد الجيش البلدة من المتمردين.",
    ],
  ],
  [
    "territory-transfer",
    [
      "Troops withdrew from the border town without a fight.",
      "Las tropas se retiraron de la ciudad fronteriza sin combatir.",
      "Les troupes se sont retirées de la ville frontalière sans combat.",
      "As tropas retiraram-se da cidade fronteiriça sem combate.",
      "Войска без боя отступили из приграничного города.",
      "Війська без бою відступили з прикордонного міста.",
      "Birlikler sınır kasabasından çatışmasız çekildi.",
      "انسحبت القوات من البلدة الحدودية دون قتال.",
    ],
  ],
  [
    "force-movement",
    [
      "The government deployed two thousand soldiers to the border.",
      "El gobierno desplegó dos mil soldados en la frontera.",
      "Le gouvernement a déployé deux mille soldats à la frontière.",
      "O governo enviou dois mil soldados para a fronteira.",
      "Правительство перебросило к границе две тысячи солдат.",
      "Уряд перекинув до кордону дві тисячі солдатів.",
      "Hükümet sınıra iki bin asker sevk etti.",
      "نشرت الحكومة ألفي جندي على الحدود.",
    ],
  ],
  [
    "base-established",
    [
      "Foreign forces set up a military base in the north.",
      "Fuerzas extranjeras instalaron una base militar en el norte.",
      "Des forces étrangères ont installé une base militaire dans le nord.",
      "Forças estrangeiras instalaram uma base militar no norte.",
      "Иностранные силы построили военную базу на севере.",
      "Іноземні сили побудували військову базу на півночі.",
      "Yabancı güçler kuzeyde askeri üs kurdu.",
      "أقامت قوات أجنبية قاعدة عسكرية في الشمال.",
    ],
  ],
  [
    "grenade-attack",
    [
      "Two men threw a grenade into a bar.",
      "Dos hombres lanzaron una granada dentro de un bar.",
      "Deux hommes ont lancé une grenade dans un bar.",
      "Dois homens lançaram uma granada dentro de um bar.",
      "Двое мужчин бросили гранату в бар.",
      "Двоє чоловіків кинули гранату в бар.",
      "İki kişi bir bara el bombası attı.",
      "ألقى رجلان قنبلة يدوية داخل حانة.",
    ],
  ],
  [
    "sabotage",
    [
      "Saboteurs damaged a pipeline; officials called it sabotage.",
      "Un sabotaje dañó un oleoducto en el desierto.",
      "Un sabotage a endommagé un oléoduc dans le désert.",
      "Uma sabotagem danificou um oleoduto no deserto.",
      "Диверсия повредила нефтепровод в пустыне.",
      "Диверсія пошкодила нафтопровід у пустелі.",
      "Çöldeki bir boru hattında sabotaj düzenlendi.",
      "عمل تخريبي يلحق أضرارا بخط أنابيب في الصحراء.",
    ],
  ],
  [
    "sexual-violence",
    [
      "A man was arrested for raping two women.",
      "Detuvieron a un hombre por violar a dos mujeres; la violación ocurrió el lunes.",
      "Un homme a été arrêté pour le viol de deux femmes.",
      "Um homem foi preso pelo estupro de duas mulheres.",
      "Мужчина задержан за изнасилование двух женщин.",
      "Чоловіка затримали за зґвалтування двох жінок.",
      "Bir adam iki kadına tecavüz ettiği için tutuklandı.",
      "اعتقال رجل بتهمة اغتصاب امرأتين.",
    ],
  ],
  [
    "organized-crime",
    [
      "Police broke up a mafia money laundering ring.",
      "La policía desarticuló una red mafiosa de lavado de dinero.",
      "La police a démantelé un réseau mafieux de blanchiment d'argent.",
      "A polícia desarticulou uma rede mafiosa de lavagem de dinheiro.",
      "Полиция раскрыла мафиозную сеть по отмыванию денег.",
      "Поліція викрила мафіозну мережу з відмивання грошей.",
      "Polis kara para aklayan bir mafya örgütünü çökertti.",
      "فككت الشرطة شبكة مافيا لغسل الأموال.",
    ],
  ],
  [
    "force-against-protesters",
    [
      "Security forces opened fire on demonstrators, killing four protesters.",
      "Las fuerzas de seguridad dispararon contra los manifestantes y mataron a cuatro.",
      "Les forces de sécurité ont ouvert le feu sur des manifestants, tuant quatre d'entre eux.",
      "As forças de segurança abriram fogo contra manifestantes e mataram quatro.",
      "Силовики открыли огонь по демонстрантам, убиты четверо протестующих.",
      "Силовики відкрили вогонь по демонстрантах, убито чотирьох протестувальників.",
      "Güvenlik güçleri göstericilere ateş açtı, dört gösterici öldü.",
      "أطلقت قوات الأمن النار على متظاهرين وقتلت أربعة منهم.",
    ],
  ],
  [
    "mob-violence",
    [
      "A mob lynched two men accused of theft.",
      "Una turba linchó a dos hombres acusados de robo.",
      "Une foule a lynché deux hommes accusés de vol.",
      "Uma multidão linchou dois homens acusados de roubo.",
      "Толпа линчевала двух мужчин, обвиненных в краже.",
      "Натовп лінчував двох чоловіків, звинувачених у крадіжці.",
      "Öfkeli kalabalık hırsızlıkla suçlanan iki kişiyi linç etti.",
      "اشتباكات قبلية بين عشيرتين بعد خلاف على الماء.",
    ],
  ],
  [
    "looting-destruction",
    [
      "Dozens of shops were looted and burned overnight.",
      "Decenas de tiendas fueron saqueadas y quemadas durante la noche.",
      "Des dizaines de magasins ont été pillés et incendiés dans la nuit.",
      "Dezenas de lojas foram saqueadas e queimadas durante a noite.",
      "Ночью мародеры разграбили и сожгли десятки магазинов.",
      "Уночі мародери розграбували та спалили десятки магазинів.",
      "Gece onlarca dükkan yağmalandı ve ateşe verildi.",
      "نهب وإحراق عشرات المحال التجارية خلال الليل.",
    ],
  ],
  [
    "storm",
    [
      "A hurricane struck the coast with strong winds.",
      "Un huracán azotó la costa con fuertes vientos.",
      "Un ouragan a frappé la côte avec des vents violents.",
      "Um furacão atingiu a costa com ventos fortes.",
      "Ураган обрушился на побережье.",
      "Ураган обрушився на узбережжя.",
      "Kasırga kıyıyı vurdu.",
      "ضرب إعصار قوي الساحل.",
    ],
  ],
  [
    "landslide",
    [
      "A landslide buried several houses.",
      "Un deslizamiento de tierra sepultó varias casas.",
      "Un glissement de terrain a enseveli plusieurs maisons.",
      "Um deslizamento de terra soterrou várias casas.",
      "Оползень накрыл несколько домов.",
      "Зсув ґрунту накрив кілька будинків.",
      "Heyelan birkaç evi yıktı.",
      "انهيار أرضي يطمر عدة منازل.",
    ],
  ],
  [
    "volcano",
    [
      "The volcano erupted and covered villages with ash.",
      "El volcán entró en erupción y cubrió de ceniza varios pueblos.",
      "Le volcan est entré en éruption et a couvert des villages de cendres.",
      "O vulcão entrou em erupção e cobriu aldeias de cinzas.",
      "Началось извержение вулкана, пепел накрыл деревни.",
      "Почалося виверження вулкана, попіл накрив села.",
      "Yanardağ patladı ve köyleri kül kapladı.",
      "ثوران بركان يغطي القرى بالرماد.",
    ],
  ],
  [
    "drought",
    [
      "The drought has left thousands of families without food.",
      "La sequía dejó a miles de familias sin alimentos.",
      "La sécheresse a laissé des milliers de familles sans nourriture.",
      "A seca deixou milhares de famílias sem alimentos.",
      "Засуха оставила тысячи семей без еды.",
      "Посуха залишила тисячі родин без їжі.",
      "Kuraklık binlerce aileyi gıdasız bıraktı.",
      "الجفاف يترك آلاف العائلات دون غذاء.",
    ],
  ],
  [
    "extreme-temperature",
    [
      "A heat wave sent temperatures above 45 degrees.",
      "Una ola de calor elevó las temperaturas por encima de 45 grados.",
      "Une vague de chaleur a porté les températures au-dessus de 45 degrés.",
      "Uma onda de calor elevou as temperaturas acima de 45 graus.",
      "Аномальная жара: температура превысила 45 градусов.",
      "Хвиля спеки: температура перевищила 45 градусів.",
      "Sıcak hava dalgası sıcaklığı 45 derecenin üzerine çıkardı.",
      "موجة حر ترفع درجات الحرارة فوق 45 درجة.",
    ],
  ],
  [
    "industrial-accident",
    [
      "An explosion at a chemical factory injured twelve workers.",
      "Una explosión en una fábrica química dejó doce trabajadores heridos.",
      "Une explosion dans une usine chimique a fait douze blessés parmi les ouvriers.",
      "Uma explosão em uma fábrica química feriu doze trabalhadores.",
      "Взрыв на химическом заводе: ранены двенадцать рабочих.",
      "Вибух на хімічному заводі: поранено дванадцять робітників.",
      "Kimya fabrikasındaki patlamada on iki işçi yaralandı.",
      "انفجار في مصنع كيماويات يصيب اثني عشر عاملا.",
    ],
  ],
  [
    "structural-failure",
    [
      "A five-storey building collapsed, trapping residents.",
      "Se derrumbó un edificio de cinco pisos y dejó atrapados a los vecinos.",
      "Un immeuble de cinq étages s'est effondré, piégeant des habitants.",
      "Um prédio de cinco andares desabou e deixou moradores presos.",
      "Обрушение пятиэтажного дома: жители под завалами.",
      "Обвал п'ятиповерхового будинку: мешканці під завалами.",
      "Beş katlı bina çöktü, sakinler enkaz altında.",
      "انهيار مبنى من خمسة طوابق على سكانه.",
    ],
  ],
  [
    "diplomatic-measure",
    [
      "The government imposed sanctions on three generals.",
      "El gobierno impuso sanciones a tres generales.",
      "Le gouvernement a imposé des sanctions à trois généraux.",
      "O governo impôs sanções a três generais.",
      "Правительство ввело санкции против трёх генералов.",
      "Уряд запровадив санкції проти трьох генералів.",
      "Hükümet üç generale yaptırım kararı aldı.",
      "فرضت الحكومة عقوبات على ثلاثة جنرالات.",
    ],
  ],
  [
    "other-development",
    [
      "The president declared a state of emergency and a curfew.",
      "El presidente declaró el estado de emergencia y el toque de queda.",
      "Le président a décrété l'état d'urgence et un couvre-feu.",
      "O presidente decretou estado de emergência e toque de recolher.",
      "Президент ввёл чрезвычайное положение и комендантский час.",
      "Президент запровадив надзвичайний стан і комендантську годину.",
      "Cumhurbaşkanı olağanüstü hal ve sokağa çıkma yasağı ilan etti.",
      "أعلن الرئيس حالة الطوارئ وحظر التجول.",
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
