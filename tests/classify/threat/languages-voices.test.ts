import { describe, expect, test } from "vitest";

import { incidentIn, primaryIn } from "#tests/classify/shipped-incident-reader.ts";

const LANGUAGES = ["en", "es", "fr", "pt", "ru", "uk", "tr", "ar"] as const;

/** The same sentence in the order of `LANGUAGES`. */
type Sentences = readonly [string, ...string[]];

const VOICES: readonly (readonly [rule: string, slug: string, sentences: Sentences])[] = [
  [
    "the active voice",
    "kidnapping",
    [
      "Rebels kidnapped two engineers on the road to the port.",
      "Los rebeldes secuestraron a dos ingenieros en la carretera al puerto.",
      "Les rebelles ont enlevé deux ingénieurs sur la route du port.",
      "Os rebeldes sequestraram dois engenheiros na estrada para o porto.",
      "Повстанцы похитили двух инженеров по дороге в порт.",
      "Повстанці викрали двох інженерів дорогою до порту.",
      "İsyancılar liman yolunda iki mühendisi kaçırdı.",
      "خطف المتمردون مهندسين اثنين على الطريق إلى الميناء.",
    ],
  ],
  [
    "the passive voice",
    "kidnapping",
    [
      "Two engineers were kidnapped by rebels on the road to the port.",
      "Dos ingenieros fueron secuestrados por rebeldes en la carretera al puerto.",
      "Deux ingénieurs ont été enlevés par des rebelles sur la route du port.",
      "Dois engenheiros foram sequestrados por rebeldes na estrada para o porto.",
      "Два инженера были похищены повстанцами по дороге в порт.",
      "Двоє інженерів були викрадені повстанцями дорогою до порту.",
      "Liman yolunda iki mühendis isyancılar tarafından kaçırıldı.",
      "تم اختطاف مهندسين اثنين على يد متمردين على الطريق إلى الميناء.",
    ],
  ],
  [
    "a headline",
    "bombing",
    [
      "Car bomb kills five at market",
      "Coche bomba mata a cinco personas en un mercado",
      "Voiture piégée : cinq morts dans un marché",
      "Carro-bomba mata cinco pessoas em mercado",
      "Взрыв заминированного автомобиля на рынке: пятеро погибших",
      "Вибух замінованого автомобіля на ринку: п'ятеро загиблих",
      "Pazarda bomba yüklü araç patladı: beş ölü",
      "مقتل خمسة أشخاص في انفجار سيارة مفخخة في سوق",
    ],
  ],
];

describe.each(VOICES)("%s tells a %s", (_rule, slug, sentences) => {
  test.for(LANGUAGES.map((language, at) => [language, sentences[at] ?? ""] as const))(
    "%s: %s",
    ([language, text]) => {
      expect(primaryIn({ text, language })).toBe(slug);
    },
  );
});

describe("capitals change nothing in a language that has them", () => {
  const cased = LANGUAGES.map((language, at) => ({ language, at })).filter(
    ({ language }) => language !== "ar",
  );
  test.for(
    cased.flatMap(({ language, at }) =>
      VOICES.map(([, slug, sentences]) => [language, slug, sentences[at] ?? ""] as const),
    ),
  )("%s: %s: %s", ([language, slug, text]) => {
    expect(primaryIn({ text: text.toLocaleUpperCase(language), language })).toBe(slug);
  });
});

const ORDINARY: readonly (readonly [topic: string, sentences: Sentences])[] = [
  [
    "business",
    [
      "The company's profits rose by 12 percent and its shares gained after the takeover of a rival.",
      "Los beneficios de la empresa subieron un 12 por ciento y sus acciones ganaron tras la compra de un rival.",
      "Les bénéfices de l'entreprise ont augmenté de 12 % et ses actions ont progressé après le rachat d'un rival.",
      "Os lucros da empresa subiram 12 por cento e suas ações ganharam após a compra de um rival.",
      "Прибыль компании выросла на 12 процентов, её акции подорожали после покупки конкурента.",
      "Прибуток компанії зріс на 12 відсотків, її акції подорожчали після купівлі конкурента.",
      "Şirketin kârı yüzde 12 arttı, rakibini satın almasının ardından hisseleri değer kazandı.",
      "ارتفعت أرباح الشركة بنسبة 12 في المئة وصعدت أسهمها بعد شراء شركة منافسة.",
    ],
  ],
  [
    "culture",
    [
      "The singer presented her new album and will play at the summer festival.",
      "La cantante presentó su nuevo álbum y actuará en el festival de verano.",
      "La chanteuse a présenté son nouvel album et jouera au festival d'été.",
      "A cantora apresentou seu novo álbum e tocará no festival de verão.",
      "Певица представила новый альбом и выступит на летнем фестивале.",
      "Співачка представила новий альбом і виступить на літньому фестивалі.",
      "Şarkıcı yeni albümünü tanıttı ve yaz festivalinde sahne alacak.",
      "قدمت المغنية ألبومها الجديد وستغني في مهرجان الصيف.",
    ],
  ],
  [
    "technology",
    [
      "The firm presented a telephone with a better camera and a longer battery life.",
      "La empresa presentó un teléfono con mejor cámara y más batería.",
      "L'entreprise a présenté un téléphone doté d'un meilleur appareil photo.",
      "A empresa apresentou um telefone com câmera melhor e mais bateria.",
      "Компания представила телефон с улучшенной камерой.",
      "Компанія представила телефон із кращою камерою.",
      "Şirket, daha iyi kameralı bir telefon tanıttı.",
      "قدمت الشركة هاتفا بكاميرا أفضل.",
    ],
  ],
  [
    "politics",
    [
      "Parliament passed the budget after a long debate and the minister thanked the members.",
      "El Parlamento aprobó el presupuesto tras un largo debate y el ministro dio las gracias a los diputados.",
      "Le Parlement a adopté le budget après un long débat et le ministre a remercié les députés.",
      "O Parlamento aprovou o orçamento após um longo debate e o ministro agradeceu aos deputados.",
      "Парламент принял бюджет после долгих обсуждений, министр поблагодарил депутатов.",
      "Парламент ухвалив бюджет після довгих обговорень, міністр подякував депутатам.",
      "Meclis uzun bir görüşmenin ardından bütçeyi kabul etti, bakan milletvekillerine teşekkür etti.",
      "أقر البرلمان الميزانية بعد نقاش طويل وشكر الوزير النواب.",
    ],
  ],
];

describe.each(ORDINARY)("ordinary %s raises nothing in any language", (_topic, sentences) => {
  test.for(LANGUAGES.map((language, at) => [language, sentences[at] ?? ""] as const))(
    "%s: %s",
    ([language, text]) => {
      const { relevant, threats } = incidentIn({ text, language });
      expect({ relevant, threats }).toEqual({ relevant: false, threats: [] });
    },
  );
});
