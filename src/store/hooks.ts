/** How a component reads the two stores (always through a narrow selector) and reaches the actions. */
import { createContext, createElement, use, useCallback } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { useStore } from 'zustand'
import { ensure } from '../base/assert'
import type { Actions, FrameSource } from './actions'
import type { NoticeText } from './notice'
import { addNotice, dismissNotice } from './notices'
import type { ViewState, ViewStore } from './viewStore'
import type { WorldState, WorldStore } from './worldStore'

export interface PageTools {
  world: WorldStore
  view: ViewStore
  actions: Actions
  frames: FrameSource
}

const PageToolsContext = createContext<PageTools | null>(null)

export function PageToolsProvider({ tools, children }: { tools: PageTools; children: ReactNode }): ReactElement {
  return createElement(PageToolsContext.Provider, { value: tools }, children)
}

/** @param selector must give the same value for the same state: wrap one that builds objects in `useShallow`. */
export function useWorld<T>(selector: (state: WorldState) => T): T {
  return useStore(useTools().world, selector)
}

/** For handlers that need the state of that moment and are not drawn by it. */
export function useWorldNow(): () => WorldState {
  return useTools().world.getState
}

/** @param selector as for `useWorld`. */
export function useView<T>(selector: (state: ViewState) => T): T {
  return useStore(useTools().view, selector)
}

/** Changes how the person looks at the world, for example `setView({ highlightedShardId })`. */
export function useSetView(): (change: Partial<ViewState>) => void {
  return useTools().view.setState
}

/** For what the page itself knows: a dismissed problem, never the world's own facts. */
export function useSetWorld(): (change: Pick<WorldState, 'sourceProblem'>) => void {
  return useTools().world.setState
}

export function useAddNotice(): (text: NoticeText) => void {
  const { world } = useTools()
  return useCallback((text) => addNotice(world, text), [world])
}

export function useDismissNotice(): (noticeId: number) => void {
  const { world } = useTools()
  return useCallback((noticeId) => dismissNotice(world, noticeId), [world])
}

export function useActions(): Actions {
  return useTools().actions
}

export function useFrames(): FrameSource {
  return useTools().frames
}

function useTools(): PageTools {
  return ensure(use(PageToolsContext), 'PageToolsProvider around this component')
}
