/** A partition key that spreads the same records more evenly, as the commands that change to it, and what it would be. Pure. */
import type { SourceFacts } from '../../bridge/protocol'
import type { Command, Workload } from '../../engine/commands'
import type { ProducerRow, Summary } from '../../engine/summary'

export interface BetterKey {
  commands: Command[]
  becomes:
    | { kind: 'uniform'; keyCount: number }
    /** `topPercent` of the records have the heaviest value. */
    | { kind: 'column'; column: string; topPercent: number }
    | { kind: 'iot'; template: string }
    | { kind: 'cloudWatchLogs' }
    | { kind: 'flink' }
    | { kind: 'agent' }
}

type Becomes = BetterKey['becomes']

/** So many keys, evenly used, that chance fills no shard much more than another. */
export const EVEN_KEYS_MIN = 10_000
const UNIQUE_TEMPLATE = '${newuuid()}'
/** What makes a topic rule's key differ from message to message. */
const DIFFERS = /newuuid\(|timestamp\(|rand\(/

/** @returns null where there is none, or no producer of this world puts into the stream. */
export function betterKeyOf(summary: Summary, sources: readonly SourceFacts[]): BetterKey | null {
  const { producers, workload } = summary
  const changes: { command: Command; becomes: Becomes }[] = []
  const shared = producers.some((producer) => producer.workload === null && drawsItsKeys(producer)) ? betterWorkload(workload, sources) : null
  if (shared !== null) changes.push({ command: { type: 'SetWorkload', workload: shared.workload }, becomes: shared.becomes })
  for (const producer of producers) {
    const change = betterProducer(producer, sources)
    if (change !== null) changes.push(change)
  }
  const [first] = changes
  return first === undefined ? null : { commands: changes.map(({ command }) => command), becomes: first.becomes }
}

/** The others make their keys themselves, see `betterProducer`. */
function drawsItsKeys({ settings: { kind } }: ProducerRow): boolean {
  return kind === 'sdk' || kind === 'kpl'
}

function betterProducer(producer: ProducerRow, sources: readonly SourceFacts[]): { command: Command; becomes: Becomes } | null {
  const { producerIndex, settings, trafficPercent } = producer
  const set = (changed: typeof settings, becomes: Becomes) => ({ command: { type: 'SetProducerSettings', producerIndex, settings: changed } as const, becomes })
  switch (settings.kind) {
    case 'iot':
      return DIFFERS.test(settings.partitionKey) ? null : set({ ...settings, partitionKey: UNIQUE_TEMPLATE }, { kind: 'iot', template: UNIQUE_TEMPLATE })
    case 'cloudWatchLogs':
      return settings.distribution === 'Random' ? null : set({ ...settings, distribution: 'Random' }, { kind: 'cloudWatchLogs' })
    case 'flink':
      return settings.partitionKey === 'key' ? null : set({ ...settings, partitionKey: 'key' }, { kind: 'flink' })
    case 'agent':
      return settings.partitionKeyOption === 'RANDOM' ? null : set({ ...settings, partitionKeyOption: 'RANDOM' }, { kind: 'agent' })
    case 'sdk':
    case 'kpl': {
      const better = producer.workload === null ? null : betterWorkload(producer.workload, sources)
      return better === null ? null : { command: { type: 'SetProducerTraffic', producerIndex, workload: better.workload, trafficPercent }, becomes: better.becomes }
    }
  }
}

function betterWorkload(workload: Workload, sources: readonly SourceFacts[]): { workload: Workload; becomes: Becomes } | null {
  if (workload.kind === 'synthetic') {
    const { keys } = workload
    if (keys.kind === 'uniform' && keys.keyCount >= EVEN_KEYS_MIN) return null
    const keyCount = Math.max(EVEN_KEYS_MIN, 'keyCount' in keys ? keys.keyCount : 0)
    return { workload: { ...workload, keys: { kind: 'uniform', keyCount } }, becomes: { kind: 'uniform', keyCount } }
  }
  const columns = sources.find(({ sourceId }) => sourceId === workload.sourceId)?.columns ?? []
  const now = columns.find(({ name }) => name === workload.keyColumn)
  const best = columns.reduce<(typeof columns)[number] | null>((least, column) => (least === null || isMoreEven(column, least) ? column : least), null)
  if (best === null || now === undefined || !isMoreEven(best, now)) return null
  return { workload: { ...workload, keyColumn: best.name }, becomes: { kind: 'column', column: best.name, topPercent: best.topPercent } }
}

function isMoreEven(one: SourceFacts['columns'][number], other: SourceFacts['columns'][number]): boolean {
  return one.topPercent < other.topPercent || (one.topPercent === other.topPercent && one.distinct > other.distinct)
}
