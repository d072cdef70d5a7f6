/** What the command line asks for: scenario, seed, end, settings, files. */
import { parseArgs } from 'node:util'

export interface SimulateArguments {
  list: boolean
  scenario: string | null
  seed: number | null
  untilMs: number | null
  settings: { path: string[]; value: unknown }[]
  events: string | null
  summary: string | null
}

export const USAGE = `npm run simulate -- SCENARIO [--seed N] [--until 120s] [--set path=value …] [--events FILE] [--summary FILE]
  SCENARIO   a name (--list shows them) or a JSON file
  --seed     a whole number; the same seed gives the same bytes
  --until    virtual time to run: 500ms, 120s, 5m, 2h
  --set      change the scenario, such as --set stream.shardCount=8 or --set applications.0.workUs=500
  --events   write every event as JSON lines
  --summary  write the totals as JSON
  --list     name the scenarios`

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

/** @throws Error with a sentence for whoever typed it. */
export function readArguments(args: string[]): SimulateArguments {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      list: { type: 'boolean', default: false },
      seed: { type: 'string' },
      until: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
      events: { type: 'string' },
      summary: { type: 'string' },
    },
  })
  if (positionals.length > 1) throw new Error(`One scenario at a time, not ${positionals.length}: ${positionals.join(' ')}`)
  return {
    list: values.list,
    scenario: positionals[0] ?? null,
    seed: values.seed === undefined ? null : readSeed(values.seed),
    untilMs: values.until === undefined ? null : readDuration(values.until),
    settings: values.set.map(readSetting),
    events: values.events ?? null,
    summary: values.summary ?? null,
  }
}

function readSeed(text: string): number {
  const seed = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed)) throw new Error(`--seed takes a whole number, not ${text}`)
  return seed
}

function readDuration(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? []
  const unitMs = UNIT_MS[unit ?? '']
  if (number === undefined || unitMs === undefined) throw new Error(`--until takes a time such as 500ms, 120s, 5m or 2h, not ${text}`)
  return Number(number) * unitMs
}

/** The value is JSON where it can be read as such, else text. */
function readSetting(text: string): { path: string[]; value: unknown } {
  const equals = text.indexOf('=')
  if (equals < 1) throw new Error(`--set takes path=value, not ${text}`)
  const raw = text.slice(equals + 1)
  return { path: text.slice(0, equals).split('.'), value: parseOr(raw) }
}

function parseOr(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return raw
  }
}
