/** Facts about what the pointer rests on: a shard, its record, a waterline, a bank, a producer. */
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { InspectedRecord } from '../bridge/protocol'
import type { Summary } from '../engine/frame'
import { formatShardId } from '../kinesis/shardId'
import { useFormats } from '../strings/formats'
import { shortShardName } from './scene'
import { shardWriteUse } from './shardWriteUse'
import type { Hover } from './useRiverPointer'
import type { RiverSize } from './riverView'
import styles from './River.module.css'

interface RiverTipProps {
  hover: Hover
  /** The stored record nearest to the pointer. */
  record: InspectedRecord | null
  summary: Summary
  size: RiverSize
}

/** Clearly above the limit, so that the figure wants a reason. */
const BURST_USE_MIN = 1.02

interface Fact {
  name: string
  value: string
}

const WIDTH_PX = 270

export function RiverTip({ hover, record, summary, size }: RiverTipProps): ReactElement | null {
  const told = useTipFacts({ hover, record, summary })
  if (told === null) return null
  const { point } = hover
  const flipsLeft = point.x + WIDTH_PX + 24 > size.width
  const flipsUp = point.y > size.height * 0.55
  const style = {
    maxWidth: WIDTH_PX,
    ...(flipsLeft ? { right: Math.max(4, size.width - point.x + 14) } : { left: point.x + 14 }),
    ...(flipsUp ? { bottom: size.height - point.y + 12 } : { top: point.y + 14 }),
  }
  return (
    <div className={styles.tip} style={style} role="tooltip">
      <strong>{told.title}</strong>
      <dl>
        {told.facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function useTipFacts({ hover, record, summary }: Omit<RiverTipProps, 'size'>): { title: string; facts: Fact[] } | null {
  const { t } = useTranslation('river')
  const formats = useFormats()
  const { hit } = hover
  switch (hit.kind) {
    case 'none':
    case 'miniMap':
      return null
    case 'bank':
      return {
        title: t('tip.bank', { upper: shortShardName(hit.upperShardIndex), lower: shortShardName(hit.lowerShardIndex) }),
        facts: [{ name: '', value: t('tip.bankHint') }],
      }
    case 'producer': {
      const producer = summary.producers[hit.producerIndex]
      if (producer === undefined) return null
      return {
        title: producer.producerId,
        facts: [
          { name: t('tip.producerStored'), value: formats.count(producer.recordsStored) },
          { name: t('tip.producerWaiting'), value: formats.count(producer.recordsWaiting) },
          { name: t('tip.producerFlight'), value: formats.count(producer.requestsInFlight) },
          { name: t('tip.producerGivenUp'), value: formats.count(producer.recordsGivenUp) },
        ],
      }
    }
    case 'waterline': {
      const application = summary.applications[hit.applicationIndex]
      const shardId = formatShardId(hit.shardIndex)
      const lease = summary.leases.find((row) => row.application === application?.name && row.shardId === shardId)
      if (application === undefined) return null
      return {
        title: application.name,
        facts: [
          { name: t('twin.shard'), value: shardId },
          { name: t('tip.owner'), value: lease?.leaseOwner ?? t('tip.noOwner') },
          { name: t('tip.backlog'), value: t('tip.backlogValue', { records: lease?.backlogRecords ?? 0 }) },
          ...(lease?.millisBehindLatest === null || lease === undefined ? [] : [{ name: t('tip.behind'), value: formats.duration(lease.millisBehindLatest) }]),
        ],
      }
    }
    case 'gate':
    case 'lane': {
      const shard = summary.shards.find((row) => row.shardIndex === hit.shardIndex)
      if (shard === undefined) return null
      const facts: Fact[] = []
      if (shard.state === 'OPEN') {
        const writes = t('tip.writesValue', { records: Math.round(shard.writeRecordsPerSecond), bytes: formats.bytes(shard.writeBytesPerSecond) })
        facts.push({ name: t('tip.writes'), value: `${formats.percent(shardWriteUse(shard))} · ${writes}` })
        if (shardWriteUse(shard) > BURST_USE_MIN && shard.throttledPerSecond === 0) facts.push({ name: '', value: t('tip.burst') })
      }
      if (shard.recordsThrottled > 0) {
        facts.push({ name: t('tip.throttled'), value: t('tip.throttledValue', { rate: Math.round(shard.throttledPerSecond), total: shard.recordsThrottled }) })
      }
      if (shard.hottestKey !== null) {
        facts.push({ name: t('tip.hottestKey'), value: t('tip.hottestKeyValue', { partitionKey: shard.hottestKey, percent: Math.round(shard.hottestKeyPercent) }) })
      }
      facts.push({ name: t('tip.stored'), value: t('tip.storedValue', { records: shard.recordsStored }) })
      if (hit.kind === 'lane' && record !== null) {
        facts.push(
          { name: t('tip.record'), value: t('tip.recordValue', { partitionKey: record.partitionKey, bytes: formats.bytes(record.bytes) }) },
          { name: t('tip.sequenceNumber'), value: `…${record.sequenceNumber.slice(-12)}` },
          { name: t('tip.processedBy'), value: record.processedBy.length === 0 ? t('tip.nobody') : record.processedBy.join(', ') },
        )
      }
      return { title: shard.shardId, facts }
    }
  }
}
