/**
 * The page's texts: i18next with one bundle a language, fetched when that language is first wanted, and a bundle for
 * each part of the page that comes later. Components call `useTranslation('<namespace>')`; keys are typed from the English files.
 */
import i18next from 'i18next'
import type { PostProcessorModule } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../store/viewStore'
import type { namespaces } from './en'
import type { namespaces as callNamespaces } from './enCalls'
import type { namespaces as capacityNamespaces } from './enCapacity'
import type { namespaces as connectNamespaces } from './enConnect'
import type { namespaces as consumerNamespaces } from './enConsumers'
import type { namespaces as diagnosisNamespaces } from './enDiagnosis'
import type { namespaces as laterEventNamespaces } from './enLaterEvents'
import type { namespaces as panelNamespaces } from './enPanels'
import type { namespaces as predictionNamespaces } from './enPrediction'
import type { namespaces as producerNamespaces } from './enProducers'
import type { namespaces as recordNamespaces } from './enRecord'
import type { namespaces as refusalNamespaces } from './enRefusals'
import type { namespaces as riverTipNamespaces } from './enRiverTip'
import type { namespaces as securityNamespaces } from './enSecurity'
import type { namespaces as serviceRefusalNamespaces } from './enServiceRefusals'
import type { namespaces as storyNamespaces } from './enStories'
import type { namespaces as whyNamespaces } from './enWhy'
import type { namespaces as workloadNamespaces } from './enWorkload'
import { createFormats } from './formats'

export const DEFAULT_NAMESPACE = 'page'

/** A wrong key or namespace does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: typeof DEFAULT_NAMESPACE
    resources: typeof namespaces &
      typeof callNamespaces &
      typeof capacityNamespaces &
      typeof connectNamespaces &
      typeof consumerNamespaces &
      typeof diagnosisNamespaces &
      typeof laterEventNamespaces &
      typeof panelNamespaces &
      typeof predictionNamespaces &
      typeof producerNamespaces &
      typeof recordNamespaces &
      typeof refusalNamespaces &
      typeof riverTipNamespaces &
      typeof securityNamespaces &
      typeof serviceRefusalNamespaces &
      typeof storyNamespaces &
      typeof whyNamespaces &
      typeof workloadNamespaces
  }
}

type FetchBundle = () => Promise<{ namespaces: Record<string, object> }>
/** What a language still has to do when the values stand in a text. */
type Finish = (text: string) => string

const FIRST_LOOK: Record<Language, () => Promise<{ namespaces: Record<string, object>; finish?: Finish }>> = { en: () => import('./en'), ko: () => import('./ko') }

/** Whoever shows such a part waits for its texts. */
const LATER = {
  /** The API console and the Calls panel. */
  calls: { en: () => import('./enCalls'), ko: () => import('./koCalls') },
  /** The Capacity tab. */
  capacity: { en: () => import('./enCapacity'), ko: () => import('./koCapacity') },
  /** A page that watches a served stream. */
  connect: { en: () => import('./enConnect'), ko: () => import('./koConnect') },
  /** All about consumers. */
  consumers: { en: () => import('./enConsumers'), ko: () => import('./koConsumers') },
  /** Why a shard refuses records. */
  diagnosis: { en: () => import('./enDiagnosis'), ko: () => import('./koDiagnosis') },
  /** Events of the less usual kinds. */
  laterEvents: { en: () => import('./enLaterEvents'), ko: () => import('./koLaterEvents') },
  /** The right rail's panels behind the first one. */
  panels: { en: () => import('./enPanels'), ko: () => import('./koPanels') },
  /** What a story asks before it shows. */
  prediction: { en: () => import('./enPrediction'), ko: () => import('./koPrediction') },
  /** All about producers. */
  producers: { en: () => import('./enProducers'), ko: () => import('./koProducers') },
  /** One record opened. */
  record: { en: () => import('./enRecord'), ko: () => import('./koRecord') },
  /** Why an act was not carried out. */
  refusals: { en: () => import('./enRefusals'), ko: () => import('./koRefusals') },
  /** Facts under the pointer in the river. */
  riverTip: { en: () => import('./enRiverTip'), ko: () => import('./koRiverTip') },
  /** The Security tab. */
  security: { en: () => import('./enSecurity'), ko: () => import('./koSecurity') },
  /** Why the service refused a call. */
  serviceRefusals: { en: () => import('./enServiceRefusals'), ko: () => import('./koServiceRefusals') },
  /** What each story is about. */
  stories: { en: () => import('./enStories'), ko: () => import('./koStories') },
  /** Why an application is behind. */
  why: { en: () => import('./enWhy'), ko: () => import('./koWhy') },
  /** Made-up traffic. */
  workload: { en: () => import('./enWorkload'), ko: () => import('./koWorkload') },
} satisfies Record<string, Record<Language, FetchBundle>>

type Part = keyof typeof LATER

const partsShown = new Set<Part>()

export async function loadStrings(part: Part): Promise<void> {
  partsShown.add(part)
  // The language may change while its texts are on their way.
  for (let language = ''; language !== i18next.language; ) {
    language = i18next.language
    await addBundle(language as Language, LATER[part][language as Language])
  }
}

const finishes = new Map<Language, Finish>()

const finishing: PostProcessorModule = {
  type: 'postProcessor',
  name: 'finishing',
  process: (text, _key, _options, translator) => finishes.get((translator as { language: Language }).language)?.(text) ?? text,
}

async function addBundle(language: Language, fetchBundle: FetchBundle): Promise<void> {
  const { namespaces: bundle } = await fetchBundle()
  for (const [namespace, texts] of Object.entries(bundle)) i18next.addResourceBundle(language, namespace, texts)
}

export async function startStrings(language: Language): Promise<void> {
  const { namespaces: bundle, finish } = await FIRST_LOOK[language]()
  if (finish !== undefined) finishes.set(language, finish)
  await i18next.use(initReactI18next).use(finishing).init({
    postProcess: finishing.name,
    lng: language,
    resources: { [language]: bundle },
    partialBundledLanguages: true,
    defaultNS: DEFAULT_NAMESPACE,
    ns: Object.keys(bundle),
    interpolation: { escapeValue: false },
    // Who shows a text that was not there yet shows it again.
    react: { useSuspense: false, bindI18nStore: 'added' },
  })
  // As in `{{count, short}}`.
  i18next.services.formatter?.addCached('short', (spoken = language) => createFormats(spoken).short)
  document.documentElement.lang = language
}

export async function changeLanguage(language: Language): Promise<void> {
  // A part may be opened while the texts of the others are on their way.
  for (let fetched = -1; fetched !== partsShown.size; ) {
    fetched = partsShown.size
    const { finish } = await FIRST_LOOK[language]()
    if (finish !== undefined) finishes.set(language, finish)
    const bundles = [FIRST_LOOK[language], ...Array.from(partsShown, (part) => LATER[part][language])]
    await Promise.all(bundles.map((fetchBundle) => addBundle(language, fetchBundle)))
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
