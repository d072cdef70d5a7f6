/** The sign of each kind of mark: a shape says what happened, its colour only whether it is a fault. */
import type { MarkKind } from './timelineMarks'
import styles from './MarkShape.module.css'

const PATHS: Record<MarkKind, { stroke?: string; fill?: string }> = {
  split: { stroke: 'M6 11V7.5M6 7.5 2.2 1.6M6 7.5 9.8 1.6' },
  merge: { stroke: 'M6 1V4.5M6 4.5 2.2 10.4M6 4.5 9.8 10.4' },
  throttlingStarted: { fill: 'M6 .8 11.6 10.8H.4Z' },
  throttlingEnded: { stroke: 'M6 2.2 10.4 10H1.6Z' },
  recordsGivenUp: { fill: 'M4.4 1H7.6V5.6H10.6L6 11.2 1.4 5.6H4.4Z' },
  workerCrashed: { stroke: 'M2 2 10 10M10 2 2 10' },
  leaseTaken: { fill: 'M6 .6 11.4 6 6 11.4.6 6Z' },
  childStarted: { fill: 'M2.4 1.2 10.8 6 2.4 10.8Z' },
  callRefused: { stroke: 'M6 1.4A4.6 4.6 0 1 1 6 10.6 4.6 4.6 0 0 1 6 1.4ZM2.8 9.2 9.2 2.8' },
}

const FAULTS: ReadonlySet<MarkKind> = new Set<MarkKind>(['throttlingStarted', 'recordsGivenUp', 'workerCrashed', 'callRefused'])

export function isFault(kind: MarkKind): boolean {
  return FAULTS.has(kind)
}

export function MarkShape({ kind }: { kind: MarkKind }) {
  const { stroke, fill } = PATHS[kind]
  return (
    <svg className={styles.shape} viewBox="0 0 12 12" width="10" height="10" aria-hidden="true" data-fault={isFault(kind)}>
      {fill === undefined ? null : <path d={fill} fill="currentColor" />}
      {stroke === undefined ? null : <path d={stroke} fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />}
    </svg>
  )
}
