/** One way in which an emulator answers otherwise than ours, and the cases in which it shows. */
import type { Case } from './case'
import type { VoiceName } from './voices'

export interface Fault {
  voice: Exclude<VoiceName, 'ours'>
  /** Names of cases, or what their names look like. In each of them the fault must show. */
  in: readonly (string | RegExp)[]
  /** The differing paths that it explains, such as `Shards.0.HashKeyRange.EndingHashKey`; `refused` when one answers and the other refuses. */
  at: RegExp
  because: string
  /** Whom AWS agrees with; `unknown` where nothing recorded or documented decides. */
  agrees: 'ours' | 'unknown'
  source: string
}

export function showsIn(fault: Fault, { name }: Case): boolean {
  return fault.in.some((where) => (typeof where === 'string' ? where === name : where.test(name)))
}
