/** The painter's words and notes in the reader's language, from the strings and the last summary. */
import type { TFunction } from 'i18next'
import type { Summary } from '../engine/summary'
import { producerName, waitingMaxOf } from './producerWords'
import type { ProducerNote, RiverLabels, RiverNotes } from './riverProtocol'
import { shortShardName } from './scene'
import { waitsIn } from './waits'

type RiverStrings = TFunction<'river'>

const GATE_NOTES_MAX = 64
/** A key is called hot when it alone has more than this of its shard's traffic; below, it is merely the first of many. */
const HOT_KEY_PERCENT = 50
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
    blocked: t('blocked', { n: '{n}', application: '{application}' }),
    throttledPerSecond: t('throttledPerSecond', { n: '{n}' }),
    struckPercent: t('struckPercent', { n: '{n}' }),
    saved: t('saved', { n: '{n}' }),
    trimHorizon: t('trimHorizon'),
    axes: t('axes'),
    producers: t('manyProducers', { n: '{n}' }),
    crashed: t('crashed'),
    cutOff: t('cutOff'),
  }
}

export const NO_NOTES: RiverNotes = { applications: [], producers: [], duplicates: '', struck: '', gates: [], lanes: [] }

export function riverNotes(t: RiverStrings, summary: Summary): RiverNotes {
  return {
    applications: summary.applications.map(({ name, applicationIndex }) => ({ name, applicationIndex })),
    producers: producerNotes(t, summary),
    duplicates: summary.totals.copiesStored > 0 ? t('duplicates', { count: summary.totals.copiesStored }) : '',
    struck: summary.shards.some(({ faultPercent }) => faultPercent > 0) ? t('struck') : '',
    gates: summary.shards
      .filter((shard) => shard.throttledPerSecond > 0 && shard.hottestKey !== null)
      .slice(0, GATE_NOTES_MAX)
      .map(({ shardIndex, hottestKey, hottestKeyPercent }) => ({
        shardIndex,
        text: t(hottestKeyPercent > HOT_KEY_PERCENT ? 'hotKey' : 'topKey', { partitionKey: hottestKey ?? '', percent: Math.round(hottestKeyPercent) }),
      })),
    lanes: summary.applications.flatMap((application) =>
      waitsIn(summary, application)
        .slice(0, LANE_NOTES_MAX)
        .map(({ shardIndex, parentIndexes, recordsLeft }) => {
          const parents = parentIndexes.map(shortShardName).join(', ')
          const said = { parents, records: recordsLeft }
          const text = recordsLeft === 0 ? t('waitsForShardEnd', { parents }) : t('waitsForParent', { ...said, count: parentIndexes.length })
          return { shardIndex, applicationIndex: application.applicationIndex, text, brief: recordsLeft === 0 ? text : t('waitsForParentBriefly', said) }
        }),
    ),
  }
}

function producerNotes(t: RiverStrings, { producers, writers }: Summary): ProducerNote[] {
  const detail = (waiting: number, stored: number) => (waiting > 0 ? t('producerWaiting', { count: waiting }) : t('producerStored', { count: stored }))
  return [
    ...producers.map((producer) => ({
      producerIndex: producer.producerIndex,
      name: producerName(t, producer),
      detail: detail(producer.recordsWaiting, producer.recordsAcknowledged),
      isRefused: producer.throttledPerSecond > 0,
      requestsInFlight: producer.requestsInFlight,
      waitingMax: waitingMaxOf(producer),
    })),
    ...writers.map(({ producerIndex, name, resultsWaiting, resultsWaitingMax, resultsWritten, isRefused }) => ({
      producerIndex,
      name,
      detail: detail(resultsWaiting, resultsWritten),
      isRefused,
      requestsInFlight: 0,
      waitingMax: resultsWaitingMax,
    })),
  ]
}
