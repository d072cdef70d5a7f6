/** What each application is like when it is first added, what sets it apart from others, and which names are free. Pure. */
import { FIREHOSE_DEFAULTS } from '../../engine/consumers/firehose/settings'
import { FLINK_READER_DEFAULTS } from '../../engine/consumers/flink/settings'
import { CONNECTOR_LIBRARY_DEFAULTS, KCL_DEFAULTS } from '../../engine/consumers/kcl/settings'
import { LAMBDA_DEFAULTS } from '../../engine/consumers/lambda/settings'
import { SDK_READER_DEFAULTS } from '../../engine/consumers/sdk/settings'
import type { ApplicationSettings } from '../../engine/consumers/settings'

/** Where one begins that has saved nothing. Firehose begins at LATEST and cannot be told otherwise. */
const STARTS = ['TRIM_HORIZON', 'LATEST'] as const
/** What an event source mapping can be told besides. */
const MAPPING_STARTS = [...STARTS, 'AT_TIMESTAMP'] as const
export type Start = (typeof MAPPING_STARTS)[number]

export function startsOf(way: ApplicationWay): readonly Start[] {
  return way === 'lambda' ? MAPPING_STARTS : STARTS
}

export function usualStart(way: ApplicationWay): Start {
  const settings = newApplication(way, '')
  if (settings.kind === 'firehose') return 'LATEST'
  return (settings.kind === 'lambda' ? settings.startingPosition : settings.initialPosition) === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON'
}

/** @returns the application as it is first added, beginning there; `timestampSeconds` is of AT_TIMESTAMP alone. */
export function newApplicationAt(way: ApplicationWay, name: string, { start, timestampSeconds }: { start: Start; timestampSeconds: number }): ApplicationSettings {
  const settings = newApplication(way, name)
  if (settings.kind === 'firehose') return settings
  if (settings.kind !== 'lambda') return start === 'AT_TIMESTAMP' ? settings : { ...settings, initialPosition: start }
  return { ...settings, startingPosition: start, startingPositionTimestamp: start === 'AT_TIMESTAMP' ? timestampSeconds : settings.startingPositionTimestamp }
}

/** As the menu has them. */
export const APPLICATION_WAYS = ['kcl3', 'kcl2', 'sdk', 'lambda', 'firehose', 'flink', 'connector'] as const
export type ApplicationWay = (typeof APPLICATION_WAYS)[number]

/** Ours: enough workers for a lease to change hands, and work that one of them keeps up with. */
export const NEW_KCL = { workerCount: 2, workUs: 100 } as const

export function newApplication(way: ApplicationWay, name: string): ApplicationSettings {
  switch (way) {
    case 'kcl2':
      return { ...KCL_DEFAULTS, ...NEW_KCL, version: '2.x', name }
    case 'kcl3':
      return { ...KCL_DEFAULTS, ...NEW_KCL, version: '3.x', name }
    case 'connector':
      return { ...CONNECTOR_LIBRARY_DEFAULTS, ...NEW_KCL, name }
    case 'sdk':
      return { ...SDK_READER_DEFAULTS, name }
    case 'lambda':
      return { ...LAMBDA_DEFAULTS, name }
    case 'firehose':
      return { ...FIREHOSE_DEFAULTS, name }
    case 'flink':
      return { ...FLINK_READER_DEFAULTS, name }
  }
}

export function wayOf(settings: ApplicationSettings): ApplicationWay {
  if (settings.kind !== 'kcl') return settings.kind
  if (settings.connector !== null) return 'connector'
  return settings.version === '3.x' ? 'kcl3' : 'kcl2'
}

const FIRST_NAMES: Record<ApplicationWay, string> = { kcl2: 'kcl', kcl3: 'kcl', sdk: 'poller', lambda: 'function', firehose: 'delivery', flink: 'flink', connector: 'connector' }

/** @param taken those at work now, or crashed. */
export function freeName(way: ApplicationWay, taken: readonly string[]): string {
  const first = FIRST_NAMES[way]
  let number = 1
  while (taken.includes(`${first}-${number}`)) number++
  return `${first}-${number}`
}

export type NameProblem = 'empty' | 'characters' | 'long' | 'taken'

/** As ConsumerName must be, which an application with enhanced fan-out gives itself. */
const CHARACTERS = /^[a-zA-Z0-9_.-]*$/
const CHARACTERS_MAX = 128

export function nameProblemOf(name: string, taken: readonly string[]): NameProblem | null {
  if (name === '') return 'empty'
  if (!CHARACTERS.test(name)) return 'characters'
  if (name.length > CHARACTERS_MAX) return 'long'
  return taken.includes(name) ? 'taken' : null
}
