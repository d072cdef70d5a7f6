/** What the Capacity tab remembers while it is closed: which part was looked at, and how far down in each. */
import { createStore } from 'zustand/vanilla'

export const CAPACITY_VIEWS = ['all', 'retention', 'mode', 'cloudWatch', 'alarms', 'cost'] as const
export type CapacityViewName = (typeof CAPACITY_VIEWS)[number]

interface CapacityState {
  view: CapacityViewName
  /** In which it was chosen: another one opens at its own part. */
  scenarioId: string | null
  scrolledPx: Partial<Record<CapacityViewName, number>>
}

export const capacityStore = createStore<CapacityState>(() => ({ view: 'retention', scenarioId: null, scrolledPx: {} }))

/** What a story is about. */
const OF_STORY: Readonly<Record<string, CapacityViewName>> = {
  'uneven-ranges': 'mode',
  'ten-reshards-a-day': 'mode',
  'on-demand-doubles': 'mode',
  'on-demand-too-fast': 'mode',
  'on-demand-hot-key': 'mode',
  'on-demand-scales-down': 'mode',
  'two-mode-switches': 'mode',
  'warm-before-a-sale': 'mode',
  'leaving-advantage': 'mode',
  'steady-bill': 'cost',
  'spiky-bill': 'cost',
  'advantage-bill': 'cost',
  'consumers-bill': 'cost',
  'hidden-burst': 'cloudWatch',
  'hidden-hot-shard': 'cloudWatch',
  'autoscaling-overshoots': 'alarms',
}

/** @returns what was chosen in this story; else what it is about, or what was looked at last. */
export function viewIn({ view, scenarioId }: Pick<CapacityState, 'view' | 'scenarioId'>, opened: string): CapacityViewName {
  return scenarioId === opened ? view : (OF_STORY[opened] ?? view)
}
