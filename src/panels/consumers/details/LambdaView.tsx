/** A mapping and its function: what each shard's slots do, the last invocations, tumbling windows, and what went to the failure destination. */
import { useTranslation } from 'react-i18next'
import type { LambdaDetails, LambdaShardDetails, LambdaSlotDetails } from '../../../engine/consumers/lambda/details'
import { useWorld } from '../../../store/hooks'
import { clockText, useFormats } from '../../../strings/formats'
import { Facts, SmallTable, type Fact } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { shortShardId } from '../../shardName'
import { FailureItems } from './FailureItems'
import styles from './Details.module.css'

const US_PER_MS = 1_000

export function LambdaView({ details }: { details: LambdaDetails }) {
  const { t } = useTranslation('consumers')
  const { shards, invocations, windows, failureItems } = details
  return (
    <>
      <Books details={details} />
      {shards.length === 0 ? <p className={sheet.hint}>{t('lambda.none')}</p> : <Shards shards={shards} />}
      <Invocations invocations={invocations} />
      <Windows windows={windows} />
      <FailureItems items={failureItems} />
    </>
  )
}

function Books({ details: { mapping, books, concurrency } }: { details: LambdaDetails }) {
  const { t } = useTranslation('consumers')
  const { count, duration } = useFormats()
  const concurrencyText = ({ own, inUse, limit, isReserved }: LambdaDetails['concurrency']) =>
    t(isReserved ? 'lambda.concurrencyReserved' : 'lambda.concurrencyShared', { own: count(own), all: count(inUse), limit: count(limit) })
  const ifAny = (name: string, value: number): Fact[] => (value === 0 ? [] : [[name, <b key={name} className={styles.fault}>{count(value)}</b>]])
  return (
    <Facts
      facts={[
        [t('lambda.mapping'), t(`lambda.state.${mapping}`)],
        [t('lambda.invocations'), count(books.invocations)],
        [t('lambda.failed'), books.partly === 0 ? count(books.failed) : t('lambda.failedValue', { failed: count(books.failed), partly: count(books.partly) })],
        ...ifAny(t('lambda.timedOut'), books.timedOut),
        [t('lambda.concurrency'), concurrencyText(concurrency)],
        ...ifAny(t('lambda.throttles'), books.throttles),
        [t('lambda.duration'), duration(Math.round(books.durationUs / US_PER_MS))],
        [t('lambda.retries'), count(books.retries)],
        [t('lambda.split'), count(books.batchesSplit)],
        ...ifAny(t('lambda.retriesExhausted'), books.recordsRetriesExhausted),
        ...ifAny(t('lambda.ageExceeded'), books.recordsAgeExceeded),
        ...ifAny(t('lambda.tooLarge'), books.recordsTooLarge),
        ...ifAny(t('lambda.expired'), books.recordsExpired),
        ...(books.itemsToDestination === 0 ? [] : [[t('lambda.toDestination'), t('lambda.toDestinationValue', { items: count(books.itemsToDestination), records: count(books.recordsToDestination) })] as const]),
        ...(books.windowsClosed === 0 ? [] : [[t('lambda.windowsClosed'), count(books.windowsClosed)] as const]),
      ]}
    />
  )
}

function Shards({ shards }: { shards: readonly LambdaShardDetails[] }) {
  const { t } = useTranslation('consumers')
  const { duration, count, bytes } = useFormats()
  return (
    <ul className={styles.shards} aria-label={t('lambda.shards')}>
      {shards.map(({ shardId, state, isBlocked, slots, iteratorAgeMs, recordsRead, window }) => (
        <li key={shardId} data-blocked={isBlocked}>
          <p>
            <strong>{shortShardId(shardId)}</strong> {t(isBlocked ? 'lambda.blocked' : `lambda.shardState.${state}`)}
            {iteratorAgeMs === null ? null : <span>{t('lambda.iteratorAge', { age: duration(Math.round(iteratorAgeMs)) })}</span>}
          </p>
          <ol>
            {slots.map((slot, place) => (
              <Slot key={place} slot={slot} number={place + 1} isOnly={slots.length === 1} />
            ))}
          </ol>
          {recordsRead === 0 ? null : <p className={sheet.hint}>{t('lambda.readAhead', { records: count(recordsRead) })}</p>}
          {window === null ? null : <p className={sheet.hint}>{t('lambda.window', { records: count(window.records), keys: count(window.keys), state: bytes(window.stateBytes) })}</p>}
        </li>
      ))}
    </ul>
  )
}

function Slot({ slot: { doing, sinceMs, untilMs, recordsWaiting, isBlocked, batch, piecesLeft }, number, isOnly }: { slot: LambdaSlotDetails; number: number; isOnly: boolean }) {
  const { t } = useTranslation('consumers')
  const { count, duration } = useFormats()
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  const forMs = Math.max(0, Math.round(atMs - sinceMs))
  return (
    <li data-doing={doing} data-blocked={isBlocked}>
      <i aria-hidden="true" />
      <span>
        {isOnly ? null : `${t('lambda.slot', { number })} `}
        {t(`lambda.doing.${doing}`, { time: duration(forMs) })}
        {untilMs === null || doing === 'invoking' ? null : ` ${t('lambda.until', { time: duration(Math.max(0, Math.round(untilMs - atMs))) })}`}
        {batch === null ? null : ` ${t(batch.isFinalInvokeForWindow ? 'lambda.finalBatch' : 'lambda.batch', { records: count(batch.records), attempt: count(batch.attempt) })}`}
        {piecesLeft === 0 ? null : ` ${t('lambda.pieces', { pieces: count(piecesLeft) })}`}
        {recordsWaiting === 0 ? null : ` ${t('lambda.waiting', { records: count(recordsWaiting) })}`}
      </span>
    </li>
  )
}

function Invocations({ invocations }: { invocations: LambdaDetails['invocations'] }) {
  const { t } = useTranslation('consumers')
  const { count, duration } = useFormats()
  return (
    <SmallTable
      caption={t('lambda.lastInvocations')}
      heads={[t('details.at'), t('lambda.outcomeHead'), t('details.shard'), t('details.records'), t('lambda.attempt'), t('lambda.took')]}
      rows={invocations.map(({ endedAtMs, shardId, slot, records, attempt, durationUs, outcome, isFinalInvokeForWindow }, index) => ({
        key: `${endedAtMs} ${shardId} ${slot} ${index}`,
        cells: [
          clockText(endedAtMs),
          t(`lambda.outcome.${outcome}`),
          shortShardId(shardId),
          isFinalInvokeForWindow ? t('lambda.final') : count(records),
          count(attempt),
          duration(durationUs / US_PER_MS),
        ],
        isFault: outcome !== 'ok',
      }))}
    />
  )
}

function Windows({ windows }: { windows: LambdaDetails['windows'] }) {
  const { t } = useTranslation('consumers')
  const { count, bytes } = useFormats()
  return (
    <SmallTable
      caption={t('lambda.lastWindows')}
      heads={[t('details.closedAt'), t('lambda.windowEnd'), t('details.shard'), t('details.records'), t('details.keys'), t('lambda.stateBytes')]}
      rows={windows.map(({ closedAtMs, shardId, records, keys, stateBytes, isWindowTerminatedEarly, isGivenUp }, index) => ({
        key: `${closedAtMs} ${shardId} ${index}`,
        cells: [clockText(closedAtMs), t(isGivenUp ? 'lambda.givenUp' : isWindowTerminatedEarly ? 'lambda.early' : 'lambda.regular'), shortShardId(shardId), count(records), count(keys), bytes(stateBytes)],
        isFault: isGivenUp,
      }))}
    />
  )
}
