/** What an application has in its hands now, asked for again while the world moves. */
import { useEffect, useRef, useState } from 'react'
import type { ApplicationDetails } from '../../../engine/consumers/details'
import { useActions, useWorld } from '../../../store/hooks'

const ASK_EVERY_MS = 500

/** @returns null until it is known. */
export function useDetails(name: string): ApplicationDetails | null {
  const { inspect } = useActions()
  const summary = useWorld((world) => world.summary)
  const [details, setDetails] = useState<ApplicationDetails | null>(null)
  const lastAskedMs = useRef(-ASK_EVERY_MS)
  const isShown = useRef(true)
  useEffect(() => {
    const waitMs = Math.max(0, lastAskedMs.current + ASK_EVERY_MS - performance.now())
    const timer = setTimeout(() => {
      lastAskedMs.current = performance.now()
      void inspect({ kind: 'application', name }).then(({ application }) => {
        if (isShown.current) setDetails(application)
      })
    }, waitMs)
    return () => clearTimeout(timer)
  }, [summary, name, inspect])
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])
  return details
}
