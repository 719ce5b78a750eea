/** ISO 3166-2 codes newer than the official list's package, with English names. */
export const NEW_CODES: Readonly<Record<string, string>> = {
  "NO-31": "Østfold",
  "NO-32": "Akershus",
  "NO-33": "Buskerud",
  "NO-39": "Vestfold",
  "NO-40": "Telemark",
  "NO-55": "Troms",
  "NO-56": "Finnmark",
  "ID-PD": "Southwest Papua",
  "ID-PE": "Highland Papua",
  "ID-PS": "South Papua",
  "ID-PT": "Central Papua",
  "KZ-10": "Abai",
  "KZ-33": "Zhetysu",
  "KZ-62": "Ulytau",
};

/** Codes withdrawn since: Norway undid three mergers on 1 January 2024. */
export const WITHDRAWN_CODES: ReadonlySet<string> = new Set(["NO-30", "NO-38", "NO-54"]);

/** CLDR's list is older than ISO's here: Iran's codes were dealt out anew in 2020, Morocco's in 2015. */
export const RECODED: ReadonlySet<string> = new Set([
  ...Array.from({ length: 33 }, (_, n) => `IR-${String(n).padStart(2, "0")}`),
  ...Array.from({ length: 16 }, (_, n) => `MA-${String(n + 1).padStart(2, "0")}`),
]);

/** GeoNames files Taiwan's counties and Serbia's districts under divisions that ISO has not; their own codes are ISO's. */
export function codeFromSecondOrder(admin2: string): string | undefined {
  const [, taiwan] = /^TW\.\d\d\.([A-Z]{3})$/.exec(admin2) ?? [];
  if (taiwan !== undefined) return `TW-${taiwan === "TPQ" ? "NWT" : taiwan}`;
  const [, serbia] = /^RS\.SE\.(\d+)$/.exec(admin2) ?? [];
  return serbia === undefined ? undefined : `RS-${serbia.padStart(2, "0")}`;
}

/** GeoNames' first-order codes that `admin1-iso.json` lacks. */
export const FIRST_ORDER: Readonly<Record<string, string>> = {
  "NO.13": "NO-31",
  "NO.01": "NO-32",
  "NO.04": "NO-33",
  "NO.20": "NO-39",
  "NO.17": "NO-40",
  "NO.18": "NO-55",
  "NO.05": "NO-56",
  "CZ.52": "CZ-10",
  "ID.PD": "ID-PD",
  "ID.PE": "ID-PE",
  "ID.PS": "ID-PS",
  "KZ.12510144": "KZ-33",
  "MK.F6": "MK-85",
  "NP.4": "NP-P4",
  "NP.7": "NP-P7",
  "LV.31": "LV-113",
  "MG.11": "MG-T",
  "MG.51": "MG-U",
  "MG.42": "MG-M",
  "MG.32": "MG-A",
  "AO.CUB": "AO-CCU",
  "AO.CBG": "AO-CCU",
};

/** ISO 3166-2 governorates of Palestine by GeoNames' second-order codes: GeoNames has only its two halves. */
export const SECOND_ORDER: Readonly<Record<string, string>> = {
  "PS.WE.7828733": "PS-JEN",
  "PS.GZ.7870260": "PS-RFH",
  "PS.GZ.7870263": "PS-NGZ",
  "PS.GZ.7870268": "PS-DEB",
  "PS.WE.7870463": "PS-BTH",
  "PS.WE.7870555": "PS-NBS",
  "PS.WE.7870644": "PS-TKM",
  "PS.WE.7870648": "PS-TBS",
  "PS.WE.7870649": "PS-QQA",
  "PS.WE.7870652": "PS-SLT",
  "PS.WE.7870653": "PS-JRH",
  "PS.WE.7870654": "PS-JEM",
  "PS.WE.7870657": "PS-RBH",
  "PS.WE.7870658": "PS-HBN",
  "PS.GZ.7871092": "PS-KYS",
  "PS.GZ.11184609": "PS-GZA",
};
