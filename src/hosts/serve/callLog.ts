/** What the terminal hears of the calls: a line for each that describes or changes, a sum now and then of those that move records. */
import type { Answer } from '../../kinesis/exceptions'
import type { WireCall } from '../../wire/readCall'
import type { RunningWorld } from './runningWorld'

const SUM_EVERY_MS = 5_000
const LINE_CHARACTERS_MAX = 300
const DATA_PLANE = new Set(['PutRecord', 'PutRecords', 'GetRecords', 'GetShardIterator'])

interface Sum {
  calls: number
  refused: number
  records: number
  /** Entries of PutRecords that were refused by themselves. */
  recordsRefused: number
}

/** @returns what ends it. */
export function logCalls(running: RunningWorld, log: (line: string) => void): () => void {
  const sums = new Map<string, Sum>()
  const flush = () => {
    if (sums.size > 0) log(Array.from(sums, describeSum).join('; '))
    sums.clear()
  }
  const timer = setInterval(flush, SUM_EVERY_MS).unref()
  const deafen = running.listenToCalls((call, answer) => {
    if (DATA_PLANE.has(call.operation)) addTo(sums, call, answer)
    else log(describeCall(call, answer))
  })
  return () => {
    deafen()
    clearInterval(timer)
    flush()
  }
}

export function describeCall({ operation, input }: WireCall, answer: Answer<unknown>): string {
  const subject = subjectOf(input)
  const outcome = answer.ok ? 'ok' : `${answer.refusal.exception}: ${answer.refusal.message}`
  return printable(`${operation}${subject === '' ? '' : ` ${subject}`}  ${outcome}`)
}

function subjectOf(input: object): string {
  const named = input as Readonly<Record<string, unknown>>
  const arn = named['StreamARN'] ?? named['ResourceARN'] ?? named['ConsumerARN']
  const name = named['StreamName'] ?? (typeof arn === 'string' ? arn.split(':stream/')[1] : undefined)
  return typeof name === 'string' ? name : ''
}

/** Names and refusals repeat what a client has sent: no line break or escape code of it reaches the terminal. */
function printable(line: string): string {
  const plain = line.replace(/[^\P{C}]|[\u2028\u2029]/gu, '�')
  return plain.length > LINE_CHARACTERS_MAX ? `${plain.slice(0, LINE_CHARACTERS_MAX)}…` : plain
}

function addTo(sums: Map<string, Sum>, { operation, input }: WireCall, answer: Answer<unknown>): void {
  let sum = sums.get(operation)
  if (sum === undefined) sums.set(operation, (sum = { calls: 0, refused: 0, records: 0, recordsRefused: 0 }))
  sum.calls++
  if (!answer.ok) {
    sum.refused++
    return
  }
  const { Records, FailedRecordCount = 0 } = (answer.value ?? {}) as { Records?: unknown[]; FailedRecordCount?: number }
  sum.records += operation === 'PutRecord' ? 1 : operation === 'PutRecords' ? input.Records.length - FailedRecordCount : (Records?.length ?? 0)
  sum.recordsRefused += FailedRecordCount
}

function describeSum([operation, { calls, refused, records, recordsRefused }]: [string, Sum]): string {
  const parts = [`${operation} ${count(calls, 'call')}`]
  if (operation !== 'GetShardIterator') parts.push(count(records, 'record'))
  if (recordsRefused > 0) parts.push(`${count(recordsRefused, 'record')} refused`)
  if (refused > 0) parts.push(`${count(refused, 'call')} refused`)
  return parts.join(', ')
}

function count(number: number, unit: string): string {
  return `${number.toLocaleString('en')} ${unit}${number === 1 ? '' : 's'}`
}
