/** Stands around what is fetched when somebody first looks at it: empty until it is there, and empty when it cannot be had. */
import { Component, Suspense } from 'react'
import type { ReactNode } from 'react'

export function Late({ children }: { children: ReactNode }) {
  return (
    <Contained>
      <Suspense fallback={null}>{children}</Suspense>
    </Contained>
  )
}

/** A piece that does not come must not take the whole page with it; only a class can catch that. */
class Contained extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError() {
    return { isBroken: true }
  }

  override render() {
    return this.state.isBroken ? null : this.props.children
  }
}
