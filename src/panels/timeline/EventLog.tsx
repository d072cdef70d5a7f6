/** What happened, newest first, each in one sentence that leads back to its instant. */
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SimEvent } from '../../engine/events'
import { useActions, useSetView, useView, useWorld, useWorldNow } from '../../store/hooks'
import { clockText } from '../../strings/formats'
import { useSaidEvent } from '../useNames'
import { describeEvent } from './describeEvent'
import type { EventGroup } from './eventFilter'
import { EVENT_GROUPS, newestOf } from './eventFilter'
import styles from './EventLog.module.css'

const LINES_MAX = 200
const DIAGNOSED_MS = 60_000
/** By then it is plain whether refusals last. */
const WELL_UNDER_WAY_MS = 10_000

export function EventLog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('timeline')
  const [group, setGroup] = useState<EventGroup>('all')
  const events = useWorld((world) => world.events)
  const lines = useMemo(() => newestOf({ events, group, linesMax: LINES_MAX }), [events, group])
  const say = useSaidEvent()
  return (
    <section className={styles.log} aria-label={t('log')} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <header className={styles.head}>
        <h3>{t('log')}</h3>
        <label>
          {t('show')}
          <select value={group} onChange={(event) => setGroup(EVENT_GROUPS.find((name) => name === event.target.value) ?? 'all')}>
            {EVENT_GROUPS.map((name) => (
              <option key={name} value={name}>
                {t(`group.${name}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className={styles.close} onClick={onClose} aria-label={t('closeLog')} title={t('closeLog')}>
          <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path d="M2 2 10 10M10 2 2 10" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
          </svg>
        </button>
      </header>
      {lines.length === 0 ? (
        <p className={styles.empty}>{t('logEmpty')}</p>
      ) : (
        <ol className={styles.lines} reversed>
          {lines.map((event, index) => (
            <LogLine key={lines.length - index + events.length} event={event} say={say} />
          ))}
        </ol>
      )}
      {lines.length === LINES_MAX ? <p className={styles.empty}>{t('logCut', { lines: LINES_MAX })}</p> : null}
    </section>
  )
}

function LogLine({ event, say }: { event: SimEvent; say: ReturnType<typeof useSaidEvent> }) {
  const actions = useActions()
  const setView = useSetView()
  const isTraced = useView((view) => view.tracedEvents.includes(event))
  const shardId = 'shardId' in event ? event.shardId : null
  return (
    <li>
      <button
        type="button"
        className={styles.line}
        data-traced={isTraced}
        onClick={() => actions.goTo(event.at)}
        onPointerEnter={() => setView({ highlightedShardId: shardId })}
        onPointerLeave={() => setView({ highlightedShardId: null })}
      >
        <time>{clockText(event.at)}</time>
        <span>{say(describeEvent(event))}</span>
      </button>
      {event.kind === 'ThrottlingStarted' ? <WhyButton event={event} /> : null}
    </li>
  )
}

/** A diagnosis tells of the last minute: whoever asks about an older refusal is taken there. */
function WhyButton({ event: { at, shardId } }: { event: Extract<SimEvent, { kind: 'ThrottlingStarted' }> }) {
  const { t } = useTranslation('timeline')
  const actions = useActions()
  const setView = useSetView()
  const worldNow = useWorldNow()
  const open = () => {
    const { atMs, furthestMs } = worldNow()
    if (atMs < at || atMs > at + DIAGNOSED_MS) actions.goTo(Math.min(at + WELL_UNDER_WAY_MS, furthestMs))
    setView({ diagnosed: { shardId } })
  }
  return (
    <button type="button" className={styles.why} onClick={open}>
      {t('why')}
    </button>
  )
}
