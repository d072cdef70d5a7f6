/** What the page's address asks for. Anything may stand there: what makes no sense is left out and reported. */
import type { Language, Theme } from './viewStore'

export interface UrlState {
  scenarioId: string | null
  seed: number | null
  language: Language | null
  theme: Theme | null
  isPaused: boolean
  atMs: number | null
  isTesting: boolean
  /** Where a served stream is to be watched: `localhost:4567`. */
  connect: string | null
  /** Parameters whose values were not understood. */
  problems: { name: string; value: string }[]
}

/** A day of virtual time: farther than anybody scrolls, near enough to be run to. */
export const AT_MS_MAX = 86_400_000
const SHOWN_CHARACTERS_MAX = 60

export function readUrl(search: string, scenarioIds: readonly string[]): UrlState {
  const parameters = new URLSearchParams(search)
  const problems: UrlState['problems'] = []
  function read<T>(name: string, parse: (text: string) => T | null): T | null {
    const text = parameters.get(name)
    if (text === null) return null
    const value = parse(text)
    if (value === null) problems.push({ name, value: text.slice(0, SHOWN_CHARACTERS_MAX) })
    return value
  }
  return {
    scenarioId: read('scenario', (text) => (scenarioIds.includes(text) ? text : null)),
    seed: read('seed', (text) => parseWhole(text, Number.MAX_SAFE_INTEGER)),
    language: read('lang', parseLanguage),
    theme: read('theme', (text) => (text === 'light' || text === 'dark' || text === 'system' ? text : null)),
    isPaused: read('paused', parseSwitch) ?? false,
    atMs: read('at', (text) => parseWhole(text, AT_MS_MAX)),
    isTesting: read('testing', parseSwitch) ?? false,
    connect: read('connect', parseAddress),
    problems,
  }
}

/** @returns `search` with one parameter set, or without it where `value` is null; the rest as it was. */
export function writeUrl(search: string, name: string, value: string | null): string {
  const parameters = new URLSearchParams(search)
  if (value === null) parameters.delete(name)
  else parameters.set(name, value)
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}

export function parseLanguage(text: string): Language | null {
  const tag = text.toLowerCase().split('-')[0]
  return tag === 'en' || tag === 'ko' ? tag : null
}

const PORT_MAX = 65_535

/** A name, an IPv4 address or an IPv6 address in brackets, and a port; nothing else of a URL. */
function parseAddress(text: string): string | null {
  const [, host, port] = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?):(\d{1,5})$/i.exec(text) ?? []
  if (host === undefined || Number(port) < 1 || Number(port) > PORT_MAX) return null
  return URL.canParse(`http://${text}`) ? `${host.toLowerCase()}:${Number(port)}` : null
}

function parseWhole(text: string, max: number): number | null {
  if (!/^\d{1,16}$/.test(text)) return null
  const value = Number(text)
  return value <= max ? value : null
}

function parseSwitch(text: string): boolean | null {
  switch (text) {
    case '1':
    case 'true':
      return true
    case '0':
    case 'false':
      return false
    default:
      return null
  }
}
