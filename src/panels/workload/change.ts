/** How the parts of a workload are changed: each on what the person wished for last, though the engine may not have it yet. */
import type { SyntheticWorkload } from '../../engine/commands'

export type ChangeWorkload = (next: (now: SyntheticWorkload) => SyntheticWorkload) => void
