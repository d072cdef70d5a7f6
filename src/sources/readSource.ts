/**
 * Reads a file into a source: CSV, TSV, JSON lines or a log, found out by its content and name. It pauses after every
 * block of lines, so that whoever runs it can hear a cancellation; a bad file is an answer, never an exception.
 */
import { MIB } from '../base/units'
import { createCollector, refusalOf, thinOut, toSink } from './collectRows'
import { fetchQuotedReader } from './quotedCells'
import { createRowReader, planReading } from './readPlan'
import { countLineBreaks, readLineBlocks, surveyBytes } from './textBytes'
import { finishSource } from './finishSource'
import type { Collector } from './collectRows'
import type { ByteSurvey } from './textBytes'
import type { ReadOptions, ReadResult } from './readResult'
import type { ReadPlan } from './sourceForm'
import type { RowReader } from './rowReader'

export const SOURCE_BYTES_MAX = 200 * MIB

const SAMPLE_BYTES = MIB / 4

/** A dropped or chosen file; a too large one is refused before it is in memory. */
export async function readSourceFile(file: Blob, options: ReadOptions): Promise<ReadResult> {
  if (file.size > SOURCE_BYTES_MAX) return refuseSize(file.size)
  let bytes: ArrayBuffer
  try {
    bytes = await file.arrayBuffer()
  } catch (error) {
    return refuseUnreadable(error)
  }
  return readSource(new Uint8Array(bytes), options)
}

export async function readSource(input: Uint8Array | string, options: ReadOptions): Promise<ReadResult> {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input
  if (bytes.length > SOURCE_BYTES_MAX) return refuseSize(bytes.length)
  const nulAt = bytes.indexOf(0)
  if (nulAt >= 0) return refuseBinary({ bytes, nulAt })

  if (options.form?.quoting !== false) await fetchQuotedReader()
  const survey = await surveyBytes({ bytes, encoding: options.form?.encoding ?? null, pause: nextTurn })
  const lines = firstLines({ bytes, survey })
  const plan = await planReading({ lines, fileName: options.fileName, form: options.form ?? null })
  const collector = await createCollector({
    roles: {
      time: plan.time,
      size: options.form?.sizeColumn ?? null,
      weight: options.form?.weight?.column ?? null,
      preferred: options.form?.keyColumns.flatMap((name) => name.split('+')) ?? [],
    },
    lines: survey.lineBreaks + 1,
    fileBytes: bytes.length,
  })
  const reading = await readLines({ bytes, survey, plan, collector, options })
  if (reading === null) return { type: 'Cancelled' }

  const refusal = refusalOf(collector.rows)
  if (refusal !== null) return { type: 'Refused', line: refusal.values.line, problem: refusal }
  if (collector.rows.records === 0) return { type: 'Refused', line: null, problem: { key: 'empty', values: {} } }
  return finishSource({ rows: collector.rows, plan, survey, options, ...reading })
}

export function refuseUnreadable(error: unknown): ReadResult {
  const message = error instanceof Error ? error.message : String(error)
  return { type: 'Refused', line: null, problem: { key: 'unreadable', values: { message } } }
}

function refuseSize(bytes: number): ReadResult {
  const values = { megabytes: Math.ceil(bytes / MIB), megabytesMax: SOURCE_BYTES_MAX / MIB }
  return { type: 'Refused', line: null, problem: { key: 'tooLarge', values } }
}

function refuseBinary({ bytes, nulAt }: { bytes: Uint8Array; nulAt: number }): ReadResult {
  const line = countLineBreaks(bytes.subarray(0, nulAt)) + 1
  return { type: 'Refused', line, problem: { key: 'notText', values: { line, byte: nulAt + 1 } } }
}

/** The whole lines at the beginning of the file; a longer first line is cut. */
function firstLines({ bytes, survey }: { bytes: Uint8Array; survey: ByteSurvey }): string[] {
  const sample = bytes.subarray(0, survey.startsAt + SAMPLE_BYTES)
  const isWhole = sample.length === bytes.length
  const [block] = readLineBlocks({ bytes: sample, survey })
  if (block === undefined) return []
  return isWhole || block.lines.length === 1 ? block.lines : block.lines.slice(0, -1)
}

interface Reading {
  bytes: Uint8Array
  survey: ByteSurvey
  plan: ReadPlan
  collector: Collector
  options: ReadOptions
}

/** @returns what the reader learned besides the rows; null when it was cancelled. */
async function readLines({ bytes, survey, plan, collector, options }: Reading): Promise<Pick<RowReader, 'carriedLines' | 'header'> | null> {
  const { rows } = collector
  const reader = await createRowReader({ format: plan.format, sink: toSink(collector) })
  let lineNumber = 0
  for (const { lines, doneBytes } of readLineBlocks({ bytes, survey })) {
    for (const line of lines) {
      lineNumber++
      reader.readLine(line, lineNumber)
      if (rows.refusal !== null || rows.full) return { carriedLines: reader.carriedLines, header: reader.header }
    }
    thinOut(collector)
    options.onProgress?.(doneBytes, bytes.length)
    if (doneBytes < bytes.length) await nextTurn()
    if (options.signal?.aborted === true) return null
  }
  reader.end()
  return { carriedLines: reader.carriedLines, header: reader.header }
}

/** Lets whatever waits for this thread go first. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
