/** Which column of an unknown file tells when a record came: by its name, then by what it holds. */
import { parseNumber, wordsOf } from './cellText'
import { hasTimePunctuation, parseTimeText } from './timeText'
import type { Cells } from './rowReader'
import type { TimeColumn } from './timeColumn'

/** Names that say "time" by themselves, best first; then words that a name may contain. */
const EXACT_NAMES = ['timestamp', '@timestamp', 'time', 'ts', 't', 't_ms', 't_us', 't_s', 'time_ms', 'time_us', 'datetime', 'eventTime', 'date', '시각', '시간', '일시']
const NAME_WORDS = new Set(['time', 'timestamp', 'ts', 'date', 'datetime', 'epoch', 'utc', 'created', '시각', '시간', '일시', '날짜', '타임스탬프'])
const FITTING_SHARE_MIN = 0.9
const MS_PER_UNIT = { ms: 1, us: 0.001, ns: 0.000_001, s: 1_000 } as const
/** A plain number below this counts from somewhere else than 1970 (as epoch seconds it would be before 1973). */
const EPOCH_MIN = 1e8

export function guessTimeColumn({ columnNames, rows }: { columnNames: readonly string[]; rows: readonly Cells[] }): TimeColumn | null {
  const cellsOf = (index: number) => rows.map((row) => row[index] ?? '').filter((cell) => cell !== '')
  for (const exact of EXACT_NAMES) {
    const index = columnNames.findIndex((name) => name.toLowerCase() === exact.toLowerCase())
    const found = index < 0 ? null : fit({ name: columnNames[index] ?? '', cells: cellsOf(index), mayCountFromZero: true })
    if (found !== null) return found
  }
  for (const [index, name] of columnNames.entries()) {
    if (!wordsOf(name).some((word) => NAME_WORDS.has(word))) continue
    const found = fit({ name, cells: cellsOf(index), mayCountFromZero: false })
    if (found !== null) return found
  }
  const punctuated = columnNames.findIndex((_, index) => areMost(cellsOf(index), hasTimePunctuation))
  return punctuated < 0 ? null : { name: columnNames[punctuated] ?? '', msPerUnit: null }
}

function fit({ name, cells, mayCountFromZero }: { name: string; cells: readonly string[]; mayCountFromZero: boolean }): TimeColumn | null {
  if (areMost(cells, (cell) => !Number.isNaN(parseTimeText(cell.trim())))) return { name, msPerUnit: null }
  if (!areMost(cells, (cell) => !Number.isNaN(parseNumber(cell)))) return null
  const numbers = cells.map(parseNumber).filter((number) => !Number.isNaN(number))
  const first = Math.abs(numbers[0] ?? 0)
  if (first >= EPOCH_MIN) return { name, msPerUnit: unitByName(name) ?? unitByMagnitude(first) }
  const neverFalls = numbers.every((number, index) => index === 0 || number >= (numbers[index - 1] ?? 0))
  return mayCountFromZero && neverFalls ? { name, msPerUnit: unitByName(name) ?? MS_PER_UNIT.s } : null
}

function areMost(cells: readonly string[], fits: (cell: string) => boolean): boolean {
  return cells.length > 0 && cells.filter(fits).length >= cells.length * FITTING_SHARE_MIN
}

function unitByName(name: string): number | null {
  switch (wordsOf(name).at(-1)) {
    case 'ms':
    case 'millis':
      return MS_PER_UNIT.ms
    case 'us':
    case 'micros':
      return MS_PER_UNIT.us
    case 'ns':
    case 'nanos':
      return MS_PER_UNIT.ns
    default:
      return null
  }
}

function unitByMagnitude(number: number): number {
  if (number < 1e11) return MS_PER_UNIT.s
  if (number < 1e14) return MS_PER_UNIT.ms
  return number < 1e17 ? MS_PER_UNIT.us : MS_PER_UNIT.ns
}
