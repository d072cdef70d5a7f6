/** A rail begins at its top with another panel or another story; on a phone, where it stands beneath the river, a chosen panel comes into view. */
import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'
import { useWorld } from '../../store/hooks'
import { isStacked } from './isStacked'

/** @param rail what scrolls in it bears `data-scrolls`. */
export function useBeginsAtTop(rail: RefObject<HTMLElement | null>, shown: string): void {
  const scenarioId = useWorld((world) => world.scenarioId)
  const before = useRef({ shown, scenarioId })
  useEffect(() => {
    const isOther = before.current.shown !== shown
    if (!isOther && before.current.scenarioId === scenarioId) return
    before.current = { shown, scenarioId }
    for (const scroller of rail.current?.querySelectorAll('[data-scrolls]') ?? []) scroller.scrollTop = 0
    if (isOther && rail.current !== null && isStacked()) bringBeneathHeader(rail.current)
  }, [rail, shown, scenarioId])
}

/** The header stays where it is, and is as high as its lines need. */
function bringBeneathHeader(rail: HTMLElement): void {
  const headerBottom = document.querySelector('header')?.getBoundingClientRect().bottom ?? 0
  window.scrollBy(0, rail.getBoundingClientRect().top - headerBottom)
}
