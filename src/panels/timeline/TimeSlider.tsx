/** The playhead as a slider: drag it, or use the keys, to go to an instant; backwards too. */
import { useRef, useState } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { SimMs } from '../../base/units'
import { useActions, useWorld } from '../../store/hooks'
import { clockText } from '../../strings/formats'
import styles from './Timeline.module.css'

const STEP_MS = 1_000
const PAGE_MS = 10_000

export function TimeSlider({ furthestMs, untilMs }: { furthestMs: SimMs; untilMs: SimMs }) {
  const { t } = useTranslation(['timeline', 'page'])
  const actions = useActions()
  const atMs = useWorld((world) => world.atMs)
  const isLive = useWorld((world) => world.live !== null)
  const track = useRef<HTMLDivElement>(null)
  const [draggedToMs, setDraggedToMs] = useState<SimMs | null>(null)
  const shownMs = draggedToMs ?? atMs

  const goTo = (wantedMs: SimMs) => actions.goTo(Math.min(untilMs, Math.max(0, wantedMs)))
  const follow = (event: PointerEvent) => {
    if (isLive) return
    const box = track.current?.getBoundingClientRect()
    if (box === undefined || box.width === 0) return
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))
    setDraggedToMs(share * untilMs)
    goTo(share * untilMs)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const wantedMs = instantForKey({ key: event.key, atMs, furthestMs })
    if (wantedMs === null) return
    event.preventDefault()
    goTo(wantedMs)
  }
  return (
    <div
      ref={track}
      className={styles.slider}
      role="slider"
      tabIndex={0}
      aria-label={t('title')}
      aria-disabled={isLive}
      title={isLive ? t('page:live.reason') : undefined}
      aria-valuemin={0}
      aria-valuemax={untilMs}
      aria-valuenow={Math.round(shownMs)}
      aria-valuetext={t('sliderValue', { at: clockText(shownMs), furthest: clockText(furthestMs) })}
      data-dragging={draggedToMs !== null}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        follow(event)
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && follow(event)}
      onPointerUp={() => setDraggedToMs(null)}
      onPointerCancel={() => setDraggedToMs(null)}
    >
      <span className={styles.playhead} style={{ left: `${Math.min(100, (100 * shownMs) / untilMs)}%` }}>
        {draggedToMs === null ? null : <output className={styles.playheadTime}>{clockText(shownMs)}</output>}
      </span>
    </div>
  )
}

function instantForKey({ key, atMs, furthestMs }: { key: string; atMs: SimMs; furthestMs: SimMs }): SimMs | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return atMs + STEP_MS
    case 'ArrowLeft':
    case 'ArrowDown':
      return atMs - STEP_MS
    case 'PageUp':
      return atMs + PAGE_MS
    case 'PageDown':
      return atMs - PAGE_MS
    case 'Home':
      return 0
    case 'End':
      return furthestMs
    default:
      return null
  }
}
