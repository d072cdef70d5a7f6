/**
 * The page's texts: i18next with one bundle a language, fetched when that language is first wanted. Components call
 * `useTranslation('<namespace>')`; keys and namespaces are typed from the English files.
 */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../store/viewStore'
import type { namespaces } from './en'
import type { namespaces as callNamespaces } from './enCalls'
import type { namespaces as connectNamespaces } from './enConnect'

export const DEFAULT_NAMESPACE = 'page'

/** A wrong key or namespace does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: typeof DEFAULT_NAMESPACE
    resources: typeof namespaces & typeof callNamespaces & typeof connectNamespaces
  }
}

type Bundle = Record<string, object>

let hasCalls = false
let hasConnect = false

async function fetchBundle(language: Language): Promise<Bundle> {
  switch (language) {
    case 'en':
      return (await import('./en')).namespaces
    case 'ko':
      return (await import('./ko')).namespaces
  }
}

async function fetchCallsBundle(language: Language): Promise<Bundle> {
  switch (language) {
    case 'en':
      return (await import('./enCalls')).namespaces
    case 'ko':
      return (await import('./koCalls')).namespaces
  }
}

/** Whoever shows the console or the Calls panel waits for this. */
export async function loadCallsStrings(): Promise<void> {
  hasCalls = true
  // The language may change while its texts are on their way.
  for (let language = ''; language !== i18next.language; ) {
    language = i18next.language
    addBundle(language, await fetchCallsBundle(language as Language))
  }
}

async function fetchConnectBundle(language: Language): Promise<Bundle> {
  switch (language) {
    case 'en':
      return (await import('./enConnect')).namespaces
    case 'ko':
      return (await import('./koConnect')).namespaces
  }
}

/** A page that watches a served stream waits for this before it shows anything. */
export async function loadConnectStrings(): Promise<void> {
  hasConnect = true
  addBundle(i18next.language, await fetchConnectBundle(i18next.language as Language))
}

function addBundle(language: string, bundle: Bundle): void {
  for (const [namespace, texts] of Object.entries(bundle)) i18next.addResourceBundle(language, namespace, texts)
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
  addBundle(language, await fetchBundle(language))
  if (hasCalls) addBundle(language, await fetchCallsBundle(language))
  if (hasConnect) addBundle(language, await fetchConnectBundle(language))
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
