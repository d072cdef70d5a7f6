/** Every act as the API call that it was, newest first: what was asked, what the service said, what came of it. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { SimEvent } from '../../engine/events'
import type { CallTold } from '../../store/actions'
import { useSetView, useWorld } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import { CallRow } from './CallRow'
import { CALLS_SHOWN, listCalls } from './callList'
import type { CallFilter } from './callList'
import { effectsOf } from './effects'
import styles from './Calls.module.css'

export function CallsPanel() {
  const { t } = useTranslation('calls')
  const formats = useFormats()
  const [filter, setFilter] = useState<CallFilter>({ searched: '', shown: 'all' })
  const [selected, setSelected] = useState<CallTold | null>(null)
  const events = useWorld((world) => world.events)
  const { calls, found, all } = useMemo(() => listCalls(events, filter), [events, filter])
  const list = useRef<HTMLOListElement>(null)
  useTrace(selected, events)
  if (all === 0) {
    return (
      <div className={styles.panel}>
        <p className={styles.hint}>{t('empty')}</p>
        <p className={styles.hint}>{t('emptyHow')}</p>
      </div>
    )
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const heads = [...(list.current?.querySelectorAll<HTMLElement>('[data-call]') ?? [])]
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const at = heads.indexOf(document.activeElement as HTMLElement)
    if (event.key === 'Escape') setSelected(null)
    else if (step !== undefined && at >= 0) heads[at + step]?.focus()
    else return
    event.preventDefault()
  }
  return (
    <div className={styles.panel}>
      <div className={styles.filter}>
        <input
          type="search"
          className={controls.text}
          value={filter.searched}
          placeholder={t('search')}
          aria-label={t('search')}
          onChange={({ target }) => setFilter({ ...filter, searched: target.value })}
        />
        <select className={controls.select} value={filter.shown} aria-label={t('show')} onChange={({ target }) => setFilter({ ...filter, shown: CALLS_SHOWN.find((name) => name === target.value) ?? 'all' })}>
          {CALLS_SHOWN.map((name) => (
            <option key={name} value={name}>
              {t(`shown.${name}`)}
            </option>
          ))}
        </select>
      </div>
      {found === 0 ? <p className={styles.hint}>{t('noneFound')}</p> : null}
      <ol ref={list} className={styles.list} aria-label={t('list')} data-own-keys onKeyDown={onKeyDown}>
        {calls.map((call, index) => (
          <CallRow key={all - index} call={call} isSelected={call === selected} onSelect={() => setSelected(call === selected ? null : call)} />
        ))}
      </ol>
      {found > calls.length ? <p className={styles.hint}>{t('cut', { shown: formats.count(calls.length), found: formats.count(found) })}</p> : null}
    </div>
  )
}

/** What the chosen call led to is marked on the timeline and in the river, as long as it is chosen. */
function useTrace(selected: CallTold | null, events: readonly SimEvent[]): void {
  const setView = useSetView()
  const traced = useRef<readonly SimEvent[]>([])
  useEffect(() => {
    const next = selected === null || !events.includes(selected) ? [] : [selected, ...effectsOf(selected, events).events]
    if (next.length === traced.current.length && next.every((event, index) => event === traced.current[index])) return
    traced.current = next
    setView({ tracedEvents: next })
  }, [selected, events, setView])
  useEffect(() => () => setView({ tracedEvents: [] }), [setView])
}
