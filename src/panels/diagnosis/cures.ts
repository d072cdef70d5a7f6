/** The three cures of throttling as commands, each with what it does and whether it helps here. Pure. */
import type { SourceFacts } from '../../bridge/protocol'
import type { Command } from '../../engine/commands'
import type { Diagnosis } from '../../engine/diagnosis'
import type { Summary } from '../../engine/summary'
import { WRITE_BYTES_PER_SECOND_MAX, WRITE_RECORDS_PER_SECOND_MAX } from '../../kinesis/limits'
import { reshardActs } from '../lineage/reshardActs'
import { betterKeyOf, type BetterKey } from './betterKey'

export const CURE_NAMES = ['backoff', 'shards', 'key'] as const
export type CureName = (typeof CURE_NAMES)[number]

export type Outlook = 'helps' | 'partly' | 'doesNotHelp'

export interface Cure<Does> {
  /** Null: it cannot be done, see `hindrance`. */
  commands: Command[] | null
  does: Does
  outlook: Outlook
  /** Why it helps or not; of the namespace `diagnosis`. */
  because: 'fewerPeaks' | 'fewerRetries' | 'endsByItself' | 'pilesUp' | 'moreRoom' | 'halfEach' | 'oneKey' | 'roomForPeaks' | 'spreads' | 'allFull' | 'stillHot' | 'spreadsPeaks' | 'quiet' | 'experimentEnds'
  hindrance: Hindrance | null
}

export type Hindrance = 'alreadyBacksOff' | 'retriesByItself' | 'clientsOutside' | 'resharding' | 'cannotSplit' | 'alreadyEven'

export type ShardsDo = { kind: 'double'; from: number; to: number } | { kind: 'split' }

export interface Cures {
  backoff: Cure<null>
  shards: Cure<ShardsDo>
  key: Cure<BetterKey['becomes'] | null>
}

type Outlooks = Record<Diagnosis['verdict'], Pick<Cure<unknown>, 'outlook' | 'because'>>

export function curesOf(diagnosis: Diagnosis, summary: Summary, sources: readonly SourceFacts[]): Cures {
  return { backoff: backoffOf(diagnosis, summary), shards: shardsOf(diagnosis, summary), key: keyOf(diagnosis, summary, sources) }
}

export function cureCommands(diagnosis: Diagnosis, summary: Summary, sources: readonly SourceFacts[]): Record<CureName, Command[] | null> {
  const { backoff, shards, key } = curesOf(diagnosis, summary, sources)
  return { backoff: backoff.commands, shards: shards.commands, key: key.commands }
}

/** Who puts is none of this world's producers. */
function isFromOutside({ producers, producingStreamName, stream }: Summary): boolean {
  return producers.length === 0 || producingStreamName !== stream.streamName
}

function backoffOf({ verdict }: Diagnosis, summary: Summary): Cures['backoff'] {
  const told = { does: null, ...BACKOFF_OUTLOOK[verdict] }
  const hindered = (hindrance: Hindrance) => ({ ...told, commands: null, hindrance })
  if (isFromOutside(summary)) return hindered('clientsOutside')
  const kinds = summary.producers.map(({ settings }) => settings.kind)
  if (!kinds.includes('sdk')) return hindered('retriesByItself')
  const commands = summary.producers.flatMap(({ producerIndex, settings }): Command[] =>
    settings.kind === 'sdk' && settings.failedEntries !== 'backoff' ? [{ type: 'SetProducerSettings', producerIndex, settings: { ...settings, failedEntries: 'backoff' } }] : [],
  )
  return commands.length === 0 ? hindered('alreadyBacksOff') : { ...told, commands, hindrance: null }
}

const BACKOFF_OUTLOOK = {
  none: { outlook: 'partly', because: 'quiet' },
  burst: { outlook: 'helps', because: 'fewerPeaks' },
  backlog: { outlook: 'helps', because: 'fewerRetries' },
  hotKey: { outlook: 'doesNotHelp', because: 'pilesUp' },
  tooMuchTraffic: { outlook: 'doesNotHelp', because: 'pilesUp' },
  hotShard: { outlook: 'doesNotHelp', because: 'pilesUp' },
  experiment: { outlook: 'partly', because: 'experimentEnds' },
} as const satisfies Outlooks

function shardsOf(diagnosis: Diagnosis, { stream, shards }: Summary): Cures['shards'] {
  const { verdict, shardId } = diagnosis
  const shard = shards.find((row) => row.shardId === shardId)
  const split = shard === undefined ? null : reshardActs({ shard, shards, streamName: stream.streamName }).split
  const from = stream.openShardCount
  const to = Math.min(2 * from, stream.targetShardCountMax)
  const double: Command | null =
    to > from && stream.updateShardCountCallsLeft > 0
      ? { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: stream.streamName, TargetShardCount: to, ScalingType: 'UNIFORM_SCALING' } }
      : null
  const doubles = split === null || (verdict === 'tooMuchTraffic' && double !== null)
  const command = doubles ? double : split
  const isBusy = stream.streamStatus !== 'ACTIVE'
  return {
    commands: isBusy || command === null ? null : [command],
    does: doubles ? { kind: 'double', from, to } : { kind: 'split' },
    ...SHARDS_OUTLOOK[verdict],
    hindrance: isBusy ? 'resharding' : command === null ? 'cannotSplit' : null,
  }
}

const SHARDS_OUTLOOK = {
  none: { outlook: 'partly', because: 'quiet' },
  burst: { outlook: 'partly', because: 'roomForPeaks' },
  backlog: { outlook: 'partly', because: 'endsByItself' },
  hotKey: { outlook: 'doesNotHelp', because: 'oneKey' },
  tooMuchTraffic: { outlook: 'helps', because: 'moreRoom' },
  hotShard: { outlook: 'helps', because: 'halfEach' },
  experiment: { outlook: 'partly', because: 'experimentEnds' },
} as const satisfies Outlooks

function keyOf(diagnosis: Diagnosis, summary: Summary, sources: readonly SourceFacts[]): Cures['key'] {
  const better = isFromOutside(summary) ? null : betterKeyOf(summary, sources)
  return {
    commands: better?.commands ?? null,
    does: better?.becomes ?? null,
    ...keyOutlook(diagnosis, better),
    hindrance: better !== null ? null : isFromOutside(summary) ? 'clientsOutside' : 'alreadyEven',
  }
}

function keyOutlook({ verdict, stream }: Diagnosis, better: BetterKey | null): Pick<Cure<null>, 'outlook' | 'because'> {
  if (verdict === 'none') return { outlook: 'partly', because: 'quiet' }
  if (verdict === 'backlog') return { outlook: 'partly', because: 'endsByItself' }
  if (verdict === 'experiment') return { outlook: 'partly', because: 'experimentEnds' }
  const isFull = stream.demand.records > stream.limit.records || stream.demand.bytes > stream.limit.bytes
  if (isFull) return { outlook: verdict === 'hotKey' ? 'partly' : 'doesNotHelp', because: 'allFull' }
  if (better?.becomes.kind === 'column' && topUse(stream.demand, better.becomes.topPercent) > 1) return { outlook: 'doesNotHelp', because: 'stillHot' }
  return verdict === 'burst' ? { outlook: 'partly', because: 'spreadsPeaks' } : { outlook: 'helps', because: 'spreads' }
}

/** Of one shard's limit, what the heaviest key would ask for. */
function topUse({ records, bytes }: Diagnosis['stream']['demand'], topPercent: number): number {
  return (topPercent / 100) * Math.max(records / WRITE_RECORDS_PER_SECOND_MAX, bytes / WRITE_BYTES_PER_SECOND_MAX)
}
