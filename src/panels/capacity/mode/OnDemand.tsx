/** How an on-demand stream scales: its peak and what twice of it needs, splits to come and why, refusals meanwhile, and when it shrinks. */
import { useTranslation } from 'react-i18next'
import { MIB } from '../../../base/units'
import type { CapacityView, OnDemandView, PlannedSplit, ThrottlingView } from '../../../engine/onDemand/capacityView'
import { useSetView, useWorld } from '../../../store/hooks'
import { clockText, useFormats } from '../../../strings/formats'
import controls from '../../../widgets/controls.module.css'
import { Facts } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { shortShardId } from '../../shardName'
import { useSaidLoad } from '../useSaidLoad'
import { shardsFilled } from './capacityPlot'
import styles from './Mode.module.css'

/** A key that makes up nearly all of a shard's records goes with the split to one of its children. */
const HOT_KEY_PERCENT = 90

export function OnDemand({ view, onDemand }: { view: CapacityView; onDemand: OnDemandView }) {
  const { t } = useTranslation('capacity')
  const { count, decimal } = useFormats()
  const { shardsNeeded, splits, throttling, splitAbove } = onDemand
  return (
    <>
      <Facts
        facts={[
          [t('onDemand.peak'), <Peak key="peak" onDemand={onDemand} />],
          [t('onDemand.needed'), t('onDemand.neededValue', { needed: count(shardsNeeded), open: count(view.openShardCount) })],
        ]}
      />
      <Because onDemand={onDemand} />
      <div className={sheet.body}>
        <h3>{t('onDemand.splits')}</h3>
        {splits.length === 0 ? <p className={sheet.hint}>{t('onDemand.noSplits', { kilobytes: decimal(splitAbove.bytes / 1_024), records: count(splitAbove.records) })}</p> : <Splits splits={splits} />}
      </div>
      <Throttling throttling={throttling} />
      <Shrinking onDemand={onDemand} openShards={view.openShardCount} />
    </>
  )
}

function Peak({ onDemand: { peak, running } }: { onDemand: OnDemandView }) {
  const { t } = useTranslation('capacity')
  const sayLoad = useSaidLoad()
  if (peak !== null) return <>{t('onDemand.peakValue', { load: sayLoad(peak), clock: clockText(peak.atMs).slice(0, -4) })}</>
  return <>{t(running.records === 0 ? 'onDemand.noPeak' : 'onDemand.noMinute')}</>
}

/** What the minute that runs would make of the peak, from when it counts, and what the number of shards follows from. */
function Because({ onDemand: { sinceMs, peak, running, shardsOfPeak, shardsNeeded, neededFor } }: { onDemand: OnDemandView }) {
  const { t } = useTranslation('capacity')
  const { count } = useFormats()
  const sayLoad = useSaidLoad()
  const isHigher = running.seconds > 0 && shardsFilled(running) > (peak === null ? 0 : shardsFilled(peak))
  return (
    <p className={sheet.hint}>
      {isHigher ? `${t('onDemand.running', { load: sayLoad(running), seconds: running.seconds })} ` : null}
      {sinceMs === 0 ? null : `${t('onDemand.since', { clock: clockText(sinceMs).slice(0, -4) })} `}
      {neededFor === 'peak' || peak === null ? null : `${t('onDemand.because.peak', { count: shardsOfPeak })} `}
      {neededFor === 'peak' ? null : t(`onDemand.because.${neededFor}`, { needed: count(shardsNeeded) })}
    </p>
  )
}

function Splits({ splits }: { splits: readonly PlannedSplit[] }) {
  const { t } = useTranslation('capacity')
  const { decimal, count, duration } = useFormats()
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  return (
    <ul className={styles.news} aria-label={t('onDemand.splits')}>
      {splits.map(({ shardId, seen, because, dueAtMs, hottestKey, hottestKeyPercent }) => (
        <li key={shardId}>
          <strong>{shortShardId(shardId)}</strong>{' '}
          {t(`onDemand.split.${because}`, { mib: decimal(seen.bytes / MIB), records: count(seen.records), clock: clockText(seen.atMs).slice(0, -4) })}{' '}
          {t('onDemand.due', { clock: clockText(dueAtMs).slice(0, -4), time: duration(Math.max(0, dueAtMs - atMs)) })}{' '}
          {hottestKey !== null && hottestKeyPercent >= HOT_KEY_PERCENT ? <b className={styles.fault}>{t('onDemand.hotKey', { partitionKey: hottestKey })}</b> : null}
        </li>
      ))}
    </ul>
  )
}

function Throttling({ throttling }: { throttling: readonly ThrottlingView[] }) {
  const { t } = useTranslation('capacity')
  const { decimal, count } = useFormats()
  const setView = useSetView()
  if (throttling.length === 0) return null
  return (
    <div className={sheet.body}>
      <h3>{t('onDemand.throttling')}</h3>
      <ul className={styles.news} aria-label={t('onDemand.throttling')}>
        {throttling.map(({ shardId, recordsRefusedInMinute, verdict, timesFormerPeak, hottestKey }) => (
          <li key={shardId} data-fault="true">
            <strong>{shortShardId(shardId)}</strong> {t('onDemand.refuses', { records: count(recordsRefusedInMinute) })} {t(`onDemand.verdict.${verdict}`, { partitionKey: hottestKey ?? '' })}{' '}
            {timesFormerPeak === null || timesFormerPeak <= 2 || verdict === 'hotKey' ? null : t('onDemand.beyond', { times: decimal(timesFormerPeak) })}{' '}
            <button type="button" className={controls.link} onClick={() => setView({ diagnosed: { shardId } })}>
              {t('onDemand.why')}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Shrinking({ onDemand: { shrinking, shrinksFromMs, shardsNeeded }, openShards }: { onDemand: OnDemandView; openShards: number }) {
  const { t } = useTranslation('capacity')
  const { count } = useFormats()
  if (shrinking !== null) return <p className={sheet.remark}>{t('onDemand.shrinking', { from: count(shrinking.fromShards), to: count(shrinking.toShards), clock: clockText(shrinking.endsAtMs).slice(0, -4) })}</p>
  if (shrinksFromMs === null) return null
  return <p className={sheet.hint}>{t('onDemand.shrinksFrom', { open: count(openShards), needed: count(shardsNeeded), clock: clockText(shrinksFromMs).slice(0, -4) })}</p>
}
