/** Counts the user records of a slice by key, each in the windows of its event time: its approximate arrival. */
import { ensure } from '../../../base/assert'
import { decodeAggregate } from '../../../kinesis/aggregatedRecord'
import { parseHashKey } from '../../../kinesis/hashKey'
import { nameKey, type Keys } from '../../keySpace'
import { forEachOrdinal } from '../../logWalk'
import { epochMsOf } from '../../naming'
import { identityOf } from '../../recordId'
import { arrivalUsOf, payloadOf, type Segment } from '../../shardLog'
import type { Shard, World } from '../../state'
import { deaggregationOf } from '../reading/deaggregation'
import { hasSeen } from '../reading/seenIds'
import { areWithin, mayHoldAggregates, userRecordsIn, wordRangeOf, type UserRecords } from '../reading/userRecords'
import type { FlinkApplication, Pane, Split } from './model'
import { closedToMs, countIn, lastEndOf, paneAt, slideOf } from './windows'

export interface Slice {
  shard: Shard
  fromOrdinal: number
  /** Excluded. */
  toOrdinal: number
}

/** Before the slice is finished: what de-duplication drops is known by what was seen until then. */
export function countRecords(world: World, application: FlinkApplication, split: Split, { shard, fromOrdinal, toOrdinal }: Slice): void {
  const counting = beginCounting(world, application, shard, fromOrdinal, toOrdinal)
  forEachOrdinal(shard.log, fromOrdinal, toOrdinal, (segment, at, ordinal) => {
    const columns = segment?.columns ?? null
    if (segment === null || columns === null) {
      application.totals.recordsForgotten++
      noteEvent(split, epochMsOf(world, arrivalUsOf(shard.log, ordinal)))
      return true
    }
    const eventMs = epochMsOf(world, segment.baseUs + columns.arrival[at])
    const members = counting.mayHoldAggregates ? userRecordsIn(world.keys, segment, at) : null
    if (members === null) {
      noteEvent(split, eventMs)
      if (counting.isNew(columns.recordId[at])) count(application, counting, columns.keyId[at], eventMs)
    } else countMembers(world, application, split, segment, at, { members, eventMs, counting })
    return true
  })
}

interface Counting {
  mayHoldAggregates: boolean
  range: ReturnType<typeof wordRangeOf>
  /** Not dropped by de-duplication. */
  isNew: (recordId: number) => boolean
  closedToMs: number
  /** Of the last record: most have the same one. */
  pane: Pane | null
  paneEndMs: number
}

function beginCounting(world: World, application: FlinkApplication, shard: Shard, from: number, to: number): Counting {
  const { settings, seenIds } = application
  const met = new Set<number>()
  const isNew = (recordId: number) => {
    const identity = identityOf(recordId)
    if (met.has(identity) || hasSeen(seenIds, identity)) return false
    met.add(identity)
    return true
  }
  return {
    mayHoldAggregates: mayHoldAggregates(world, shard, from, to),
    range: wordRangeOf(shard),
    isNew: settings.deduplication === null ? () => true : isNew,
    closedToMs: closedToMs(application),
    pane: null,
    paneEndMs: 0,
  }
}

/** To an application that does not take it apart, an aggregate is an event that it cannot count. */
function countMembers(world: World, application: FlinkApplication, split: Split, segment: Segment, at: number, { members, eventMs, counting }: { members: UserRecords; eventMs: number; counting: Counting }): void {
  noteEvent(split, eventMs)
  const deaggregation = deaggregationOf(application.settings)
  if (deaggregation === 'none' || (deaggregation === 'wholeInRange' && !areWithin(members, counting.range))) return
  const keyIds = members.keyIds ?? keysOf(world.keys, segment, at)
  for (let place = 0; place < members.count; place++) {
    if (counting.isNew(members.recordIds[place])) count(application, counting, keyIds[place], eventMs)
  }
}

/** Of members that came as bytes. */
function keysOf(keys: Keys, segment: Segment, at: number): number[] {
  const aggregate = decodeAggregate(ensure(payloadOf(segment, at), 'bytes of an aggregate'))
  return ensure(aggregate, 'aggregate').records.map(({ partitionKey, explicitHashKey }) => nameKey(keys, partitionKey, explicitHashKey === null ? null : parseHashKey(explicitHashKey)))
}

function noteEvent({ clock }: Split, eventMs: number): void {
  clock.hasEvents = true
  if (clock.maxEventMs === null || eventMs > clock.maxEventMs) clock.maxEventMs = eventMs
}

function count(application: FlinkApplication, counting: Counting, keyId: number, eventMs: number): void {
  const { windows, settings, totals } = application
  if (counting.pane === null || eventMs < counting.pane.startMs || eventMs >= counting.paneEndMs) {
    if (lastEndOf(settings.window, eventMs) <= counting.closedToMs) {
      totals.recordsLate++
      return
    }
    counting.pane = paneAt(windows, settings.window, eventMs)
    counting.paneEndMs = counting.pane.startMs + slideOf(settings.window)
  }
  countIn(counting.pane, keyId)
}
