import { parseRegionCode, type RegionCode } from "../../model/region.ts";

/**
 * Offices, ranks, money and turns of speech that one country's reports are full of: a local paper names its town and
 * hardly ever its country. Two words stand for a phrase; a currency sign for itself.
 */
const WORDS: Readonly<Record<string, string>> = {
  US: `sheriff sheriffs|sheriff|county|selectmen|alderman|aldermen|school district|high school|middle school|elementary school
    |grader|graders|freshman|sophomore|percent|trooper|troopers|state police|highway patrol|interstate|councilwoman|councilman
    |city council|school board|public schools|county commissioners|district attorney|attorney general|felony|misdemeanor
    |arraigned|indicted|grand jury|republican|republicans|democrat|democrats|medicaid|medicare|fbi|atf|downtown
    |neighborhood|labor|center|rsvp|ymca|zip|gov|sen|rep|sgt|lt|miles|counties|state senate|state house|police department
    |fire department|city manager|township|statewide|nfl|nba|ncaa|mlb`,
  GB: `pc|detectives|constable|constables|dc|di|magistrates|crown court|county council|borough council|per cent|mp|mps|tory|tories
    |labour|lib dem|councillor|councillors|pensioner|pensioners|nhs|solicitor|primary school|secondary school|bbc|queen|pub
    |bst|gcse|ofsted|motorway|lorry|£|mbe|obe|whilst|metropolitan police|city centre|town centre`,
  IE: "gardai|garda|gardaí|taoiseach|fianna fail|fine gael|sinn fein|cllr|county council|oireachtas|dail|rte",
  CA: `opp|rcmp|provincial police|const|councillor|ndp|premier|toonie|cbc|ctv|mla|ontarians|per cent|hydro|regional police
    |canadians|canadian|centre|neighbourhood`,
  AU: "rba|abc|liberal|councillor|nsw|premier|shire|afl|nrl|indigenous|centrelink|ute|arvo|bushfire|state emergency",
  NZ: "maori|iwi|kiwi|kiwis|nzpa|district health|regional council|rugby",
  IN: `lakh|lakhs|crore|crores|rs|bjp|panchayat|tehsil|taluk|lok sabha|collector|fir|sp|dgp|naxal|naxals|naxalite|crpf|jawan
    |jawans|constable|zilla|mla|cpi`,
  PK: "rs|crore|fir|ssp|dsp|rangers|tehreek|jirga|levies|ppp|pml|lashkar",
  BD: "upazila|taka|rab|awami league|bnp|crore",
  LK: "ltte|tamil tigers|sinhalese|grama|divisional secretariat",
  NG: "naira|n|lga|local government|governor|inec|boko haram|edo|alhaji|apc|pdp|nnpc|hrm|senator",
  KE: "kes|sh|county commissioner|ocpd|ocs|matatu|gsu|odm|kws",
  ZA: "rand|r|saps|anc|municipality|metro police|ekurhuleni|premier",
  PH: "barangay|npa|afp|pnp|peso|pesos|vice mayor|sitio|abu sayyaf|milf",
  SV: "fmln|arena|colones|farabundo|cristiani|salvadoran|salvadorans|jesuits|atlacatl|venceremos|handal|cuscatlan",
  CO: "eln|farc|m 19|medellin cartel|cali cartel|extraditables|barco|upc|epl|inravision|caracol|antioquia",
  PE: "sendero|senderista|senderistas|shining path|mrta|tupac amaru|intis|apra|inti",
  GT: "urng|quetzal|quetzales|cerezo|kaibil|cacif",
  CL: "mapu|fpmr|carabineros|manuel rodriguez|pinochet|lautaro|aylwin",
  HN: "lempira|lempiras|cinchoneros|callejas|azcona",
  NI: "contra|contras|sandinista|sandinistas|ortega|fsln|chamorro",
  BO: "paz zamora|zarate|fal|mir",
  AR: "tablada|menem|alfonsin|austral|australes|mtp",
  EC: "alfaro vive|sucres|borja",
  MX: "pri|pan|cartel|pgr|sedena|zetas|ejido",
};

type Cues = ReadonlyMap<string, readonly RegionCode[]>;

/** The countries that each word, or two, is one of; these with a space between. */
export const OWN_WORDS = readCues();
/** Words that begin one of two. */
export const FIRST_OF_TWO = new Set(
  [...OWN_WORDS.keys()].flatMap((cue) =>
    cue.includes(" ") ? [cue.slice(0, cue.indexOf(" "))] : [],
  ),
);

function readCues(): Cues {
  const cues = new Map<string, RegionCode[]>();
  for (const [name, list] of Object.entries(WORDS)) {
    const code = parseRegionCode(name);
    for (const cue of code === undefined ? [] : list.split("|").map((one) => one.trim()))
      if (code !== undefined) cues.getOrInsertComputed(cue, () => []).push(code);
  }
  return cues;
}
