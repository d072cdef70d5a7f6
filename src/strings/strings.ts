/**
 * The page's texts: i18next with one bundle a language, fetched when that language is first wanted. Components call
 * `useTranslation('<namespace>')`; keys and namespaces are typed from the English files.
 */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../store/viewStore'
import type { namespaces } from './en'

export const DEFAULT_NAMESPACE = 'page'

/** A wrong key or namespace does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: typeof DEFAULT_NAMESPACE
    resources: typeof namespaces
  }
}

type Bundle = Record<string, object>

async function fetchBundle(language: Language): Promise<Bundle> {
  switch (language) {
    case 'en':
      return (await import('./en')).namespaces
    case 'ko':
      return (await import('./ko')).namespaces
  }
}

export async function startStrings(language: Language): Promise<void> {
  const bundle = await fetchBundle(language)
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: bundle },
    partialBundledLanguages: true,
    defaultNS: DEFAULT_NAMESPACE,
    ns: Object.keys(bundle),
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  document.documentElement.lang = language
}

export async function changeLanguage(language: Language): Promise<void> {
  for (const [namespace, texts] of Object.entries(await fetchBundle(language))) i18next.addResourceBundle(language, namespace, texts)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
