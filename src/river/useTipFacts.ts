/** The facts about what the pointer rests on, in the reader's language. */
import { useTranslation } from 'react-i18next'
import type { InspectedRecord } from '../bridge/protocol'
import type { Summary } from '../engine/summary'
import { formatShardId } from '../kinesis/shardId'
import { useFormats } from '../strings/formats'
import { producerName, producerStateKey } from './producerWords'
import { shortShardName } from './scene'
import { shardWriteUse } from './shardWriteUse'
import type { Hover } from './useRiverPointer'

export interface TipSubject {
  hover: Hover
  /** The stored record nearest to the pointer; of twins the copy, then the first. */
  records: readonly (InspectedRecord | null)[]
  summary: Summary
}

interface Fact {
  name: string
  value: string
}

interface Told {
  title: string
  facts: Fact[]
  /** What it means, or what can be done. */
  hint?: string
}

/** Clearly above the limit, so that the figure wants a reason. */
const BURST_USE_MIN = 1.02

export function useTipFacts({ hover, records, summary }: TipSubject): Told | null {
  const { t } = useTranslation('riverTip')
  const say = useTranslation('river').t
  const formats = useFormats()
  const { hit } = hover
  const nameOf = (producerIndex: number) => {
    const producer = summary.producers.find((row) => row.producerIndex === producerIndex)
    if (producer !== undefined) return producerName(say, producer)
    return summary.writers.find((row) => row.producerIndex === producerIndex)?.name ?? say('producerName.unknown', { number: producerIndex + 1 })
  }
  const recordText = ({ partitionKey, userRecords, bytes }: InspectedRecord) =>
    userRecords > 1 ? t('aggregateValue', { records: userRecords, bytes: formats.bytes(bytes) }) : t('recordValue', { partitionKey, bytes: formats.bytes(bytes) })
  switch (hit.kind) {
    case 'none':
    case 'miniMap':
      return null
    case 'bank':
      return {
        title: t('bank', { upper: shortShardName(hit.upperShardIndex), lower: shortShardName(hit.lowerShardIndex) }),
        facts: [],
        hint: t('bankHint'),
      }
    case 'producer': {
      const producer = summary.producers.find((row) => row.producerIndex === hit.producerIndex)
      if (producer === undefined) {
        const writer = summary.writers.find((row) => row.producerIndex === hit.producerIndex)
        if (writer === undefined) return null
        return {
          title: `${writer.name} · ${say(`producerState.${writer.state}`)}`,
          facts: [
            { name: t('producerAcknowledged'), value: formats.count(writer.resultsWritten) },
            { name: t('producerWaiting'), value: formats.count(writer.resultsWaiting) },
            { name: t('producerCopied'), value: formats.count(writer.resultsWrittenAgain) },
          ],
          hint: t('writerHint', { stream: writer.readsFrom }),
        }
      }
      return {
        title: `${producerName(say, producer)} · ${say(`producerState.${producerStateKey(producer)}`)}`,
        facts: [
          { name: t('producerAcknowledged'), value: formats.count(producer.recordsAcknowledged) },
          { name: t('producerWaiting'), value: formats.count(producer.recordsWaiting) },
          { name: t('producerFlight'), value: formats.count(producer.requestsInFlight) },
          { name: t('producerGivenUp'), value: formats.count(producer.recordsGivenUp) },
          { name: t('producerCopied'), value: formats.count(producer.recordsCopied) },
        ],
        hint: t('producerHint'),
      }
    }
    case 'flight':
      return {
        title: t(hit.isAnswer ? 'answer' : 'flight', { name: nameOf(hit.producerIndex), number: hit.requestNumber }),
        facts: [{ name: t('flightRecords'), value: formats.count(hit.records) }],
        hint: t('flightHint'),
      }
    case 'twin':
      return {
        title: t('twin'),
        facts: [
          { name: t('twinFrom'), value: nameOf(hit.twin.producerIndex) },
          ...(['twinCopy', 'twinFirst'] as const).flatMap((key, at) => {
            const sequenceNumber = records[at]?.sequenceNumber
            return sequenceNumber === undefined ? [] : [{ name: t(key), value: shortSequenceNumber(sequenceNumber) }]
          }),
          ...(Number.isNaN(hit.twin.firstAtMs) ? [] : [{ name: t('twinApart'), value: formats.duration(hit.twin.atMs - hit.twin.firstAtMs) }]),
        ],
        hint: t('twinWhy'),
      }
    case 'waterline': {
      const application = summary.applications.find(({ applicationIndex }) => applicationIndex === hit.applicationIndex)
      const shardId = formatShardId(hit.shardIndex)
      const lease = summary.leases.find((row) => row.application === application?.name && row.shardId === shardId)
      if (application === undefined) return null
      return {
        title: application.name,
        facts: [
          { name: say('twin.shard'), value: shardId },
          ...(application.settings.kind === 'kcl' ? [{ name: t('owner'), value: lease?.leaseOwner ?? t('noOwner') }] : []),
          { name: t('backlog'), value: t('backlogValue', { records: application.shards.backlogRecords[summary.shards.findIndex((row) => row.shardId === shardId)] ?? 0 }) },
          ...(lease?.millisBehindLatest === null || lease === undefined ? [] : [{ name: t('behind'), value: formats.duration(lease.millisBehindLatest) }]),
        ],
      }
    }
    case 'gate':
    case 'lane': {
      const shard = summary.shards.find((row) => row.shardIndex === hit.shardIndex)
      if (shard === undefined) return null
      const facts: Fact[] = []
      if (shard.state === 'OPEN') {
        const writes = t('writesValue', { records: Math.round(shard.writeRecordsPerSecond), bytes: formats.bytes(shard.writeBytesPerSecond) })
        facts.push({ name: t('writes'), value: `${formats.percent(shardWriteUse(shard))} · ${writes}` })
        if (shardWriteUse(shard) > BURST_USE_MIN) facts.push({ name: '', value: t('burst') })
      }
      if (shard.faultPercent > 0) facts.push({ name: t('struck'), value: t('struckValue', { percent: shard.faultPercent }) })
      if (shard.recordsThrottled > 0) {
        facts.push({ name: t('throttled'), value: t('throttledValue', { rate: Math.round(shard.throttledPerSecond), total: shard.recordsThrottled }) })
      }
      if (shard.hottestKey !== null) {
        facts.push({ name: t('hottestKey'), value: t('hottestKeyValue', { partitionKey: shard.hottestKey, percent: Math.round(shard.hottestKeyPercent) }) })
      }
      facts.push({ name: t('stored'), value: t('storedValue', { records: shard.recordsStored }) })
      const record = hit.kind === 'lane' ? (records[0] ?? null) : null
      if (record !== null) {
        facts.push(
          { name: t('record'), value: recordText(record) },
          { name: t('sequenceNumber'), value: shortSequenceNumber(record.sequenceNumber) },
          { name: t('processedBy'), value: record.processedBy.length === 0 ? t('nobody') : record.processedBy.join(', ') },
        )
      }
      return { title: shard.shardId, facts }
    }
  }
}

/** The last digits: the first ones are the same for every record of a stream's day. */
function shortSequenceNumber(sequenceNumber: string): string {
  return `…${sequenceNumber.slice(-12)}`
}
