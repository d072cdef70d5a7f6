/** Theme, language and where the clock stops from one visit to the next, where the browser lets us keep anything. */
import type { Language, Theme } from './viewStore'
import { parseLanguage } from './urlState'

const THEME_KEY = 'shardscope.theme'
const LANGUAGE_KEY = 'shardscope.language'
const STOPS_KEY = 'shardscope.stopsAtBroken'

export function preferredTheme(): Theme {
  const kept = recall(THEME_KEY)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

export function preferredLanguage(): Language {
  const wishes = [recall(LANGUAGE_KEY), ...navigator.languages]
  for (const wish of wishes) {
    const language = wish === null ? null : parseLanguage(wish)
    if (language !== null) return language
  }
  return 'en'
}

export function preferredStops(): boolean {
  return recall(STOPS_KEY) === 'true'
}

export function keepTheme(theme: Theme): void {
  keep(THEME_KEY, theme)
}

export function keepLanguage(language: Language): void {
  keep(LANGUAGE_KEY, language)
}

export function keepStops(stopsAtBroken: boolean): void {
  keep(STOPS_KEY, String(stopsAtBroken))
}

/** Storage may be forbidden (private windows, embedded pages): then nothing is kept. */
function recall(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    return
  }
}
