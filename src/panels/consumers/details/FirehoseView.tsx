/** A Firehose stream: its buffer filling, the delivery under way, its shards, how late records get to S3, and the objects there. */
import { useTranslation } from 'react-i18next'
import type { BufferRow, DeliveryRow, FirehoseDetails, FirehoseShardRow } from '../../../engine/consumers/firehose/details'
import { useWorld } from '../../../store/hooks'
import { useFormats } from '../../../strings/formats'
import { Facts, Gauge, SmallTable } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { shortShardId } from '../../shardName'
import { S3Objects } from './S3Objects'
import styles from './Details.module.css'

export function FirehoseView({ name, details: { buffer, delivery, shards, objects, totals, latency } }: { name: string; details: FirehoseDetails }) {
  return (
    <>
      <Buffer buffer={buffer} />
      {delivery === null ? null : <Delivery delivery={delivery} />}
      <Totals totals={totals} latency={latency} />
      <Shards shards={shards} />
      <S3Objects application={name} objects={objects} />
    </>
  )
}

/** Buffers are set in MiB, so what is in them is said in MiB. */
function mebibytes(bytes: number, decimal: (value: number) => string): string {
  return `${decimal(bytes / 1_048_576)} MiB`
}

function Buffer({ buffer: { bytes: filled, records, failed, sizeBytes, isRaised, flushAtMs, isWaiting, isFull } }: { buffer: BufferRow }) {
  const { t } = useTranslation('consumers')
  const { decimal, count, duration } = useFormats()
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  const due = flushAtMs === null ? '–' : duration(Math.max(0, Math.round(flushAtMs - atMs)))
  return (
    <>
      <Gauge name={t('firehose.buffer')} share={filled / sizeBytes} value={t('firehose.bufferValue', { bytes: mebibytes(filled, decimal), max: mebibytes(sizeBytes, decimal), records: count(records), due })} />
      {failed === 0 ? null : <p className={sheet.hint}>{t('firehose.failedInBuffer', { records: count(failed) })}</p>}
      {isRaised ? <p className={sheet.remark}>{t('firehose.raised')}</p> : null}
      {isWaiting ? <p className={sheet.remark}>{t('firehose.waiting')}</p> : null}
      {isFull ? <p className={sheet.refusal}>{t('firehose.full')}</p> : null}
    </>
  )
}

function Delivery({ delivery: { records, bytes: size, sinceMs, failures, nextPutAtMs, parts } }: { delivery: DeliveryRow }) {
  const { t } = useTranslation('consumers')
  const { bytes, count, duration } = useFormats()
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  return (
    <div className={sheet.pair}>
      <h3>{t('firehose.delivery')}</h3>
      <p className={sheet.hint}>
        {t('firehose.deliveryValue', { records: count(records), bytes: bytes(size), time: duration(Math.max(0, Math.round(atMs - sinceMs))) })}{' '}
        {nextPutAtMs === null ? t('firehose.putting') : t('firehose.nextPut', { time: duration(Math.max(0, Math.round(nextPutAtMs - atMs))) })}
      </p>
      {failures === 0 ? null : <p className={`${sheet.hint} ${styles.fault}`}>{t('firehose.putsFailed', { failures: count(failures) })}</p>}
      {parts.length < 2 ? null : (
        <Facts facts={parts.map(({ kind, records: inPart, isDone, isWritten }) => [t(`firehose.kind.${kind}`), t(isDone ? 'firehose.partDone' : isWritten ? 'firehose.partUnanswered' : 'firehose.partWaiting', { records: count(inPart) })])} />
      )}
    </div>
  )
}

function Totals({ totals, latency }: Pick<FirehoseDetails, 'totals' | 'latency'>) {
  const { t } = useTranslation('consumers')
  const { bytes, count, duration } = useFormats()
  const say = (ms: number | null) => (ms === null ? '–' : ms === Infinity ? t('latency.beyond') : duration(Math.round(ms)))
  return (
    <Facts
      facts={[
        [t('firehose.objectsWritten'), count(totals.objectsWritten)],
        [t('firehose.recordsDelivered'), t('firehose.deliveredValue', { records: count(totals.recordsDelivered), bytes: bytes(totals.bytesDelivered) })],
        [t('firehose.latency'), t('firehose.latencyValue', { mean: say(latency.meanMs), p50: say(latency.p50Ms), p99: say(latency.p99Ms) })],
        [t('firehose.puts'), t('firehose.putsValue', { puts: count(totals.puts), failed: count(totals.putsFailed), lost: count(totals.answersLost) })],
        ...(totals.objectsDuplicated === 0
          ? []
          : [[t('firehose.duplicated'), <b key="duplicated" className={styles.copy}>{t('firehose.duplicatedValue', { objects: count(totals.objectsDuplicated), records: count(totals.recordsDuplicated) })}</b>] as const]),
        ...(totals.invocations === 0 ? [] : [[t('firehose.invocations'), t('firehose.invocationsValue', { invocations: count(totals.invocations), failed: count(totals.invocationsFailed) })] as const]),
        ...(totals.recordsDropped + totals.recordsNotTransformed === 0
          ? []
          : [[t('firehose.dropped'), count(totals.recordsDropped)] as const, [t('firehose.notTransformed'), count(totals.recordsNotTransformed)] as const]),
        ...(totals.recordsGivenUp === 0 ? [] : [[t('firehose.givenUp'), <b key="givenUp" className={styles.fault}>{count(totals.recordsGivenUp)}</b>] as const]),
      ]}
    />
  )
}

function Shards({ shards }: { shards: readonly FirehoseShardRow[] }) {
  const { t } = useTranslation('consumers')
  const { decimal, count, duration } = useFormats()
  const hasTransform = shards.some(({ transform }) => transform !== null)
  const transformText = (transform: NonNullable<FirehoseShardRow['transform']>) =>
    transform.invocation === null
      ? t('firehose.transformBuffer', { bytes: mebibytes(transform.bytes, decimal), max: mebibytes(transform.sizeBytes, decimal) })
      : t('firehose.transforming', { records: count(transform.invocation.records), attempts: count(transform.invocation.attempts) })
  return (
    <SmallTable
      caption={t('firehose.shards')}
      heads={[t('details.shard'), t('details.state'), t('details.behind'), ...(hasTransform ? [t('firehose.transform')] : [])]}
      rows={shards.map(({ shardId, state, millisBehindLatest, isHeld, transform }) => ({
        key: shardId,
        cells: [
          shortShardId(shardId),
          t(isHeld ? 'firehose.held' : `firehose.state.${state}`),
          millisBehindLatest === null ? '–' : duration(millisBehindLatest),
          ...(hasTransform ? [transform === null ? '–' : transformText(transform)] : []),
        ],
        isFault: isHeld,
      }))}
    />
  )
}
