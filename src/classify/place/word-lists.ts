function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ""));
}

/** Small words inside a name: "Rio de Janeiro", "Deir al-Zor". */
export const INNER_WORDS =
  words(`of de la del and al el es the le do da dos das upon on sur i e ez az ad an ar
  as ash at o di du des en y au aux los las am der den van`);

/** What stands before a place. English, then Spanish, Portuguese, French, German, Russian, Ukrainian, Turkish has none. */
export const PLACE_PREPOSITIONS =
  words(`in at near from to of outside around across inside into toward towards
  via through between throughout within off en cerca desde hacia em perto a à dans près vers nach aus bei
  в во под возле около из у біля поблизу`);

/** Of these, the ones that say something happened there. */
export const INSIDE_PREPOSITIONS =
  words(`in at near outside around across inside throughout within en em dans à
  в во под возле около у біля on across في قرب`);

export const ORGANISATION_WORDS =
  words(`police county city university department council high school hospital
  international airport court state fire sheriff mayor township town village district metropolitan area region
  province governorate college chamber times news post herald journal tribune medical center centre national
  regional community public library board government border ministry agency bank`);

/** After a name these make an institution or a paper of it, not a place. */
export const INSTITUTION_WORDS =
  words(`university college times post herald journal tribune gazette news chronicle
  observer examiner guardian police department institute school hospital bank stock united fc club airlines airways
  chamber council ministry agency association foundation board league`);

export const STREET_WORDS =
  words(`street st avenue ave road rd boulevard blvd drive dr lane ln highway hwy way court
  parkway pkwy square hotel inn house hall stadium theater theatre church ferry`);

export const TITLE_WORDS =
  words(`mr mrs ms miss dr sen rep gov president judge sgt officer capt captain lt col gen
  general detective professor prof rev father sister pope king queen prince princess sir lord lady minister secretary
  chief deputy mayor coach justice ambassador senator congressman governor attorney colonel major lieutenant sergeant
  corporal inspector commander sheikh imam ayatollah pastor bishop cardinal presidente senor monsieur madame`);

export const DIRECTION_WORDS =
  words(`north south east west northern southern eastern western central greater
  downtown old new upper lower northeast northwest southeast southwest northeastern northwestern southeastern
  southwestern the mid inner outer rural coastal occupied`);

/** Capitalised words that share a name with some small place, and hardly ever mean it. */
export const NEVER_PLACES =
  words(`january february march april may june july august september october november
  december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
  god interior arab arabs jewish islam islamic muslim muslims christian christians obama bush trump biden putin
  assad zelensky netanyahu xinhua reuters nato gulf house internet black red green blue union nation national
  federal league commerce justice defense defence reform mission police army navy force press president minister
  senate congress ministry republican democrat democratic independence liberty university college twitter facebook
  google sun moon star times post herald parliament hamas hezbollah taliban isis al
  enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miercoles
  jueves viernes sabado domingo covid ebola zika brexit santa san mayor emirates marburg roman honda chili loop bay delta
  north south east west center centre street christmas republic metro george street capital coast valley park main
  الجنوب الشمال الغرب الشرق الوسط المركز انه انها جنوب شمال شرق غرب وسط صباح مساء المدينة البحر الحدود الوسطى
  الشرقية الغربية الشمالية الجنوبية
  sunni sunnis shia shiite shiites alawite alawites druze kurdish kurd kurds pashtun pashtuns hazara tuareg fulani hausa
  igbo yoruba hutu tutsi tamil tamils sinhalese rohingya uighur uyghur sikh sikhs hindu hindus buddhist jew jews
  southern northern eastern western northwest northeast southwest southeast`);

/** Houses of power, and the like, that small towns are called after. */
export const NEVER_LONG_PLACES: ReadonlySet<string> = new Set([
  "white house",
  "red cross",
  "santa claus",
  "old town",
  "national park",
  "river valley",
  "el nino",
  "sandy hook",
  "the bottom",
  "al sham",
  "al qaeda",
  "al shabaab",
  "boko haram",
  "north west",
  "south east",
  "down town",
  "sud est",
  "sud ouest",
  "nord est",
  "nord ouest",
]);

/** After a name of a country: its people and powers, not its ground. */
export const ACTOR_WORDS =
  words(`forces troops soldiers soldier officials official government army military
  authorities coalition president officer officers envoy ambassador embassy diplomat diplomats diplomacy administration
  state-run security intelligence navy marines warplanes jets aircraft drones drone airstrikes airstrike strikes
  strike raid raids leader leaders leadership minister ministry troop police special congress senate lawmakers
  senator senators dollar dollars citizens citizen nationals national analyst analysts policy sanctions overtures
  backed led based born made opposition rebels media television tv newspaper news agency intelligence nationals
  missile missiles rocket rockets artillery commandos commander peacekeepers parliament regime prime foreign
  defence defense interior interests allies ally air support aid weapons arms helicopters helicopter fighter fighters
  bombers warship warships occupation settlers journalist journalists reporter tourists tourist worker workers
  delegation spokesman spokeswoman spokesperson constitution ambassadors peso rupee pound economy immigrants`);

/** A capital that says, accuses or relies is a government, not a place. */
export const SPEECH_WORDS =
  words(`said says say has had accused accuses denied denies condemned condemns warned
  warns claimed claims announced vowed called calls urged urges blamed blames insisted insists believes hopes
  wants argued argues rejected rejects agreed responded confirmed declined decided considers sees is was will would
  relied relies pledged offered demands demanded maintains supports backs backed imposed`);

/** The place named after these only bounds or points to another. */
export const ANCHOR_WORDS =
  words(`north south east west northeast northwest southeast southwest northern southern
  eastern western border borders frontier bordering crossing`);

export const SETTLEMENT_WORDS =
  words(`city town village suburb neighbourhood neighborhood hamlet municipality settlement
  district township camp port commune locality area ciudad pueblo localidad municipio barrio ville village commune
  quartier город села село міста місто посёлок поселок`);

export const ARABIC_SETTLEMENT_WORDS = words(
  `مدينة بمدينة لمدينة بلدة ببلدة لبلدة قرية بقرية لقرية مخيم بمخيم`,
);

export const DIVISION_WORDS =
  words(`province governorate state region district county department oblast prefecture
  municipality division territory area canton parish commune provincia departamento departement gouvernorat
  estado`);

/** As distances are written in. */
export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    twelve: 12,
    fifteen: 15,
    twenty: 20,
    thirty: 30,
    forty: 40,
    fifty: 50,
    sixty: 60,
    hundred: 100,
  }),
);
