/** The sign of each kind of mark: a shape says what happened, its colour only whether it is a fault. */
import type { MarkKind } from './mark'
import styles from './MarkShape.module.css'

const REFUSED = 'M6 1.4A4.6 4.6 0 1 1 6 10.6 4.6 4.6 0 0 1 6 1.4ZM2.8 9.2 9.2 2.8'

const PATHS: Record<MarkKind, { stroke?: string; fill?: string }> = {
  split: { stroke: 'M6 11V7.5M6 7.5 2.2 1.6M6 7.5 9.8 1.6' },
  merge: { stroke: 'M6 1V4.5M6 4.5 2.2 10.4M6 4.5 9.8 10.4' },
  throttlingStarted: { fill: 'M6 .8 11.6 10.8H.4Z' },
  throttlingEnded: { stroke: 'M6 2.2 10.4 10H1.6Z' },
  recordsGivenUp: { fill: 'M4.4 1H7.6V5.6H10.6L6 11.2 1.4 5.6H4.4Z' },
  workerCrashed: { stroke: 'M2 2 10 10M10 2 2 10' },
  applicationAdded: { stroke: 'M6 1.4A4.6 4.6 0 1 1 6 10.6 4.6 4.6 0 0 1 6 1.4ZM6 3.8V8.2M3.8 6H8.2' },
  applicationRemoved: { stroke: 'M6 1.4A4.6 4.6 0 1 1 6 10.6 4.6 4.6 0 0 1 6 1.4ZM3.8 6H8.2' },
  applicationCrashed: { stroke: 'M6 .8 11.2 6 6 11.2.8 6ZM4 4 8 8M8 4 4 8' },
  checkFailed: { stroke: 'M6 1V7M6 9.6V11' },
  alarm: { stroke: 'M1.5 9.5H10.5L9 7.5V5A3 3 0 0 0 3 5V7.5ZM5 11H7' },
  experimentStarted: { stroke: 'M7.4.8 3 6.8H6L4.6 11.2 9 5.2H6Z' },
  experimentEnded: { stroke: 'M7.4.8 3 6.8H6L4.6 11.2 9 5.2H6ZM1 1 11 11' },
  producerCrashed: { stroke: 'M1.2 1.2H10.8V10.8H1.2ZM4 4 8 8M8 4 4 8' },
  producerCutOff: { stroke: 'M.8 6H3.6M8.4 6H11.2M4 10 6 2M6.4 10 8.4 2' },
  producerReachable: { stroke: 'M.8 6H11.2M8 2.8 11.2 6 8 9.2' },
  requestLost: { stroke: 'M.8 6H4.4M6 3 11.2 9M11.2 3 6 9' },
  responseLost: { stroke: 'M11.2 6H7.6M.8 3 6 9M6 3 .8 9' },
  requestDelayed: { stroke: 'M6 1.4A4.6 4.6 0 1 1 6 10.6 4.6 4.6 0 0 1 6 1.4ZM6 3.4V6.2L8 7.6' },
  duplicateStored: { stroke: 'M4.2 2.6A3.4 3.4 0 1 1 4.2 9.4 3.4 3.4 0 0 1 4.2 2.6ZM7.8 2.6A3.4 3.4 0 1 1 7.8 9.4 3.4 3.4 0 0 1 7.8 2.6Z' },
  leaseTaken: { fill: 'M6 .6 11.4 6 6 11.4.6 6Z' },
  childStarted: { fill: 'M2.4 1.2 10.8 6 2.4 10.8Z' },
  callRefused: { stroke: REFUSED },
  deniedByPolicy: { stroke: REFUSED },
  deniedByKey: { stroke: REFUSED },
  deniedOnTheWay: { stroke: REFUSED },
  modeSwitched: { stroke: 'M1.4 4H10.2M7.8 1.6 10.4 4 7.8 6.2M10.6 8.4H1.8M4.2 6 1.6 8.4 4.2 10.8' },
  retentionChanged: { stroke: 'M2.4 1.2H9.6M2.4 10.8H9.6M3.4 1.2C3.4 5 8.6 7 8.6 10.8M8.6 1.2C8.6 5 3.4 7 3.4 10.8' },
}

const FAULTS: ReadonlySet<MarkKind> = new Set<MarkKind>(['throttlingStarted', 'recordsGivenUp', 'workerCrashed', 'applicationCrashed', 'checkFailed', 'alarm', 'experimentStarted', 'producerCrashed', 'producerCutOff', 'requestLost', 'responseLost', 'requestDelayed', 'callRefused', 'deniedByPolicy', 'deniedByKey', 'deniedOnTheWay'])

export function isFault(kind: MarkKind): boolean {
  return FAULTS.has(kind)
}

export function MarkShape({ kind }: { kind: MarkKind }) {
  const { stroke, fill } = PATHS[kind]
  return (
    <svg className={styles.shape} viewBox="0 0 12 12" width="10" height="10" aria-hidden="true" data-fault={isFault(kind)} data-kind={kind}>
      {fill === undefined ? null : <path d={fill} fill="currentColor" />}
      {stroke === undefined ? null : <path d={stroke} fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />}
    </svg>
  )
}
