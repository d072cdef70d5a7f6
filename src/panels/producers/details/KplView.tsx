/** The KPL's daemon stage by stage: its map of shards, buffers, limiters, collector, what is outstanding, its metrics by name. */
import { useTranslation } from 'react-i18next'
import type { DaemonDetails, KplDetails } from '../../../engine/producers/kpl/details'
import { useWorld } from '../../../store/hooks'
import { useFormats } from '../../../strings/formats'
import { shortShardId } from '../../shardName'
import sheet from '../../sheet/Sheet.module.css'
import { KplMetrics } from './KplMetrics'
import { PackingFacts } from './PackingFacts'
import { Facts, Gauge, SmallTable } from '../../sheet/parts'

/** As the KPL's own: what a bucket holds at most. */
const LIMITER_RECORDS_MAX = 1_000
const LIMITER_BYTES_MAX = 10 * 1_048_576
/** The default of AggregationMaxSize: a full aggregate. */
const AGGREGATE_BYTES = 51_200

export function KplView({ details }: { details: KplDetails }) {
  const { t } = useTranslation('producers')
  const { count } = useFormats()
  const { daemon, daemonsDied, recordsHeldBack, recordsNotMade, rowsPacked, textBytes, packedBytes } = details
  return (
    <>
      {daemon === null ? <p className={sheet.hint}>{t('kpl.noDaemon')}</p> : <Daemon daemon={daemon} />}
      <Facts
        facts={[
          ...(daemonsDied === 0 ? [] : [[t('kpl.daemonsDied'), count(daemonsDied)] as const]),
          ...(recordsHeldBack + recordsNotMade === 0 ? [] : [[t('kpl.heldBack'), count(recordsHeldBack)] as const, [t('kpl.notMade'), count(recordsNotMade)] as const]),
        ]}
      />
      {rowsPacked === 0 ? null : <PackingFacts rowsPacked={rowsPacked} textBytes={textBytes} dataBytes={packedBytes} />}
    </>
  )
}

function Daemon({ daemon }: { daemon: DaemonDetails }) {
  const { t } = useTranslation('producers')
  const { count, bytes, duration } = useFormats()
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  const { shardMap, collector } = daemon
  return (
    <>
      <Facts
        facts={[
          [t('kpl.outstanding'), count(daemon.outstandingRecords)],
          [t('kpl.memory'), bytes(daemon.memoryBytes)],
          [t('kpl.oldest'), daemon.oldestRecordAgeMs === null ? '–' : duration(Math.round(daemon.oldestRecordAgeMs))],
          [t('kpl.retrying'), count(daemon.recordsRetrying)],
          [t('kpl.wrongShard'), count(daemon.wrongShards)],
          [t('kpl.requests'), t('kpl.requestsValue', { inFlight: count(daemon.requestsInFlight), waiting: count(daemon.requestsWaiting) })],
        ]}
      />
      <p className={sheet.hint} data-fault={shardMap.isStale}>
        {t(`kpl.map.${shardMap.state}`, { count: shardMap.openShardIds.length, refreshes: count(shardMap.refreshes) })} {shardMap.isStale ? t('kpl.mapStale') : null}{' '}
        {shardMap.lastFailure === null ? null : t('kpl.mapFailed', { failures: count(shardMap.failures), failure: shardMap.lastFailure })}
      </p>
      <Buffers daemon={daemon} />
      <Gauge
        name={t('kpl.collector')}
        share={collector.kinesisRecords / 500}
        value={t('kpl.collectorValue', { count: collector.kinesisRecords, bytes: bytes(collector.bytes), due: collector.deadlineAtMs === null ? '–' : duration(Math.max(0, Math.round(collector.deadlineAtMs - atMs))) })}
      />
      <SmallTable
        caption={t('kpl.limiters', { records: count(LIMITER_RECORDS_MAX), bytes: bytes(LIMITER_BYTES_MAX) })}
        heads={[t('kpl.shard'), t('kpl.waitingRecords'), t('kpl.recordTokens'), t('kpl.byteTokens')]}
        rows={daemon.limiters.map(({ shardId, kinesisRecords, recordTokens, byteTokens }) => ({
          key: shardId,
          cells: [shortShardId(shardId), count(kinesisRecords), count(recordTokens), bytes(byteTokens)],
          isFault: kinesisRecords > 0,
        }))}
      />
      <KplMetrics metrics={daemon.metrics} errors={daemon.errors} uploadInMs={daemon.uploadAtMs - atMs} />
    </>
  )
}

/** One for each predicted shard: filling up until its size, its count or its deadline sends it off. */
function Buffers({ daemon: { buffers } }: { daemon: DaemonDetails }) {
  const { t } = useTranslation('producers')
  const { bytes, duration } = useFormats()
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  return (
    <div className={sheet.pair}>
      <h3>{t('kpl.buffers')}</h3>
      {buffers.length === 0 ? <p className={sheet.hint}>{t('kpl.noBuffers')}</p> : null}
      {buffers.map(({ shardId, isOpen, records, estimatedBytes, deadlineAtMs }) => (
        <Gauge
          key={shardId}
          name={isOpen ? shortShardId(shardId) : t('kpl.closedShard', { shard: shortShardId(shardId) })}
          share={estimatedBytes / AGGREGATE_BYTES}
          value={t('kpl.bufferValue', { count: records, bytes: bytes(estimatedBytes), due: duration(Math.max(0, Math.round(deadlineAtMs - atMs))) })}
        />
      ))}
    </div>
  )
}
