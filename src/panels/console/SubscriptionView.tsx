/** The events of a subscription as they are pushed while virtual time goes on, newest first. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { clockText, useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import { shortShardId } from '../shardName'
import { JsonView } from './JsonView'
import { RefusalText } from './RefusalText'
import { consoleStore } from './consoleStore'
import { isObject } from './draft'
import { stopSubscription } from './subscription'
import { recordsIn } from './subscriptionLog'
import type { PushedEvent } from './subscriptionLog'
import sheet from './Console.module.css'
import styles from './Result.module.css'

const EVENTS_SHOWN_MAX = 8

interface NumberedEvent {
  number: number
  pushed: PushedEvent
}

interface Held {
  opened: ReadonlySet<number>
  events: readonly NumberedEvent[]
}

const NONE_HELD: Held = { opened: new Set(), events: [] }

export function SubscriptionView() {
  const { t } = useTranslation('console')
  const formats = useFormats()
  const subscription = useStore(consoleStore, (state) => state.subscription)
  /** What is read must not be pushed away: the list stands still while one of its events is open. */
  const [held, setHeld] = useState(NONE_HELD)
  if (subscription === null) return null
  const { shardId, events, eventCount, recordCount, ended } = subscription
  // Another subscription, or an earlier instant: what was open is not there any more.
  if ((held.events[0]?.number ?? 0) > eventCount) setHeld(NONE_HELD)
  const isHeld = held.opened.size > 0
  const newest = events.slice(0, EVENTS_SHOWN_MAX).map((pushed, index) => ({ number: eventCount - index, pushed }))
  const shown = isHeld ? held.events : newest
  const hold = (number: number, isOpen: boolean) => {
    const opened = new Set(held.opened)
    if (isOpen) opened.add(number)
    else opened.delete(number)
    setHeld(opened.size === 0 ? NONE_HELD : { opened, events: shown })
  }
  return (
    <section className={styles.result} aria-label={t('subscription.name')}>
      <h3 className={styles.resultHead}>
        <span>{t('subscription.title', { shard: shortShardId(shardId) })}</span>
        {ended === null ? (
          <button type="button" className={`${controls.button} ${controls.small} ${styles.atEnd}`} onClick={stopSubscription}>
            {t('subscription.stop')}
          </button>
        ) : null}
      </h3>
      <p className={sheet.hint}>
        {t('subscription.soFar', { events: formats.count(eventCount), records: formats.count(recordCount) })} {typeof ended === 'string' ? t(`subscription.${ended}`) : null} {isHeld && ended === null ? t('subscription.held') : null}
      </p>
      {ended !== null && typeof ended === 'object' ? <RefusalText exception={ended.exception} message={ended.message} /> : null}
      {shown.map(({ number, pushed }) => (
        <EventFold key={number} pushed={pushed} shardId={shardId} onToggle={(isOpen) => hold(number, isOpen)} />
      ))}
    </section>
  )
}

function EventFold({ pushed: { atMs, event }, shardId, onToggle }: { pushed: PushedEvent; shardId: string; onToggle: (isOpen: boolean) => void }) {
  const { t } = useTranslation('console')
  const formats = useFormats()
  const [isOpen, setIsOpen] = useState(false)
  const { Records: records = [], ...rest } = isObject(event) ? event : {}
  const behind = typeof rest['MillisBehindLatest'] === 'number' ? formats.duration(rest['MillisBehindLatest']) : ''
  return (
    <details
      className={sheet.optional}
      onToggle={(toggled) => {
        setIsOpen(toggled.currentTarget.open)
        onToggle(toggled.currentTarget.open)
      }}
    >
      <summary>
        {clockText(atMs)} {t('subscription.event', { records: formats.count(recordsIn(event)), behind })}
      </summary>
      {/* The records are many: what is said of them comes first. */}
      {isOpen ? <JsonView shapeName="SubscribeToShardEvent" answered={{ operation: 'SubscribeToShard', input: { ShardId: shardId }, output: { ...rest, Records: records } }} /> : null}
    </details>
  )
}
