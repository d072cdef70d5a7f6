/** How long records are kept: the period by slider, what it holds and has taken, and why nothing can be deleted earlier. */
import { useTranslation } from 'react-i18next'
import type { RetentionView } from '../../../engine/onDemand/capacityView'
import { RETENTION_HOURS_MAX, RETENTION_HOURS_MIN } from '../../../kinesis/limits'
import { useActions } from '../../../store/hooks'
import { clockText, useFormats } from '../../../strings/formats'
import type { SliderScale } from '../../../widgets/sliderScale'
import { ControlSlider } from '../../controls/ControlSlider'
import { Group } from '../../settings/Group'
import { Facts, SmallTable } from '../../sheet/parts'
import { shortShardId } from '../../shardName'
import { PendingNote } from '../PendingNote'
import { DeleteQuestion } from './DeleteQuestion'
import { RetentionReach } from './RetentionReach'
import { RETENTION_STOPS } from './retentionReach'
import { useSaidHours } from './useSaidHours'

const SCALE: SliderScale = { min: RETENTION_HOURS_MIN, max: RETENTION_HOURS_MAX, step: 1, kind: 'linear', stops: RETENTION_STOPS }
/** From here on the price is another one. */
const EXTENDED_HOURS_MAX = 168

const OPERATIONS = ['IncreaseStreamRetentionPeriod', 'DecreaseStreamRetentionPeriod'] as const

export function RetentionSection({ streamName, retention }: { streamName: string; retention: RetentionView }) {
  const { t } = useTranslation('capacity')
  const { count, bytes, duration } = useFormats()
  const sayHours = useSaidHours()
  const { hours, pending, oldestRecordAgeMs, recordsHeld, bytesHeld, recordsExpired } = retention
  return (
    <>
      <Period streamName={streamName} hours={hours} shown={pending?.hours ?? hours} />
      {pending === null ? null : <PendingNote asked={sayHours(pending.hours)} inForce={sayHours(hours)} atMs={pending.atMs} />}
      <RetentionReach retention={retention} />
      <Facts
        facts={[
          [t('retention.oldest'), oldestRecordAgeMs === null ? '–' : duration(Math.round(oldestRecordAgeMs))],
          [t('retention.held'), t('retention.heldValue', { records: count(recordsHeld), bytes: bytes(bytesHeld) })],
          [t('retention.expired'), count(recordsExpired)],
        ]}
      />
      <Group title={t('retention.byShard')}>
        <Shards retention={retention} />
      </Group>
      <DeleteQuestion streamName={streamName} retention={retention} />
    </>
  )
}

/** @param shown the period that was asked for last, where it is not in force yet. */
function Period({ streamName, hours, shown }: { streamName: string; hours: number; shown: number }) {
  const { t } = useTranslation('capacity')
  const sayHours = useSaidHours()
  const { submit } = useActions()
  return (
    <ControlSlider
      label={t('retention.period')}
      unit={t('hoursUnit')}
      value={shown}
      scale={SCALE}
      say={sayHours}
      explain={(wanted) => (
        <>
          <b>{sayHours(wanted)}.</b> {t(wanted > hours ? 'retention.longer' : wanted < hours ? 'retention.shorter' : 'retention.same')} {t(`retention.price.${priceOf(wanted)}`)}
        </>
      )}
      allowsOutside
      operations={OPERATIONS}
      onCommit={(wanted) => submit({ type: 'Call', operation: wanted > hours ? 'IncreaseStreamRetentionPeriod' : 'DecreaseStreamRetentionPeriod', input: { StreamName: streamName, RetentionPeriodHours: wanted } })}
    />
  )
}

function priceOf(hours: number): 'included' | 'extended' | 'longTerm' {
  if (hours <= RETENTION_HOURS_MIN) return 'included'
  return hours <= EXTENDED_HOURS_MAX ? 'extended' : 'longTerm'
}

function Shards({ retention: { shards } }: { retention: RetentionView }) {
  const { t } = useTranslation('capacity')
  const { short, bytes, duration } = useFormats()
  return (
    <SmallTable
      caption={t('retention.byShard')}
      heads={[t('shard'), t('retention.heldBriefly'), t('retention.oldestBriefly'), t('retention.expiredBriefly')]}
      rows={shards.map(({ shardId, state, recordsHeld, bytesHeld, recordsExpired, oldestRecordAgeMs, leavesAtMs }) => ({
        key: shardId,
        cells: [
          <TwoLines key="shard" first={shortShardId(shardId)} second={state === 'OPEN' ? null : leavesAtMs === null ? t('retention.left') : t('retention.leaves', { clock: clockText(leavesAtMs).slice(0, -4) })} />,
          <TwoLines key="held" first={short(recordsHeld)} second={bytes(bytesHeld)} />,
          oldestRecordAgeMs === null ? '–' : duration(Math.round(oldestRecordAgeMs)),
          short(recordsExpired),
        ],
      }))}
    />
  )
}

function TwoLines({ first, second }: { first: string; second: string | null }) {
  return (
    <>
      {first}
      {second === null ? null : (
        <>
          <br />
          <small>{second}</small>
        </>
      )}
    </>
  )
}
