/** The whole run as one strip: what came in, what happened, where we are; dragging it travels in time. */
import { useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorld } from '../../store/hooks'
import { clockText, useFormats } from '../../strings/formats'
import { late } from '../../widgets/Late'
import { Marks } from './Marks'
import { RateArea } from './RateArea'
import { TimeSlider } from './TimeSlider'
import { Trace } from './Trace'
import { loadLaterEvents } from './describeEvent'
import { placeMarks, toMarks } from './timelineMarks'
import { clockTicks, timelineSpanMs } from './timelineSpan'
import { useRates } from './useRates'
import { useNames } from '../useNames'
import { useWidth } from '../useWidth'
import styles from './Timeline.module.css'

const EventLog = late(async () => {
  const [{ EventLog: log }] = await Promise.all([import('./EventLog'), loadLaterEvents()])
  return log
})

const AREA_HEIGHT_PX = 30
const CLOCK_GAP_PX = 92

export function Timeline() {
  const { t } = useTranslation('timeline')
  const formats = useFormats()
  const [isLogOpen, setIsLogOpen] = useState(false)
  const strip = useRef<HTMLDivElement>(null)
  const logToggle = useRef<HTMLButtonElement>(null)
  const widthPx = useWidth(strip)
  const logId = useId()
  const furthestMs = useWorld((world) => world.furthestMs)
  const isLive = useWorld((world) => world.live !== null)
  const untilMs = timelineSpanMs(furthestMs)
  const rates = useRates()
  const rateMax = Math.max(0, ...rates.map((rate) => rate.recordsPerSecond))
  const marks = usePlacedMarks({ untilMs, widthPx })
  return (
    <section className={styles.timeline} aria-label={t('title')}>
      <div className={styles.head}>
        <h2>{t('title')}</h2>
        {isLive ? null : <p className={styles.hint}>{t('hint')}</p>}
        <p className={styles.rateMax}>{rateMax > 0 ? t('rateMax', { rate: formats.short(rateMax) }) : null}</p>
        <button
          ref={logToggle}
          type="button"
          className={styles.logToggle}
          aria-expanded={isLogOpen}
          aria-controls={logId}
          onClick={() => setIsLogOpen(!isLogOpen)}
        >
          {t('log')}
        </button>
      </div>
      <div className={styles.strip} ref={strip}>
        <RateArea rates={rates} rateMax={rateMax} furthestMs={furthestMs} untilMs={untilMs} widthPx={widthPx} heightPx={AREA_HEIGHT_PX} />
        <TimeSlider furthestMs={furthestMs} untilMs={untilMs} />
        <Trace untilMs={untilMs} />
        <Marks marks={marks} widthPx={widthPx} />
        <ol className={styles.clock} aria-hidden="true">
          {clockTicks({ untilMs, widthPx, gapPx: CLOCK_GAP_PX }).map((atMs) => (
            <li key={atMs} style={{ left: `${(100 * atMs) / untilMs}%` }}>
              {clockText(atMs).replace('.000', '')}
            </li>
          ))}
        </ol>
      </div>
      <div id={logId} hidden={!isLogOpen}>
        {isLogOpen ? (
          <EventLog
            onClose={() => {
              setIsLogOpen(false)
              logToggle.current?.focus()
            }}
          />
        ) : null}
      </div>
    </section>
  )
}

function usePlacedMarks({ untilMs, widthPx }: { untilMs: number; widthPx: number }) {
  const { t } = useTranslation('timeline')
  const { ofProducer } = useNames()
  const events = useWorld((world) => world.events)
  /** Children whose opening was forgotten are still among the shards. */
  const childIds = useWorld((world) =>
    (world.summary?.shards ?? []).flatMap((shard) => (shard.parentShardId === null ? [] : [shard.shardId])).join(' '),
  )
  const marks = useMemo(() => toMarks({ events, childShardIds: new Set(childIds.split(' ')) }), [events, childIds])
  return useMemo(
    () =>
      placeMarks({
        marks,
        untilMs,
        widthPx,
        labelOf: ({ kind, subject, count, calls }) => (count === 1 ? t(`mark.${kind}`, { subject: ofProducer(subject), calls }) : t(`marks.${kind}`, { number: count, calls })),
      }),
    [marks, untilMs, widthPx, ofProducer, t],
  )
}
