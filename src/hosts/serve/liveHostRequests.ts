/** Requests of a page as they come over the network: whatever does not fit is refused before the world hears of it. */
import * as v from 'valibot'
import type { Command } from '../../engine/commands'
import { OTHER_OPERATIONS } from '../../engine/trail/model'
import { OPERATIONS } from '../../kinesis/api/operations'
import type { OperationName } from '../../kinesis/api/types'
import { PRICE_NAMES, type PriceName } from '../../kinesis/billing'
import { metricSource } from '../../scenarios/cloudWatchSchema'
import { caller, document, identity } from '../../scenarios/guardSchema'
import { actSchema } from '../../scenarios/scenarioSchema'
import { BASE64 } from '../../wire/codec'
import { readShape, type Reading } from '../../wire/readValue'

const finite = v.pipe(v.number(), v.finite())
const name = v.pipe(v.string(), v.maxLength(1_024))

const OPERATION_NAMES = Object.keys(OPERATIONS) as OperationName[]
const operation = v.picklist(OPERATION_NAMES)

const trailFilter = v.object({
  text: v.exactOptional(name),
  operation: v.exactOptional(v.picklist([...OPERATION_NAMES, ...Object.values(OTHER_OPERATIONS).flat()])),
  caller: v.exactOptional(caller),
  errorsOnly: v.exactOptional(v.boolean()),
  changesOnly: v.exactOptional(v.boolean()),
  category: v.exactOptional(v.picklist(['Management', 'Data'])),
  deliveredOnly: v.exactOptional(v.boolean()),
})

const accessQuestion = v.object({
  caller,
  operation,
  streamName: v.nullable(name),
  consumerName: v.exactOptional(name),
  // Whose account has other than twelve digits is told so, not cut off.
  identity: v.exactOptional(v.object({ ...identity.entries, accountId: v.exactOptional(name) })),
  resourcePolicy: v.exactOptional(v.nullable(document)),
  endpointPolicy: v.exactOptional(document),
})

const policySubject = v.object({ kind: v.picklist(['identity', 'stream', 'consumer', 'endpoint', 'key']), policyName: name, arn: v.exactOptional(name) })

const price = v.pipe(finite, v.minValue(0))
const prices = v.object(Object.fromEntries(PRICE_NAMES.map((each) => [each, price])) as Record<PriceName, typeof price>)

/** Metrics asked for at once. */
const SERIES_MAX = 20

/** Of each request what a served world heeds: it has its own clock, its own recording and its own files. */
const requestSchema = v.variant('type', [
  v.object({ type: v.literal('Open') }),
  v.object({ type: v.literal('GoTo'), summary: v.boolean() }),
  v.object({ type: v.literal('Step') }),
  v.object({ type: v.literal('Submit'), command: v.unknown() }),
  v.object({ type: v.literal('Watch'), streamName: v.nullable(name) }),
  v.object({ type: v.literal('Window'), fromMs: finite, toMs: finite, recordsMax: v.pipe(finite, v.minValue(0)) }),
  v.object({
    type: v.literal('Inspect'),
    subject: v.variant('kind', [
      v.object({ kind: v.literal('key'), partitionKey: name }),
      v.object({ kind: v.literal('place'), atMs: finite, hashTop: finite, withinMs: finite, withinHashTop: finite }),
      v.object({ kind: v.literal('record'), sequenceNumber: name }),
      v.object({ kind: v.literal('throttling'), shardId: v.nullable(name) }),
      v.object({ kind: v.literal('producer'), producerIndex: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
      v.object({ kind: v.literal('application'), name }),
      v.object({ kind: v.literal('object'), application: name, key: name }),
      v.object({ kind: v.literal('why'), application: name, shardId: v.nullable(name) }),
      v.object({ kind: v.literal('capacity') }),
      v.object({ kind: v.literal('bill'), prices, basis: v.picklist(['run', 'minute']) }),
      v.object({
        kind: v.literal('metrics'),
        question: v.object({
          series: v.pipe(v.array(v.object({ source: metricSource, periodSeconds: v.pipe(finite, v.minValue(1), v.maxValue(86_400)), fromMs: v.nullable(finite) })), v.maxLength(SERIES_MAX)),
          lens: v.nullable(v.object({ streamName: name, shardId: v.nullable(name) })),
        }),
      }),
      v.object({ kind: v.literal('guards') }),
      v.object({ kind: v.literal('access'), question: accessQuestion }),
      v.object({ kind: v.literal('policy'), policy: policySubject, document }),
      v.object({ kind: v.literal('trail'), filter: trailFilter, page: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
      v.object({ kind: v.literal('faults') }),
      v.object({ kind: v.literal('journey'), recordId: name }),
    ]),
  }),
  v.object({ type: v.literal('LoadSource'), fileName: name }),
  v.object({ type: v.literal('CancelSource') }),
  v.object({ type: v.literal('Save') }),
])

const envelopeSchema = v.object({ requestNumber: v.pipe(v.number(), v.safeInteger()), body: requestSchema })

export type LiveRequest = v.InferOutput<typeof requestSchema>

/** @returns null for what no page of ours says. */
export function readEnvelope(value: unknown): { requestNumber: number; body: LiveRequest } | null {
  const result = v.safeParse(envelopeSchema, value)
  return result.success ? result.output : null
}

export type ReadCommand = { command: Command } | { refused: { operation: OperationName; input: Readonly<Record<string, unknown>>; message: string } }

/** @returns null for what is no command. */
export function readCommand(value: unknown): ReadCommand | null {
  const called = v.safeParse(v.object({ type: v.literal('Call'), operation: v.string(), input: v.record(v.string(), v.unknown()) }), value)
  if (!called.success) {
    const act = v.safeParse(actSchema, value)
    return act.success ? { command: act.output } : null
  }
  const { operation: named, input } = called.output
  if (!Object.hasOwn(OPERATIONS, named)) return null
  const operation = named as OperationName
  const reading: Reading = { base64: BASE64, error: null }
  const read = readShape(OPERATIONS[operation].input, 'json', input, reading)
  if (reading.error !== null) return { refused: { operation, input, message: reading.error } }
  // `readShape` has made the types true that the operation's input promises.
  return { command: { type: 'Call', operation, input: read } as Command }
}
