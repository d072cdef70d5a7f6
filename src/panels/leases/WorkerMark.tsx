/** A KCL worker's sign: its application's colour, and a shape of its own for the number in its name. */
import { applicationColour } from '../ApplicationSwatch'

const SHAPES = [
  'M6 1.2A4.8 4.8 0 1 1 6 10.8 4.8 4.8 0 0 1 6 1.2Z',
  'M1.6 1.6H10.4V10.4H1.6Z',
  'M6 1 11.2 10.4H.8Z',
  'M6 .4 11.6 6 6 11.6.4 6Z',
  'M.8 1.6H11.2L6 11Z',
  'M3.4 1H8.6L11.4 6 8.6 11H3.4L.6 6Z',
] as const

export function WorkerMark({ applicationIndex, workerId }: { applicationIndex: number; workerId: string }) {
  const number = Number(/\d+$/.exec(workerId)?.[0] ?? 1)
  return (
    <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true" style={{ flex: 'none', forcedColorAdjust: 'none' }}>
      <path d={SHAPES[(number - 1 + SHAPES.length) % SHAPES.length]} fill={applicationColour(applicationIndex)} />
    </svg>
  )
}
