import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { scenarios } from '../scenarios/scenarios'
import { namespaces as english } from './en'
import { namespaces as englishCalls } from './enCalls'
import { namespaces as englishCapacity } from './enCapacity'
import { namespaces as englishConnect } from './enConnect'
import { namespaces as englishConsumers } from './enConsumers'
import { namespaces as englishDiagnosis } from './enDiagnosis'
import { namespaces as englishLaterEvents } from './enLaterEvents'
import { namespaces as englishPanels } from './enPanels'
import { namespaces as englishPrediction } from './enPrediction'
import { namespaces as englishProducers } from './enProducers'
import { namespaces as englishRecord } from './enRecord'
import { namespaces as englishRefusals } from './enRefusals'
import { namespaces as englishRiverTip } from './enRiverTip'
import { namespaces as englishSecurity } from './enSecurity'
import { namespaces as englishServiceRefusals } from './enServiceRefusals'
import { namespaces as englishStories } from './enStories'
import { namespaces as englishWhy } from './enWhy'
import { namespaces as englishWorkload } from './enWorkload'
import { namespaces as korean } from './ko'
import { namespaces as koreanCalls } from './koCalls'
import { namespaces as koreanCapacity } from './koCapacity'
import { namespaces as koreanConnect } from './koConnect'
import { namespaces as koreanConsumers } from './koConsumers'
import { namespaces as koreanDiagnosis } from './koDiagnosis'
import { namespaces as koreanLaterEvents } from './koLaterEvents'
import { namespaces as koreanPanels } from './koPanels'
import { namespaces as koreanPrediction } from './koPrediction'
import { namespaces as koreanProducers } from './koProducers'
import { namespaces as koreanRecord } from './koRecord'
import { namespaces as koreanRefusals } from './koRefusals'
import { namespaces as koreanRiverTip } from './koRiverTip'
import { namespaces as koreanSecurity } from './koSecurity'
import { namespaces as koreanServiceRefusals } from './koServiceRefusals'
import { namespaces as koreanStories } from './koStories'
import { namespaces as koreanWhy } from './koWhy'
import { namespaces as koreanWorkload } from './koWorkload'

const folder = new URL('.', import.meta.url)
const files = readdirSync(new URL('en/', folder))
const PLURAL = /_(zero|one|two|few|many|other)$/

/** Each text by its path; the forms of a plural are one. */
function textsOf(tree: unknown, path = ''): [path: string, text: string][] {
  if (typeof tree === 'string') return [[path.replace(PLURAL, ''), tree]]
  return Object.entries(tree as object).flatMap(([key, branch]) => textsOf(branch, path === '' ? key : `${path}.${key}`))
}

function read(language: 'en' | 'ko', file: string): [path: string, text: string][] {
  return textsOf(JSON.parse(readFileSync(new URL(`${language}/${file}`, folder), 'utf8')))
}

function placeholdersOf(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(/\{\{\s*([\w.]+)/g), ([, name]) => name ?? ''))].sort()
}

function placeholdersByPath(texts: [path: string, text: string][]): Map<string, string[]> {
  const byPath = new Map<string, string[]>()
  for (const [path, text] of texts) byPath.set(path, [...new Set([...(byPath.get(path) ?? []), ...placeholdersOf(text)])].sort())
  return byPath
}

describe('the strings', () => {
  it('are all part of both bundles', () => {
    const names = files.map((file) => file.replace('.json', ''))
    expect(readdirSync(new URL('ko/', folder))).toEqual(files)
    expect(Object.keys({ ...english, ...englishCalls, ...englishCapacity, ...englishConnect, ...englishConsumers, ...englishDiagnosis, ...englishLaterEvents, ...englishPanels, ...englishPrediction, ...englishProducers, ...englishRecord, ...englishRefusals, ...englishRiverTip, ...englishSecurity, ...englishServiceRefusals, ...englishStories, ...englishWhy, ...englishWorkload }).sort()).toEqual(names)
    expect(Object.keys({ ...korean, ...koreanCalls, ...koreanCapacity, ...koreanConnect, ...koreanConsumers, ...koreanDiagnosis, ...koreanLaterEvents, ...koreanPanels, ...koreanPrediction, ...koreanProducers, ...koreanRecord, ...koreanRefusals, ...koreanRiverTip, ...koreanSecurity, ...koreanServiceRefusals, ...koreanStories, ...koreanWhy, ...koreanWorkload }).sort()).toEqual(names)
  })

  it.each(files)('%s says the same things with the same placeholders in both languages', (file) => {
    expect(placeholdersByPath(read('ko', file))).toEqual(placeholdersByPath(read('en', file)))
  })

  it.each(files.flatMap((file) => (['en', 'ko'] as const).map((language) => ({ file, language }))))('$language/$file has no empty text', ({ file, language }) => {
    expect(read(language, file).filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('name every scenario and its group', () => {
    const known = new Set(read('en', 'controls.json').map(([path]) => path))
    const wanted = scenarios.flatMap(({ nameKey, group }) => [nameKey, `scenarioGroup.${group}`])
    expect(wanted.filter((key) => !known.has(key))).toEqual([])
    const told = new Set(read('en', 'stories.json').map(([path]) => path))
    expect(scenarios.map(({ nameKey }) => nameKey.replace('scenario', 'about')).filter((key) => !told.has(key))).toEqual([])
  })
})
