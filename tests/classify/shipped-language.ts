import { readLanguageData } from "#src/adapters/files/data-files.ts";
import { languageDetector } from "#src/classify/text/detect-language.ts";
import { openLanguageModel } from "#src/classify/text/language-model.ts";

export const languageModel = openLanguageModel(await readLanguageData());

export const detectLanguage = languageDetector(languageModel);
