/**
 * Parts of the page that are fetched when somebody first looks at them: empty until they are there. One that cannot be had says so
 * and offers to try again, and the next look at it tries again, too; React's own `lazy` would remember the failure for good.
 */
import { Component, createContext, lazy, Suspense, useContext, useState } from 'react'
import type { ComponentType, ReactNode } from 'react'
import controls from './controls.module.css'
import styles from './Late.module.css'
import { fetchStylesAgain } from './fetchStylesAgain'

export interface LateTexts {
  failed: string
  why: string
  again: string
}

/** What a part that did not come says. */
export const LateTextsContext = createContext<LateTexts>({ failed: '', why: '', again: '' })

/** Where a part that did not come says so: in its own place, over the middle of what holds it, or not at all. */
export type LatePlace = 'here' | 'over' | 'nowhere'

export function late<Props extends object>(load: () => Promise<ComponentType<Props>>, place: LatePlace = 'here'): ComponentType<Props> {
  const fetchPart = () => lazy(async () => ({ default: await load() }))
  let Part = fetchPart()
  return function Late(props: Props) {
    const [attempt, setAttempt] = useState(0)
    const again = async () => {
      // Without its styles it would come, and never look right.
      if (await fetchStylesAgain()) setAttempt(attempt + 1)
    }
    return (
      <Contained key={attempt} onFailure={() => (Part = fetchPart())} instead={(error) => (place === 'nowhere' ? null : <NotHere place={place} error={error} onAgain={() => void again()} />)}>
        <Suspense fallback={null}>
          <Part {...props} />
        </Suspense>
      </Contained>
    )
  }
}

function NotHere({ place, error, onAgain }: { place: LatePlace; error: Error; onAgain: () => void }) {
  const { failed, why, again } = useContext(LateTextsContext)
  return (
    <div className={styles.notHere} data-place={place} role="alert">
      <p>
        <strong>{failed}</strong> {why}
      </p>
      <code>{error.message}</code>
      <button type="button" className={controls.button} onClick={onAgain}>
        {again}
      </button>
    </div>
  )
}

interface ContainedProps {
  onFailure: () => void
  instead: (error: Error) => ReactNode
  children: ReactNode
}

/** A piece that does not come must not take the whole page with it; only a class can catch that. */
class Contained extends Component<ContainedProps, { error: Error | null }> {
  override state = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override componentDidCatch() {
    this.props.onFailure()
  }

  override render() {
    return this.state.error === null ? this.props.children : this.props.instead(this.state.error)
  }
}
