/** The painter's words and notes in the reader's language, from the strings and the last summary. */
import type { TFunction } from 'i18next'
import type { LeaseRow, Summary } from '../engine/frame'
import type { RiverLabels, RiverNotes } from './riverProtocol'
import { shortShardName } from './scene'

type RiverStrings = TFunction<'river'>

const GATE_NOTES_MAX = 64
/** More lanes than this cannot all be told in words. */
const LANE_NOTES_MAX = 64

export function riverLabels(t: RiverStrings, language: string): RiverLabels {
  return {
    language,
    closed: t('closed'),
    now: t('now'),
    milliseconds: t('milliseconds', { n: '{n}' }),
    seconds: t('seconds', { n: '{n}' }),
    minutes: t('minutes', { n: '{n}' }),
    hours: t('hours', { n: '{n}' }),
    ago: t('ago', { n: '{n}' }),
    behind: t('behind', { n: '{n}', application: '{application}' }),
    throttledPerSecond: t('throttledPerSecond', { n: '{n}' }),
    trimHorizon: t('trimHorizon'),
    axes: t('axes'),
    producers: t('manyProducers', { n: '{n}' }),
  }
}

export const NO_NOTES: RiverNotes = { applications: [], producers: [], gates: [], lanes: [] }

export function riverNotes(t: RiverStrings, summary: Summary): RiverNotes {
  const indexOf = new Map(summary.shards.map((shard) => [shard.shardId, shard.shardIndex]))
  return {
    applications: summary.applications.map(({ name }) => ({ name })),
    producers: summary.producers.map(({ producerId, recordsWaiting, requestsInFlight }) => ({
      name: producerId,
      detail: recordsWaiting > 0 ? t('producerWaiting', { count: recordsWaiting }) : t('requestsInFlight', { count: requestsInFlight }),
      waiting: recordsWaiting > 0 ? 'some' : 'none',
    })),
    gates: summary.shards
      .filter((shard) => shard.throttledPerSecond > 0 && shard.hottestKey !== null)
      .slice(0, GATE_NOTES_MAX)
      .map(({ shardIndex, hottestKey, hottestKeyPercent }) => ({
        shardIndex,
        text: t('hotKey', { partitionKey: hottestKey ?? '', percent: Math.round(hottestKeyPercent) }),
      })),
    lanes: summary.applications.flatMap(({ name }, applicationIndex) =>
      summary.leases
        .filter((lease) => lease.application === name && lease.state === 'WAITING_ON_PARENT_SHARDS')
        .slice(0, LANE_NOTES_MAX)
        .map((lease) => ({ shardIndex: indexOf.get(lease.shardId) ?? -1, applicationIndex, text: sayWaiting(t, { lease, summary, indexOf }) })),
    ),
  }
}

function sayWaiting(t: RiverStrings, { lease, summary, indexOf }: { lease: LeaseRow; summary: Summary; indexOf: ReadonlyMap<string, number> }): string {
  const parents = lease.waitsForShardIds.map((shardId) => shortShardName(indexOf.get(shardId) ?? 0)).join(', ')
  const records = recordsLeft(lease, summary)
  const application = lease.application
  return records > 0 ? t('waitsForParent', { application, parents, records }) : t('waitsForParentBriefly', { application, parents })
}

/** What the application still has to process in the parents. */
function recordsLeft({ application, waitsForShardIds }: LeaseRow, { leases }: Summary): number {
  let records = 0
  for (const lease of leases) {
    if (lease.application === application && waitsForShardIds.includes(lease.shardId)) records += lease.backlogRecords
  }
  return records
}
