/** From collected rows to a source: records in order of time, columns to choose a partition key from, and what to know. */
import { MAX_RECORD_SIZE_DEFAULT, PARTITION_KEY_CHARACTERS_MAX } from '../kinesis/limits'
import { finishColumn, joinColumns } from './keyColumn'
import { orderRows, UNTIMED_RECORDS_PER_SECOND } from './replayOrder'
import { RECORDS_MAX } from './collectRows'
import { suggestKeys } from './suggestKeys'
import { textOfRecords } from './keptText'
import type { ByteSurvey } from './textBytes'
import type { CollectedRows } from './collectRows'
import type { FinishedColumn } from './keyColumn'
import type { ReadPlan } from './sourceForm'
import type { ReadOptions, ReadResult } from './readResult'
import type { ReplayOrder } from './replayOrder'
import type { Source } from '../engine/source'
import type { SourceFacts, SourceWarning } from './sourceFacts'

export interface ReadRows {
  rows: CollectedRows
  plan: ReadPlan
  survey: ByteSurvey
  options: ReadOptions
  carriedLines: number
  header: string | null
}

export function finishSource(read: ReadRows): ReadResult {
  const { rows, plan, options } = read
  const bucketMs = (options.form?.weight?.bucketSeconds ?? 0) * 1_000
  const order = orderRows({ rows, timed: plan.time !== null, bucketMs })
  const finished = rows.columns.map((column) => finishColumn(column, order.rowOfRecord))
  const preferred = options.form?.keyColumns ?? []
  for (const name of preferred.filter((wanted) => wanted.includes('+'))) {
    const joined = joinNamed({ finished, name })
    if (joined !== null) finished.push(joined)
  }
  const missing = preferred.find((name) => !finished.some((column) => column.name === name))
  if (missing !== undefined) return { type: 'Refused', line: 1, problem: { key: 'noKeyColumn', values: { column: missing } } }
  if (finished.length === 0) return { type: 'Refused', line: 1, problem: { key: 'noKey', values: {} } }

  const columns = suggestKeys({ columns: finished, preferred })
  const source: Source = {
    sourceId: options.sourceId,
    offsetMs: order.offsetMs,
    bytes: order.rowOfRecord.map((row) => rows.bytes[row] ?? 0),
    keyColumns: new Map(columns.map(({ name, column }) => [name, column])),
    spanMs: order.offsetMs.at(-1) ?? 0,
    text: textOfRecords({ kept: rows.text, rowOfRecord: order.rowOfRecord }),
    header: read.header,
  }
  return { type: 'Read', source, facts: factsOf({ read, source, columns, order }) }
}

function joinNamed({ finished, name }: { finished: readonly FinishedColumn[]; name: string }): FinishedColumn | null {
  const parts = name.split('+').map((part) => finished.find((column) => column.name === part)?.column)
  const known = parts.filter((part) => part !== undefined)
  return known.length === parts.length ? joinColumns(known, name) : null
}

interface Finished {
  read: ReadRows
  source: Source
  columns: readonly FinishedColumn[]
  order: ReplayOrder
}

function factsOf({ read, source, columns, order }: Finished): SourceFacts {
  const records = source.offsetMs.length
  return {
    sourceId: source.sourceId,
    fileName: read.options.fileName,
    records,
    spanMs: source.spanMs,
    columns: columns.map(({ name, column, topRecords }) => ({ name, distinct: column.values.length, topPercent: (100 * topRecords) / records })),
    warnings: warningsOf({ read, source, columns, order }),
  }
}

function warningsOf({ read, source, columns, order }: Finished): SourceWarning[] {
  const { rows, plan, survey, carriedLines } = read
  const cut = rows.columns.filter((column) => column.cutCells > 0)
  const empty = columns.filter((column) => column.emptyRecords > 0)
  const large = source.bytes.reduce((count, bytes) => count + Number(bytes > MAX_RECORD_SIZE_DEFAULT), 0)
  const warnings: SourceWarning[] = []
  const warn = (applies: boolean, key: SourceWarning['key'], values: SourceWarning['values']) => {
    if (applies) warnings.push({ key, values })
  }
  warn(plan.time === null, 'noTime', { perSecond: UNTIMED_RECORDS_PER_SECOND })
  warn(order.outOfOrder > 0, 'outOfOrder', { records: order.outOfOrder })
  warn(carriedLines > 0, 'timeCarried', { lines: carriedLines })
  warn(survey.guessed, 'encodingGuessed', { encoding: survey.encoding })
  warn(rows.full, 'recordsLeftOut', { recordsMax: RECORDS_MAX })
  warn(rows.leftOutColumns.size > 0, 'columnsLeftOut', { columns: rows.leftOutColumns.size })
  warn(empty.length > 0, 'keysEmpty', { cells: empty.reduce((sum, column) => sum + column.emptyRecords, 0), columns: namesOf(empty) })
  warn(cut.length > 0, 'keysCut', {
    cells: cut.reduce((sum, column) => sum + column.cutCells, 0),
    charactersMax: PARTITION_KEY_CHARACTERS_MAX,
    columns: namesOf(cut),
  })
  warn(large > 0, 'largeRecords', { records: large, kibMax: MAX_RECORD_SIZE_DEFAULT / 1_024 })
  warn(rows.badLines > 0, 'linesLeftOut', { lines: rows.badLines, named: rows.faults.length })
  return [...warnings, ...rows.faults]
}

const NAMED_COLUMNS_MAX = 8

function namesOf(columns: readonly { name: string }[]): string {
  const names = columns.slice(0, NAMED_COLUMNS_MAX).map(({ name }) => name)
  return columns.length > NAMED_COLUMNS_MAX ? `${names.join(', ')}, …` : names.join(', ')
}
